/* Which letters are counted, and under what. */
#include "decide/effect/tabulation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static const bool over[EFFECT_MEASURES] = {true, true};

/* A row of letters that are counted, if nothing else is said. */
static struct effect_row row_of(enum effect_by by, const char *value, long count, long renewed)
{
	return (struct effect_row){.by = by,
		.value = value,
		.month = "2026-11",
		.wave = WAVE_FIRST,
		.visit = true,
		.attendance = renewed > 0 ? ATTENDANCE_CAME : ATTENDANCE_UNRESOLVED,
		.in_time = renewed > 0,
		.by_visit = renewed > 0,
		.over = {over[0], over[1]},
		.count = count,
		.language = ""};
}

/* Each letter that is not counted is in one place of the chain, and all of them are its sum. */
static void test_every_letter_has_one_place(void **state)
{
	static const struct {
		const char *sentence;
		enum attendance attendance;
		bool visit, in_time_over, visit_over;
		size_t place[EFFECT_MEASURES]; /* of effect_chain: its offset */
	} cases[] = {
#define AT(field) offsetof(struct effect_chain, field)
		{"came", ATTENDANCE_CAME, true, true, true, {AT(counted), AT(counted)}},
		{"otherwise", ATTENDANCE_OTHERWISE, true, true, true, {AT(counted), AT(counted)}},
		{"nobody knows", ATTENDANCE_UNRESOLVED, true, true, true,
			{AT(counted), AT(counted)}},
		{"without an appointment", ATTENDANCE_OTHERWISE, false, true, true,
			{AT(counted), AT(without)}},
		{"the visit's days are over, those of the expiry are not", ATTENDANCE_UNRESOLVED,
			true, false, true, {AT(open), AT(counted)}},
		{"came, and others of that month may still", ATTENDANCE_CAME, true, false, false,
			{AT(open), AT(open)}},
		{"came back", ATTENDANCE_RETURNED, true, true, true, {AT(returned), AT(returned)}},
		{"moved out", ATTENDANCE_GONE, true, true, true, {AT(gone), AT(gone)}},
		{"not in the register", ATTENDANCE_NOT_YET, true, true, true,
			{AT(unseen), AT(unseen)}},
#undef AT
	};
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct effect_row row = row_of(EFFECT_ALL, "", 7, 0);
		row.attendance = cases[i].attendance;
		row.visit = cases[i].visit;
		row.over[EFFECT_IN_TIME] = cases[i].in_time_over;
		row.over[EFFECT_BY_VISIT] = cases[i].visit_over;
		const struct effect_rows rows = {.list = &row, .count = 1};
		for (int measure = 0; measure < EFFECT_MEASURES; measure++) {
			const struct effect_chain chain = effect_follow(
				&rows, EFFECT_ALL_WAVES, (enum effect_measure)measure);
			long sum = chain.open + chain.returned + chain.gone + chain.unseen +
				   chain.without + chain.counted;
			const void *place = (const char *)&chain + cases[i].place[measure];
			if (chain.posted != 7 || sum != 7 || *(const long *)place != 7)
				fail_msg("%s (%s)", cases[i].sentence,
					effect_measure_words[measure]);
			assert_string_equal(chain.first, chain.counted > 0 ? "2026-11" : "");
		}
	}
}

static void test_months_are_those_counted(void **state)
{
	struct effect_row list[] = {row_of(EFFECT_ALL, "", 1, 1), row_of(EFFECT_ALL, "", 1, 0),
		row_of(EFFECT_ALL, "", 1, 0), row_of(EFFECT_MATTER, "card", 3, 0)};
	const struct effect_rows rows = {.list = list, .count = LENGTH(list)};
	(void)state;
	list[0].month = "2026-12";
	list[1].month = "2026-09";
	list[2].month = "2027-01";
	list[2].over[EFFECT_IN_TIME] = false;
	const struct effect_chain chain = effect_follow(&rows, EFFECT_ALL_WAVES, EFFECT_IN_TIME);
	assert_string_equal(chain.first, "2026-09");
	assert_string_equal(chain.last, "2026-12");
	assert_int_equal(chain.posted, 3);
}

