/* The window of renewal: every row of the checked table, and both readings formulated again. */
#include "decide/rules/window.h"

#include "decide/fixture.h"
#include "table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct window_rules rules = {fixture_windows, 1, 3};

static void every_row_of_the_checked_table_holds(void **state)
{
	(void)state;
	struct table_row row = {0};
	FILE *file = table_open("tests/oracles/window.tsv");
	long rows = 0;
	for (; table_next(file, &row); rows++) {
		day_number expires = on(row.fields[0]);
		if (window_opens(&rules, expires) != on(row.fields[1]) ||
			window_first_until(&rules, expires) != on(row.fields[3]) ||
			window_appointments_from(&rules, expires) != on(row.fields[4]))
			fail_msg("row %ld, expiry %s", row.line, row.fields[0]);
	}
	assert_true(rows >= 700);
}

/* The city's sentence by counting down the calendar, month by month, without civil_add_months. */
static day_number same_day_before(day_number expires, int months)
{
	struct civil parts = civil_parts(expires);
	for (; months > 0; months--) {
		parts.month--;
		if (parts.month == 0) {
			parts.month = 12;
			parts.year--;
		}
	}
	while (!civil_exists(parts.year, parts.month, parts.day))
		parts.day--;
	return civil_day(parts.year, parts.month, parts.day);
}

/* "Less than three months are left on d": counted from d + 1 day by day. */
static day_number three_months_end(day_number first)
{
	struct civil parts = civil_parts(first);
	int month = parts.month + 3, year = parts.year;
	if (month > 12) {
		month -= 12;
		year++;
	}
	if (civil_exists(year, month, parts.day))
		return civil_day(year, month, parts.day) - 1;
	return civil_day(year, month, civil_month_days(year, month));
}

static void both_readings_agree_with_a_second_formulation_2024_to_2060(void **state)
{
	(void)state;
	for (day_number expires = on("2024-01-01"); expires <= on("2060-12-31"); expires++) {
		day_number opens = same_day_before(expires, 3) + 1;
		day_number less = opens - 10;
		while (three_months_end(less + 1) <= expires)
			less++;
		assert_int_equal(opens, window_opens(&rules, expires));
		assert_int_equal(
			less > opens ? less : opens, window_appointments_from(&rules, expires));
		assert_int_equal(same_day_before(expires, 2), window_first_until(&rules, expires));
	}
}

static void a_later_expiry_never_opens_earlier_and_no_window_is_empty(void **state)
{
	(void)state;
	for (day_number expires = on("2024-01-01"); expires <= on("2060-12-31"); expires++) {
		assert_true(window_opens(&rules, expires + 1) >= window_opens(&rules, expires));
		assert_true(window_opens(&rules, expires) <= window_first_until(&rules, expires));
		assert_true(window_first_until(&rules, expires) < expires);
		assert_true(window_appointments_from(&rules, expires) <= expires);
	}
}

static void the_wave_turns_the_day_after_two_months_before(void **state)
{
	(void)state;
	assert_int_equal(WAVE_FIRST, window_wave(&rules, on("2027-01-31"), on("2026-11-30")));
	assert_int_equal(WAVE_LATE, window_wave(&rules, on("2027-01-31"), on("2026-12-01")));
	assert_int_equal(WAVE_LATE, window_wave(&rules, on("2027-01-31"), on("2027-01-31")));
}

/* Three rows: the city's rule, six months and the other reading from 2028-04-01, and from
 * 2029-04-01 two months without reminders. */
static const struct window_rule changing_rows[] = {
	{-719162, .opens_months = 3, .late_months = 2, .reminder_months = 1},
	{21275, .opens_months = 6, .late_months = 1, .less_than = true, .reminder_months = 2},
	{21640, .opens_months = 2, .late_months = 1, .appointments_window = true},
};
static const struct window_rules changing = {changing_rows, 3, 6};

