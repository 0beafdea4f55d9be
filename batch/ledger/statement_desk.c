#include "ledger/statement.h"
#include "ledger/statement_parts.h"

/* The letters `n` that a night `w` printed (column mailed) or decided (column night), together. */
#define MAILING_OF(printed, column, which)                                                         \
	" SELECT w.id, w.day, w.run, w.issued, " printed " AS printed, count(*) AS letters,"       \
	" sum(n.pulled IS NOT NULL OR " TAKEN_BACK ") AS back, min(n.night) AS earliest,"          \
	" max(n.night) AS latest, min(n.number) AS first, max(n.number) AS last"                   \
	" FROM notice n JOIN night w ON w.id = n." column " WHERE " which " GROUP BY w.id"
#define PRINTED_MAILINGS MAILING_OF("1", "mailed", "1")
#define WAITING_MAILINGS                                                                           \
	MAILING_OF("0", "night", "n.mailed IS NULL AND n.pulled IS NULL AND n.desk = 0")

const char *const statement_desk[STATEMENTS] = {
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
		" g.last, m.state, m.day, k.who, k.why FROM (" PRINTED_MAILINGS
		" UNION ALL" WAITING_MAILINGS
		") g JOIN night f ON f.id = g.earliest JOIN night l ON l.id = g.latest"
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
	/* day → printed mailings from that day on of which nobody has said that they are held,
	 * posted or withdrawn, and that have a letter left: day, run, letters, first and last
	 * number, state, since */
	[LIST_UNCONFIRMED] =
		"SELECT w.day, w.run, count(*), min(n.number), max(n.number), m.state, m.day"
		" FROM night w CROSS JOIN notice n ON n.mailed = w.id"
		" LEFT JOIN mailing m ON m.night = w.id WHERE w.day >= ?"
		" AND coalesce(m.state, 'released') = 'released'"
		" AND n.pulled IS NULL AND NOT " TAKEN_BACK " GROUP BY w.id ORDER BY w.id",
	/* → what held letters are about, printed or not, that nobody was asked to telephone yet:
	 * letter, resident, matter, expires, the visit that it names as that stands now and the one
	 * that it takes back (NULL for none) */
	[LIST_HELD_ITEMS] = "SELECT n.number, u.resident, i.matter, u.expires, " VISIT_DAY(
		"n") ","
		     " (SELECT a.day FROM appointment a WHERE a.uid = n.uid"
		     " AND a.sequence = n.earlier_sequence AND a.state <> 'cancelled')"
		     " FROM mailing m CROSS JOIN notice n ON n.mailed = m.night"
		     " OR (n.mailed IS NULL AND n.night = m.night AND n.desk = 0)"
		     " JOIN (SELECT notice, resident, matter, document, expires, call FROM decision"
		     " WHERE outcome = 'letter' UNION ALL SELECT notice, resident, matter,"
		     " CASE matter WHEN 'stay' THEN 'card' ELSE matter END, expires, call FROM telling"
		     " WHERE outcome = 'letter') i ON i.notice = n.number AND i.call = 0"
		     " JOIN due u ON u.resident = i.resident AND u.document = i.document"
		     " AND u.expires = i.expires AND u.state = 'open'"
		     " WHERE m.state = 'held' AND n.pulled IS NULL AND NOT " TAKEN_BACK
		     " AND NOT EXISTS (SELECT 1 FROM late l WHERE l.notice = n.number"
		     " AND l.matter = i.matter AND l.expires = u.expires)"
		     " GROUP BY n.number, i.matter, u.expires ORDER BY u.resident, i.matter, u.expires",
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
		" LEFT JOIN mailing m ON m.night = coalesce(n.mailed, n.night) AND n.desk = 0"
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
};
