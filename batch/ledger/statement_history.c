#include "ledger/statement.h"
#include "ledger/statement_parts.h"

/* What a night's folder is made from is asked as of that night and sees no row of a later one, so
 * that it can be made again as it was; what has become of a resident's dues is asked as of now. */

/* The appointment that letter `n` names, as it stood on the night of decision `d`. */
#define APPOINTMENT_THEN APPOINTMENT_AS_OF("n.uid", "d.night")

/* The days of a visit, of an appointment that there was then: a letter that waits may be given one
 * on a later night. */
#define THEN(day) "CASE WHEN a.uid IS NOT NULL THEN " day " END"

/* Read by read_night_due. */
#define NIGHT_DUES                                                                                            \
	"SELECT d.resident, d.household, d.matter, d.expires, d.opens, d.wave, d.outcome,"                    \
	" d.reason, d.estimated, d.notice, " THEN("n.visit_from") ", " THEN(                                  \
		"n.visit_until") ", " APPOINTMENT_COLUMNS ","                                                 \
				 " d.call, d.language, CASE d.reason WHEN 'address-cap' THEN (SELECT m.house" \
				 " FROM house_member m WHERE m.resident = d.resident AND m.joined <= d.night" \
				 " AND (m.parted IS NULL OR m.parted > d.night)) END"

