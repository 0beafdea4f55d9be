#include "ledger/statement.h"

/*
 * "As of night N" is always the same question: of each thing's versions, the last one whose night
 * is N or earlier. What is known now is asked without that bound.
 */

/* The version of appointment `a` that stood as of night ?1, NULLs when there is none. */
#define APPOINTMENT_AS_OF(uid, night)                                                              \
	" LEFT JOIN appointment a ON a.uid = " uid                                                 \
	" AND a.sequence = (SELECT max(b.sequence) FROM appointment b"                             \
	" WHERE b.uid = " uid " AND b.night <= " night ")"

/* Read by row_appointment. */
#define APPOINTMENT_COLUMNS "a.state, a.uid, a.sequence, a.counter, a.day, a.starts, a.ends"

/* Read by row_notices, with the letter's sheet as the last column. */
#define NOTICE_COLUMNS                                                                                         \
	"SELECT n.number, n.token, n.kind, coalesce(f.day, w.day), n.wave, n.resident,"                        \
	" r.household, r.addressee, r.name, r.postal, r.address, r.building, r.language,"                      \
	" r.gregorian, r.minor, r.ward, r.stay_case, n.visit_from, n.visit_until,"                             \
	" " APPOINTMENT_COLUMNS ", EXISTS (SELECT 1 FROM appointment k WHERE k.uid = n.uid"                    \
	" AND k.sequence = 0 AND k.night < n.night), n.earlier, e.state, e.uid, e.sequence, e.counter, e.day," \
	" e.starts, e.ends,"

/* A letter, its night or its desk's day, to whom it went as of a night, what it names as earlier.
 */
#define NOTICE_TABLES(night)                                                                       \
	" FROM notice n LEFT JOIN night w ON w.id = n.night"                                       \
	" LEFT JOIN desk_folder f ON f.notice = n.number"                                          \
	" JOIN recipient r ON r.notice = n.number AND r.night = (SELECT max(s.night)"              \
	" FROM recipient s WHERE s.notice = n.number AND s.night <= " night ")"                    \
	" LEFT JOIN appointment e ON e.uid = n.uid AND e.sequence = n.earlier_sequence"

/* ?1 is the night as of which they are asked for. */
#define NOTICES_AS_OF                                                                              \
	NOTICE_COLUMNS                                                                             \
	" CASE n.mailed WHEN ?1 THEN n.sheet ELSE 0 END" NOTICE_TABLES("?1")                       \
		APPOINTMENT_AS_OF("n.uid", "?1")

/* The newest letter that names appointment `a` as of night ?1: one that is pulled only where no
 * other does. */
#define NEWEST_NOTICE                                                                              \
	"(SELECT n.number FROM notice n WHERE n.uid = a.uid AND n.night <= ?1"                     \
	" ORDER BY coalesce(n.pulled <= ?1, 0), n.night DESC, n.number DESC LIMIT 1)"

/* Appointments that stand as of night ?1 and start on day ?2 or later. Without the plus SQLite
 * would go by the nights, through all of the past. */
#define APPOINTMENTS_AS_OF                                                                         \
	" FROM appointment a WHERE a.day >= ?2 AND +a.night <= ?1 AND a.state <> 'cancelled'"      \
	" AND NOT EXISTS (SELECT 1 FROM appointment b WHERE b.uid = a.uid"                         \
	" AND b.sequence > a.sequence AND b.night <= ?1)"

/* The appointment that letter `n` names, as it stood on the night of decision `d`. */
#define APPOINTMENT_THEN APPOINTMENT_AS_OF("n.uid", "d.night")

/* Has the desk withdrawn letter `n`, or has it come back? */
#define WITHDRAWN  "EXISTS (SELECT 1 FROM withdrawn x WHERE x.notice = n.number)"
#define RETURNED   "EXISTS (SELECT 1 FROM returned y WHERE y.notice = n.number)"
#define TAKEN_BACK "(" WITHDRAWN " OR " RETURNED ")"

/* Was letter `n` printed, and has nobody taken it back? */
#define RECEIVED "(n.mailed IS NOT NULL OR n.desk = 1) AND n.pulled IS NULL AND NOT " TAKEN_BACK
/* The day of the appointment that a letter names, as it stands now; NULL without one. */
#define VISIT_DAY(letter)                                                                          \
	"(SELECT CASE a.state WHEN 'cancelled' THEN NULL ELSE a.day END FROM appointment a"        \
	" WHERE a.uid = " letter ".uid ORDER BY a.sequence DESC LIMIT 1)"

/* The last version of letter `n`'s recipient. */
#define RECIPIENT_NOW                                                                              \
	" JOIN recipient r ON r.notice = n.number AND r.night ="                                   \
	" (SELECT max(s.night) FROM recipient s WHERE s.notice = n.number)"