/* Night by night: is it so by the row in force, or was it so before? */
static void a_rule_that_changes_is_in_force_from_its_night_on(void **state)
{
	(void)state;
	for (day_number expires = on("2028-01-01"); expires <= on("2029-12-31"); expires++) {
		day_number opens = DAY_NONE, appointments = DAY_NONE, late = DAY_NONE,
			   reminds = DAY_NONE;
		for (day_number night = on("2027-06-01"); night <= expires; night++) {
			size_t row = (size_t)(night >= 21275) + (size_t)(night >= 21640);
			struct window_rule only = changing_rows[row];
			only.from = -719162;
			const struct window_rules one = {&only, 1, only.opens_months};
			if (opens == DAY_NONE && night >= window_opens(&one, expires))
				opens = night;
			if (appointments == DAY_NONE &&
				night >= window_appointments_from(&one, expires))
				appointments = night;
			if (late == DAY_NONE && night > window_first_until(&one, expires))
				late = night;
			if (reminds == DAY_NONE && only.reminder_months > 0 &&
				night >= window_reminder_from(&one, expires))
				reminds = night;
		}
		assert_int_equal(opens, window_opens(&changing, expires));
		assert_int_equal(appointments, window_appointments_from(&changing, expires));
		assert_int_equal(late - 1, window_first_until(&changing, expires));
		if (reminds != DAY_NONE)
			assert_int_equal(reminds, window_reminder_from(&changing, expires));
	}
}

static void a_later_expiry_opens_no_earlier_though_the_rule_changes(void **state)
{
	(void)state;
	for (day_number expires = on("2027-01-01"); expires <= on("2031-12-31"); expires++) {
		assert_true(
			window_opens(&changing, expires) <= window_opens(&changing, expires + 1));
		assert_true(window_opens(&changing, expires) <= expires);
		assert_true(window_appointments_from(&changing, expires) <=
			    window_appointments_from(&changing, expires + 1));
		assert_true(window_first_until(&changing, expires) <=
			    window_first_until(&changing, expires + 1));
	}
}

static void the_other_reading_can_be_the_window_s_own(void **state)
{
	(void)state;
	static const struct window_rule rows[] = {
		{-719162, .opens_months = 3, .late_months = 2, .less_than = true}};
	static const struct window_rule early[] = {
		{-719162, .opens_months = 3, .late_months = 2, .appointments_window = true}};
	static const struct window_rules less = {rows, 1, 3}, window = {early, 1, 3};
	/* Two of the dates a year on which the readings differ. */
	assert_int_equal(on("2027-02-28"), window_opens(&less, on("2027-05-30")));
	assert_int_equal(on("2026-12-01"), window_opens(&less, on("2027-02-28")));
	assert_int_equal(on("2027-03-01"), window_opens(&rules, on("2027-05-30")));
	for (day_number expires = on("2024-01-01"); expires <= on("2060-12-31"); expires++) {
		day_number later = window_opens(&less, expires);
		if (window_opens(&rules, expires) > later)
			later = window_opens(&rules, expires);
		assert_int_equal(later, window_appointments_from(&rules, expires));
		assert_int_equal(later, window_appointments_from(&less, expires));
		assert_int_equal(
			window_opens(&window, expires), window_appointments_from(&window, expires));
		assert_true(window_opens(&less, expires + 1) >= window_opens(&less, expires));
	}
}

static void a_reminder_comes_a_month_before_the_expiry_or_never(void **state)
{
	(void)state;
	static const struct window_rule rows[] = {{-719162, .opens_months = 3, .late_months = 2}};
	static const struct window_rules never = {rows, 1, 3};
	assert_int_equal(on("2027-01-10"), window_reminder_from(&rules, on("2027-02-10")));
	assert_int_equal(on("2027-02-28"), window_reminder_from(&rules, on("2027-03-31")));
	assert_int_equal(DAY_NONE, window_reminder_from(&never, on("2027-02-10")));
	assert_int_equal(21, window_reminder_after(&rules, on("2027-01-10")));
}

static void the_examples_of_the_city_page_hold(void **state)
{
	(void)state;
	assert_int_equal(on("2026-02-02"), window_opens(&rules, on("2026-05-01")));
	assert_int_equal(on("2023-03-01"), window_opens(&rules, on("2023-05-29")));
	assert_int_equal(on("2026-01-26"), window_opens(&rules, on("2026-04-25")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_of_the_checked_table_holds),
		cmocka_unit_test(both_readings_agree_with_a_second_formulation_2024_to_2060),
		cmocka_unit_test(a_later_expiry_never_opens_earlier_and_no_window_is_empty),
		cmocka_unit_test(the_wave_turns_the_day_after_two_months_before),
		cmocka_unit_test(a_rule_that_changes_is_in_force_from_its_night_on),
		cmocka_unit_test(a_later_expiry_opens_no_earlier_though_the_rule_changes),
		cmocka_unit_test(the_other_reading_can_be_the_window_s_own),
		cmocka_unit_test(a_reminder_comes_a_month_before_the_expiry_or_never),
		cmocka_unit_test(the_examples_of_the_city_page_hold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
