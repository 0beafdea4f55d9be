#include "ledger/statement.h"
#include "ledger/statement_parts.h"

/* What became of letters. Where SQLite would walk the letters of all the past the index is named.
 */

/* The day on which letter `n` left, NULL while its mailing is held. */
#define POSTED "CASE m.state WHEN 'held' THEN NULL WHEN 'posted' THEN m.day ELSE p.day END"

/* The mailing of letter `n`. */
#define MAILING_OF " JOIN night p ON p.id = n.mailed LEFT JOIN mailing m ON m.night = n.mailed"

/* The last version of the appointment of letter `n`, while it stands, or stood when nothing that it
 * was for went on. */
#define VISITED                                                                                    \
	" LEFT JOIN appointment v ON v.uid = n.uid AND v.sequence ="                               \
	" (SELECT max(b.sequence) FROM appointment b WHERE b.uid = n.uid)"                         \
	" AND (v.state <> 'cancelled' OR v.cause = 'ended')"

/* What a posted letter is told apart by, as far as it is still kept. */
#define FACTS                                                                                      \
	"SELECT a.notice, substr(" POSTED ", 1, 7) AS month, n.wave, a.outcome, a.in_time,"        \
	" a.by_visit, a.version, (SELECT d.matter FROM decision d WHERE d.notice = a.notice"       \
	" AND d.night = n.night ORDER BY d.outcome <> 'letter', d.expires, d.matter LIMIT 1)"      \
	" AS matter, (SELECT r.language FROM recipient r WHERE r.notice = a.notice"                \
	" ORDER BY r.night DESC LIMIT 1) AS language, v.counter, strftime('%w', v.day) AS"         \
	" weekday, substr(v.starts, 1, 2) AS hour, v.day IS NOT NULL AS visit,"                    \
	" CAST(julianday(v.day) - julianday(" POSTED ") AS INTEGER) AS ahead, v.day AS visited,"   \
	" (SELECT t.trial || CASE t.second WHEN 1 THEN ' second' ELSE ' first' END"                \
	" FROM assigned t WHERE t.notice = a.notice) AS trial,"                                    \
	" (SELECT max(s.expires) FROM settled s WHERE s.notice = a.notice) AS expires"             \
	" FROM attendance a JOIN notice n ON n.number = a.notice" MAILING_OF VISITED               \
	" WHERE a.outcome <> 'withdrawn' AND " POSTED " IS NOT NULL"

/* The same once for each of the things: of facts `f`. */
#define PART(what, value)                                                                          \
	"SELECT month, wave, '" what "' AS what, coalesce(" value                                  \
	", '') AS value, visit, outcome, in_time, by_visit FROM f"
#define AND_PART(what, value) " UNION ALL " PART(what, value)
#define AHEAD                                                                                      \
	"CASE WHEN ahead <= 7 THEN '0-7' WHEN ahead <= 14 THEN '8-14' WHEN ahead <= 21"            \
	" THEN '15-21' WHEN ahead <= 28 THEN '22-28' WHEN ahead > 28 THEN '29-' END"
#define LETTER_PARTS                                                                               \
	PART("all", "''")                                                                          \
	AND_PART("matter", "matter")                                                               \
	AND_PART("language", "language")                                                           \
	AND_PART("version", "version")                                                             \
	AND_PART("trial", "trial")
#define VISIT_PARTS                                                                                \
	AND_PART("counter", "counter")                                                             \
	AND_PART("weekday", "weekday")                                                             \
	AND_PART("hour", "hour")                                                                   \
	AND_PART("ahead", AHEAD)
#define PARTS LETTER_PARTS VISIT_PARTS

/* Is the last night's register later than a day by more than ?1 ("+14 days")? NULL without one. */
#define LATER_THAN(day) "(SELECT as_of FROM night ORDER BY id DESC LIMIT 1) > date(" day ", ?1)"

/* Of facts `f`, by month: are the days of all letters over in which a register could show more: of
 * their visits, and of these and the last expiry? */
