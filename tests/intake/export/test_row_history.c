/* Which row of a person counts: by a flag, by its days, by its number; and what cannot be read. */
#include "intake/export/row_history.h"

#include "intake/export/described.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_open();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_close(arena);
	return 0;
}

/* The main set of a description with this <history …/>. */
static const struct export_set *with_history(const char *attributes)
{
	return &described_well(arena_print(arena,
				       "<dates name='era' forms='era-digits'/>"
				       "<set name='m' main='true'><csv/>%s" RESIDENTS "</set>",
				       attributes),
		arena)
			->sets[0];
}

static void a_row_counts_from_its_first_to_its_last_day(void **state)
{
	(void)state;
	static const struct {
		const char *from, *until;
		bool counts;
		const char *why;
	} cases[] = {
		{"2026-11-23", "2026-11-23", true, "both days are of it"},
		{"2026-11-24", "2026-12-31", false, "begins tomorrow"},
		{"2020-01-01", "2026-11-22", false, "ended yesterday"},
		{"", "2026-11-23", true, "since ever"},
		{"", "2026-11-22", false, "since ever, ended"},
		{"2026-11-23", "", true, "still"},
		{"2026-11-24", "", false, "still, from tomorrow"},
		{"", "", true, "always"},
		{"2026-11-31", "2020-01-01", true, "no such day: it counts, with a defect"},
		{"20261124", "", true, "not of the form: it counts, with a defect"},
		{"2026-11-24", "soon", true, "one of two cannot be read"},
	};
	const struct export_set *set = with_history("<history from='a' until='b'/>");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct row row =
			row_saying(arena, set, 0, "a", cases[i].from, "b", cases[i].until, NULL);
		if (history_counts(set, &row, civil_day(2026, 11, 23)) != cases[i].counts)
			fail_msg("%s", cases[i].why);
	}
}

static void days_of_a_history_are_written_as_its_dates_say(void **state)
{
	(void)state;
	const struct export_set *set = with_history("<history from='a' dates='era'/>");
	struct row begins = row_saying(arena, set, 0, "a", "5081123", NULL);
	struct row tomorrow = row_saying(arena, set, 0, "a", "5081124", NULL);
	assert_true(history_counts(set, &begins, civil_day(2026, 11, 23)));
	assert_false(history_counts(set, &tomorrow, civil_day(2026, 11, 23)));
}

static void a_flag_leaves_rows_out_before_all_else(void **state)
{
	(void)state;
	const struct export_set *set = with_history("<history when=\"flag = '1'\" from='a'/>");
	struct row newest = row_saying(arena, set, 0, "flag", "1", NULL);
	struct row old = row_saying(arena, set, 0, "flag", "0", NULL);
	struct row unreadable = row_saying(arena, set, 0, "flag", "0", "a", "?", NULL);
	assert_true(history_counts(set, &newest, civil_day(2026, 11, 23)));
	assert_false(history_counts(set, &old, civil_day(2026, 11, 23)));
	assert_false(history_counts(set, &unreadable, civil_day(2026, 11, 23)));
}

static void without_a_history_all_rows_count_alike(void **state)
{
	(void)state;
	const struct export_set *set = with_history("");
	const struct export_item *item = NULL;
	struct row row = row_saying(arena, set, 0, NULL);
	struct row_rank rank = history_rank(set, &row);
	assert_true(history_counts(set, &row, civil_day(2026, 11, 23)));
	assert_int_equal(rank.highest, 0);
	assert_int_equal(rank.then_highest, 0);
	assert_int_equal(history_defect(set, &row, &item), DEFECT_NONE);
}

