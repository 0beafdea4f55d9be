#include "ledger/statement.h"
#include "ledger/statement_parts.h"

/* Which letters lay in one envelope. */

const char *const statement_enclosed[STATEMENTS] = {
	/* number, night, envelope, first sheet, sheets */
	[ADD_ENCLOSED] = "INSERT INTO envelope (notice, night, number, first, sheets)"
			 " VALUES (?, ?, ?, ?, ?)",
	/* number → of each letter of its envelope, itself among them, in the order of the sheets:
	 * envelope, number, resident, printed again by itself, pulled or withdrawn and not
	 * known to have left all the same, came back */
	[LIST_ENVELOPE] =
		"SELECT v.number, n.number, n.resident, v.apart IS NOT NULL, (" WITHDRAWN
		" OR (n.pulled IS NOT NULL AND NOT " RETURNED ")) AND NOT EXISTS (SELECT 1 FROM"
		" accounted c WHERE c.notice = n.number AND c.fate = 'left'), " RETURNED
		" FROM envelope o JOIN envelope v ON v.night = o.night AND v.number = o.number"
		" JOIN notice n ON n.number = v.notice WHERE o.notice = ?1 ORDER BY v.first",
	/* number */
	[LAY_APART] = "UPDATE envelope SET apart = (SELECT max(id) FROM desk) WHERE notice = ?",
	/* number */
	[FORGET_ENCLOSED] = "DELETE FROM envelope WHERE notice = ?",
};
