#include "ledger/statement.h"

/* Who is under protection, by marks alone (batch/ledger/protected.h): nobody reads in these rows
 * whose they are. */

/* Who is under protection, by marks (batch/ledger/protected.h). */
const char *const statement_protected[STATEMENTS] = {
	/* → mark, since, absent */
	[LIST_PROTECTED] = "SELECT mark, since, absent FROM protected ORDER BY mark",
	/* mark → a row when it is there */
	[GET_PROTECTED] = "SELECT since FROM protected WHERE mark = ?",
	/* mark, since, absent */
	[KEEP_PROTECTED] =
		"INSERT OR REPLACE INTO protected (mark, since, absent) VALUES (?, ?, ?)",
	/* mark */
	[FREE_PROTECTED] = "DELETE FROM protected WHERE mark = ?",
};
