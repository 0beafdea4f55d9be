#include "ledger/statement.h"
#include "ledger/statement_parts.h"

/* Of nights up to ?1, the last one past retention; ?2 is the day of the last night there is. */

/* The dues that letter `n` is about. */
#define DUES_OF_LETTER                                                                             \
	" FROM (SELECT resident, document, expires FROM settled WHERE notice = n.number UNION"     \
	" SELECT resident, document, expires FROM decision WHERE notice = n.number) i"             \
	" JOIN due u ON u.resident = i.resident AND u.document = i.document"                       \
	" AND u.expires = i.expires"

/* Has a night since touched letter `n`? */
#define TOUCHED_SINCE                                                                              \
	"(coalesce(n.mailed > ?1, 0) OR coalesce(n.pulled > ?1, 0)"                                \
	" OR EXISTS (SELECT 1 FROM appointment a WHERE a.uid = n.uid AND a.night > ?1)"            \
	" OR EXISTS (SELECT 1 FROM telling t WHERE t.uid = n.uid AND t.night > ?1)"                \
	" OR EXISTS (SELECT 1 FROM decision d WHERE d.notice = n.number AND d.night > ?1)"         \
	" OR EXISTS (SELECT 1 FROM late l WHERE l.notice = n.number AND l.night > ?1)"             \
	" OR EXISTS (SELECT 1 FROM accounted x WHERE x.notice = n.number AND x.night > ?1)"        \
	" OR EXISTS (SELECT 1 FROM recipient r WHERE r.notice = n.number AND r.night > ?1))"

/* May letter `n` still have to be posted, or written to again? ?3 as in struct purge, unposted. */
#define STILL_NEEDED                                                                               \
	"((n.mailed IS NULL AND n.pulled IS NULL AND n.desk = 0)"                                  \
	" OR EXISTS (SELECT 1 FROM mailing m WHERE m.night = n.mailed AND m.state = 'held')"       \
	" OR EXISTS (SELECT 1 FROM night w WHERE w.id = n.mailed AND w.day >= ?3)"                 \
	" OR EXISTS (SELECT 1 FROM desk_folder f WHERE f.notice = n.number"                        \
	" AND (f.issued = 0 OR f.day >= ?3))"                                                      \
	" OR EXISTS (SELECT 1 FROM appointment a WHERE a.uid = n.uid AND a.day >= ?2)"             \
	" OR EXISTS (SELECT 1" DUES_OF_LETTER " WHERE u.state = 'open' OR u.ended > ?1))"