static void rows_within_a_record_have_no_history_of_their_own(void **state)
{
	(void)state;
	const struct export_set *set = &described_well(
		"<set name='m' main='true'><xml record='r'/><history when=\"flag = "
		"'1'\" from='a' highest='n'/>" RESIDENTS
		"<rows of='c'><ignore item='x'/><ignore item='y'/><ignore item='z'/>"
		"</rows></set>",
		arena)
						->sets[0];
	const struct export_item *item = NULL;
	struct row row = row_saying(arena, set, 1, "x", "0", "y", "?", "z", "?", NULL);
	struct row_rank rank = history_rank(set, &row);
	assert_true(history_counts(set, &row, civil_day(2026, 11, 23)));
	assert_int_equal(rank.highest, 0);
	assert_int_equal(history_defect(set, &row, &item), DEFECT_NONE);
}

/* Below, at or above zero. */
static int sign(int number)
{
	return (number > 0) - (number < 0);
}

static void the_highest_number_counts_then_the_branch(void **state)
{
	(void)state;
	static const struct {
		const char *number, *branch, *other, *other_branch;
		int order;
	} cases[] = {
		{"2", "", "10", "", -1},
		{"0002", "", "2", "", 0},
		{"10", "1", "9", "5", 1},
		{"10", "", "11", "", -1},
		{"3", "1", "3", "2", -1},
		{"3", "2", "3", "2", 0},
		{"", "", "0", "", 0},
		{"", "", "1", "", -1},
		{"999999999999999999", "", "999999999999999998", "", 1},
		{"000999999999999999999", "", "999999999999999999", "", 0},
		{"x", "", "999999999999999999", "", 1},
		{"1.5", "", "2", "", 1},
		{"1000000000000000000", "", "2", "", 1},
		{"3", "x", "3", "9", 1},
		{"3", "x", "4", "", -1},
	};
	const struct export_set *set = with_history("<history highest='n' then-highest='b'/>");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct row one =
			row_saying(arena, set, 0, "n", cases[i].number, "b", cases[i].branch, NULL);
		struct row other = row_saying(
			arena, set, 0, "n", cases[i].other, "b", cases[i].other_branch, NULL);
		struct row_rank rank = history_rank(set, &one), against = history_rank(set, &other);
		if (sign(history_compare(&rank, &against)) != cases[i].order ||
			sign(history_compare(&against, &rank)) != -cases[i].order)
			fail_msg("%s-%s and %s-%s", cases[i].number, cases[i].branch,
				cases[i].other, cases[i].other_branch);
	}
}

static void what_cannot_be_read_is_a_defect_of_its_item(void **state)
{
	(void)state;
	static const struct {
		const char *item, *value;
		enum defect defect;
	} cases[] = {
		{"a", "2026-11-31", DEFECT_DATE},
		{"b", "20261123", DEFECT_DATE},
		{"n", "三", DEFECT_FORM},
		{"n", "-1", DEFECT_FORM},
		{"n", "1 2", DEFECT_FORM},
		{"n", "1000000000000000000", DEFECT_FORM},
		{"m", "1a", DEFECT_FORM},
		{"a", "2026-11-30", DEFECT_NONE},
		{"n", "0001", DEFECT_NONE},
		{"m", "", DEFECT_NONE},
	};
	const struct export_set *set =
		with_history("<history from='a' until='b' highest='n' then-highest='m'/>");
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct export_item *item = NULL;
		struct row row = row_saying(arena, set, 0, cases[i].item, cases[i].value, NULL);
		assert_int_equal(history_defect(set, &row, &item), cases[i].defect);
		if (cases[i].defect != DEFECT_NONE)
			assert_string_equal(item->path, cases[i].item);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_counts_from_its_first_to_its_last_day),
		cmocka_unit_test(days_of_a_history_are_written_as_its_dates_say),
		cmocka_unit_test(a_flag_leaves_rows_out_before_all_else),
		cmocka_unit_test(without_a_history_all_rows_count_alike),
		cmocka_unit_test(rows_within_a_record_have_no_history_of_their_own),
		cmocka_unit_test(the_highest_number_counts_then_the_branch),
		cmocka_unit_test(what_cannot_be_read_is_a_defect_of_its_item),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
