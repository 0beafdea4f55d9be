#include "ledger/sql_meaning.h"

#include "base/phrase.h"

#include <sqlite3.h>
#include <stddef.h>

/* Who reads it can do something about it or has to report it; SQLite's own words are told beside.
 */

/* What each result code means to who runs the program. Extended codes stand before their primary
 * one; codes that are not here should never come. */
static const struct sql_meaning meanings[] = {
	{SQLITE_READONLY_ROLLBACK, FAULT_BUSY, FAULT_BUSY,
		PHRASE("a run was killed while it wrote; the next `kigen run` mends the ledger")},
	{SQLITE_READONLY_RECOVERY, FAULT_BUSY, FAULT_BUSY,
		PHRASE("a run was killed while it wrote; the next `kigen run` mends the ledger")},
	{SQLITE_READONLY_DBMOVED, FAULT_OUTPUT, FAULT_INPUT,
		PHRASE("the ledger was moved or replaced while it was in use; nothing was "
		       "changed, run "
		       "again")},
	{SQLITE_FULL, FAULT_WRITE, FAULT_WRITE, PHRASE("make room on the disk, then run again")},
	{SQLITE_NOMEM, FAULT_INTERNAL, FAULT_INTERNAL,
		PHRASE("there was no memory left; nothing was changed, run again when there is")},
	{SQLITE_IOERR_NOMEM, FAULT_INTERNAL, FAULT_INTERNAL,
		PHRASE("there was no memory left; nothing was changed, run again when there is")},
	{SQLITE_IOERR_READ, FAULT_WRITE, FAULT_WRITE,
		PHRASE("the disk could not be read, which says nothing of the ledger itself; "
		       "look after "
		       "the disk, then run again")},
	{SQLITE_IOERR_CORRUPTFS, FAULT_WRITE, FAULT_WRITE,
		PHRASE("the disk could not be read, which says nothing of the ledger itself; "
		       "look after "
		       "the disk, then run again")},
	{SQLITE_IOERR_LOCK, FAULT_WRITE, FAULT_WRITE,
		PHRASE("the file system cannot lock files; the ledger belongs on a disk of this "
		       "machine")},
	{SQLITE_IOERR_RDLOCK, FAULT_WRITE, FAULT_WRITE,
		PHRASE("the file system cannot lock files; the ledger belongs on a disk of this "
		       "machine")},
	{SQLITE_IOERR, FAULT_WRITE, FAULT_WRITE, PHRASE("look after the disk, then run again")},
	{SQLITE_CANTOPEN, FAULT_OUTPUT, FAULT_INPUT,
		PHRASE("the file and its folder must be there and be open to this user")},
	{SQLITE_READONLY, FAULT_OUTPUT, FAULT_INPUT,
		PHRASE("this user must be allowed to write the file and its folder")},
	{SQLITE_PERM, FAULT_OUTPUT, FAULT_INPUT,
		PHRASE("the file and its folder must be open to this user")},
	{SQLITE_AUTH, FAULT_OUTPUT, FAULT_INPUT,
		PHRASE("the file and its folder must be open to this user")},
	{SQLITE_NOLFS, FAULT_OUTPUT, FAULT_INPUT,
		PHRASE("the file system takes no files of this size")},
	{SQLITE_BUSY, FAULT_BUSY, FAULT_BUSY,
		PHRASE("another process uses the ledger; run again later")},
	{SQLITE_LOCKED, FAULT_BUSY, FAULT_BUSY,
		PHRASE("another process uses the ledger; run again later")},
	{SQLITE_PROTOCOL, FAULT_BUSY, FAULT_BUSY,
		PHRASE("another process uses the ledger; run again later")},
	{SQLITE_NOTADB, FAULT_INTERNAL, FAULT_INTERNAL,
		PHRASE("this is not a ledger, or its beginning is damaged; name the right file "
		       "or restore "
		       "a backup")},
	{SQLITE_CORRUPT, FAULT_INTERNAL, FAULT_INTERNAL,
		PHRASE("the ledger is damaged; restore a backup")},
	{SQLITE_CONSTRAINT, FAULT_INTERNAL, FAULT_INTERNAL,
		PHRASE("nothing was written; this is a mistake of the program, please report it")},
};

const struct sql_meaning *sql_meaning(int code)
{
	for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
		if (meanings[i].code == code)
			return &meanings[i];
	return code == (code & 0xff) ? NULL : sql_meaning(code & 0xff);
}
