/* A house's number, and what is asked of an offer. */
#include "model/house.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void a_number_is_read_however_it_is_typed(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *number; /* NULL: it is none */
	} cases[] = {
		{"H26-000001-3", "H26-000001-3"},
		{"h260000013", "H26-000001-3"},
		{"26-000001-3", "H26-000001-3"},
		{"H 26 000001 3", "H26-000001-3"},
		{"H26-000001-4", NULL},
		{"HH26-000001-3", NULL},
		{"", NULL},
	};
	char made[HOUSE_NUMBER_BYTES];
	assert_string_equal(house_format_number(2026, 1, made), "H26-000001-3");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char read[HOUSE_NUMBER_BYTES] = "untouched";
		bool done = house_read_number(cases[i].typed, read);
		if (done != (cases[i].number != NULL) ||
			strcmp(read, done ? cases[i].number : "untouched") != 0)
			fail_msg("%s: %s", cases[i].typed, read);
	}
}

static void blocks_are_days_and_counters(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	static const struct house_member members[] = {
		{.place = {.counter = "a", .day = 5, .starts = 540, .ends = 555}},
		{.place = {.counter = "a", .day = 5, .starts = 555, .ends = 585}},
		{.place = {.counter = "a", .day = 5, .starts = 555, .ends = 570}},
		{.place = {.counter = "b", .day = 5, .starts = 540, .ends = 555}},
		{.place = {.counter = "b", .day = 6, .starts = 540, .ends = 555}},
	};
	const struct house_due one = {MATTER_CARD, 40}, other = {MATTER_SIGNATURE, 30};
	const struct house_due *const dues[] = {&one, &other, &one, &one, &one};
	static const size_t counts[] = {1, 1, 1, 1, 0};
	const struct house_entry entry = {{0}, members, 5, dues, counts};
	const struct house_entry nobody = {{0}, members, 0, dues, counts};
	struct house_block *blocks;
	assert_int_equal(house_blocks(&entry, arena, &blocks), 3);
	assert_int_equal(blocks[0].people, 3);
	assert_int_equal(blocks[0].starts, 540);
	assert_int_equal(blocks[0].ends, 585);
	assert_string_equal(blocks[1].counter, "b");
	assert_int_equal(blocks[2].day, 6);
	assert_int_equal(house_blocks(&nobody, arena, &blocks), 0);
	assert_int_equal(house_first_expiry(&entry), 30);
	assert_int_equal(house_first_expiry(&nobody), DAY_NONE);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_is_read_however_it_is_typed),
		cmocka_unit_test(blocks_are_days_and_counters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