/* "8-14 3/10 2/9": value, then of each measure those that renewed, of how many. */
static const char *table_text(const struct effect_table *table, struct arena *arena)
{
	const char *text = "";
	for (size_t i = 0; i < table->count; i++) {
		const struct share *shares = table->groups[i].shares;
		text = arena_print(arena, "%s%s%s %ld/%ld %ld/%ld", text, i > 0 ? ", " : "",
			table->groups[i].value, shares[0].hits, shares[0].of, shares[1].hits,
			shares[1].of);
	}
	return text;
}

static void test_groups(void **state)
{
	struct effect_row list[] = {row_of(EFFECT_AHEAD, "8-14", 4, 0),
		row_of(EFFECT_AHEAD, "8-14", 3, 1), row_of(EFFECT_AHEAD, "15-21", 5, 1),
		row_of(EFFECT_AHEAD, "29-", 2, 1), row_of(EFFECT_AHEAD, "", 6, 1),
		row_of(EFFECT_AHEAD, "0-7", 9, 1), row_of(EFFECT_ALL, "", 20, 1),
		row_of(EFFECT_ALL, "", 4, 0), row_of(EFFECT_ALL, "", 3, 1)};
	const struct effect_rows rows = {.list = list, .count = LENGTH(list)};
	struct arena *arena = arena_open();
	(void)state;
	list[4].visit = list[4].by_visit = false;
	list[5].attendance = ATTENDANCE_RETURNED;
	list[7].wave = WAVE_REMINDER;
	list[8].wave = WAVE_LATE;
	struct effect_table table = effect_tabulate(&rows, EFFECT_AHEAD, EFFECT_FIRST_WAVES, arena);
	/* Numbers by size; who came back alone in a group is in none. */
	assert_string_equal(
		table_text(&table, arena), " 6/6 0/0, 8-14 3/7 3/7, 15-21 5/5 5/5, 29- 2/2 2/2");
	assert_int_equal(table.all.shares[EFFECT_IN_TIME].of, 20);
	assert_int_equal(effect_rest(&table, 1, EFFECT_IN_TIME).of, 13);
	assert_int_equal(effect_rest(&table, 1, EFFECT_BY_VISIT).hits, 7);
	table = effect_tabulate(&rows, EFFECT_WAVE, EFFECT_ALL_WAVES, arena);
	assert_string_equal(
		table_text(&table, arena), "first 20/20 20/20, late 3/3 3/3, reminder 0/4 0/4");
	assert_int_equal(table.all.shares[EFFECT_IN_TIME].of, 23);
	table = effect_tabulate(&rows, EFFECT_TURN, EFFECT_ALL_WAVES, arena);
	assert_string_equal(table_text(&table, arena), "first 23/23 23/23, reminder 0/4 0/4");
	table = effect_tabulate(&rows, EFFECT_WAVE, 1u << WAVE_LATE, arena);
	assert_string_equal(table_text(&table, arena), "late 3/3 3/3");
	arena_close(arena);
}

/* A text is held against those of its language; where that is not known, against none. */
static void test_texts_are_compared_within_a_language(void **state)
{
	struct effect_row list[] = {row_of(EFFECT_TEXT, "a", 10, 1),
		row_of(EFFECT_TEXT, "b", 20, 0), row_of(EFFECT_TEXT, "c", 40, 1),
		row_of(EFFECT_TEXT, "d", 80, 1), row_of(EFFECT_TEXT, "e", 160, 1)};
	const struct effect_rows rows = {.list = list, .count = LENGTH(list)};
	struct arena *arena = arena_open();
	(void)state;
	list[0].language = list[1].language = "ja";
	list[2].language = "pt";
	const struct effect_table table =
		effect_tabulate(&rows, EFFECT_TEXT, EFFECT_FIRST_WAVES, arena);
	static const long rest[] = {20, 10, 0, 0, 0};
	assert_int_equal(table.count, 5);
	for (size_t i = 0; i < LENGTH(rest); i++)
		assert_int_equal(effect_rest(&table, i, EFFECT_IN_TIME).of, rest[i]);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_letter_has_one_place),
		cmocka_unit_test(test_months_are_those_counted),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_texts_are_compared_within_a_language),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
