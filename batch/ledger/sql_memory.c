#include "ledger/sql_memory.h"

#include <sqlite3.h>
#include <stddef.h>

/* All pages in one step of SQLite's own backup, for which a reader holds the file: no writer comes
 * between. */

static int copy_pages(sqlite3 *from, sqlite3 *into)
{
	sqlite3_backup *backup = sqlite3_backup_init(into, "main", from, "main");
	if (backup == NULL)
		return sqlite3_extended_errcode(into);
	int code = sqlite3_backup_step(backup, -1);
	int finished = sqlite3_backup_finish(backup);
	return code == SQLITE_DONE ? finished : code;
}

int sql_memory_copy(sqlite3 *from, sqlite3 **memory)
{
	sqlite3 *opened = NULL;
	/* With SQLITE_OPEN_MEMORY what is written out of it (VACUUM INTO) would stay there too. */
	int code = sqlite3_open_v2(":memory:", &opened,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (code == SQLITE_OK)
		code = copy_pages(from, opened);
	if (code == SQLITE_OK)
		*memory = opened;
	else
		sqlite3_close(opened);
	return code;
}
