#include "ledger/statement.h"
#include "ledger/statement_parts.h"

/* People who come together (batch/ledger/house_offers.h). */

/* Is member `m` of house `h` shown as of night ?1: its place is kept, or was until the house's
 * offer ended with that very night? Then of an accepted one whoever a letter tells of the place, of
 * one declined or lapsed whoever is left by hand because of it: who left on that night, above all
 * for protection, in a record that could be read or not, is of no house any more. */
#define MEMBER_SHOWN                                                                               \
	"m.joined <= ?1 AND (m.parted IS NULL OR m.parted > ?1 OR (m.parted = ?1 AND h.ended = "   \
	"?1 AND CASE h.state WHEN 'accepted' THEN EXISTS (SELECT 1 FROM notice n"                  \
	" WHERE n.uid = m.uid AND n.night <= ?1) WHEN 'empty' THEN 0 ELSE"                         \
	" EXISTS (SELECT 1 FROM decision c JOIN due v ON v.resident = c.resident"                  \
	" AND v.document = c.document AND v.expires = c.expires"                                   \
	" WHERE c.resident = m.resident AND c.outcome = 'hand' AND c.reason = 'address-cap'"       \
	" AND c.night <= ?1 AND (v.ended IS NULL OR v.ended > ?1) AND NOT EXISTS (SELECT 1"        \
	" FROM decision y WHERE y.resident = c.resident AND y.document = c.document"               \
	" AND y.expires = c.expires AND y.night > c.night AND y.night <= ?1)) AND NOT EXISTS"      \
	" (SELECT 1 FROM exception_span e WHERE e.resident = m.resident AND ?1 BETWEEN e.first"    \
	" AND e.last) END))"

const char *const statement_houses[STATEMENTS] = {
	/* → the coming night */
	[GET_COMING_NIGHT] = "SELECT coalesce(max(id), 0) + 1 FROM night",
	/* night → number, address, the day it was offered, answer by, state */
	[LIST_HOUSES] =
		"SELECT h.number, h.address, w.day, h.answer_by,"
		" CASE WHEN h.ended <= ?1 THEN h.state ELSE 'open' END FROM house h JOIN night w"
		" ON w.id = h.opened WHERE h.opened <= ?1 AND (h.ended IS NULL OR h.ended >= ?1"
		" OR EXISTS (SELECT 1 FROM house_member m WHERE m.house = h.number"
		" AND m.joined <= ?1 AND (m.parted IS NULL OR m.parted > ?1))) ORDER BY h.number",
	/* night → house, resident, language, minor, ward, appointment, desk */
	[LIST_HOUSE_MEMBERS] =
		"SELECT m.house, m.resident, m.language, m.minor, m.ward, " APPOINTMENT_COLUMNS
		", a.desk FROM house_member m JOIN house h ON h.number = m.house" APPOINTMENT_AS_OF(
			"m.uid",
			"?1") " WHERE " MEMBER_SHOWN
			      " ORDER BY m.house, a.day, a.counter, a.starts, a.desk, m.resident",
	/* night → house, resident, matter, expires: what each comes for, as the night decided it
	 * or, where the offer ended with it, as it was before */
	[LIST_HOUSE_DUES] =
		"SELECT DISTINCT m.house, m.resident, d.matter, d.expires FROM house_member m"
		" JOIN house h ON h.number = m.house JOIN decision d ON d.resident = m.resident"
		" AND d.outcome = 'hand' AND d.reason = 'address-cap' AND d.night <= ?1"
		" JOIN due u ON u.resident = d.resident AND u.document = d.document"
		" AND u.expires = d.expires AND (u.ended IS NULL OR u.ended > ?1)"
		" WHERE " MEMBER_SHOWN " AND NOT EXISTS (SELECT 1 FROM decision x"
		" WHERE x.resident = d.resident AND x.document = d.document AND x.expires = d.expires"
		" AND x.night > d.night AND x.night <= ?1 - (h.ended IS ?1))"
		" ORDER BY m.house, m.resident, d.expires, d.matter",
	/* two digits of a year → its last serial, NULL for none */
	[GET_LAST_HOUSE] =
		"SELECT max(CAST(substr(number, 5, 6) AS INTEGER)) FROM house WHERE substr(number, 2, 2) = ?",
	/* day → residents */
	[LIST_HOUSE_REFUSED] =
		"SELECT DISTINCT m.resident FROM house_member m JOIN house h ON h.number = m.house"
		" WHERE h.state IN ('declined', 'lapsed') AND m.parted = h.ended"
		" AND h.answer_by >= ? ORDER BY m.resident",
	/* → residents */
	[LIST_HOUSE_AGREED] =
		"SELECT DISTINCT m.resident FROM house h JOIN house_member m ON m.house = h.number"
		" JOIN decision d ON d.night = m.parted AND d.resident = m.resident"
		" AND d.outcome = 'letter' JOIN due u ON u.resident = d.resident"
		" AND u.document = d.document AND u.expires = d.expires"
		" WHERE h.state = 'accepted' AND u.ended IS NULL ORDER BY m.resident",
	/* number, address, night, answer by */
	[ADD_HOUSE] = "INSERT INTO house (number, address, opened, answer_by, state)"
		      " VALUES (?, ?, ?, ?, 'open')",
	/* state, night, by the act that was logged last?, number. No is said after yes as well, as
	 * long as no night has gone by that */
	[END_HOUSE] = "UPDATE house SET state = ?1, ended = ?2,"
		      " desk = CASE ?3 WHEN 1 THEN (SELECT max(id) FROM desk) END"
		      " WHERE number = ?4 AND (state = 'open'"
		      " OR (state = 'accepted' AND ended = ?2 AND ?1 = 'declined'))",
	/* house, resident, night, uid, language, minor, ward */
	[ADD_HOUSE_MEMBER] =
		"INSERT INTO house_member (house, resident, joined, uid, language, minor, ward)"
		" VALUES (?, ?, ?, ?, ?, ?, ?)",
	/* night, house, resident */
	[PART_HOUSE_MEMBER] = "UPDATE house_member SET parted = ? WHERE house = ? AND resident = ?"
			      " AND parted IS NULL",
	/* night */
	[PURGE_HOUSE_MEMBERS] = "DELETE FROM house_member WHERE parted <= ?1",
	[PURGE_HOUSES] = "DELETE FROM house WHERE ended <= ?1 AND NOT EXISTS"
			 " (SELECT 1 FROM house_member m WHERE m.house = house.number)",
};