#define MONTHS                                                                                                                                           \
	"SELECT month, min(outcome = 'returned' OR coalesce(" LATER_THAN("visited") ", 1)) AS visits, min(outcome = 'returned' OR coalesce(" LATER_THAN( \
		"max(coalesce(visited, ''), coalesce(expires, ''))") ", 1)) AS expiries FROM f"                                                          \
								     " GROUP BY month"

/* The first day of a month so long ago that of those after it a year is over. */
#define SINCE                                                                                      \
	"(SELECT date(as_of, 'start of month', '-16 months') FROM night ORDER BY id DESC LIMIT 1)"

/* What a page tells of letters printed since then, from the nights that printed them on. */
#define RECENT                                                                                       \
	"SELECT substr(" POSTED ", 1, 7) AS month, n.wave, v.day IS NOT NULL AS visit, a.outcome,"   \
	" a.in_time, a.by_visit, v.day AS visited, v.counter, (SELECT max(s.expires) FROM settled s" \
	" WHERE s.notice = a.notice) AS expires FROM night p CROSS JOIN notice n"                    \
	" ON n.mailed = p.id CROSS JOIN attendance a ON a.notice = n.number"                         \
	" LEFT JOIN mailing m ON m.night = p.id" VISITED " WHERE p.day >= " SINCE                    \
	" AND a.outcome <> 'withdrawn' AND " POSTED " IS NOT NULL"

