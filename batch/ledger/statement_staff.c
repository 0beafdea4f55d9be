#include "ledger/statement.h"
#include "ledger/statement_parts.h"

/* What staff asks and says between nights. A mailing is the letters of one night together, printed
 * or still waiting; it has a row of its own only when somebody has spoken of it. */

/* The letters `n` that a night `w` printed (column mailed) or decided (column night), together. */
#define MAILING_OF(printed, column, which)                                                         \
	" SELECT w.id, w.day, w.run, w.issued, " printed " AS printed, count(*) AS letters,"       \
	" sum(n.pulled IS NOT NULL OR " TAKEN_BACK ") AS back, min(n.night) AS earliest,"          \
	" max(n.night) AS latest, min(n.number) AS first, max(n.number) AS last"                   \
	" FROM notice n JOIN night w ON w.id = n." column " WHERE " which " GROUP BY w.id"
#define PRINTED_MAILINGS MAILING_OF("1", "mailed", "1")
#define WAITING_MAILINGS                                                                           \
	MAILING_OF("0", "night", "n.mailed IS NULL AND n.pulled IS NULL AND n.desk = 0")

/* What held letters are about, by the rows `i` of a table that names letters. The mailings come
 * first: few are held, and the past is long. */
#define HELD_ITEMS(source, document)                                                               \
	"SELECT n.number, u.resident, i.matter, u.expires, " VISIT_DAY(                            \
		"n") ","                                                                           \
		     " (SELECT a.day FROM appointment a WHERE a.uid = n.uid"                       \
		     " AND a.sequence = n.earlier_sequence AND a.state <> 'cancelled')"            \
		     " FROM mailing m CROSS JOIN notice n CROSS JOIN " source                      \
		     " i CROSS JOIN due u"                                                         \
		     " WHERE m.state = 'held' AND (n.mailed = m.night"                             \
		     " OR (n.mailed IS NULL AND n.night = m.night AND n.desk = 0))"                \
		     " AND n.pulled IS NULL AND NOT " TAKEN_BACK                                   \
		     " AND i.notice = n.number AND i.outcome = 'letter' AND i.call = 0"            \
		     " AND u.resident = i.resident AND u.document = " document                     \
		     " AND u.expires = i.expires AND u.state = 'open'"                             \
		     " AND NOT EXISTS (SELECT 1 FROM late l WHERE l.notice = n.number"             \
		     " AND l.matter = i.matter AND l.expires = u.expires)"

