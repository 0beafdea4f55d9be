#include "ledger/statement.h"
#include "ledger/statement_parts.h"

/* What other systems asked of the desks (batch/ledger/requests.h). */

const char *const statement_requests[STATEMENTS] = {
	/* id → content, code, uid */
	[GET_REQUEST] = "SELECT content, code, uid FROM request WHERE id = ?",
	/* → the last line of the log */
	[GET_LAST_ACT] = "SELECT max(id) FROM desk",
	/* id, content, asked, code, uid, import, was something done */
	[ADD_REQUEST] =
		"INSERT INTO request (id, content, asked, code, uid, desk, act) VALUES"
		" (?1, ?2, ?3, ?4, ?5, ?6, CASE ?7 WHEN 1 THEN (SELECT max(id) FROM desk) END)",
	/* resident, asked → a row when an appointment of theirs was changed for what was asked
	 * later, or by the desk on that day, of which the log knows no hour, or on a later one */
	[GET_CHANGED_SINCE] =
		"SELECT 1 FROM desk k LEFT JOIN request r ON r.act = k.id WHERE k.resident = ?1"
		" AND k.action IN ('appointment-moved', 'appointment-given', 'appointment-cancelled')"
		" AND CASE WHEN r.id IS NULL THEN k.day >= substr(?2, 1, 10) ELSE r.asked > ?2 END"
		" LIMIT 1",
	/* uid, asked → the same of one without a letter */
	[GET_ASKED_SINCE] = "SELECT 1 FROM request WHERE uid = ?1 AND asked > ?2"
			    " AND act IS NOT NULL LIMIT 1",
	/* from → request that booked it, appointment, desk: those without a letter that stand */
	[LIST_ELSEWHERE] =
		"SELECT (SELECT r.id FROM request r WHERE r.uid = a.uid AND r.act IS NOT NULL"
		" ORDER BY r.act LIMIT 1), " APPOINTMENT_COLUMNS ", a.desk FROM"
		" (SELECT DISTINCT uid, sequence FROM place WHERE day >= ?) p JOIN appointment a"
		" ON a.uid = p.uid AND a.sequence = p.sequence WHERE NOT EXISTS"
		" (SELECT 1 FROM notice n WHERE n.uid = a.uid) AND NOT EXISTS (SELECT 1 FROM house_member m"
		" WHERE m.uid = a.uid) ORDER BY a.counter, a.day, a.starts, a.uid",
	/* day, last day; by the one of a visit that is still to be its place is known to staff */
	[PURGE_REQUESTS] = "DELETE FROM request WHERE desk IN (SELECT id FROM desk WHERE day < ?1)"
			   " AND NOT EXISTS (SELECT 1 FROM place p WHERE p.uid = request.uid"
			   " AND p.day >= ?2)",
};
