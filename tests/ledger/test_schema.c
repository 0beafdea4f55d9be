#include "ledger/nights.h"

/* What holds for every table of schemas/ledger.sql, those that are yet to come as well. */

/* The one text that a question answers with; "" without a row. */
static const char *ask(const struct scene *scene, const char *question)
{
	sqlite3 *database;
	sqlite3_stmt *rows;
	const char *answer = "";
	assert_int_equal(sqlite3_open(scene->path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(database, question, -1, &rows, NULL), SQLITE_OK);
	if (sqlite3_step(rows) == SQLITE_ROW)
		answer = arena_copy(scene->arena, (const char *)sqlite3_column_text(rows, 0));
	sqlite3_finalize(rows);
	sqlite3_close(database);
	return answer;
}

/* integrity_check of SQLite 3.40 finds "NULL value in place.counter" and the like in a sound table
 * WITHOUT ROWID whose key columns stand elsewhere. */
static void test_key_columns_come_first(void **state)
{
	struct scene *scene = *state;
	ledger_close(must_open(scene, LEDGER_WRITE));
	const char *misplaced = ask(scene,
		"SELECT t.name || '.' || c.name FROM pragma_table_list t, pragma_table_info(t.name) c"
		" WHERE t.schema = 'main' AND t.wr AND c.pk > 0 AND c.pk <> c.cid + 1");
	if (misplaced[0] != '\0')
		fail_msg("the key column %s stands behind another or out of the key's order",
			misplaced);
}

static void test_most_tables_are_without_rowid(void **state)
{
	struct scene *scene = *state;
	ledger_close(must_open(scene, LEDGER_WRITE));
	assert_true(atoi(ask(scene,
			    "SELECT sum(wr) FROM pragma_table_list WHERE schema = 'main'")) >= 20);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(test_key_columns_come_first),
		TEST(test_most_tables_are_without_rowid),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
