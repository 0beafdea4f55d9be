/* Rows of a set kept by id: what was said comes back, and of a history only what counts stays. */
#include "intake/export/side_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct export_item items[] = {
	{.path = "宛名番号"}, {.path = "区分"}, {.path = "方書"}};

static struct export_set set_of(bool ranked)
{
	return (struct export_set){.name = "support",
		.history = {.any = ranked,
			.from = EXPORT_NO_ITEM,
			.until = EXPORT_NO_ITEM,
			.highest = ranked ? 0 : EXPORT_NO_ITEM,
			.then_highest = EXPORT_NO_ITEM},
		.rows = {{.items = items, .item_count = 3}},
		.rows_count = 1};
}

static void say(struct said *said, enum export_field field, const char *text, enum defect defect,
	const struct export_item *item)
{
	said->values[field] = (struct said_value){text, strlen(text), defect, item};
}

static void keep(struct side_rows *rows, const char *id, long line, enum export_field field,
	const char *text, uint64_t number)
{
	struct said said = {.line = line};
	say(&said, EXPORT_ID, id, DEFECT_NONE, &items[0]);
	say(&said, field, text, DEFECT_NONE, &items[1]);
	side_rows_keep(rows, id, &said, &(struct row_rank){number, 0});
}

/* Every length around what is kept within a field, dates, what only looks like one, defects. */
static void test_what_a_row_says_comes_back(void **state)
{
	static const char *const texts[] = {"a", "active", "revoked", "standard", "2026-11-29",
		"1949-00-00", "0000-00-00", "9999-99-99", "2026-11-2x", "2026/11/29", "20261129",
		"愛知", "愛知県", "愛知県春日井市鳥居松町五丁目44番地", "12345678901"};
	(void)state;
	struct arena *arena = arena_open();
	const struct export_set set = set_of(false);
	struct side_rows *rows = side_rows_open(&set, arena);
	struct said said = {.line = 7};
	size_t count = sizeof texts / sizeof texts[0];
	say(&said, EXPORT_ID, "000000000012345", DEFECT_NONE, &items[0]);
	for (size_t i = 0; i < count; i++)
		say(&said, (enum export_field)(EXPORT_HOUSEHOLD + i), texts[i],
			i % 3 == 0 ? DEFECT_WORD : DEFECT_NONE, i % 4 == 0 ? NULL : &items[i % 3]);
	side_rows_keep(rows, "000000000012345", &said, &(struct row_rank){0, 0});
	const struct side_person *person = side_rows_find(rows, "000000000012345");
	assert_non_null(person);
	assert_string_equal(person->id, "000000000012345");
	assert_int_equal(side_row_line(person->rows), 7);
	struct said back;
	side_row_said(rows, person->rows, arena, &back);
	assert_ptr_equal(back.set, &set);
	assert_int_equal(back.line, 7);
	assert_null(back.values[EXPORT_ID].text);
	for (int field = EXPORT_HOUSEHOLD; field < EXPORT_FIELDS; field++) {
		const struct said_value *was = &said.values[field], *is = &back.values[field];
		if (was->text == NULL) {
			assert_null(is->text);
			continue;
		}
		assert_string_equal(is->text, was->text);
		assert_int_equal(is->length, was->length);
		assert_int_equal(is->defect, was->defect);
		assert_ptr_equal(is->item, was->item);
	}
	side_rows_close(rows);
	arena_close(arena);
}

static void test_persons_are_found_in_any_order_and_come_in_that_of_the_file(void **state)
{
	enum { MANY = 20000 };
	(void)state;
	struct arena *arena = arena_open();
	const struct export_set set = set_of(false);
	struct side_rows *rows = side_rows_open(&set, arena);
	char id[16];
	for (int i = 0; i < MANY; i++) {
		snprintf(id, sizeof id, "%d", (i * 7919) % MANY);
		keep(rows, id, i + 2, EXPORT_PROTECTION, "active", 0);
	}
	long line = 2;
	for (const struct side_person *at = side_rows_first(rows); at != NULL; at = at->next)
		assert_int_equal(side_row_line(at->rows), line++);
	assert_int_equal(line, MANY + 2);
	for (int i = 0; i < MANY; i++) {
		snprintf(id, sizeof id, "%d", i);
		const struct side_person *found = side_rows_find(rows, id);
		assert_non_null(found);
		assert_string_equal(found->id, id);
	}
	assert_null(side_rows_find(rows, "20000"));
	assert_null(side_rows_find(rows, ""));
	side_rows_close(rows);
	arena_close(arena);
}

static void test_without_a_history_all_rows_stay_in_order(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	const struct export_set set = set_of(false);
	struct side_rows *rows = side_rows_open(&set, arena);
	for (long line = 2; line < 6; line++)
		keep(rows, line == 4 ? "b" : "a", line, EXPORT_PROTECTION, "active",
			(uint64_t)(10 - line));
	const struct side_row *row = side_rows_find(rows, "a")->rows;
	for (const long *line = (const long[]){2, 3, 5, 0}; *line != 0; line++) {
		assert_int_equal(side_row_line(row), *line);
		row = side_row_next(row);
	}
	assert_null(row);
	assert_null(side_row_next(side_rows_find(rows, "b")->rows));
	side_rows_close(rows);
	arena_close(arena);
}

