#include "ledger/statement.h"

/* By what a folder knows its ledger again: all that a night decided as rows of text in one order,
 * for a digest. */

/* How many numbers above the last one that lost folders show are left out: for letters of staff's
 * folders that lie elsewhere. */
#define SERIALS_SKIPPED "1000"

const char *const statement_lineage[STATEMENTS] = {
	/* first and last number of a year → the last serial given, or shown by a lost folder */
	[GET_LAST_SERIAL] =
		"SELECT max(coalesce((SELECT cast(substr(max(number), 4, 6) AS INTEGER)"
		" FROM notice WHERE number BETWEEN ?1 AND ?2), 0),"
		" coalesce((SELECT cast(substr(max(number), 4, 6) AS INTEGER) + " SERIALS_SKIPPED
		" FROM lost WHERE number BETWEEN ?1 AND ?2), 0))",
	/* day, run → digest */
	[GET_LINEAGE] = "SELECT l.digest FROM night w JOIN lineage l ON l.night = w.id"
			" WHERE w.day = ? AND w.run = ?",
	/* → digest of the last night */
	[GET_LAST_LINEAGE] = "SELECT digest FROM lineage ORDER BY night DESC LIMIT 1",
	/* night, digest */
	[ADD_LINEAGE] = "INSERT INTO lineage (night, digest) VALUES (?, ?)",
	/* night → part, row. The day on which staff did something is left out: who does it again
	 * for a ledger that lost it does so later. */
	[LIST_LINEAGE] =
		"SELECT 1, day || '|' || run || '|' || register_digest || '|' || office_digest"
		" FROM night WHERE id = ?1 UNION ALL"
		" SELECT 2, id || '|' || action || '|' || coalesce(mailing, '') || '|' ||"
		" coalesce(notice, '') || '|' || resident || '|' || detail FROM desk UNION ALL"
		" SELECT 3, number || '|' || token || '|' || kind || '|' || resident FROM notice"
		" WHERE night = ?1 UNION ALL"
		" SELECT 4, resident || '|' || matter || '|' || expires || '|' || wave || '|' ||"
		" outcome || '|' || reason || '|' || coalesce(notice, '') FROM decision"
		" WHERE night = ?1 UNION ALL"
		" SELECT 5, uid || '|' || sequence || '|' || state || '|' || counter || '|' || day"
		" || '|' || starts || '|' || desk FROM appointment WHERE night = ?1"
		" ORDER BY 1, 2",
	/* → name, lineage, number */
	[LIST_LOST] = "SELECT name, lineage, number FROM lost ORDER BY name, lineage",
	/* name, lineage, number, night */
	[ADD_LOST] = "INSERT INTO lost (name, lineage, number, night) VALUES (?, ?, ?, ?)",
	/* night → the highest number given until then, NULL for none */
	[GET_LAST_NUMBER] = "SELECT number FROM notice WHERE night <= ?"
			    " ORDER BY number DESC LIMIT 1",
};
