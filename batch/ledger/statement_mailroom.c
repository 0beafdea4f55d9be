#include "ledger/statement.h"
#include "ledger/statement_parts.h"

/* What lies printed. It is asked from the mailings on, which are few, to their letters, which are
 * many. */

/* What the last night's stop list said of letter `n`. */
#define LAST_STOP                                                                                  \
	" LEFT JOIN stop_span s ON s.last = (SELECT max(id) FROM night) AND s.notice = n.number"

/* Has somebody said what became of letter `n`'s sheet? */
#define ACCOUNTED "EXISTS (SELECT 1 FROM accounted c WHERE c.notice = n.number)"

/* Do versions `one` and `other` of an appointment send somebody elsewhere? */
#define ELSEWHERE(one, other)                                                                      \
	"((" one ".state = 'cancelled') <> (" other ".state = 'cancelled') OR (" one               \
	".state <> 'cancelled' AND (" one ".counter, " one ".day, " one ".starts)"                 \
	" <> (" other ".counter, " other ".day, " other ".starts)))"

/* Does printed letter `n` say (p) another place than its appointment has (l), and did the desk tell
 * that one by word (t), so that no letter need follow? What a letter says stood on the night of its
 * mailing, or when staff's folder was ordered. */
#define OVERTAKEN                                                                                  \
	"EXISTS (SELECT 1 FROM appointment l JOIN appointment p ON p.uid = l.uid"                  \
	" AND p.sequence = CASE WHEN n.desk = 1 THEN n.sequence ELSE"                              \
	" (SELECT max(b.sequence) FROM appointment b WHERE b.uid = n.uid AND b.night <= n.mailed)" \
	" END JOIN appointment t ON t.uid = l.uid AND t.sequence > p.sequence"                     \
	" WHERE l.uid = n.uid"                                                                     \
	" AND l.sequence = (SELECT max(b.sequence) FROM appointment b WHERE b.uid = n.uid)"        \
	" AND " ELSEWHERE("p", "l") " AND NOT " ELSEWHERE("t",                                     \
		"l") " AND ((t.cause = 'desk' AND t.tell = 0) OR EXISTS (SELECT 1 FROM told k"     \
		     " WHERE k.uid = t.uid AND k.sequence = t.sequence)))"

const char *const statement_mailroom[STATEMENTS] = {
	/* day → letters that nobody has confirmed as posted, of mailings from that day on, or held,
	 * and of staff's folders from that day on: number, resident, kind, night, envelope, held,
	 * withdrawn, overtaken, its reason on the last night's stop list (NULL for none), postal,
	 * address, building. The nights come first: they are few. */
	[LIST_UNPOSTED] =
		"SELECT n.number, n.resident, n.kind, w.id, coalesce(v.number, 0),"
		" coalesce(m.state = 'held', 0), " WITHDRAWN ", " OVERTAKEN
		", s.reason, r.postal, r.address, r.building"
		" FROM night w CROSS JOIN notice n ON n.mailed = w.id" RECIPIENT_NOW
		" LEFT JOIN envelope v ON v.notice = n.number"
		" LEFT JOIN mailing m ON m.night = w.id" LAST_STOP
		" WHERE (w.day >= ?1 OR m.state = 'held')"
		" AND coalesce(m.state, '') <> 'posted' AND NOT " RETURNED " AND NOT " ACCOUNTED
		" UNION ALL SELECT n.number, n.resident, n.kind, 0, 0, 0, " WITHDRAWN ", " OVERTAKEN
		", s.reason, r.postal, r.address, r.building"
		" FROM desk_folder f JOIN notice n ON n.number = f.notice" RECIPIENT_NOW LAST_STOP
		" WHERE f.day >= ?1 AND NOT " RETURNED " AND NOT " ACCOUNTED
		" AND NOT EXISTS (SELECT 1 FROM desk_posted p WHERE p.notice = n.number)",
	/* number → what a letter is about, also what later nights had it cover: document, expires,
	 * covered, and the due's state, outcome and reason */
	[LIST_LETTER_DUES] =
		"SELECT u.document, u.expires, i.covered, u.state, u.outcome, u.reason FROM"
		" (SELECT resident, document, expires, min(outcome = 'covered') AS covered FROM"
		" (SELECT resident, document, expires, outcome FROM decision WHERE notice = ?1"
		" UNION ALL SELECT resident, CASE matter WHEN 'stay' THEN 'card' ELSE matter END,"
		" expires, outcome FROM telling WHERE notice = ?1)"
		" GROUP BY resident, document, expires) i JOIN due u ON u.resident = i.resident"
		" AND u.document = i.document AND u.expires = i.expires"
		" ORDER BY u.document, u.expires",
	/* mailing's day and run, or the letter of staff's folder ("" for none) → of the last
	 * night's stop list what is still to be accounted for: sheet, number, resident, day and run
	 * of that night. What is only held goes when the mailing does. */
	[LIST_STOPPED] =
		"SELECT coalesce(n.sheet, 1), n.number, n.resident, l.day, l.run FROM stop_span s"
		" JOIN night l ON l.id = s.last JOIN notice n ON n.number = s.notice"
		" LEFT JOIN night w ON w.id = n.mailed"
		" WHERE s.last = (SELECT max(id) FROM night) AND s.reason <> 'held'"
		" AND CASE ?3 WHEN '' THEN w.day = ?1 AND w.run = ?2 ELSE n.number = ?3 END"
		" AND NOT " RETURNED " AND NOT " ACCOUNTED " ORDER BY n.sheet, n.number",
	/* uid → number, sheet, mailing's day and run of the letters that name it, are overtaken and
	 * may not have left */
	[LIST_OVERTAKEN] =
		"SELECT n.number, coalesce(n.sheet, 1), w.day, w.run FROM notice n"
		" LEFT JOIN night w ON w.id = n.mailed LEFT JOIN mailing m ON m.night = n.mailed"
		" WHERE n.uid = ?1 AND (n.mailed IS NOT NULL OR n.desk = 1) AND n.pulled IS NULL"
		" AND coalesce(m.state, '') <> 'posted' AND NOT " TAKEN_BACK " AND NOT " ACCOUNTED
		" AND NOT EXISTS (SELECT 1 FROM desk_posted p WHERE p.notice = n.number)"
		" AND " OVERTAKEN " ORDER BY w.id, n.number",
	/* mailing's day and run → number, resident of its withdrawn letters of which nobody has
	 * said what became */
	[LIST_WITHDRAWN_SHEETS] =
		"SELECT n.number, n.resident FROM night w JOIN notice n ON n.mailed = w.id"
		" WHERE w.day = ? AND w.run = ? AND " WITHDRAWN " AND NOT " RETURNED
		" AND NOT " ACCOUNTED " ORDER BY n.sheet",
	/* number, fate, night */
	[ACCOUNT_SHEET] = "INSERT INTO accounted (notice, fate, night, desk) VALUES (?, ?, ?,"
			  " (SELECT max(id) FROM desk))",
	/* night → resident, document, expires of what is by hand of those whose sheets were pulled
	 * since the night before */
	[LIST_PULLED_DUES] =
		"SELECT DISTINCT i.resident, i.document, i.expires FROM accounted c JOIN"
		" (SELECT notice, resident, document, expires FROM decision UNION ALL"
		" SELECT notice, resident, CASE matter WHEN 'stay' THEN 'card' ELSE matter END,"
		" expires FROM telling) i ON i.notice = c.notice"
		" WHERE c.night = ? AND c.fate = 'pulled' ORDER BY 1, 2, 3",
};
