#ifndef LEDGER_STATEMENT_PARTS_H
#define LEDGER_STATEMENT_PARTS_H

/*
 * The pieces of SQL that statements of several subjects have in common.
 *
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
	" r.household, r.addressee, r.name, r.postal, r.address, r.building, r.language, r.format,"            \
	" r.gregorian, r.minor_until, r.ward, r.stay_case, n.visit_from, n.visit_until,"                       \
	" " APPOINTMENT_COLUMNS                                                                                \
	", EXISTS (SELECT 1 FROM assigned t WHERE t.notice = n.number AND t.second = 1),"                      \
	" n.kept, n.desk = 0 AND (n.mailed IS NULL OR n.mailed >= ?1), n.earlier, e.state, e.uid, e.sequence," \
	" e.counter, e.day,"                                                                                   \
	" e.starts, e.ends,"

/* A letter, its night or staff's day, to whom it went as of night ?1, what it names as earlier.
 */
#define NOTICE_TABLES                                                                              \
	" FROM notice n LEFT JOIN night w ON w.id = n.night"                                       \
	" LEFT JOIN desk_folder f ON f.notice = n.number"                                          \
	" JOIN recipient r ON r.notice = n.number AND r.night = (SELECT max(s.night)"              \
	" FROM recipient s WHERE s.notice = n.number AND s.night <= ?1)"                           \
	" LEFT JOIN appointment e ON e.uid = n.uid AND e.sequence = n.earlier_sequence"

/* ?1 is the night as of which they are asked for. */
#define NOTICES_AS_OF                                                                              \
	NOTICE_COLUMNS                                                                             \
	" CASE n.mailed WHEN ?1 THEN n.sheet ELSE 0 END, coalesce(v.number, 0),"                   \
	" coalesce(v.first, 0), coalesce(v.sheets, 0)" NOTICE_TABLES                               \
	" LEFT JOIN envelope v ON v.notice = n.number AND v.night = ?1" APPOINTMENT_AS_OF(         \
		"n.uid", "?1")

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

/* The house that keeps, or kept, the place of appointment `a` (batch/ledger/house_offers.h). */
#define HOUSE_OF_PLACE "(SELECT m.house FROM house_member m WHERE m.uid = a.uid)"

/* Has staff withdrawn letter `n`, or has it come back? */
#define WITHDRAWN  "EXISTS (SELECT 1 FROM withdrawn x WHERE x.notice = n.number)"
#define RETURNED   "EXISTS (SELECT 1 FROM returned y WHERE y.notice = n.number)"
#define TAKEN_BACK "(" WITHDRAWN " OR " RETURNED ")"

/* The day of the appointment that a letter names, as it stands now; NULL without one. */
#define VISIT_DAY(letter)                                                                          \
	"(SELECT CASE a.state WHEN 'cancelled' THEN NULL ELSE a.day END FROM appointment a"        \
	" WHERE a.uid = " letter ".uid ORDER BY a.sequence DESC LIMIT 1)"

/* The last version of letter `n`'s recipient. */
#define RECIPIENT_NOW                                                                              \
	" JOIN recipient r ON r.notice = n.number AND r.night ="                                   \
	" (SELECT max(s.night) FROM recipient s WHERE s.notice = n.number)"

/* Read by row_tellings: rows that TELLING_ROWS and the like give, each with the language of its
 * letter (by hand: of the newest one that names the appointment) and with its appointment, as of
 * night ?1. */
#define TELLINGS(rows)                                                                             \
	"SELECT t.resident, t.matter, t.expires, t.wave, t.reason, t.notice, t.call,"              \
	" (SELECT r.language FROM recipient r WHERE r.notice = coalesce(t.notice,"                 \
	" (SELECT max(m.number) FROM notice m WHERE m.uid = t.uid AND m.night <= ?1))"             \
	" AND r.night <= ?1 ORDER BY r.night DESC LIMIT 1), " APPOINTMENT_COLUMNS " FROM (" rows   \
	") t" APPOINTMENT_AS_OF(                                                                   \
		"t.uid", "?1") " ORDER BY t.resident, t.matter, t.expires, t.notice, t.uid"
#define TELLING_ROWS                                                                               \
	"SELECT resident, matter, expires, wave, reason, notice, call, uid FROM telling"           \
	" WHERE night = ?1"

/* Is telling `t` of the last version of its appointment, and has nobody told that by hand? */
#define LAST_TOLD                                                                                  \
	"t.sequence = (SELECT max(a.sequence) FROM appointment a WHERE a.uid = t.uid)"             \
	" AND NOT EXISTS (SELECT 1 FROM told x WHERE x.uid = t.uid AND x.sequence = t.sequence)"

/* The open cases by hand, each once: resident, document, matter, expires, reason, since,
 * the house that keeps a place. */
#define HAND_CASES                                                                                 \
	"SELECT c.resident, c.document, c.matter, c.expires, c.reason, max(c.since),"              \
	" CASE c.reason WHEN 'address-cap' THEN (SELECT m.house FROM house_member m"               \
	" WHERE m.resident = c.resident AND m.parted IS NULL) END FROM ("                          \
	"SELECT u.resident, u.document, u.matter, u.expires, u.reason,"                            \
	" (SELECT max(w.day) FROM decision d JOIN night w ON w.id = d.night"                       \
	" WHERE d.resident = u.resident AND d.document = u.document"                               \
	" AND d.expires = u.expires AND d.listed = 1) AS since"                                    \
	" FROM due u WHERE u.state = 'open' AND u.outcome = 'hand' UNION ALL"                      \
	" SELECT u.resident, u.document, u.matter, u.expires, 'returned', k.day"                   \
	" FROM returned y JOIN desk k ON k.id = y.desk JOIN settled s ON s.notice = y.notice"      \
	" JOIN due u ON u.resident = s.resident AND u.document = s.document"                       \
	" AND u.expires = s.expires"                                                               \
	" WHERE y.released IS NULL AND u.state = 'open' AND u.outcome <> 'covered' UNION ALL"      \
	" SELECT u.resident, u.document, u.matter, u.expires, 'change-by-hand',"                   \
	" max(coalesce(w.day, f.day)) FROM telling t LEFT JOIN night w ON w.id = t.night"          \
	" LEFT JOIN desk_folder f ON f.uid = t.uid AND f.sequence = t.sequence"                    \
	" JOIN due u ON u.resident = t.resident AND u.expires = t.expires AND u.state = 'open'"    \
	" AND u.document = CASE t.matter WHEN 'stay' THEN 'card' ELSE t.matter END"                \
	" WHERE t.reason <> '' AND t.outcome = 'letter' AND " LAST_TOLD                            \
	" AND NOT EXISTS (SELECT 1 FROM telling l JOIN notice n ON n.number = l.notice"            \
	" WHERE l.uid = t.uid AND l.sequence = t.sequence AND n.pulled IS NULL"                    \
	" AND NOT " TAKEN_BACK ")"                                                                 \
	" GROUP BY u.resident, u.document, u.expires) c"                                           \
	" WHERE NOT EXISTS (SELECT 1 FROM handled h WHERE h.resident = c.resident"                 \
	" AND h.document = c.document AND h.expires = c.expires AND h.reason = c.reason)"          \
	" GROUP BY c.resident, c.document, c.expires, c.reason"

#endif
