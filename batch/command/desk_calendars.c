#include "command/desk_calendars.h"

#include "base/phrase.h"
#include "command/night_folders.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* By the function that brings them up to date each night, from the whole ledger: so whatever an
 * earlier command was killed at is mended too, and one that is given again does so. */

static const char *nights_folder(const struct command *command)
{
	const char *ledger = command->options.ledger, *name = strrchr(ledger, '/');
	if (command->options.folders != NULL)
		return command->options.folders;
	size_t above = name == NULL ? 0 : (size_t)(name - ledger) + 1;
	return arena_print(command->arena, "%.*sout", (int)above, ledger);
}

void desk_calendars_follow(struct command *command)
{
	const char *nights = nights_folder(command);
	const char *standing = arena_print(command->arena, "%s/counters", nights);
	bool there = access(standing, F_OK) == 0;
	struct fault trouble = {0};
	if (!there && command->options.folders == NULL)
		return;
	if (!there)
		fault_system(&trouble, FAULT_INPUT, errno, "%s", standing);
	else
		night_folders_follow(command, nights, &trouble);
	if (trouble.kind != FAULT_NONE)
		command_warn(command,
			arena_print(command->arena,
				phrase("it is done, but the counters' calendars show it only with "
				       "the next night: %s"),
				trouble.message));
}
