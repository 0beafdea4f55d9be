#ifndef LEDGER_SQL_MEMORY_H
#define LEDGER_SQL_MEMORY_H

struct sqlite3; /* a connection of SQLite */

/* A copy of a database in memory, of one moment, to be closed like any other; outside a transaction
 * of `from`. Returns SQLITE_OK, or what has failed, as an extended code: then there is none. */
int sql_memory_copy(struct sqlite3 *from, struct sqlite3 **memory);

#endif