const char *const statement_attendance[STATEMENTS] = {
	/* → number, resident, day of its night, when it left, the day of its visit, was that
	 * scanned; what was found before: outcome, renewed, in time, by the visit; document,
	 * expires, covered, withdrawn, renewed of a due of it */
	[LIST_AWAITED] =
		"SELECT n.number, n.resident, w.day, " POSTED ", v.day,"
		" EXISTS (SELECT 1 FROM came c WHERE c.uid = n.uid), a.outcome, a.renewed,"
		" a.in_time, a.by_visit, s.document, s.expires, u.outcome = 'covered',"
		" u.state = 'withdrawn', r.day FROM attendance a INDEXED BY attendance_open"
		" JOIN notice n ON n.number = a.notice JOIN night w ON w.id = n.night" MAILING_OF
			VISITED " JOIN settled s ON s.notice = n.number"
		" JOIN due u ON u.resident = s.resident AND u.document = s.document"
		" AND u.expires = s.expires LEFT JOIN renewal r ON r.resident = s.resident"
		" AND r.document = s.document AND r.expires = s.expires WHERE a.settled = 0"
		" ORDER BY n.resident, n.number, s.document, s.expires",
	/* version, number, night */
	[BEGIN_ATTENDANCE] =
		"INSERT INTO attendance (notice, version, outcome, renewed, in_time, by_visit,"
		" settled, night) SELECT number, ?1, 'not-yet', NULL, 0, 0, 0, ?3 FROM notice"
		" WHERE number = ?2 AND kind = 'expiry'",
	/* version, language, night */
	[ADD_WORDING] = "INSERT INTO wording (version, language, night) VALUES (?, ?, ?)"
			" ON CONFLICT (version) DO NOTHING",
	/* resident, document, expires, day, night */
	[ADD_RENEWAL] =
		"INSERT INTO renewal (resident, document, expires, day, night)"
		" VALUES (?, ?, ?, ?, ?) ON CONFLICT (resident, document, expires) DO NOTHING",
	/* outcome, renewed, in time, by the visit, settled, night, number */
	[KEEP_ATTENDANCE] =
		"UPDATE attendance SET outcome = ?, renewed = ?, in_time = ?,"
		" by_visit = ?, settled = ?, night = ? WHERE notice = ? AND settled = 0",
	/* number, night, before its dues are free */
	[PULL_ATTENDANCE] =
		"UPDATE attendance SET settled = 1, renewed = NULL, in_time = 0, by_visit = 0,"
		" night = ?2,"
		" outcome = CASE WHEN EXISTS (SELECT 1 FROM returned y WHERE y.notice = ?1)"
		" THEN 'returned' ELSE 'withdrawn' END WHERE notice = ?1",
	/* uid → a row when it was */
	[GET_SCANNED] = "SELECT 1 FROM came WHERE uid = ?",
	/* uid */
	[ADD_SCAN] = "INSERT INTO came (uid, sequence, desk) SELECT uid, max(sequence),"
		     " (SELECT max(id) FROM desk) FROM appointment WHERE uid = ? GROUP BY uid",
	/* number → outcome, renewed, in time, by the visit, settled; as scanned since */
	[GET_ATTENDANCE] =
		"SELECT CASE WHEN a.outcome IN ('not-yet', 'unresolved', 'otherwise') AND EXISTS"
		" (SELECT 1 FROM came c WHERE c.uid = n.uid) THEN 'came' ELSE a.outcome END,"
		" a.renewed, a.in_time, a.by_visit, a.settled FROM attendance a"
		" JOIN notice n ON n.number = a.notice WHERE a.notice = ?",
	/* uid → outcome */
	[GET_VISIT_ATTENDANCE] =
		"SELECT CASE WHEN EXISTS (SELECT 1 FROM came WHERE uid = ?1) THEN 'came' ELSE"
		" coalesce((SELECT a.outcome FROM notice n JOIN attendance a ON a.notice = n.number"
		" WHERE n.uid = ?1 AND a.outcome <> 'withdrawn' ORDER BY n.night DESC, n.number DESC"
		" LIMIT 1), 'not-yet') END",
	/* days ("+14 days") → all that is kept of letters and all that is counted, together */
	[LIST_EFFECTS] =
		"WITH f AS MATERIALIZED (" FACTS "), o AS MATERIALIZED (" MONTHS
		"), c AS (SELECT *,"
		" 1 AS count FROM (" PARTS ") UNION ALL SELECT month, wave, what, value, visit,"
		" outcome, in_time, by_visit, count FROM effect) SELECT CASE c.what WHEN 'version'"
		" THEN 'text' ELSE c.what END, c.value, c.month, c.wave, c.visit, c.outcome,"
		" c.in_time, c.by_visit, coalesce(o.expiries, 1), coalesce(o.visits, 1),"
		" sum(c.count), CASE c.what WHEN 'version' THEN (SELECT w.language FROM wording w"
		" WHERE w.version = c.value) END FROM c LEFT JOIN o ON o.month = c.month"
		" GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8",
	/* number, trial, second, share, night */
	[ADD_ASSIGNED] = "INSERT INTO assigned (notice, trial, second, share, night)"
			 " VALUES (?, ?, ?, ?, ?)",
	/* trial, until, night */
	[BEGIN_TRIAL] = "INSERT INTO trial (id, until, night) VALUES (?, ?, ?)"
			" ON CONFLICT (id) DO NOTHING",
	/* trial → the share that its first letter was drawn by, NULL; its last night, NULL */
	[GET_TRIAL] = "SELECT (SELECT share FROM assigned WHERE trial = ?1 ORDER BY night, notice"
		      " LIMIT 1), (SELECT until FROM trial WHERE id = ?1)",
	[FORGET_ASSIGNED] = "DELETE FROM assigned WHERE notice = ?",
	/* trial → letters that take part and have the first wording, the second; how many of them
	 * have not left yet, and may */
	[COUNT_ASSIGNED] =
		"SELECT count(*) - coalesce(sum(t.second), 0), coalesce(sum(t.second), 0), coalesce(sum(n.pulled IS NULL AND"
		" (n.mailed IS NULL OR coalesce(m.state, '') = 'held')), 0) FROM assigned t"
		" JOIN notice n ON n.number = t.notice LEFT JOIN mailing m ON m.night = n.mailed"
		" WHERE t.trial = ?",
	/* trial → language, the day of the first night that printed letters of it in one text, and
	 * how many did */
	[LIST_TRIAL_TEXTS] =
		"SELECT w.language, min(p.day), count(*) FROM assigned t"
		" JOIN attendance a ON a.notice = t.notice JOIN wording w ON w.version = a.version"
		" JOIN notice n ON n.number = t.notice JOIN night p ON p.id = n.mailed"
		" WHERE t.trial = ? GROUP BY a.version ORDER BY w.language, min(p.id), a.version",
	/* days ("+14 days"), night, as it is being committed */
	[ADD_TURNOUT] =
		"INSERT INTO turnout (night, measure, wave, first, last, letters, renewed)"
		" WITH f AS MATERIALIZED (" RECENT "), o AS MATERIALIZED (" MONTHS "), c AS (SELECT"
		" month, wave, visit, outcome, in_time, by_visit, 1 AS count FROM f UNION ALL"
		" SELECT month, wave, visit, outcome, in_time, by_visit, count FROM effect"
		" WHERE what = 'all'), k AS (SELECT c.*, coalesce(o.visits, 1) AS visits,"
		" coalesce(o.expiries, 1) AS expiries FROM c LEFT JOIN o ON o.month = c.month"
		" WHERE c.outcome IN ('came', 'otherwise', 'unresolved')"
		" AND c.month > substr(" SINCE ", 1, 7))"
		" SELECT ?2, 'before-expiry', wave, min(month), max(month), sum(count),"
		" sum(count * in_time) FROM k WHERE expiries = 1 GROUP BY wave UNION ALL"
		" SELECT ?2, 'by-visit', wave, min(month), max(month), sum(count),"
		" sum(count * by_visit) FROM k WHERE visits = 1 AND visit = 1 GROUP BY wave",
	/* days ("+14 days") → counter, letters with a visit at it in the months of a year that are
	 * over, how many of their people came or had renewed by then */
	[LIST_KEPT] =
		"WITH f AS MATERIALIZED (" RECENT "), o AS MATERIALIZED (" MONTHS "), c AS (SELECT"
		" month, counter, wave, visit, outcome, by_visit, 1 AS count FROM f UNION ALL"
		" SELECT month, value, wave, visit, outcome, by_visit, count FROM effect"
		" WHERE what = 'counter') SELECT c.counter, sum(count),"
		" sum(count * (outcome = 'came' OR by_visit)) FROM c LEFT JOIN o"
		" ON o.month = c.month WHERE coalesce(o.visits, 1) = 1 AND c.visit = 1"
		" AND c.wave <> 'reminder' AND c.outcome IN ('came', 'otherwise', 'unresolved')"
		" AND c.month > substr(" SINCE ", 1, 7) GROUP BY c.counter ORDER BY c.counter",
	/* night, Monday → a row when there was a night since, before that one */
	[GET_WEEK_BEGUN] = "SELECT 1 FROM night WHERE id < ? AND day >= ? LIMIT 1",
	/* night → measure, wave, first, last, letters, renewed, as last counted by then */
	[LIST_TURNOUT] = "SELECT measure, wave, first, last, letters, renewed FROM turnout"
			 " WHERE night = (SELECT max(night) FROM turnout WHERE night <= ?)"
			 " ORDER BY measure, wave",
	/* → the day of the last night's register */
	[GET_AS_OF] = "SELECT as_of FROM night ORDER BY id DESC LIMIT 1",
	/* number, in these three */
	[FOLD_ATTENDANCE] =
		"WITH f AS (" FACTS " AND a.notice = ?1) INSERT INTO effect (month, wave, what,"
		" value, visit, outcome, in_time, by_visit, count, number) SELECT *, 1, 12"
		" * CAST(substr(month, 1, 4) AS INTEGER) + CAST(substr(month, 6, 2) AS INTEGER)"
		" FROM (" PARTS ")"
		" WHERE true ON CONFLICT (month, wave, what, value, visit, outcome, in_time,"
		" by_visit)"
		" DO UPDATE SET count = count + 1",
	[FORGET_ATTENDANCE] = "DELETE FROM attendance WHERE notice = ?",
	[FORGET_SCAN] = "DELETE FROM came WHERE uid IN (SELECT uid FROM notice WHERE number = ?1)"
			" AND NOT EXISTS (SELECT 1 FROM attendance a JOIN notice n"
			" ON n.number = a.notice WHERE n.uid = came.uid)",
};
