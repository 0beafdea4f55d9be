#include "ledger/statement.h"
#include "ledger/statement_parts.h"

/* What a night must know before it decides: what is open, what has not run out, what stands. Never
 * the whole past, which grows with every night; where SQLite would walk it the index is named. */

#define FIRST_VISIT VISIT_DAY("p")
#define LAST_VISIT  VISIT_DAY("n")
#define LAST_LETTER "coalesce(r.notice, f.notice)"

const char *const statement_known[STATEMENTS] = {
	/* from → resident, document, expires, matter, state, wave, outcome, reason; the first or
	 * late letter that settled it, is that printed, when it left, its appointment's uid and
	 * day; the same of the reminder, but for when it left; is the last of them to be taken
	 * back? The open ones stand sorted in their index; the few others are merged in. Left to
	 * choose for these, SQLite would walk the whole table, all of the past, to save the
	 * sorting. */
	[LIST_KNOWN_DUES] =
		"SELECT d.resident, d.document, d.expires, d.matter, d.state, d.wave, d.outcome,"
		" d.reason, f.notice, p.mailed IS NOT NULL, CASE m.state WHEN 'held' THEN NULL"
		" WHEN 'posted' THEN m.day ELSE w.day END, p.uid, " FIRST_VISIT
		", r.notice, n.mailed IS NOT NULL, n.uid, " LAST_VISIT
		", EXISTS (SELECT 1 FROM withdrawn x WHERE x.notice = " LAST_LETTER
		") OR EXISTS (SELECT 1 FROM returned y WHERE y.notice = " LAST_LETTER ")"
		" FROM (SELECT * FROM due INDEXED BY due_open WHERE state = 'open' UNION ALL"
		" SELECT * FROM due INDEXED BY due_expires WHERE state <> 'open' AND expires >= ?) d"
		" LEFT JOIN settled f ON f.resident = d.resident AND f.document = d.document"
		" AND f.expires = d.expires AND f.turn = 'first'"
		" LEFT JOIN settled r ON r.resident = d.resident AND r.document = d.document"
		" AND r.expires = d.expires AND r.turn = 'reminder'"
		" LEFT JOIN notice p ON p.number = f.notice LEFT JOIN notice n ON n.number = r.notice"
		" LEFT JOIN night w ON w.id = p.mailed LEFT JOIN mailing m ON m.night = p.mailed"
		" ORDER BY d.resident, d.document, d.expires",
	/* night, from → number, resident, appointment, desk, is it staff's word. Materialized, so
	 * that the newest notice is not looked for twice. */
	[LIST_STANDING_APPOINTMENTS] =
		"WITH a AS MATERIALIZED (SELECT a.*, " NEWEST_NOTICE " AS newest" APPOINTMENTS_AS_OF
		") SELECT h.number, h.resident, " APPOINTMENT_COLUMNS
		", a.desk, a.cause = 'desk' OR (a.sequence = 0 AND EXISTS (SELECT 1 FROM told x"
		" WHERE x.uid = a.uid AND x.sequence = 0)) FROM a JOIN notice h ON h.number = a.newest"
		" ORDER BY h.resident, a.day, a.starts, a.uid",
	/* from → uid, counter, day, start, end, desk: the appointments whose places stand */
	[LIST_TAKEN_PLACES] =
		"SELECT DISTINCT a.uid, a.counter, a.day, a.starts, a.ends, a.desk FROM place p"
		" JOIN appointment a ON a.uid = p.uid AND a.sequence = p.sequence WHERE p.day >= ?"
		" ORDER BY a.counter, a.day, a.starts, a.desk",
	/* night → notices */
	[LIST_PENDING_NOTICES] = NOTICES_AS_OF
	" WHERE n.mailed IS NULL AND n.pulled IS NULL AND n.desk = 0 ORDER BY n.number",
	/* number → matter, expires, wave, outcome, estimated. A later night may add dues
	 * that the letter covers, but not to what it says. */
	[LIST_ITEMS] =
		"SELECT matter, expires, wave, outcome, estimated FROM"
		" (SELECT night, matter, expires, wave, outcome, estimated FROM decision"
		" WHERE notice = ?1 UNION ALL"
		" SELECT night, matter, expires, wave, outcome, estimated FROM telling"
		" WHERE notice = ?1) WHERE night = (SELECT night FROM notice WHERE number = ?1)"
		" ORDER BY outcome <> 'letter', expires, matter",
	/* → day, run, as_of, read, holders */
	[GET_LATEST_EXPORT] =
		"SELECT day, run, as_of, read, holders FROM night ORDER BY id DESC LIMIT 1",
	/* digest → the same */
	[GET_FIRST_EXPORT] =
		"SELECT day, run, as_of, read, holders FROM night WHERE register_digest = ?"
		" ORDER BY id LIMIT 1",
	/* day, digest → run */
	[GET_RUN] = "SELECT run FROM night WHERE day = ? AND register_digest = ?",
	/* day → run, NULL for none */
	[GET_LAST_RUN] = "SELECT max(run) FROM night WHERE day = ?",
	/* → layer, residents of the latest night */
	[LIST_LAYERS] = "SELECT layer, residents FROM layer"
			" WHERE night = (SELECT max(id) FROM night)",
};
