#include "ledger/statement.h"

#include "ledger/seal.h"

#include "ledger/nights.h"

/* The ledger's statements: each stands in one table, and suits the schema. */

static void test_every_statement_has_one_text(void **state)
{
	struct scene *scene = *state;
	const char *const *texts = statement_texts(scene->arena);
	const char *const *const tables[] = {statement_known, statement_commit, statement_history,
		statement_desk, statement_mailroom, statement_promise, statement_watched,
		statement_protected, statement_lineage, statement_purge, statement_counts,
		statement_spans, statement_attendance, statement_requests, statement_houses,
		statement_enclosed, statement_seal};
	for (int i = 0; i < STATEMENTS; i++) {
		int found = 0;
		for (size_t table = 0; table < sizeof tables / sizeof tables[0]; table++)
			found += tables[table][i] != NULL ? 1 : 0;
		assert_non_null(texts[i]);
		assert_int_equal(found, i <= COPY_LEDGER ? 0 : 1);
	}
}

static void test_every_statement_suits_the_schema(void **state)
{
	struct scene *scene = *state;
	struct fault why = {0};
	ledger_close(must_open(scene, LEDGER_WRITE));
	const struct sql_texts texts = seal_texts(scene->arena);
	struct sql *sql;
	assert_true(sql_open(scene->path, SQL_READ, &texts, scene->arena, &sql, &why));
	for (int i = 0; i < (int)texts.count; i++)
		if (!sql_finish(sql_start(sql, i), &why))
			fail_msg("statement %d: %s: %s", i, why.message, texts.list[i]);
	sql_close(sql);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_every_statement_has_one_text, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(
			test_every_statement_suits_the_schema, scene_open, scene_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
