#include "ledger/sql.h"

#include "model/due.h"

#include "ledger/nights.h"

#include <sys/stat.h>

/* The door to SQLite: values, faults, names of files. */

enum { ADD, LIST, COUNT, BROKEN, SET, TEXTS };

static const char *const statements[TEXTS] = {
	[ADD] = "INSERT INTO thing (number, word, bytes, day, time) VALUES (?, ?, ?, ?, ?)",
	[LIST] = "SELECT number, word, bytes, day, time FROM thing ORDER BY number",
	[COUNT] = "SELECT count(*) FROM thing",
	[BROKEN] = "SELECT number FROM nowhere",
	[SET] = "UPDATE thing SET word = ? WHERE number >= ?",
};

static const struct sql_texts texts = {statements, TEXTS};

static const char schema[] = "CREATE TABLE thing (number INTEGER PRIMARY KEY, word TEXT, bytes "
			     "BLOB, day TEXT, time TEXT CHECK (time <> '23:59')) STRICT";

static void make_empty(const char *path)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fclose(file), 0);
}

static struct sql *must_open_sql(const struct scene *scene, enum sql_mode mode)
{
	struct sql *sql = NULL;
	struct fault why = {0};
	if (!sql_open(scene->path, mode, &texts, scene->arena, &sql, &why))
		fail_msg("%s", why.message);
	return sql;
}

static struct sql *make(const struct scene *scene)
{
	struct fault why = {0};
	make_empty(scene->path);
	struct sql *sql = must_open_sql(scene, SQL_WRITE);
	assert_true(sql_script(sql, schema, &why));
	return sql;
}

static void put(
	struct sql_statement *add, int64_t number, const char *word, day_number day, int time)
{
	sql_put_integer(add, number);
	sql_put_text(add, word);
	sql_put_bytes(add, "\0\1\2", 3);
	sql_put_day(add, day);
	sql_put_time(add, time);
}

static int64_t count_things(struct sql *sql)
{
	struct fault why = {0};
	struct sql_statement *count = sql_start(sql, COUNT);
	assert_true(sql_next(count));
	int64_t found = sql_get_integer(count);
	assert_true(sql_finish(count, &why));
	return found;
}

static void test_values_come_back_as_they_were_put(void **state)
{
	struct scene *scene = *state;
	struct sql *sql = make(scene);
	struct fault why = {0};
	uint8_t bytes[3];
	struct sql_statement *add = sql_start(sql, ADD);
	put(add, -5000000000, "card", on("2026-11-24"), 0);
	assert_true(sql_run(add, &why));
	add = sql_start(sql, ADD);
	put(add, 7, "葛󠄂城 ①", DAY_NONE, 1440);
	assert_true(sql_run(add, &why));
	add = sql_start(sql, ADD);
	sql_put_integer(add, 9);
	sql_put_optional(add, "");
	sql_put_bytes(add, "", 0);
	sql_put_day(add, civil_day(1, 1, 1));
	sql_put_time(add, 61);
	assert_true(sql_run(add, &why));

	struct sql_statement *list = sql_start(sql, LIST);
	assert_true(sql_next(list));
	assert_true(sql_get_integer(list) == -5000000000);
	assert_int_equal(sql_get_word(list, document_words, DOCUMENTS), DOCUMENT_CARD);
	sql_get_bytes(list, bytes, 3);
	assert_memory_equal(bytes, "\0\1\2", 3);
	assert_int_equal(sql_get_day(list), on("2026-11-24"));
	assert_int_equal(sql_get_time(list), 0);
	assert_true(sql_next(list));
	assert_int_equal(sql_get_integer(list), 7);
	assert_string_equal(sql_get_text(list, scene->arena), "葛󠄂城 ①");
	sql_get_bytes(list, bytes, 3);
	assert_int_equal(sql_get_day(list), DAY_NONE);
	assert_int_equal(sql_get_time(list), 1440);
	assert_true(sql_next(list));
	assert_int_equal(sql_get_integer(list), 9);
	assert_string_equal(sql_get_text(list, scene->arena), "");
	sql_get_bytes(list, bytes, 0);
	assert_int_equal(sql_get_day(list), civil_day(1, 1, 1));
	assert_int_equal(sql_get_time(list), 61);
	assert_false(sql_next(list));
	assert_true(sql_finish(list, &why));
	sql_close(sql);
}

/* A day that does not exist, a time, a word, bytes of another length: the value is none of its
 * kind, the loop ends, and the whole reading has failed. */
static void test_a_value_of_another_kind_is_damage(void **state)
{
	struct scene *scene = *state;
	static const char *const damages[] = {
		"UPDATE thing SET day = '2026-02-30' WHERE number = 1",
		"UPDATE thing SET time = '24:01' WHERE number = 1",
		"UPDATE thing SET word = 'kard' WHERE number = 1",
		"UPDATE thing SET bytes = x'0001' WHERE number = 1",
	};
	for (size_t i = 0; i < 4; i++) {
		struct sql *sql = make(scene);
		struct fault why = {0};
		uint8_t bytes[3];
		for (int number = 1; number <= 2; number++) {
			struct sql_statement *add = sql_start(sql, ADD);
			put(add, number, "card", 0, 0);
			assert_true(sql_run(add, &why));
		}
		assert_true(sql_script(sql, damages[i], &why));
		struct sql_statement *list = sql_start(sql, LIST);
		int rows = 0;
		for (; sql_next(list); rows++) {
			sql_get_integer(list);
			sql_get_word(list, document_words, DOCUMENTS);
			sql_get_bytes(list, bytes, 3);
			sql_get_day(list);
			sql_get_time(list);
		}
		assert_int_equal(rows, 1);
		assert_false(sql_finish(list, &why));
		assert_int_equal(why.kind, FAULT_INTERNAL);
		assert_non_null(strstr(why.message, scene->path));
		sql_close(sql);
		assert_int_equal(unlink(scene->path), 0);
	}
}

