#include "ledger/statement.h"

/* What a night writes, all of it in one transaction. Appointments and recipients only get new
 * versions; what is updated is what a due or a letter is by now. */

const char *const statement_commit[STATEMENTS] = {
	/* → id */
	[GET_NEXT_NIGHT] = "SELECT coalesce(max(id), 0) + 1 FROM night",
	[ADD_EXCEPTION] = "INSERT INTO exception (night, line, ordinal, resident, code, message)"
			  " VALUES (?, ?, ?, ?, ?, ?)",
	[ADD_NIGHT] = "INSERT INTO night (id, day, run, as_of, register_digest, office_digest,"
		      " posting_day, read, decided, aside, holders)"
		      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[ADD_ACCEPTANCE] =
		"INSERT INTO acceptance (night, code, message, why, who) VALUES (?, ?, ?, ?, ?)",
	[ADD_LAYER] = "INSERT INTO layer (night, layer, residents) VALUES (?, ?, ?)",
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
	[ADD_NOTICE] =
		"INSERT INTO notice (number, token, kind, night, wave, resident, visit_from,"
		" visit_until, uid, sequence, kept, earlier, earlier_sequence, desk)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
		" (SELECT max(sequence) FROM appointment WHERE uid = ?9), ?10, ?11, ?12, ?13)",
	/* kept, number */
	[REFRESH_NOTICE] = "UPDATE notice SET kept = ?1 WHERE number = ?2 AND mailed IS NULL"
			   " AND kept <> ?1",
	/* uid, first and last visit day, number: an appointment of tonight */
	[SEAT_NOTICE] =
		"UPDATE notice SET uid = ?1, sequence = 0, visit_from = ?2, visit_until = ?3"
		" WHERE number = ?4 AND mailed IS NULL AND uid IS NULL",
	[ADD_RECIPIENT] =
		"INSERT INTO recipient (notice, night, household, addressee, name, postal, address,"
		" building, language, format, gregorian, minor_until, ward, stay_case)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	/* the same, but nothing when the letter is addressed so already */
	[REFRESH_RECIPIENT] =
		"INSERT INTO recipient (notice, night, household, addressee, name, postal, address,"
		" building, language, format, gregorian, minor_until, ward, stay_case)"
		" SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14"
		" WHERE NOT EXISTS (SELECT 1 FROM recipient WHERE notice = ?1"
		" AND night = (SELECT max(night) FROM recipient WHERE notice = ?1)"
		" AND (household, addressee, name, postal, address, building, language, format,"
		" gregorian, minor_until, ward, stay_case)"
		" IS (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14))",
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
		" opens, wave, outcome, reason, estimated, listed, notice, call, language)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	/* resident, document, expires, turn, notice. Naming the letter that settled it again is no
	 * second letter; any other one breaks the unique index. */
	[SETTLE_DUE] = "INSERT INTO settled (resident, document, expires, turn, notice)"
		       " SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM settled"
		       " WHERE resident = ?1 AND document = ?2 AND expires = ?3 AND turn = ?4"
		       " AND notice = ?5)",
	/* night, notice, resident, matter, expires */
	[ADD_LATE] = "INSERT INTO late (night, notice, resident, matter, expires)"
		     " VALUES (?, ?, ?, ?, ?)",
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
};
