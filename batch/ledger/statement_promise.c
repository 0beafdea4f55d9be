#include "ledger/statement.h"
#include "ledger/statement_parts.h"

/* Appointments that change after their letter. What a resident was told of one is what the last
 * letter said that was printed, has not been taken back and is not held. */

/* Was letter `n` printed, and has nobody taken it back? */
#define PRINTED "(n.mailed IS NOT NULL OR n.desk = 1) AND n.pulled IS NULL AND NOT " TAKEN_BACK

/* Does it lie in a mailing that is held? */
#define HELD "EXISTS (SELECT 1 FROM mailing h WHERE h.night = n.mailed AND h.state = 'held')"

#define RECEIVED PRINTED " AND NOT " HELD

/* matter, expires, wave, outcome, estimated of the open dues that letters settled, those whose
 * column is ?1. */
#define OPEN_ITEMS(column)                                                                         \
	"SELECT d.matter, d.expires, x.wave, x.outcome, x.estimated"                               \
	" FROM (SELECT DISTINCT s.resident, s.document, s.expires FROM notice n"                   \
	" JOIN settled s ON s.notice = n.number WHERE n." column " = ?1) k"                        \
	" JOIN due d ON d.resident = k.resident AND d.document = k.document"                       \
	" AND d.expires = k.expires AND d.state = 'open'"                                          \
	" JOIN decision x ON x.resident = k.resident AND x.document = k.document"                  \
	" AND x.expires = k.expires AND x.night = (SELECT max(y.night) FROM decision y"            \
	" WHERE y.resident = k.resident AND y.document = k.document"                               \
	" AND y.expires = k.expires AND y.notice IS NOT NULL)"                                     \
	" ORDER BY x.outcome <> 'letter', d.expires, d.matter"

