#include "ledger/statement.h"

/* The chain of seals (batch/ledger/seal.h). */

const char *const statement_seal[STATEMENTS] = {
	/* part, number → ordinal, night, act, count, salt, content of the seal that stands */
	[GET_SEAL] = "SELECT ordinal, night, act, count, salt, content FROM seal"
		     " WHERE part = ? AND number = ? AND salt IS NOT NULL",
	/* → ordinal, link of the last seal; none before the first */
	[GET_LAST_SEAL] = "SELECT ordinal, link FROM seal ORDER BY ordinal DESC LIMIT 1",
	/* part, number */
	[SUPERSEDE_SEAL] = "UPDATE seal SET salt = NULL WHERE part = ? AND number = ?"
			   " AND salt IS NOT NULL",
	/* → the last night and the last line of the log */
	[GET_SEAL_TIME] = "SELECT (SELECT max(id) FROM night), (SELECT max(id) FROM desk)",
	/* ordinal, made, night, act, part, number, count, salt, content, link */
	[ADD_SEAL] =
		"INSERT INTO seal (ordinal, made, night, act, part, number, count, salt, content,"
		" link) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	/* key; one that is there goes on */
	[ADD_RATCHET] = "INSERT INTO ratchet (id, key) VALUES (1, ?) ON CONFLICT DO NOTHING",
	[GET_RATCHET] = "SELECT key FROM ratchet",
	[TURN_RATCHET] = "UPDATE ratchet SET key = ?",
	/* night → ordinal, link */
	[GET_NIGHT_SEAL] = "SELECT ordinal, link FROM seal WHERE night = ? AND made = 'night'"
			   " ORDER BY ordinal DESC LIMIT 1",
	/* ordinal → link */
	[GET_LINK] = "SELECT link FROM seal WHERE ordinal = ?",
	/* day, run → a row when a copy that ended before that night was brought back on its day or
	 * later */
	[GET_BROUGHT_BACK] =
		"SELECT 1 FROM night w JOIN seal s ON s.made = 'restored' AND s.night < w.id"
		" AND w.day <= date(s.number * 86400, 'unixepoch')"
		" WHERE w.day = ? AND w.run = ? LIMIT 1",
	/* → ordinal, made, night, act, part, number, count, does it stand, content, link, the
	 * night's day and run */
	[LIST_SEALS] = "SELECT s.ordinal, s.made, s.night, s.act, s.part, s.number, s.count,"
		       " s.salt IS NOT NULL, s.content, s.link FROM seal s ORDER BY s.ordinal",
	/* id of a night → day, run */
	[GET_NIGHT_DAY] = "SELECT day, run FROM night WHERE id = ?",
	/* → table, how many rows of it are wrong: what is not sealed follows from what is. An open
	 * due is as it was decided last; a due has a letter when the last word of a night names one
	 * that nobody took back; a place is of its appointment's last version, and each that stands
	 * has its first one. */
	[LIST_UNFOUNDED] =
		"SELECT 'exception', count(*) FROM exception UNION ALL"
		" SELECT 'stop', count(*) FROM stop UNION ALL"
		" SELECT 'due', count(*) FROM due u WHERE u.state = 'open' AND (NOT EXISTS (SELECT 1"
		" FROM decision d WHERE d.night = u.decided AND d.resident = u.resident"
		" AND d.matter = u.matter AND d.expires = u.expires AND d.wave = u.wave"
		" AND d.outcome = u.outcome AND d.reason = u.reason) OR EXISTS (SELECT 1"
		" FROM decision d WHERE d.resident = u.resident AND d.document = u.document"
		" AND d.expires = u.expires AND d.night > u.decided)) UNION ALL"
		" SELECT 'settled', (SELECT count(*) FROM settled s JOIN notice n"
		" ON n.number = s.notice WHERE n.pulled IS NOT NULL OR NOT EXISTS (SELECT 1"
		" FROM decision d WHERE d.resident = s.resident AND d.document = s.document"
		" AND d.expires = s.expires AND d.notice = s.notice"
		" AND (d.wave = 'reminder') = (s.turn = 'reminder')))"
		" + (SELECT count(*) FROM decision d JOIN notice n ON n.number = d.notice"
		" WHERE n.pulled IS NULL AND NOT EXISTS (SELECT 1 FROM settled s"
		" WHERE s.resident = d.resident AND s.document = d.document"
		" AND s.expires = d.expires AND s.notice = d.notice"
		" AND (d.wave = 'reminder') = (s.turn = 'reminder'))) UNION ALL"
		" SELECT 'place', (SELECT count(*) FROM place p JOIN appointment a ON a.uid = p.uid"
		" AND a.sequence = p.sequence WHERE a.state = 'cancelled' OR a.counter <> p.counter"
		" OR a.day <> p.day OR a.desk <> p.desk OR p.start < a.starts OR p.start >= a.ends"
		" OR EXISTS (SELECT 1 FROM appointment b WHERE b.uid = a.uid"
		" AND b.sequence > a.sequence)) + (SELECT count(*) FROM appointment a"
		" WHERE a.state <> 'cancelled' AND NOT EXISTS (SELECT 1 FROM appointment b"
		" WHERE b.uid = a.uid AND b.sequence > a.sequence) AND NOT EXISTS (SELECT 1"
		" FROM place p WHERE p.counter = a.counter AND p.day = a.day AND p.desk = a.desk"
		" AND p.start = a.starts AND p.uid = a.uid))",
};
