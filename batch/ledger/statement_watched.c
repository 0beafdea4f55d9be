#include "ledger/statement.h"

/* Whose signature certificate is watched, and which have ended (batch/ledger/watched.h). */

const char *const statement_watched[STATEMENTS] = {
	/* → resident, issued, mark, changed, ended */
	[LIST_WATCHED] = "SELECT resident, issued, mark, changed, ended FROM watched"
			 " ORDER BY resident",
	/* resident → the same */
	[GET_WATCHED] =
		"SELECT resident, issued, mark, changed, ended FROM watched WHERE resident = ?",
	/* resident, issued, mark, changed, ended */
	[KEEP_WATCHED] = "INSERT OR REPLACE INTO watched (resident, issued, mark, changed, ended)"
			 " VALUES (?, ?, ?, ?, ?)",
	/* resident */
	[FREE_WATCHED] = "DELETE FROM watched WHERE resident = ?",
	[FREE_ALL_WATCHED] = "DELETE FROM watched",
	/* → resident, issued, opens, until */
	[LIST_REVOCATIONS] = "SELECT resident, issued, opens, until FROM revocation"
			     " ORDER BY resident, issued",
	/* resident → the same */
	[GET_REVOCATIONS] = "SELECT resident, issued, opens, until FROM revocation"
			    " WHERE resident = ? ORDER BY issued",
	/* resident, issued, opens, until, night */
	[ADD_REVOCATION] = "INSERT INTO revocation (resident, issued, opens, until, night)"
			   " VALUES (?, ?, ?, ?, ?)",
};
