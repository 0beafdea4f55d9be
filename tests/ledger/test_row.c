#include "ledger/row.h"

#include "ledger/nights.h"

/* Rows collected one by one. */

enum { COUNT_TO, LIST_WORDS, LIST_DAYS, TEXTS };

static const char *const statements[TEXTS] = {
	[COUNT_TO] = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"
		     " SELECT i FROM n WHERE i <= ?1",
	[LIST_WORDS] = "VALUES ('card'), (NULL), ('stay')",
	[LIST_DAYS] = "VALUES ('2026-11-24'), ('2026-02-30')",
};

static const struct sql_texts texts = {statements, TEXTS};

static struct sql *must_open_sql(const struct scene *scene)
{
	struct sql *sql = NULL;
	struct fault why = {0};
	FILE *file = fopen(scene->path, "w");
	assert_non_null(file);
	fclose(file);
	assert_true(sql_open(scene->path, SQL_READ, &texts, scene->arena, &sql, &why));
	return sql;
}

static void test_all_rows_come_in_order_however_many_there_are(void **state)
{
	struct scene *scene = *state;
	struct sql *sql = must_open_sql(scene);
	static const size_t sizes[] = {0, 1, 2, 1000};
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct rows rows = {.size = sizeof(int64_t)};
		struct fault why = {0};
		int64_t *numbers;
		size_t count = 9;
		struct sql_statement *list = sql_start(sql, COUNT_TO);
		sql_put_integer(list, (int64_t)sizes[i]);
		for (int64_t *number; (number = row_next(list, scene->arena, &rows)) != NULL;)
			*number = sql_get_integer(list);
		assert_true(row_done(list, &rows, &numbers, &count, &why));
		assert_int_equal(sizes[i], count);
		for (size_t k = 0; k < count; k++)
			assert_int_equal(k + 1, numbers[k]);
	}
	sql_close(sql);
}

static void test_texts_of_a_statement_that_gives_one(void **state)
{
	struct scene *scene = *state;
	struct sql *sql = must_open_sql(scene);
	struct fault why = {0};
	const char **words;
	size_t count;
	assert_true(row_texts(sql_start(sql, LIST_WORDS), scene->arena, &words, &count, &why));
	assert_int_equal(3, count);
	assert_string_equal("card", words[0]);
	assert_string_equal("", words[1]);
	assert_string_equal("stay", words[2]);
	sql_close(sql);
}

static void test_nothing_is_handed_over_when_a_row_is_damaged(void **state)
{
	struct scene *scene = *state;
	struct sql *sql = must_open_sql(scene);
	struct rows rows = {.size = sizeof(day_number)};
	struct fault why = {0};
	day_number untouched = 7, *days = &untouched;
	size_t count = 9;
	struct sql_statement *list = sql_start(sql, LIST_DAYS);
	for (day_number *day; (day = row_next(list, scene->arena, &rows)) != NULL;)
		*day = sql_get_day(list);
	assert_false(row_done(list, &rows, &days, &count, &why));
	assert_int_equal(FAULT_INTERNAL, why.kind);
	assert_ptr_equal(&untouched, days);
	assert_int_equal(9, count);
	sql_close(sql);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_all_rows_come_in_order_however_many_there_are,
			scene_open, scene_close),
		cmocka_unit_test_setup_teardown(
			test_texts_of_a_statement_that_gives_one, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(
			test_nothing_is_handed_over_when_a_row_is_damaged, scene_open, scene_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
