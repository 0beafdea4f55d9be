#include "ledger/statement.h"
#include "ledger/statement_parts.h"

/* Nights in counts: what waits now, and what was counted of the nights there were. */

#define FIGURE(what, word)                                                                         \
	" coalesce((SELECT count FROM figure WHERE night = w.id AND what = '" what                 \
	"' AND word = '" word "'), 0),"
#define WAITED(what)                                                                               \
	" coalesce((SELECT count FROM backlog WHERE night = w.id AND what = '" what "'), 0)"

const char *const statement_counts[STATEMENTS] = {
	/* → hand, returned, waiting, held, held-letters, as of now (model/figures.h) */
	[COUNT_BACKLOG] =
		"SELECT (SELECT count(*) FROM (" HAND_CASES
		")), (SELECT count(DISTINCT resident) FROM returned WHERE released IS NULL),"
		" (SELECT count(*) FROM notice WHERE mailed IS NULL AND pulled IS NULL"
		" AND desk = 0), (SELECT count(*) FROM mailing WHERE state = 'held'),"
		" (SELECT count(*) FROM mailing m JOIN notice n ON n.mailed = m.night"
		" WHERE m.state = 'held' AND n.pulled IS NULL)"
		" + (SELECT count(*) FROM mailing m JOIN notice n ON n.night = m.night"
		" WHERE m.state = 'held' AND n.mailed IS NULL AND n.pulled IS NULL"
		" AND n.desk = 0)",
	/* night, what, count */
	[ADD_BACKLOG] = "INSERT INTO backlog (night, what, count) VALUES (?, ?, ?)",
	/* night, how many → the last nights until that one, in order: day, run, is it purged, read,
	 * aside, rows of each outcome, sheets, exceptions, was the backlog counted, the backlog */
	[LIST_PAST_NIGHTS] = "SELECT w.day, w.run, w.purged IS NOT NULL, w.read, w.aside," FIGURE(
		"outcome", "letter") FIGURE("outcome", "covered") FIGURE("outcome",
		"hand") FIGURE("outcome", "none") FIGURE("sheets",
		"") " coalesce((SELECT sum(count) FROM figure"
		    " WHERE night = w.id AND what = 'exception'), 0),"
		    " EXISTS (SELECT 1 FROM backlog WHERE night = w.id)," WAITED("hand") "," WAITED("returned") "," WAITED(
			    "waiting") "," WAITED("held") "," WAITED("held-letters") " FROM (SELECT * FROM night WHERE id <= ?1 ORDER BY id DESC LIMIT ?2) w"
										     " ORDER BY w.id",
	/* night, monday, what, count */
	[ADD_LOAD] = "INSERT INTO load (night, monday, what, count) VALUES (?, ?, ?, ?)",
	/* night → monday, what, count */
	[LIST_LOAD] = "SELECT monday, what, count FROM load WHERE night = ? ORDER BY monday, what",
	/* night, counter, weeks */
	[ADD_LOAD_COUNTER] = "INSERT INTO load_counter (night, counter, weeks) VALUES (?, ?, ?)",
	/* night → counter, which week, count */
	[LIST_LOAD_COUNTERS] = "SELECT counter, key, value FROM load_counter, json_each(weeks)"
			       " WHERE night = ? ORDER BY counter, key",
};