/* What fails on the way is told at the end: a statement that cannot be prepared, a constraint. */
static void test_faults_are_told_at_the_end(void **state)
{
	struct scene *scene = *state;
	struct sql *sql = make(scene);
	struct fault why = {0};
	struct sql_statement *broken = sql_start(sql, BROKEN);
	sql_put_integer(broken, 1);
	assert_false(sql_next(broken));
	assert_false(sql_finish(broken, &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
	assert_non_null(strstr(why.message, "no such table"));

	struct sql_statement *add = sql_start(sql, ADD);
	put(add, 1, "card", 0, 23 * 60 + 59);
	assert_false(sql_run(add, &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
	assert_non_null(strstr(why.message, "CHECK"));
	add = sql_start(sql, ADD);
	put(add, 1, "card", 0, 0);
	assert_true(sql_run(add, &why));
	assert_int_equal(count_things(sql), 1);
	sql_close(sql);
}

/* sql_change wants exactly one row. */
static void test_a_change_is_of_one_row(void **state)
{
	struct scene *scene = *state;
	struct sql *sql = make(scene);
	struct fault why = {0};
	for (int number = 1; number <= 2; number++) {
		struct sql_statement *add = sql_start(sql, ADD);
		put(add, number, "card", 0, 0);
		assert_true(sql_change(add, "a thing", &why));
	}
	for (int from = 1; from <= 3; from++) {
		struct sql_statement *set = sql_start(sql, SET);
		sql_put_text(set, "stay");
		sql_put_integer(set, from);
		assert_int_equal(sql_change(set, "a thing", &why), from == 2);
	}
	assert_int_equal(why.kind, FAULT_INTERNAL);
	assert_non_null(strstr(why.message, "a thing is not there"));
	sql_close(sql);
}

static void test_a_transaction_is_kept_or_not(void **state)
{
	struct scene *scene = *state;
	struct sql *sql = make(scene);
	struct fault why = {0};
	for (int number = 1; number <= 2; number++) {
		assert_false(sql_in_transaction(sql));
		assert_true(sql_begin(sql, &why));
		assert_true(sql_in_transaction(sql));
		struct sql_statement *add = sql_start(sql, ADD);
		put(add, number, "card", 0, 0);
		assert_true(sql_run(add, &why));
		if (number == 1)
			assert_true(sql_commit(sql, &why));
		else
			sql_rollback(sql);
	}
	assert_int_equal(count_things(sql), 1);
	assert_false(sql_commit(sql, &why));
	sql_close(sql);
}

/* A reader cannot write, and its fault is one of reading. */
static void test_a_reader_cannot_write(void **state)
{
	struct scene *scene = *state;
	struct sql *sql = make(scene);
	struct fault why = {0};
	sql_close(sql);
	sql = must_open_sql(scene, SQL_READ);
	struct sql_statement *add = sql_start(sql, ADD);
	put(add, 1, "card", 0, 0);
	assert_false(sql_run(add, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
	sql_close(sql);
}

/* Neither mode makes a file. */
static void test_a_missing_file_is_not_made(void **state)
{
	struct scene *scene = *state;
	struct sql *sql = NULL;
	struct fault why = {0};
	assert_false(sql_open(scene->path, SQL_READ, &texts, scene->arena, &sql, &why));
	assert_int_equal(why.kind, FAULT_INPUT);
	assert_false(sql_open(scene->path, SQL_WRITE, &texts, scene->arena, &sql, &why));
	assert_int_equal(why.kind, FAULT_OUTPUT);
	assert_null(sql);
	struct stat status;
	assert_int_equal(stat(scene->path, &status), -1);
	sql_close(NULL);
}

/* A relative name is a file's name, whatever SQLite would make of it. */
static void test_names_that_sqlite_takes_for_its_own(void **state)
{
	struct scene *scene = *state;
	static const char *const names[] = {":memory:", "file:ledger.db?mode=memory", "-x"};
	char *before = getcwd(NULL, 0);
	assert_int_equal(chdir(scene->folder), 0);
	for (size_t i = 0; i < 3; i++) {
		struct sql *sql = NULL;
		struct fault why = {0};
		make_empty(names[i]);
		assert_true(sql_open(names[i], SQL_WRITE, &texts, scene->arena, &sql, &why));
		assert_true(sql_script(sql, schema, &why));
		sql_close(sql);
		struct stat status;
		assert_int_equal(stat(names[i], &status), 0);
		assert_true(status.st_size > 0);
		assert_int_equal(unlink(names[i]), 0);
	}
	assert_int_equal(chdir(before), 0);
	free(before);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(test_values_come_back_as_they_were_put),
		TEST(test_a_value_of_another_kind_is_damage),
		TEST(test_faults_are_told_at_the_end),
		TEST(test_a_change_is_of_one_row),
		TEST(test_a_transaction_is_kept_or_not),
		TEST(test_a_reader_cannot_write),
		TEST(test_a_missing_file_is_not_made),
		TEST(test_names_that_sqlite_takes_for_its_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