const char *const statement_promise[STATEMENTS] = {
	/* uid → appointment, desk, tell; what was told of it last; the resident, the letter that
	 * was printed last; a letter about a change that waits, its kind, what it names as earlier,
	 * is it withdrawn; does a letter that is held say the last version; why staff tells it.
	 * What a printed letter said is what stood on the night of its mailing. */
	[GET_PROMISE] =
		"SELECT " APPOINTMENT_COLUMNS ", a.desk, a.tell,"
		" t.state, t.uid, t.sequence, t.counter, t.day, t.starts, t.ends,"
		" (SELECT resident FROM notice WHERE uid = ?1 LIMIT 1),"
		" (SELECT n.number FROM notice n WHERE n.uid = ?1 AND " RECEIVED
		" ORDER BY coalesce(n.mailed, n.night) DESC, n.number DESC LIMIT 1),"
		" w.number, coalesce(w.kind, 'expiry'), w.earlier, w.earlier_sequence,"
		" EXISTS (SELECT 1 FROM withdrawn x WHERE x.notice = w.number),"
		" EXISTS (SELECT 1 FROM notice n WHERE n.uid = ?1 AND " PRINTED " AND " HELD
		" AND a.sequence = (SELECT max(b.sequence) FROM appointment b"
		" WHERE b.uid = ?1 AND b.night <= n.mailed)),"
		" (SELECT reason FROM telling WHERE uid = ?1 AND sequence = a.sequence"
		" AND reason <> '' ORDER BY night DESC, desk LIMIT 1)"
		" FROM appointment a LEFT JOIN appointment t ON t.uid = ?1 AND t.sequence ="
		" (SELECT max(said) FROM (SELECT max(b.sequence) AS said FROM notice n"
		" JOIN appointment b ON b.uid = n.uid AND b.night <= n.mailed WHERE n.uid = ?1"
		" AND " RECEIVED " UNION ALL SELECT max(n.sequence) FROM notice n"
		" WHERE n.uid = ?1 AND n.desk = 1 AND " RECEIVED
		" UNION ALL SELECT max(sequence) FROM appointment"
		" WHERE uid = ?1 AND cause = 'desk' AND tell = 0"
		" UNION ALL SELECT max(sequence) FROM told WHERE uid = ?1))"
		" LEFT JOIN notice w ON w.uid = ?1 AND w.kind IN ('moved', 'cancelled')"
		" AND w.mailed IS NULL AND w.pulled IS NULL AND w.desk = 0"
		" WHERE a.uid = ?1"
		" AND a.sequence = (SELECT max(sequence) FROM appointment WHERE uid = ?1)",
	/* uid → a row when a letter that names it lies in a mailing that is held */
	[GET_HELD_SHEET] =
		"SELECT 1 FROM notice n WHERE n.uid = ? AND " PRINTED " AND " HELD " LIMIT 1",
	/* uid → matter, expires, wave, outcome, estimated of the open dues that it serves, as the
	 * letter that settled each had them */
	[LIST_PROMISE_ITEMS] = OPEN_ITEMS("uid"),
	/* from → uid: changes that may have to be told, and letters about changes that wait */
	[LIST_UNTOLD] = "SELECT uid FROM appointment WHERE tell = 1 AND day >= ?1"
			" UNION SELECT uid FROM notice WHERE kind IN ('moved', 'cancelled')"
			" AND mailed IS NULL AND pulled IS NULL AND desk = 0 ORDER BY 1",
	/* → resident: whose appointment staff took back while something that it served is open.
	 * The few that were taken back come first; SQLite would begin with all that is open. */
	[LIST_DECLINED] =
		"SELECT DISTINCT n.resident FROM appointment a CROSS JOIN notice n ON n.uid = a.uid"
		" CROSS JOIN settled s ON s.notice = n.number CROSS JOIN due d"
		" ON d.resident = s.resident AND d.document = s.document AND d.expires = s.expires AND d.state = 'open'"
		" WHERE a.state = 'cancelled' AND a.cause = 'desk' AND NOT EXISTS"
		" (SELECT 1 FROM appointment b WHERE b.uid = a.uid AND b.sequence > a.sequence)"
		" ORDER BY n.resident",
	/* number → uid, NULL for a letter without an appointment */
	[GET_NOTICE_UID] = "SELECT uid FROM notice WHERE number = ?",
	/* resident → number, uid, does it wait: letters that nobody has taken back and that settled
	 * something that is open, the newest first */
	[LIST_OPEN_LETTERS] =
		"SELECT DISTINCT n.number, coalesce(n.uid, ''), n.mailed IS NULL AND n.desk = 0,"
		" n.night FROM settled s JOIN due d ON d.resident = s.resident"
		" AND d.document = s.document AND d.expires = s.expires AND d.state = 'open'"
		" JOIN notice n ON n.number = s.notice WHERE s.resident = ?1"
		" AND n.pulled IS NULL AND NOT " TAKEN_BACK " ORDER BY n.night DESC, n.number DESC",
	/* number → the same of what the letter settled */
	[LIST_LETTER_ITEMS] = OPEN_ITEMS("number"),
	/* resident → matter, expires, state, outcome, reason of the due that was decided last, an
	 * open one before others */
	[GET_LAST_DUE] =
		"SELECT matter, expires, state, outcome, reason FROM due"
		" WHERE resident = ? ORDER BY state <> 'open', decided DESC, outcome = 'covered'"
		" LIMIT 1",
	/* uid, first and last day of the visit, number. What a printed letter says of days stays.
	 */
	[GIVE_NOTICE] = "UPDATE notice SET uid = ?1, sequence = 0,"
			" visit_from = CASE WHEN mailed IS NULL THEN ?2 ELSE visit_from END,"
			" visit_until = CASE WHEN mailed IS NULL THEN ?3 ELSE visit_until END"
			" WHERE number = ?4 AND uid IS NULL AND pulled IS NULL",
	/* uid: the act that was logged last told the resident its first version */
	[TELL_GIVEN] = "INSERT INTO told (uid, sequence, desk) VALUES (?1, 0,"
		       " (SELECT max(id) FROM desk))",
	/* number → resident, recipient as last written */
	[GET_RECIPIENT] =
		"SELECT n.resident, r.household, r.addressee, r.name, r.postal, r.address,"
		" r.building, r.language, r.format, r.gregorian, r.minor_until, r.ward, r.stay_case"
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
	/* letter → the same of the folder that it is in */
	[GET_LETTER_FOLDER] = "SELECT uid, sequence, night, day, path, issued FROM desk_folder"
			      " WHERE notice = ?1",
	/* → the same of all that are not known to be in place */
	[LIST_UNISSUED_FOLDERS] = "SELECT uid, sequence, night, day, path, issued"
				  " FROM desk_folder WHERE issued = 0 ORDER BY uid, sequence",
	/* uid, sequence */
	[ISSUE_FOLDER] = "UPDATE desk_folder SET issued = 1 WHERE uid = ? AND sequence = ?",
	/* the folder's night, uid, sequence → notices: all that name the appointment, as it stood
	 * then; the folder's own letter is its sheet 1 */
	[LIST_FOLDER_NOTICES] = NOTICE_COLUMNS
	" f.sequence = ?3 AND n.desk = 1, 0, 0, 0" NOTICE_TABLES
	" JOIN appointment a ON a.uid = n.uid AND a.sequence = ?3"
	" WHERE n.uid = ?2 AND (n.night < ?1 OR (n.desk = 1 AND n.sequence <= ?3))"
	" ORDER BY n.number",
	/* the folder's night, uid, sequence → tellings */
	[LIST_FOLDER_TELLINGS] =
		TELLINGS(TELLING_ROWS " AND uid = ?2 AND sequence = ?3 AND desk = 1"),
};