/* Any order of numbers: what stays is what a sort would put last; equals stay together. */
static void test_the_highest_number_stays_whatever_the_order(void **state)
{
	(void)state;
	srand(1);
	for (int turn = 0; turn < 500; turn++) {
		struct arena *arena = arena_open();
		const struct export_set set = set_of(true);
		struct side_rows *rows = side_rows_open(&set, arena);
		uint64_t highest = 0;
		int equal = 0, count = 1 + rand() % 6;
		for (int i = 0; i < count; i++) {
			uint64_t number = (uint64_t)(rand() % 4);
			equal = number > highest ? 1 : equal + (number == highest);
			highest = number > highest ? number : highest;
			keep(rows, "a", 100 + (long)number, EXPORT_PROTECTION, "active", number);
		}
		int left = 0;
		for (const struct side_row *row = side_rows_find(rows, "a")->rows; row != NULL;
			row = side_row_next(row), left++)
			assert_int_equal(side_row_line(row), 100 + (long)highest);
		assert_int_equal(left, equal);
		side_rows_close(rows);
		arena_close(arena);
	}
}

static void test_certificates_of_two_kinds_do_not_replace_each_other(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	static const struct export_step kind = {.field = EXPORT_CERTIFICATE_KIND};
	struct export_set set = set_of(true);
	set.rows[0].steps = &kind;
	set.rows[0].step_count = 1;
	struct side_rows *rows = side_rows_open(&set, arena);
	keep(rows, "a", 2, EXPORT_SIGNATURE_STATE, "valid", 1);
	keep(rows, "a", 3, EXPORT_AUTHENTICATION_STATE, "valid", 5);
	keep(rows, "a", 4, EXPORT_SIGNATURE_STATE, "revoked", 2);
	keep(rows, "a", 5, EXPORT_AUTHENTICATION_STATE, "revoked", 4);
	const struct side_row *row = side_rows_find(rows, "a")->rows;
	assert_int_equal(side_row_line(row), 3);
	assert_int_equal(side_row_line(side_row_next(row)), 4);
	assert_null(side_row_next(side_row_next(row)));
	side_rows_close(rows);
	arena_close(arena);
}

/* What the later row no longer says is no longer so: a card that was handed back, a certificate. */
static void test_a_later_row_replaces_an_earlier_one_that_said_more(void **state)
{
	(void)state;
	for (int order = 0; order < 2; order++) {
		struct arena *arena = arena_open();
		const struct export_set set = set_of(true);
		struct side_rows *rows = side_rows_open(&set, arena);
		struct said more = {.line = 2}, nothing = {.line = 3}, less = {.line = 4};
		say(&more, EXPORT_CARD_STATE, "active", DEFECT_NONE, &items[1]);
		say(&more, EXPORT_SIGNATURE_STATE, "valid", DEFECT_NONE, &items[1]);
		say(&less, EXPORT_CARD_STATE, "active", DEFECT_NONE, &items[1]);
		const struct said *early = order == 0 ? &more : &nothing;
		side_rows_keep(rows, "a", early, &(struct row_rank){1, 0});
		side_rows_keep(rows, "a", order == 0 ? &nothing : &more, &(struct row_rank){2, 0});
		side_rows_keep(rows, "b", &more, &(struct row_rank){1, 0});
		side_rows_keep(rows, "b", &less, &(struct row_rank){2, 0});
		const struct side_row *row = side_rows_find(rows, "a")->rows;
		assert_int_equal(side_row_line(row), order == 0 ? 3 : 2);
		assert_null(side_row_next(row));
		row = side_rows_find(rows, "b")->rows;
		assert_int_equal(side_row_line(row), 4);
		assert_null(side_row_next(row));
		side_rows_close(rows);
		arena_close(arena);
	}
}

/* The figures of the header. */
static void test_a_row_takes_as_much_memory_as_is_said(void **state)
{
	(void)state;
	enum { MANY = 10000 };
	struct arena *arena = arena_open();
	const struct export_set set = set_of(false);
	struct side_rows *rows = side_rows_open(&set, arena);
	size_t before = arena_used(arena);
	for (int i = 0; i < MANY; i++) {
		char id[20];
		struct said said = {.line = i + 2};
		snprintf(id, sizeof id, "%015d", i);
		say(&said, EXPORT_CARD_KIND, "standard", DEFECT_NONE, &items[1]);
		say(&said, EXPORT_CARD_STATE, "active", DEFECT_NONE, &items[1]);
		say(&said, EXPORT_CARD_APPLIED, "2022-05-01", DEFECT_NONE, &items[1]);
		say(&said, EXPORT_CARD_ISSUED, "2022-05-27", DEFECT_NONE, &items[1]);
		say(&said, EXPORT_CARD_EXPIRES, "2031-12-25", DEFECT_NONE, &items[1]);
		side_rows_keep(rows, id, &said, &(struct row_rank){0, 0});
	}
	size_t each = (arena_used(arena) - before) / MANY;
	if (each > 166 - 22)
		fail_msg("%zu bytes a card", each);
	side_rows_close(rows);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_a_row_says_comes_back),
		cmocka_unit_test(test_persons_are_found_in_any_order_and_come_in_that_of_the_file),
		cmocka_unit_test(test_without_a_history_all_rows_stay_in_order),
		cmocka_unit_test(test_the_highest_number_stays_whatever_the_order),
		cmocka_unit_test(test_certificates_of_two_kinds_do_not_replace_each_other),
		cmocka_unit_test(test_a_later_row_replaces_an_earlier_one_that_said_more),
		cmocka_unit_test(test_a_row_takes_as_much_memory_as_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