const char *const statement_desk[STATEMENTS] = {
	/* day, action, mailing's day and run (NULL, 0: none), notice, resident, detail, who, why */
	[ADD_ACT] = "INSERT INTO desk (day, action, mailing, notice, resident, detail, who, why)"
		    " VALUES (?1, ?2, (SELECT id FROM night WHERE day = ?3 AND run = ?4), ?5, ?6,"
		    " ?7, ?8, ?9)",
	/* night, notice, reason */
	[ADD_STOP] = "INSERT INTO stop (night, notice, reason) VALUES (?, ?, ?)",
	/* → mailings: what nights printed, and what nights decided that waits; day, run, issued,
	 * printed, letters, taken back, first and last night of decision, first and last number,
	 * state, since, who, why, envelopes (0: nothing was said of them) */
	[LIST_MAILINGS] =
		"SELECT g.day, g.run, g.issued, g.printed, g.letters, g.back, f.day, l.day, g.first,"
		" g.last, m.state, m.day, k.who, k.why, CASE g.printed WHEN 1 THEN"
		" (SELECT count(DISTINCT v.number) FROM envelope v WHERE v.night = g.id) ELSE 0 END"
		" FROM (" PRINTED_MAILINGS " UNION ALL" WAITING_MAILINGS
		") g JOIN night f ON f.id = g.earliest JOIN night l ON l.id = g.latest"
		" LEFT JOIN mailing m ON m.night = g.id LEFT JOIN desk k ON k.id = m.desk"
		" ORDER BY g.id",
	/* → letters of staff's folders: number, day, is the folder in place, taken back, state
	 * ("" or posted), since, who, why */
	[LIST_DESK_LETTERS] =
		"SELECT n.number, f.day, f.issued, n.pulled IS NOT NULL OR " TAKEN_BACK ","
		" CASE WHEN p.notice IS NOT NULL THEN 'posted' END, p.day, k.who, k.why"
		" FROM desk_folder f JOIN notice n ON n.number = f.notice"
		" LEFT JOIN desk_posted p ON p.notice = n.number LEFT JOIN desk k ON k.id = p.desk"
		" ORDER BY f.day, n.number",
	/* number, day */
	[POST_DESK_LETTER] = "INSERT INTO desk_posted (notice, day, desk) VALUES (?, ?,"
			     " (SELECT max(id) FROM desk))",
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
	/* day → printed mailings, and letters of staff's folders, from that day on of which
	 * nobody has said that they are held, posted or withdrawn, and that have a letter left:
	 * day, run, letters, first and last number, state, since, staff's letter */
	[LIST_UNCONFIRMED] =
		"SELECT * FROM (SELECT w.day, w.run, count(*), min(n.number), max(n.number), m.state,"
		" m.day, '' FROM night w CROSS JOIN notice n ON n.mailed = w.id"
		" LEFT JOIN mailing m ON m.night = w.id WHERE w.day >= ?1"
		" AND coalesce(m.state, 'released') = 'released'"
		" AND n.pulled IS NULL AND NOT " TAKEN_BACK " GROUP BY w.id ORDER BY w.id)"
		" UNION ALL SELECT f.day, 1, 1, n.number, n.number, NULL, NULL, n.number"
		" FROM desk_folder f JOIN notice n ON n.number = f.notice WHERE f.day >= ?1"
		" AND f.issued = 1 AND n.pulled IS NULL AND NOT " TAKEN_BACK
		" AND NOT EXISTS (SELECT 1 FROM desk_posted p WHERE p.notice = n.number)",
	/* → what held letters are about, printed or not, that nobody was asked to telephone yet:
	 * letter, resident, matter, expires, the visit that it names as that stands now and the one
	 * that it takes back (NULL for none) */
	[LIST_HELD_ITEMS] = HELD_ITEMS("decision", "i.document") " UNION " HELD_ITEMS("telling",
		"CASE i.matter WHEN 'stay' THEN 'card' ELSE i.matter END") " ORDER BY 2, 3, 4, 1",
	/* number → resident, its mailing's day and run (NULL, 0: waits), sheet, is that folder (or
	 * staff's) in place, pulled, withdrawn, returned, is its recipient there, was its
	 * appointment changed since it was printed, the day of staff's folder that it is in
	 * (NULL for none), its or the mailing's state ("" for none), since, what became
	 * of its sheet (NULL: nobody has said), its reason on the last stop
	 * list (NULL: on none), and of the due among
	 * those it is about that went on longest, one by hand before any other: state,
	 * outcome, reason; the day on which it was purged */
	[GET_LETTER] =
		"SELECT n.resident, w.day, w.run, n.sheet, coalesce(w.issued, f.issued),"
		" n.pulled IS NOT NULL, " WITHDRAWN ", " RETURNED
		", EXISTS (SELECT 1 FROM recipient r WHERE r.notice = n.number),"
		" EXISTS (SELECT 1 FROM appointment a WHERE a.uid = n.uid AND CASE n.desk"
		" WHEN 1 THEN a.sequence > n.sequence ELSE a.night > n.mailed END),"
		" f.day, CASE WHEN p.notice IS NOT NULL THEN 'posted' ELSE m.state END,"
		" coalesce(p.day, m.day), (SELECT fate FROM accounted WHERE notice = ?1),"
		" (SELECT reason FROM stop_span s WHERE s.last = (SELECT max(id) FROM night)"
		" AND s.notice = ?1 AND s.reason <> 'held'), u.state, u.outcome, u.reason, n.purged"
		" FROM notice n LEFT JOIN night w ON w.id = n.mailed"
		" LEFT JOIN desk_folder f ON f.notice = n.number"
		" LEFT JOIN desk_posted p ON p.notice = n.number"
		" LEFT JOIN mailing m ON m.night = coalesce(n.mailed, n.night) AND n.desk = 0"
		" LEFT JOIN due u ON u.resident = n.resident AND (u.document, u.expires) IN"
		" (SELECT document, expires FROM decision WHERE notice = ?1 UNION"
		" SELECT CASE matter WHEN 'stay' THEN 'card' ELSE matter END, expires FROM telling"
		" WHERE notice = ?1) WHERE n.number = ?1"
		" ORDER BY u.state <> 'open', u.outcome <> 'hand', u.outcome = 'none', u.matter LIMIT 1",
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
	/* → resident, document, matter, expires, reason, day since which: open dues by hand, also
	 * those whose letter has been printed; open dues whose letter came back and was not yet
	 * taken back; changed appointments of which no letter may tell, by the last that was said
	 * of each; without those dealt with */
	[LIST_CASES] = HAND_CASES " ORDER BY c.expires, c.resident, c.matter",
	/* resident, document, expires, reason */
	[HANDLE_CASE] = "INSERT INTO handled (resident, document, expires, reason, desk)"
			" VALUES (?, ?, ?, ?, (SELECT max(id) FROM desk))",
	/* resident: what staff has told of changed appointments */
	[TELL_BY_HAND] = "INSERT INTO told (uid, sequence, desk) SELECT DISTINCT t.uid, t.sequence,"
			 " (SELECT max(id) FROM desk) FROM telling t WHERE t.resident = ?"
			 " AND t.reason <> '' AND " LAST_TOLD,
	/* resident → day, action, notice, detail, who, why */
	[LIST_ACTS] = "SELECT day, action, notice, detail, who, why FROM desk WHERE resident = ?"
		      " ORDER BY id",
	/* from, until → deeds */
	[LIST_DEEDS] =
		"SELECT d.day, d.action, w.day, w.run, d.notice, d.resident, d.detail, d.who, d.why,"
		" 2 AS part, d.id AS id FROM desk d LEFT JOIN night w ON w.id = d.mailing"
		" WHERE d.day BETWEEN ?1 AND ?2"
		" UNION ALL SELECT w.day, 'office', w.day, w.run, NULL, '', '', '', '', 0, w.id"
		" FROM night w JOIN night b ON b.id = w.id - 1"
		" WHERE w.day BETWEEN ?1 AND ?2 AND w.office_digest <> b.office_digest"
		" UNION ALL SELECT w.day, 'accepted', w.day, w.run, NULL, '', a.code, a.who, a.why,"
		" 1, w.id FROM acceptance a JOIN night w ON w.id = a.night"
		" WHERE w.day BETWEEN ?1 AND ?2 ORDER BY 1, part, id, 7",
};
