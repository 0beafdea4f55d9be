#include "ledger/statement.h"

/* The texts stand by subject in tables that are sparse over one enum: each statement in exactly
 * one of them, as the tests see to. */

static const char *const of_ledger[STATEMENTS] = {
	/* application_id, user_version, number of tables and the like */
	[GET_MARKS] =
		"SELECT a.application_id, v.user_version, (SELECT count(*) FROM sqlite_schema)"
		" FROM pragma_application_id a, pragma_user_version v",
	[ADD_SECRET] = "INSERT INTO ledger (id, secret) VALUES (1, ?)",
	[GET_SECRET] = "SELECT secret FROM ledger",
	/* → "ok", or what does not fit together */
	[CHECK_INTEGRITY] = "PRAGMA integrity_check(1)",
	/* → "ok", or a row for each thing that does not fit together */
	[CHECK_ALL] = "PRAGMA integrity_check(100)",
	/* → table, parent, rows of the table that name none of the parent's */
	[LIST_ORPHANS] = "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check"
			 " GROUP BY 1, 2",
	/* TABLE, INDEX or TRIGGER, name → a row when there is one */
	[GET_PART] = "SELECT 1 FROM sqlite_schema WHERE type = lower(?) AND name = ?",
	/* → day, run, what is wrong with the night. Lineages began with some night; from then on
	 * each has one. */
	[LIST_BREAKS] =
		"SELECT w.day, w.run, 'has no lineage' FROM night w LEFT JOIN lineage l"
		" ON l.night = w.id WHERE l.night IS NULL"
		" AND w.id > (SELECT min(night) FROM lineage) UNION ALL"
		" SELECT w.day, w.run, 'does not follow the night before it' FROM night w"
		" WHERE w.id > (SELECT min(id) FROM night) AND NOT EXISTS (SELECT 1 FROM night b"
		" WHERE b.id = w.id - 1 AND (b.day < w.day OR (b.day = w.day AND b.run < w.run)))"
		" ORDER BY 1, 2",
	/* → nights, letters, appointments, day and run of the last night */
	[GET_EXTENT] = "SELECT (SELECT count(*) FROM night), (SELECT count(*) FROM notice),"
		       " (SELECT count(DISTINCT uid) FROM appointment), (SELECT count(*) FROM"
		       " desk), w.day, w.run"
		       " FROM (SELECT 1) LEFT JOIN night w ON w.id = (SELECT max(id) FROM night)",
	/* the name of an empty file; outside any transaction */
	[COPY_LEDGER] = "VACUUM INTO ?",
};

const char *const *statement_texts(struct arena *arena)
{
	static const char *const *const parts[] = {of_ledger, statement_known, statement_commit,
		statement_history, statement_desk, statement_mailroom, statement_promise,
		statement_watched, statement_protected, statement_lineage, statement_purge,
		statement_counts, statement_spans, statement_attendance, statement_requests,
		statement_houses, statement_enclosed, statement_seal};
	const char **texts = arena_alloc(arena, STATEMENTS * sizeof *texts);
	for (size_t part = 0; part < sizeof parts / sizeof parts[0]; part++)
		for (int i = 0; i < STATEMENTS; i++)
			if (parts[part][i] != NULL)
				texts[i] = parts[part][i];
	return texts;
}
