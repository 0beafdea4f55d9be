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
};

const char *const *statement_texts(struct arena *arena)
{
	static const char *const *const parts[] = {of_ledger, statement_known, statement_commit,
		statement_history, statement_desk, statement_mailroom, statement_promise,
		statement_watched, statement_protected, statement_lineage, statement_purge,
		statement_counts};
	const char **texts = arena_alloc(arena, STATEMENTS * sizeof *texts);
	for (size_t part = 0; part < sizeof parts / sizeof parts[0]; part++)
		for (int i = 0; i < STATEMENTS; i++)
			if (parts[part][i] != NULL)
				texts[i] = parts[part][i];
	return texts;
}