const char *const statement_history[STATEMENTS] = {
	/* → day, run */
	[GET_UNISSUED_NIGHT] = "SELECT day, run FROM night WHERE issued = 0 ORDER BY id LIMIT 1",
	/* day, run */
	[ISSUE_NIGHT] = "UPDATE night SET issued = 1 WHERE day = ? AND run = ?",
	/* day, run → */
	[GET_NIGHT] = "SELECT id, issued, as_of, register_digest, office_digest, posting_day, read,"
		      " decided, aside, holders, purged FROM night WHERE day = ? AND run = ?",
	/* night → . A due that a letter of an earlier night covers names that letter; the visit
	 * stands in the rows of the night that offered it. */
	[LIST_NIGHT_DUES] =
		NIGHT_DUES " FROM decision d LEFT JOIN notice n"
			   " ON n.number = d.notice AND n.night = d.night" APPOINTMENT_THEN
			   " WHERE d.night = ? AND d.listed = 1"
			   " ORDER BY d.resident, d.matter, d.expires",
	/* → day, run */
	[GET_LAST_NIGHT] = "SELECT day, run FROM night ORDER BY id DESC LIMIT 1",
	/* night → code, message, why, who */
	[LIST_NIGHT_ACCEPTANCES] =
		"SELECT code, message, why, who FROM acceptance WHERE night = ? ORDER BY code",
	/* night → notices */
	[LIST_NIGHT_SHEETS] = NOTICES_AS_OF " WHERE n.mailed = ?1 ORDER BY n.sheet",
	/* night → count: letters of earlier nights, and tonight's about appointments of those */
	[COUNT_NIGHT_CARRIED] = "SELECT count(*) FROM notice WHERE mailed = ?1"
				" AND (night < ?1 OR kind IN ('moved', 'cancelled'))",
	/* night → notices: the new ones, those that are printed tonight (as they are printed), and
	 * every one that names an appointment changed tonight, but for those whose last change a
	 * desk had in a folder of its own. */
	[LIST_NIGHT_INVITED] = NOTICES_AS_OF
	" WHERE n.number IN (SELECT number FROM notice WHERE night = ?1 AND desk = 0"
	" UNION SELECT number FROM notice WHERE mailed = ?1"
	" UNION SELECT m.number FROM appointment c JOIN notice m ON m.uid = c.uid"
	" WHERE c.night = ?1 AND m.night <= ?1 AND NOT EXISTS (SELECT 1 FROM appointment b"
	" WHERE b.uid = c.uid AND b.sequence > c.sequence AND b.night = ?1)"
	" AND NOT EXISTS (SELECT 1 FROM desk_folder g WHERE g.uid = c.uid"
	" AND g.sequence = c.sequence AND g.night = ?1)) ORDER BY n.number",
	/* night → tellings. What was stopped only for what lay with it has done no harm where it
	 * left. */
	[LIST_NIGHT_TELLINGS] = TELLINGS(TELLING_ROWS
		" AND desk = 0 UNION ALL SELECT l.resident, l.matter, l.expires,"
		" n.wave, '', l.notice, 1, n.uid FROM late l"
		" JOIN notice n ON n.number = l.notice WHERE l.night = ?1"
		" UNION ALL SELECT n.resident, i.matter, i.expires, i.wave, '',"
		" n.number, 1, n.uid"
		" FROM accounted c JOIN notice n ON n.number = c.notice JOIN"
		" (SELECT notice, night, matter, expires, wave, outcome FROM decision"
		" UNION ALL SELECT notice, night, matter, expires, wave, outcome"
		" FROM telling) i"
		" ON i.notice = n.number AND i.night = n.night AND i.outcome = 'letter'"
		" WHERE c.night = ?1 AND c.fate = 'left' AND NOT EXISTS (SELECT 1 FROM stop_span s"
		" WHERE s.notice = n.number AND s.last = ?1 - 1 AND s.reason = 'envelope')"),
	/* night, its day → number, appointment, day of the night that last changed it, desk,
	 * language, under 15 on its day, ward, matters with commas between, the house that keeps
	 * one without a letter */
	[LIST_NIGHT_AGENDA] =
		"SELECT v.number, " APPOINTMENT_COLUMNS ", w.day, a.desk, r.language,"
		" r.minor_until >= a.day, r.ward, v.wave = 'reminder' AND NOT EXISTS"
		" (SELECT 1 FROM notice e WHERE e.uid = a.uid AND e.wave <> 'reminder'),"
		" (SELECT group_concat(DISTINCT matter) FROM"
		" (SELECT matter, night FROM decision WHERE notice = v.number UNION ALL"
		" SELECT matter, night FROM telling WHERE notice = v.number) i"
		" WHERE i.night = v.night), CASE WHEN v.number IS NULL THEN " HOUSE_OF_PLACE " END"
		" FROM (SELECT a.*, " NEWEST_NOTICE " AS newest" APPOINTMENTS_AS_OF ") a"
		" LEFT JOIN night w ON w.id = a.night LEFT JOIN notice v ON v.number = a.newest"
		" LEFT JOIN recipient r ON r.notice = v.number AND r.night = (SELECT max(s.night)"
		" FROM recipient s WHERE s.notice = v.number AND s.night <= ?1)"
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
	/* resident → number, kind, night, desk, wave, mailed, sheet, pulled, its or its mailing's
	 * state and since when, uid, earlier letter */
	[LIST_STORY_LETTERS] =
		"SELECT n.number, n.kind, coalesce(f.day, w.day), n.desk, n.wave, m.day, n.sheet,"
		" p.day, CASE WHEN q.notice IS NULL THEN g.state ELSE 'posted' END,"
		" coalesce(q.day, g.day), n.uid, n.earlier FROM notice n"
		" LEFT JOIN night w ON w.id = n.night LEFT JOIN desk_folder f ON f.notice = n.number"
		" LEFT JOIN night m ON m.id = n.mailed"
		" LEFT JOIN night p ON p.id = n.pulled LEFT JOIN mailing g ON g.night = n.mailed"
		" LEFT JOIN desk_posted q ON q.notice = n.number"
		" WHERE n.resident = ? ORDER BY n.night, n.number",
	/* resident → night, appointment, cause: every version of each, in order of time */
	[LIST_STORY_VERSIONS] =
		"SELECT w.day, " APPOINTMENT_COLUMNS
		", a.cause FROM appointment a LEFT JOIN night w"
		" ON w.id = a.night WHERE a.uid IN (SELECT uid FROM notice WHERE resident = ?)"
		" ORDER BY a.night, a.uid, a.sequence",
	/* token → number */
	[GET_TOKEN_NUMBER] = "SELECT number FROM notice WHERE token = ?",
	/* counter, day, minute → letter, resident, night, appointment, cause, desk, does it stand,
	 * the request that booked one without a letter, or the house that keeps it: every version
	 * there of each, those that stand first, then in order of time */
	[LIST_PLACE_VERSIONS] =
		"SELECT n.number, n.resident, w.day, " APPOINTMENT_COLUMNS
		", a.cause, a.desk, a.state <> 'cancelled' AND a.sequence ="
		" (SELECT max(b.sequence) FROM appointment b WHERE b.uid = a.uid) AS stands,"
		" CASE WHEN n.number IS NULL THEN (SELECT r.id FROM request r WHERE r.uid = a.uid"
		" ORDER BY r.act IS NULL, r.act LIMIT 1) END,"
		" CASE WHEN n.number IS NULL THEN " HOUSE_OF_PLACE " END"
		" FROM appointment a LEFT JOIN night w ON w.id = a.night LEFT JOIN notice n"
		" ON n.number = (SELECT m.number FROM notice m WHERE m.uid = a.uid"
		" ORDER BY m.pulled IS NOT NULL, m.night DESC, m.number DESC LIMIT 1)"
		" WHERE a.counter = ?1 AND a.day = ?2 AND a.starts <= ?3 AND a.ends > ?3"
		" ORDER BY stands DESC, CASE WHEN stands THEN a.desk END, a.night, a.uid, a.sequence",
	/* resident → night, code, message, why, who: of the nights that decided anything of them */
	[LIST_STORY_ACCEPTANCES] =
		"SELECT w.day, c.code, c.message, c.why, c.who FROM acceptance c JOIN night w"
		" ON w.id = c.night WHERE c.night IN (SELECT night FROM decision WHERE resident = ?)"
		" ORDER BY c.night, c.code",
	/* night → sheet, its letter's format, notice, day and run of its mailing, is it alone in
	 * staff's folder, reason
	 */
	[LIST_NIGHT_STOPS] = "SELECT coalesce(n.sheet, 1),"
			     " coalesce((SELECT r.format FROM recipient r WHERE r.notice = n.number"
			     " ORDER BY r.night DESC LIMIT 1), 'standard'), n.number,"
			     " coalesce(w.day, f.day),"
			     " coalesce(w.run, 1), n.desk, coalesce(v.number, 0),"
			     " coalesce(v.first, 0), coalesce(v.sheets, 0), s.reason"
			     " FROM stop_span s JOIN notice n ON n.number = s.notice"
			     " LEFT JOIN envelope v ON v.notice = n.number"
			     " LEFT JOIN night w ON w.id = n.mailed"
			     " LEFT JOIN desk_folder f ON f.notice = n.number"
			     " WHERE ?1 BETWEEN s.first AND s.last"
			     " ORDER BY n.desk, n.mailed, n.sheet, f.day, n.number",
};