const char *const statement_purge[STATEMENTS] = {
	/* day → the last night before it that is issued and has none that is not before it, the day
	 * of the last night there is */
	[GET_PAST_NIGHT] =
		"SELECT coalesce((SELECT max(id) FROM night WHERE day < ?1 AND id <"
		" coalesce((SELECT min(id) FROM night WHERE issued = 0), 9223372036854775807)), 0),"
		" max(day) FROM night",
	/* night → nights and exceptions that go */
	[COUNT_PAST] = "SELECT (SELECT count(*) FROM night WHERE id <= ?1 AND purged IS NULL),"
		       " (SELECT count(*) FROM exception_span WHERE last <= ?1)",
	/* night, last day, unposted → numbers */
	[LIST_PAST_LETTERS] =
		"SELECT n.number FROM notice n INDEXED BY notice_whole WHERE n.purged IS NULL"
		" AND n.night <= ?1 AND NOT " STILL_NEEDED " AND NOT " TOUCHED_SINCE
		" ORDER BY n.number",
	/* number */
	[PURGE_RECIPIENT] = "DELETE FROM recipient WHERE notice = ?",
	/* day, number */
	[PURGE_NOTICE] = "UPDATE notice SET purged = ?, resident = '' WHERE number = ?",
	/* night, last day → resident, document, expires */
	[LIST_PAST_DUES] =
		"SELECT u.resident, u.document, u.expires FROM due u WHERE u.state <> 'open'"
		" AND u.ended <= ?1 AND u.expires < ?2 AND NOT EXISTS (SELECT 1 FROM settled s"
		" JOIN notice n ON n.number = s.notice WHERE s.resident = u.resident"
		" AND s.document = u.document AND s.expires = u.expires AND n.purged IS NULL)"
		" AND NOT EXISTS (SELECT 1 FROM decision d LEFT JOIN notice n"
		" ON n.number = d.notice WHERE d.resident = u.resident AND d.document = u.document"
		" AND d.expires = u.expires AND (d.night > ?1"
		" OR (n.number IS NOT NULL AND n.purged IS NULL)))",
	/* resident, document, expires */
	[PURGE_HANDLED] = "DELETE FROM handled WHERE resident = ? AND document = ? AND expires = ?",
	[PURGE_SETTLED] = "DELETE FROM settled WHERE resident = ? AND document = ? AND expires = ?",
	[PURGE_DECISIONS] =
		"DELETE FROM decision WHERE resident = ? AND document = ? AND expires = ?",
	[PURGE_RENEWAL] = "DELETE FROM renewal WHERE resident = ? AND document = ? AND expires = ?",
	[PURGE_DUE] = "DELETE FROM due WHERE resident = ? AND document = ? AND expires = ?",
	/* night */
	[PURGE_TELLINGS] = "DELETE FROM telling WHERE night <= ?1 AND NOT EXISTS"
			   " (SELECT 1 FROM notice n WHERE n.uid = telling.uid"
			   " AND n.purged IS NULL)",
	[PURGE_LATE] = "DELETE FROM late WHERE night <= ?1 AND notice IN"
		       " (SELECT number FROM notice WHERE purged IS NOT NULL)",
	[PURGE_CAPPED] = "DELETE FROM capped WHERE night <= ?1",
	[PURGE_EXCEPTION_LISTS] = "DELETE FROM exception_list WHERE night <= ?1",
	/* What was said of exceptions that go, and why: no longer than they are kept */
	[PURGE_REASONS] =
		"UPDATE desk SET resident = '', why = '' WHERE id IN (SELECT a.desk"
		" FROM acknowledgement a JOIN exception_span s ON s.id = a.span WHERE s.last <= ?1"
		" UNION ALL SELECT a.reopened FROM acknowledgement a"
		" JOIN exception_span s ON s.id = a.span WHERE s.last <= ?1)",
	[PURGE_ACKNOWLEDGEMENTS] = "DELETE FROM acknowledgement WHERE until <= ?1 OR span IN"
				   " (SELECT id FROM exception_span WHERE last <= ?1)",
	[PURGE_EXCEPTIONS] = "DELETE FROM exception_span WHERE last <= ?1",
	[PURGE_RETURNED] =
		"DELETE FROM returned WHERE released IS NOT NULL AND ?1 > 0 AND notice IN"
		" (SELECT number FROM notice WHERE purged IS NOT NULL)",
	/* night, last day */
	[PURGE_REVOCATIONS] =
		"DELETE FROM revocation WHERE night <= ?1 AND until < ?2 AND NOT EXISTS"
		" (SELECT 1 FROM due u WHERE u.resident = revocation.resident"
		" AND u.document = 'revoked' AND u.expires = revocation.until)",
	/* last day: whoever holds no appointment any more, nor a letter about what is open */
	[PURGE_BY_HAND] = "DELETE FROM by_hand WHERE resident NOT IN (SELECT n.resident"
			  " FROM appointment a JOIN notice n ON n.uid = a.uid WHERE a.day >= ?)"
			  " AND NOT EXISTS (SELECT 1 FROM settled s JOIN due d ON d.resident ="
			  " s.resident AND d.document = s.document AND d.expires = s.expires"
			  " AND d.state = 'open' WHERE s.resident = by_hand.resident)",
	/* day; what is said of an exception that still stands is said of it now; of a place of
	 * another system's, its id goes and the place stays */
	[PURGE_LOG] = "UPDATE desk SET resident = '', why = '', detail = CASE WHEN action GLOB"
		      " 'place-*' THEN substr(detail, instr(detail || ' ', ' ') + 1) ELSE detail"
		      " END WHERE day < ? AND (resident <> '' OR"
		      " ((action GLOB 'exception-*' OR action GLOB 'place-*'"
		      " OR action GLOB 'house-*') AND why <> ''))"
		      " AND id NOT IN (SELECT desk FROM returned WHERE released IS NULL)"
		      " AND id NOT IN (SELECT desk FROM acknowledgement)",
	/* day, night */
	[PURGE_NIGHTS] = "UPDATE night SET purged = ? WHERE id <= ? AND purged IS NULL",
	/* → day, run */
	[LIST_PURGED_NIGHTS] = "SELECT day, run FROM night WHERE purged IS NOT NULL ORDER BY id",
	/* day → day, run */
	[LIST_PAST_FOLDERS] = "SELECT w.day, w.run FROM night w WHERE w.day < ? AND w.issued = 1"
			      " AND NOT EXISTS (SELECT 1 FROM mailing m WHERE m.night = w.id"
			      " AND m.state = 'held') ORDER BY w.id",
	/* night */
	[ADD_FIGURES] = "INSERT INTO figure (night, what, word, count)"
			" SELECT ?1, 'outcome', outcome, count(*) FROM decision WHERE night = ?1"
			" AND listed = 1 GROUP BY outcome UNION ALL"
			" SELECT ?1, 'hand', reason, count(*) FROM decision WHERE night = ?1"
			" AND listed = 1 AND outcome = 'hand' GROUP BY reason UNION ALL"
			" SELECT ?1, 'exception', code, count(*) FROM exception WHERE night = ?1"
			" GROUP BY code UNION ALL"
			" SELECT ?1, 'sheets', '', count(*) FROM notice WHERE mailed = ?1",
};
