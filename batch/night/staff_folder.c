#include "night/staff_folder.h"

#include "document/files/outbox.h"
#include "document/folder.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The ledger has the order first, then the folder is made from the ledger alone and put in place,
 * and the ledger hears of it last: whatever stops in between, it can be made again and is the same.
 */

bool staff_folder_path(const char *given, struct arena *arena, const char **path, struct fault *why)
{
	char here[4096];
	struct stat status;
	char *full = arena_copy(arena, given);
	if (given[0] != '/') {
		if (getcwd(here, sizeof here) == NULL)
			return fault_system(
				why, FAULT_OUTPUT, errno, "%s: no working directory", given);
		full = arena_print(arena, "%s/%s", strcmp(here, "/") == 0 ? "" : here, given);
	}
	for (size_t length = strlen(full); length > 1 && full[length - 1] == '/'; length--)
		full[length - 1] = '\0';
	const char *name = strrchr(full, '/') + 1;
	if (name[0] == '\0' || name[0] == '.')
		return fault_set(why, FAULT_OUTPUT, "%s: cannot name a new folder", given);
	if (lstat(full, &status) == 0)
		return fault_set(why, FAULT_OUTPUT, "%s: is there already", given);
	*path = full;
	return true;
}

bool staff_folder_write(struct ledger *ledger, const struct staff_folder *folder,
	const struct setup *setup, struct arena *arena, struct fault *why)
{
	struct outbox *outbox = NULL;
	struct night night;
	const char *name = strrchr(folder->path, '/') + 1;
	const char *parent = name == folder->path + 1 ? "/"
						      : arena_text(arena, folder->path,
								(size_t)(name - folder->path) - 1);
	bool done = ledger_folder(ledger, folder, arena, &night, why) &&
		    outbox_open(parent, name, &outbox, why) &&
		    folder_write_change(&setup->office, setup->templates, &night, setup->letters,
			    outbox, why) &&
		    outbox_commit(outbox, why) && ledger_issue_folder(ledger, folder, why);
	outbox_close(outbox);
	return done;
}
