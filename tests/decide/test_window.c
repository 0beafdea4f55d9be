/* The window of renewal: every row of the checked table, and both readings formulated again. */
#include "decide/window.h"

#include "decide/fixture.h"
#include "table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct window_rules rules = {3, 2};

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
		cmocka_unit_test(the_examples_of_the_city_page_hold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
