#include "command/failed_run.h"

#include "document/files/atomic_file.h"
#include "document/operators/other_pages.h"
#include "intake/template/words_file.h"

#include <unistd.h>

/* The office may not have been read, the ledger may be held: all that the page is made of is
 * carried within the program, or in the fault. */

void failed_run_tell(
	const char *out, const struct office *office, day_number day, const struct fault *fault)
{
	struct arena *arena = arena_open();
	struct fault unused = {0};
	struct wordbook words;
	struct atomic_file *file = NULL;
	const char *path = arena_print(arena, "%s/" FAILED_PAGE, out);
	if (access(out, W_OK) == 0 && words_read(arena, &words, &unused)) {
		const struct failed_run run = {&words, office, day, fault};
		unlink(path);
		if (atomic_file_open(path, arena, &file, &unused) &&
			failed_page_write(atomic_file_stream(file), &run, &unused))
			atomic_file_commit(file, &unused);
		atomic_file_close(file);
	}
	arena_close(arena);
}

void failed_run_forget(const char *out)
{
	struct arena *arena = arena_open();
	unlink(arena_print(arena, "%s/" FAILED_PAGE, out));
	arena_close(arena);
}