/* The letters `n` that a night `w` printed (column mailed) or decided (column night), together. */
#define MAILING_OF(printed, column, which)                                                         \
	" SELECT w.id, w.day, w.run, w.issued, " printed " AS printed, count(*) AS letters,"       \
	" sum(n.pulled IS NOT NULL OR " TAKEN_BACK ") AS back, min(n.night) AS earliest,"          \
	" max(n.night) AS latest, min(n.number) AS first, max(n.number) AS last"                   \
	" FROM notice n JOIN night w ON w.id = n." column " WHERE " which " GROUP BY w.id"

/* Read by read_night_due. */
#define NIGHT_DUES                                                                                 \
	"SELECT d.resident, d.household, d.matter, d.expires, d.opens, d.wave, d.outcome,"         \
	" d.reason, d.estimated, d.notice, n.visit_from, n.visit_until, " APPOINTMENT_COLUMNS ","  \
	" d.call"

/* Read by row_tellings. */
#define TELLINGS       "SELECT resident, matter, expires, reason, notice, call FROM telling"
#define TELLINGS_ORDER " ORDER BY resident, matter, expires, uid"

const char *const statement_texts[STATEMENTS] = {
	/* application_id, user_version, number of tables and the like */
	[GET_MARKS] =
		"SELECT a.application_id, v.user_version, (SELECT count(*) FROM sqlite_schema)"
		" FROM pragma_application_id a, pragma_user_version v",
	[ADD_SECRET] = "INSERT INTO ledger (id, secret) VALUES (1, ?)",
	[GET_SECRET] = "SELECT secret FROM ledger",

	/* from → resident, document, expires, matter, state, wave, outcome, reason, letter that
	 * settled it last, is there a first one, a reminder, is that letter printed, is it to be
	 * taken back, the day of its visit; the first one, when it left, the day of its visit. The
	 * open ones
	 * stand sorted in their index; the few others are merged in. Left to choose for these,
	 * SQLite would walk the whole table, all of the past, to save the sorting. */
	[LIST_KNOWN_DUES] =
		"SELECT d.resident, d.document, d.expires, d.matter, d.state, d.wave, d.outcome,"
		" d.reason, coalesce(r.notice, f.notice), f.notice IS NOT NULL,"
		" r.notice IS NOT NULL, n.mailed IS NOT NULL, " TAKEN_BACK ", " VISIT_DAY(
			"n") ","
			     " f.notice, CASE m.state WHEN 'held' THEN NULL WHEN 'posted' THEN m.day ELSE w.day"
			     " END, " VISIT_DAY(
				     "p") " FROM (SELECT * FROM due INDEXED BY due_open WHERE state = 'open' UNION ALL"
					  " SELECT * FROM due INDEXED BY due_expires WHERE state <> 'open' AND expires >= ?) d"
					  " LEFT JOIN settled f ON f.resident = d.resident AND f.document = d.document"
					  " AND f.expires = d.expires AND f.turn = 'first'"
					  " LEFT JOIN settled r ON r.resident = d.resident AND r.document = d.document"
					  " AND r.expires = d.expires AND r.turn = 'reminder'"
					  " LEFT JOIN notice n ON n.number = coalesce(r.notice, f.notice)"
					  " LEFT JOIN notice p ON p.number = f.notice LEFT JOIN night w ON w.id = p.mailed"
					  " LEFT JOIN mailing m ON m.night = p.mailed"
					  " ORDER BY d.resident, d.document, d.expires",
	/* night, from → number, resident, appointment, desk. Materialized, so that the newest
	 * notice is not looked for twice. */
	[LIST_HELD_APPOINTMENTS] =
		"WITH a AS MATERIALIZED (SELECT a.*, " NEWEST_NOTICE " AS newest" APPOINTMENTS_AS_OF
		") SELECT h.number, h.resident, " APPOINTMENT_COLUMNS
		", a.desk FROM a JOIN notice h ON h.number = a.newest"
		" ORDER BY h.resident, a.day, a.starts, a.uid",
	/* from → uid, counter, day, start, end, desk: the appointments whose places stand */
	[LIST_HELD_PLACES] =
		"SELECT DISTINCT a.uid, a.counter, a.day, a.starts, a.ends, a.desk FROM place p"
		" JOIN appointment a ON a.uid = p.uid AND a.sequence = p.sequence WHERE p.day >= ?"
		" ORDER BY a.counter, a.day, a.starts, a.desk",
	/* night, from → uid, resident, document, expires, matter, outcome, letter */
	[LIST_SERVED_DUES] =
		"SELECT a.uid, d.resident, d.document, d.expires, d.matter, d.outcome, n.number"
		" FROM (SELECT a.uid" APPOINTMENTS_AS_OF
		") a JOIN notice n ON n.uid = a.uid JOIN settled s ON"
		" s.notice = n.number JOIN due d ON d.resident = s.resident"
		" AND d.document = s.document AND d.expires = s.expires WHERE d.state = 'open'"
		" ORDER BY a.uid, d.resident, d.document, d.expires, n.number",
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
	/* first and last number of a year → the last serial given, NULL for none */
	[GET_LAST_SERIAL] = "SELECT cast(substr(max(number), 4, 6) AS INTEGER) FROM notice"
			    " WHERE number BETWEEN ? AND ?",
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

	/* → id */
	[GET_NEXT_NIGHT] = "SELECT coalesce(max(id), 0) + 1 FROM night",
	[ADD_EXCEPTION] = "INSERT INTO exception (night, line, ordinal, resident, code, message)"
			  " VALUES (?, ?, ?, ?, ?, ?)",
	[ADD_NIGHT] = "INSERT INTO night (id, day, run, as_of, register_digest, office_digest,"
		      " posting_day, read, decided, aside, holders)"
		      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[ADD_ACCEPTANCE] = "INSERT INTO acceptance (night, code, message, why) VALUES (?, ?, ?, ?)",
	/* state, night, resident, document, expires */
	[CLOSE_DUE] = "UPDATE due SET state = ?, ended = ?"
		      " WHERE resident = ? AND document = ? AND expires = ?",
	/* night, number */
	[PULL_NOTICE] = "UPDATE notice SET pulled = ? WHERE number = ? AND pulled IS NULL",
	/* number */
	[FREE_DUES] = "DELETE FROM settled WHERE notice = ?",
	/* night, uid, cause, tell */
	[CANCEL_APPOINTMENT] =
		"INSERT INTO appointment (uid, sequence, night, state, counter, day, starts, ends,"
		" desk, cause, tell) SELECT uid, sequence + 1, ?1, 'cancelled', counter, day,"
		" starts, ends, desk, ?3, ?4"
		" FROM appointment WHERE uid = ?2 AND state <> 'cancelled'"
		" AND sequence = (SELECT max(sequence) FROM appointment WHERE uid = ?2)",
	/* night, uid, cause, tell, counter, day, starts, ends, desk */
	[MOVE_APPOINTMENT] =
		"INSERT INTO appointment (uid, sequence, night, cause, tell, state, counter, day,"
		" starts, ends, desk) SELECT ?2, max(sequence) + 1, ?1, ?3, ?4, 'moved', ?5, ?6,"
		" ?7, ?8, ?9 FROM appointment WHERE uid = ?2 HAVING count(*) > 0",
	/* uid */
	[FREE_PLACES] = "DELETE FROM place WHERE uid = ?",
	[ADD_APPOINTMENT] = "INSERT INTO appointment (uid, sequence, night, state, counter, day,"
			    " starts, ends, desk, cause, tell)"
			    " VALUES (?, 0, ?, 'offered', ?, ?, ?, ?, ?, 'offer', 0)",
	/* uid, counter, day, start, desk: for the appointment's last version */
	[ADD_PLACE] = "INSERT INTO place (uid, sequence, counter, day, start, desk)"
		      " VALUES (?1, (SELECT max(sequence) FROM appointment WHERE uid = ?1),"
		      " ?2, ?3, ?4, ?5)",
	/* The version it names is the last one: a uid without any breaks a constraint. */
	[ADD_NOTICE] = "INSERT INTO notice (number, token, kind, night, wave, resident, visit_from,"
		       " visit_until, uid, sequence, earlier, earlier_sequence, desk)"
		       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
		       " (SELECT max(sequence) FROM appointment WHERE uid = ?9), ?10, ?11, ?12)",
	[ADD_RECIPIENT] =
		"INSERT INTO recipient (notice, night, household, addressee, name, postal, address,"
		" building, language, gregorian, minor, ward, stay_case)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	/* the same, but nothing when the letter is addressed so already */
	[REFRESH_RECIPIENT] =
		"INSERT INTO recipient (notice, night, household, addressee, name, postal, address,"
		" building, language, gregorian, minor, ward, stay_case)"
		" SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13"
		" WHERE NOT EXISTS (SELECT 1 FROM recipient WHERE notice = ?1"
		" AND night = (SELECT max(night) FROM recipient WHERE notice = ?1)"
		" AND (household, addressee, name, postal, address, building, language, gregorian,"
		" minor, ward, stay_case)"
		" = (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13))",
	/* resident, document, expires, state, matter, wave, outcome, reason, night */
	[KEEP_DUE] =
		"INSERT INTO due (resident, document, expires, state, matter, wave, outcome,"
		" reason, decided, ended) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
		" CASE ?4 WHEN 'open' THEN NULL ELSE ?9 END)"
		" ON CONFLICT (resident, document, expires) DO UPDATE SET state = excluded.state,"
		" matter = excluded.matter, wave = excluded.wave, outcome = excluded.outcome,"
		" reason = excluded.reason, decided = excluded.decided, ended = excluded.ended",
	[ADD_DECISION] =
		"INSERT INTO decision (night, resident, household, document, matter, expires,"
		" opens, wave, outcome, reason, estimated, listed, notice, call)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	/* resident, document, expires, turn, notice. Naming the letter that settled it again is no
	 * second letter; any other one breaks the unique index. */
	[SETTLE_DUE] = "INSERT INTO settled (resident, document, expires, turn, notice)"
		       " SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM settled"
		       " WHERE resident = ?1 AND document = ?2 AND expires = ?3 AND turn = ?4"
		       " AND notice = ?5)",
	/* night, sheet, number */
	[MAIL_NOTICE] = "UPDATE notice SET mailed = ?, sheet = ?"
			" WHERE number = ? AND mailed IS NULL",

	[ADD_SHORTAGE] =
		"INSERT INTO shortage (night, ordinal, slots, first_day, last_day, places, people,"
		" unplaced, cure_counter, cure_desks, cure_places)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[ADD_SHORTAGE_WEEK] =
		"INSERT INTO shortage_week (night, ordinal, line, monday, counter, offered, held)"
		" VALUES (?, ?, ?, ?, ?, ?, ?)",

	/* → day, run */
	[GET_UNISSUED_NIGHT] = "SELECT day, run FROM night WHERE issued = 0 ORDER BY id LIMIT 1",
	/* day, run */
	[ISSUE_NIGHT] = "UPDATE night SET issued = 1 WHERE day = ? AND run = ?",
	/* day, run → */
	[GET_NIGHT] = "SELECT id, issued, as_of, register_digest, office_digest, posting_day, read,"
		      " decided, aside, holders FROM night WHERE day = ? AND run = ?",
	/* night → . A due that a letter of an earlier night covers names that letter; the visit
	 * stands in the rows of the night that offered it. */
	[LIST_NIGHT_DUES] =
		NIGHT_DUES " FROM decision d LEFT JOIN notice n"
			   " ON n.number = d.notice AND n.night = d.night" APPOINTMENT_THEN
			   " WHERE d.night = ? AND d.listed = 1"
			   " ORDER BY d.resident, d.matter, d.expires",
	/* night → line, resident, code, message */
	[LIST_NIGHT_EXCEPTIONS] = "SELECT line, resident, code, message FROM exception"
				  " WHERE night = ? ORDER BY line, ordinal",
	/* night → code, message, why */
	[LIST_NIGHT_ACCEPTANCES] =
		"SELECT code, message, why FROM acceptance WHERE night = ? ORDER BY code",
	/* night → notices */
	[LIST_NIGHT_SHEETS] = NOTICES_AS_OF " WHERE n.mailed = ?1 ORDER BY n.sheet",
	/* night → count: letters of earlier nights, and tonight's about appointments of those */
	[COUNT_NIGHT_CARRIED] = "SELECT count(*) FROM notice WHERE mailed = ?1"
				" AND (night < ?1 OR kind IN ('moved', 'cancelled'))",
	/* night → notices: the new ones, and every one that names an appointment changed tonight,
	 * but for those whose last change a desk had in a folder of its own. */
	[LIST_NIGHT_INVITED] = NOTICES_AS_OF
	" WHERE n.number IN (SELECT number FROM notice WHERE night = ?1 AND desk = 0"
	" UNION SELECT m.number FROM appointment c JOIN notice m ON m.uid = c.uid"
	" WHERE c.night = ?1 AND m.night <= ?1 AND NOT EXISTS (SELECT 1 FROM appointment b"
	" WHERE b.uid = c.uid AND b.sequence > c.sequence AND b.night = ?1)"
	" AND NOT EXISTS (SELECT 1 FROM desk_folder g WHERE g.uid = c.uid"
	" AND g.sequence = c.sequence AND g.night = ?1)) ORDER BY n.number",
	/* night → resident, matter, expires, reason, notice, call */
	[LIST_NIGHT_TELLINGS] = TELLINGS " WHERE night = ?1 AND desk = 0" TELLINGS_ORDER,
	/* night, its day → number, appointment, day of the night that last changed it */
	[LIST_NIGHT_AGENDA] =
		"SELECT " NEWEST_NOTICE ", " APPOINTMENT_COLUMNS
		", (SELECT w.day FROM night w WHERE w.id = a.night)" APPOINTMENTS_AS_OF
		" ORDER BY a.counter, a.day, a.starts, a.uid",
	/* night → slots, first day, last day, places, people, unplaced, counter, desks, places */
	[LIST_SHORTAGES] =
		"SELECT slots, first_day, last_day, places, people, unplaced, cure_counter,"
		" cure_desks, cure_places FROM shortage WHERE night = ? ORDER BY ordinal",
	/* night, shortage → counter, monday, offered, held */
	[LIST_SHORTAGE_WEEKS] = "SELECT counter, monday, offered, held FROM shortage_week"
				" WHERE night = ? AND ordinal = ? ORDER BY line",
	/* resident → the due's columns, night, run, the due's state now, mailed, pulled */
	[LIST_STORY] =
		NIGHT_DUES ", w.day, w.run, u.state, m.day, n.pulled IS NOT NULL"
			   " FROM decision d JOIN night w ON w.id = d.night"
			   " JOIN due u ON u.resident = d.resident AND u.document = d.document"
			   " AND u.expires = d.expires LEFT JOIN notice n ON n.number = d.notice"
			   " LEFT JOIN night m ON m.id = n.mailed" APPOINTMENT_THEN
			   " WHERE d.resident = ? ORDER BY d.night, d.matter, d.expires",
	/* resident → number, night, wave, mailed, sheet, pulled, mailing's state and since when, uid
	 */
	[LIST_STORY_LETTERS] =
		"SELECT n.number, w.day, n.wave, m.day, n.sheet, p.day, g.state, g.day, n.uid"
		" FROM notice n JOIN night w ON w.id = n.night LEFT JOIN night m ON m.id = n.mailed"
		" LEFT JOIN night p ON p.id = n.pulled LEFT JOIN mailing g ON g.night = n.mailed"
		" WHERE n.resident = ? ORDER BY n.night, n.number",
	/* resident → night, appointment: every version of each, in order of time */
	[LIST_STORY_VERSIONS] =
		"SELECT w.day, " APPOINTMENT_COLUMNS " FROM appointment a JOIN night w"
		" ON w.id = a.night WHERE a.uid IN (SELECT uid FROM notice WHERE resident = ?)"
		" ORDER BY a.night, a.uid, a.sequence",
	/* resident → night, code, message, why: of the nights that decided anything of them */
	[LIST_STORY_ACCEPTANCES] =
		"SELECT w.day, c.code, c.message, c.why FROM acceptance c JOIN night w"
		" ON w.id = c.night WHERE c.night IN (SELECT night FROM decision WHERE resident = ?)"
		" ORDER BY c.night, c.code",
	/* night → sheet, notice, day and run of its mailing, reason */
	[LIST_NIGHT_STOPS] = "SELECT n.sheet, n.number, w.day, w.run, s.reason FROM stop s"
			     " JOIN notice n ON n.number = s.notice JOIN night w ON w.id = n.mailed"
			     " WHERE s.night = ? ORDER BY n.mailed, n.sheet",

	/* day, action, mailing's day and run (NULL, 0: none), notice, resident, detail, who, why */
	[ADD_ACT] = "INSERT INTO desk (day, action, mailing, notice, resident, detail, who, why)"
		    " VALUES (?1, ?2, (SELECT id FROM night WHERE day = ?3 AND run = ?4), ?5, ?6,"
		    " ?7, ?8, ?9)",
	/* night, notice, reason */
	[ADD_STOP] = "INSERT INTO stop (night, notice, reason) VALUES (?, ?, ?)",
	/* → mailings: what nights printed, and what nights decided that waits; day, run, issued,
	 * printed, letters, taken back, first and last night of decision, first and last number,
	 * state, since, who, why */
	[LIST_MAILINGS] =
		"SELECT g.day, g.run, g.issued, g.printed, g.letters, g.back, f.day, l.day, g.first,"
		" g.last, m.state, m.day, k.who, k.why FROM (" MAILING_OF(
			"1", "mailed", "1") " UNION ALL" MAILING_OF("0", "night",
			"n.mailed IS NULL AND n.pulled IS NULL AND n.desk = 0") ") g JOIN night f ON f.id = g.earliest JOIN night l ON l.id = g.latest"
										" LEFT JOIN mailing m ON m.night = g.id LEFT JOIN desk k ON k.id = m.desk"
										" ORDER BY g.id",
	/* its day and run, state, since */
	[SET_MAILING] = "INSERT INTO mailing (night, state, day, desk) SELECT id, ?3, ?4,"
			" (SELECT max(id) FROM desk) FROM night WHERE day = ?1 AND run = ?2"
			" ON CONFLICT (night) DO UPDATE SET state = excluded.state,"
			" day = excluded.day, desk = excluded.desk",
	/* its day and run → numbers of its letters that nobody has taken back, in sheet order */
	[LIST_MAILING_LETTERS] =
		"SELECT n.number, a.day FROM night w JOIN notice n ON n.mailed = w.id"
		" OR (n.mailed IS NULL AND n.night = w.id AND n.desk = 0)"
		" LEFT JOIN appointment a ON a.uid = n.uid AND a.sequence ="
		" (SELECT max(b.sequence) FROM appointment b WHERE b.uid = n.uid)"
		" WHERE w.day = ? AND w.run = ? AND n.pulled IS NULL AND NOT " TAKEN_BACK
		" ORDER BY n.sheet, n.number",
	/* → numbers of letters that wait and are held */
	[LIST_HELD_BACK] = "SELECT n.number FROM notice n JOIN mailing m ON m.night = n.night"
			   " WHERE n.mailed IS NULL AND n.pulled IS NULL AND m.state = 'held'"
			   " ORDER BY n.number",
	/* day → letters of mailings from that day on, or held, that nobody has confirmed as posted:
	 * number, resident, held, withdrawn, postal, address, building. The nights come first: they
	 * are few. */
	[LIST_UNPOSTED] = "SELECT n.number, n.resident, coalesce(m.state = 'held', 0), " WITHDRAWN
			  ", r.postal, r.address, r.building"
			  " FROM night w CROSS JOIN notice n ON n.mailed = w.id" RECIPIENT_NOW
			  " LEFT JOIN mailing m ON m.night = w.id"
			  " WHERE (w.day >= ? OR m.state = 'held')"
			  " AND coalesce(m.state, '') <> 'posted' AND NOT " RETURNED
			  " ORDER BY w.id, n.sheet",
	/* number → resident, its mailing's day and run (NULL, 0: waits), sheet, issued, pulled,
	 * withdrawn, returned, is its recipient there, was its appointment changed since it was
	 * printed, is it in a desk's folder, the mailing's state ("" for none), and of the due
	 * among those it is about that went on longest: state, outcome, reason */
	[GET_LETTER] =
		"SELECT n.resident, w.day, w.run, n.sheet, w.issued, n.pulled IS NOT NULL, " WITHDRAWN
		", " RETURNED ", EXISTS (SELECT 1 FROM recipient r WHERE r.notice = n.number),"
		" EXISTS (SELECT 1 FROM appointment a WHERE a.uid = n.uid AND a.night > n.mailed),"
		" n.desk, m.state, u.state, u.outcome, u.reason"
		" FROM notice n LEFT JOIN night w ON w.id = n.mailed"
		" LEFT JOIN mailing m ON m.night = coalesce(n.mailed, n.night)"
		" LEFT JOIN decision d ON d.notice = n.number"
		" LEFT JOIN due u ON u.resident = d.resident AND u.document = d.document"
		" AND u.expires = d.expires WHERE n.number = ?"
		" ORDER BY u.state <> 'open', u.outcome = 'none', u.outcome = 'hand', d.matter LIMIT 1",
	/* number. Nothing when that was done before. */
	[WITHDRAW_LETTER] = "INSERT INTO withdrawn (notice, desk) VALUES (?,"
			    " (SELECT max(id) FROM desk)) ON CONFLICT (notice) DO NOTHING",
	/* number, resident, address */
	[RETURN_LETTER] = "INSERT INTO returned (notice, resident, address, desk)"
			  " VALUES (?, ?, ?, (SELECT max(id) FROM desk))",
	/* number → postal, address, building as last written */
	[GET_ADDRESS] = "SELECT r.postal, r.address, r.building FROM notice n" RECIPIENT_NOW
			" WHERE n.number = ?",
	/* → resident, address of each that no one has released */
	[LIST_RETURNS] = "SELECT resident, address FROM returned WHERE released IS NULL"
			 " ORDER BY resident, address",
	/* resident */
	[RELEASE_RETURNS] = "UPDATE returned SET released = (SELECT max(id) FROM desk)"
			    " WHERE resident = ? AND released IS NULL",
	/* resident, address, night */
	[KEEP_CAPPED] = "INSERT INTO capped (resident, address, night) VALUES (?, ?, ?)"
			" ON CONFLICT (resident) DO UPDATE SET address = excluded.address,"
			" night = excluded.night",
	/* resident → address */
	[GET_CAPPED] = "SELECT address FROM capped WHERE resident = ?",
	/* address. Nothing when that was done before. */
	[CONFIRM_ADDRESS] = "INSERT INTO confirmed (address, desk) VALUES (?,"
			    " (SELECT max(id) FROM desk)) ON CONFLICT (address) DO NOTHING",
	/* → address */
	[LIST_CONFIRMED] = "SELECT address FROM confirmed ORDER BY address",
	/* → resident, document, matter, expires, reason, day since which: open dues by hand, and
	 * open dues whose letter came back and was not yet taken back; without those dealt with */
	[LIST_CASES] =
		"SELECT c.resident, c.document, c.matter, c.expires, c.reason, c.since FROM ("
		"SELECT u.resident, u.document, u.matter, u.expires, u.reason,"
		" (SELECT max(w.day) FROM decision d JOIN night w ON w.id = d.night"
		" WHERE d.resident = u.resident AND d.document = u.document"
		" AND d.expires = u.expires AND d.listed = 1) AS since"
		" FROM due u WHERE u.state = 'open' AND u.outcome = 'hand'"
		" AND NOT EXISTS (SELECT 1 FROM settled s WHERE s.resident = u.resident"
		" AND s.document = u.document AND s.expires = u.expires"
		" AND (s.turn = 'reminder') = (u.wave = 'reminder')) UNION ALL"
		" SELECT u.resident, u.document, u.matter, u.expires, 'returned', k.day"
		" FROM returned y JOIN desk k ON k.id = y.desk JOIN settled s ON s.notice = y.notice"
		" JOIN due u ON u.resident = s.resident AND u.document = s.document"
		" AND u.expires = s.expires"
		" WHERE y.released IS NULL AND u.state = 'open' AND u.outcome <> 'covered') c"
		" WHERE NOT EXISTS (SELECT 1 FROM handled h WHERE h.resident = c.resident"
		" AND h.document = c.document AND h.expires = c.expires AND h.reason = c.reason)"
		" ORDER BY c.expires, c.resident, c.matter",
	/* resident, document, expires, reason */
	[HANDLE_CASE] = "INSERT INTO handled (resident, document, expires, reason, desk)"
			" VALUES (?, ?, ?, ?, (SELECT max(id) FROM desk))",
	/* resident → day, action, notice, detail, who, why */
	[LIST_ACTS] = "SELECT day, action, notice, detail, who, why FROM desk WHERE resident = ?"
		      " ORDER BY id",

	/* uid → appointment, desk, tell; what was told of it last; the resident, the letter that
	 * was printed last, a letter about a change that waits, its kind; why staff tells it. What
	 * a printed letter said is what stood on the night of its mailing. */
	[GET_PROMISE] =
		"SELECT " APPOINTMENT_COLUMNS ", a.desk, a.tell,"
		" t.state, t.uid, t.sequence, t.counter, t.day, t.starts, t.ends,"
		" (SELECT resident FROM notice WHERE uid = ?1 LIMIT 1),"
		" (SELECT n.number FROM notice n WHERE n.uid = ?1 AND " RECEIVED
		" ORDER BY n.night DESC, n.number DESC LIMIT 1),"
		" w.number, coalesce(w.kind, 'expiry'),"
		" (SELECT reason FROM telling WHERE uid = ?1 AND sequence = a.sequence"
		" AND reason <> '' ORDER BY night DESC, desk LIMIT 1)"
		" FROM appointment a LEFT JOIN appointment t ON t.uid = ?1 AND t.sequence ="
		" (SELECT max(said) FROM (SELECT max(b.sequence) AS said FROM notice n"
		" JOIN appointment b ON b.uid = n.uid AND b.night <= n.mailed WHERE n.uid = ?1"
		" AND " RECEIVED " UNION ALL SELECT max(n.sequence) FROM notice n"
		" WHERE n.uid = ?1 AND n.desk = 1 AND " RECEIVED
		" UNION ALL SELECT max(sequence) FROM appointment"
		" WHERE uid = ?1 AND cause = 'desk' AND tell = 0))"
		" LEFT JOIN notice w ON w.uid = ?1 AND w.kind IN ('moved', 'cancelled')"
		" AND w.mailed IS NULL AND w.pulled IS NULL AND w.desk = 0"
		" WHERE a.uid = ?1"
		" AND a.sequence = (SELECT max(sequence) FROM appointment WHERE uid = ?1)",
	/* uid → matter, expires, wave, outcome, estimated of the open dues that it serves, as the
	 * letter that settled each had them */
	[LIST_PROMISE_ITEMS] =
		"SELECT d.matter, d.expires, x.wave, x.outcome, x.estimated"
		" FROM (SELECT DISTINCT s.resident, s.document, s.expires FROM notice n"
		" JOIN settled s ON s.notice = n.number WHERE n.uid = ?1) k"
		" JOIN due d ON d.resident = k.resident AND d.document = k.document"
		" AND d.expires = k.expires AND d.state = 'open'"
		" JOIN decision x ON x.resident = k.resident AND x.document = k.document"
		" AND x.expires = k.expires AND x.night = (SELECT max(y.night) FROM decision y"
		" WHERE y.resident = k.resident AND y.document = k.document"
		" AND y.expires = k.expires AND y.notice IS NOT NULL)"
		" ORDER BY x.outcome <> 'letter', d.expires, d.matter",
	/* from → uid: changes that may have to be told, and letters about changes that wait */
	[LIST_UNTOLD] = "SELECT uid FROM appointment WHERE tell = 1 AND day >= ?1"
			" UNION SELECT uid FROM notice WHERE kind IN ('moved', 'cancelled')"
			" AND mailed IS NULL AND pulled IS NULL AND desk = 0 ORDER BY 1",
	/* → resident: whose appointment a desk took back while something that it served is open */
	[LIST_DECLINED] =
		"SELECT DISTINCT n.resident FROM appointment a JOIN notice n ON n.uid = a.uid"
		" JOIN settled s ON s.notice = n.number JOIN due d ON d.resident = s.resident"
		" AND d.document = s.document AND d.expires = s.expires AND d.state = 'open'"
		" WHERE a.state = 'cancelled' AND a.cause = 'desk' AND NOT EXISTS"
		" (SELECT 1 FROM appointment b WHERE b.uid = a.uid AND b.sequence > a.sequence)"
		" ORDER BY n.resident",
	/* number → uid, NULL for a letter without an appointment */
	[GET_NOTICE_UID] = "SELECT uid FROM notice WHERE number = ?",
	/* number → resident, recipient as last written */
	[GET_RECIPIENT] =
		"SELECT n.resident, r.household, r.addressee, r.name, r.postal, r.address,"
		" r.building, r.language, r.gregorian, r.minor, r.ward, r.stay_case"
		" FROM notice n" RECIPIENT_NOW " WHERE n.number = ?",
	/* night, uid, resident, matter, expires, wave, outcome, estimated, reason, notice, call,
	 * desk */
	[ADD_TELLING] =
		"INSERT INTO telling (night, uid, sequence, resident, matter, expires, wave,"
		" outcome, estimated, reason, notice, call, desk) VALUES (?1, ?2,"
		" (SELECT max(sequence) FROM appointment WHERE uid = ?2), ?3, ?4, ?5, ?6, ?7, ?8,"
		" ?9, ?10, ?11, ?12)",
	/* → resident, reason */
	[LIST_BY_HAND] = "SELECT resident, reason FROM by_hand ORDER BY resident",
	/* resident, reason */
	[KEEP_BY_HAND] = "INSERT OR REPLACE INTO by_hand (resident, reason) VALUES (?, ?)",
	/* resident */
	[FREE_BY_HAND] = "DELETE FROM by_hand WHERE resident = ?",

	/* uid, night, day, path, notice */
	[ADD_FOLDER] = "INSERT INTO desk_folder (uid, sequence, night, day, path, notice) VALUES"
		       " (?1, (SELECT max(sequence) FROM appointment WHERE uid = ?1), ?2, ?3, ?4,"
		       " ?5)",
	/* uid → uid, sequence, night, day, path, issued, of its last version */
	[GET_FOLDER] =
		"SELECT uid, sequence, night, day, path, issued FROM desk_folder WHERE uid = ?1"
		" AND sequence = (SELECT max(sequence) FROM appointment WHERE uid = ?1)",
	/* → the same of all that are not known to be in place */
	[LIST_UNISSUED_FOLDERS] = "SELECT uid, sequence, night, day, path, issued"
				  " FROM desk_folder WHERE issued = 0 ORDER BY uid, sequence",
	/* uid, sequence */
	[ISSUE_FOLDER] = "UPDATE desk_folder SET issued = 1 WHERE uid = ? AND sequence = ?",
	/* the folder's night, uid, sequence → notices: all that name the appointment, as it stood
	 * then; the folder's own letter is its sheet 1 */
	[LIST_FOLDER_NOTICES] = NOTICE_COLUMNS " f.sequence = ?3 AND n.desk = 1" NOTICE_TABLES(
		"?1") " JOIN appointment a ON a.uid = n.uid AND a.sequence = ?3"
		      " WHERE n.uid = ?2 AND (n.night < ?1 OR (n.desk = 1 AND n.sequence <= ?3))"
		      " ORDER BY n.number",
	/* the folder's night, uid, sequence → tellings */
	[LIST_FOLDER_TELLINGS] = TELLINGS
	" WHERE night = ?1 AND uid = ?2 AND sequence = ?3 AND desk = 1" TELLINGS_ORDER,

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
