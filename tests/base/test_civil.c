/* Civil dates against a count that goes from day to day by the calendar's rules alone. */
#include "base/civil.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* The calendar as a wall calendar has it: the next day of a day. */
struct walker {
	int year, month, day, weekday;
	day_number number;
};

static int days_of(int year, int month)
{
	if (month == 2) {
		bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
		return leap ? 29 : 28;
	}
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void walk(struct walker *at)
{
	at->number++;
	at->weekday = at->weekday == 6 ? 0 : at->weekday + 1;
	if (++at->day <= days_of(at->year, at->month))
		return;
	at->day = 1;
	if (++at->month <= 12)
		return;
	at->month = 1;
	at->year++;
}

/* 1900-01-01 was a Monday, 25,567 days before 1970-01-01 (70 years, 17 of them leap years). */
static const struct walker in_1900 = {1900, 1, 1, MONDAY, -25567};

static void numbers_parts_and_weekdays_of_every_day_from_1900_to_2200(void **state)
{
	(void)state;
	for (struct walker at = in_1900; at.year <= 2200; walk(&at)) {
		struct civil parts = civil_parts(at.number);
		if (civil_day(at.year, at.month, at.day) != at.number || parts.year != at.year ||
			parts.month != at.month || parts.day != at.day ||
			(int)civil_weekday(at.number) != at.weekday ||
			civil_monday(at.number) !=
				at.number - (at.weekday == 0 ? 6 : at.weekday - 1))
			fail_msg("%d-%d-%d", at.year, at.month, at.day);
	}
}

static void numbers_and_parts_of_every_day_of_the_years_1_to_9999(void **state)
{
	(void)state;
	/* 0001-01-01 was a Monday; 719,162 days before 1970-01-01 (1969 years of 365 days and 477
	 * leap days). */
	struct walker at = {1, 1, 1, MONDAY, -719162};
	for (; at.year <= 9999; walk(&at)) {
		struct civil parts = civil_parts(at.number);
		if (civil_day(at.year, at.month, at.day) != at.number || parts.year != at.year ||
			parts.month != at.month || parts.day != at.day ||
			(int)civil_weekday(at.number) != at.weekday)
			fail_msg("%d-%d-%d", at.year, at.month, at.day);
	}
	assert_int_equal(at.number, 2932897); /* 10000-01-01 */
}

static void days_exist_or_do_not_for_every_month_from_1900_to_2200(void **state)
{
	(void)state;
	for (int year = 1900; year <= 2200; year++)
		for (int month = 1; month <= 12; month++) {
			assert_int_equal(civil_month_days(year, month), days_of(year, month));
			for (int day = -1; day <= 40; day++)
				assert_int_equal(civil_exists(year, month, day),
					day >= 1 && day <= days_of(year, month));
		}
	assert_false(civil_exists(2026, 0, 1));
	assert_false(civil_exists(2026, 13, 1));
	assert_false(civil_exists(0, 1, 1));
	assert_false(civil_exists(10000, 1, 1));
	assert_true(civil_exists(1, 1, 1));
	assert_true(civil_exists(9999, 12, 31));
}

static void every_day_from_1900_to_2200_is_written_and_read_again(void **state)
{
	(void)state;
	for (struct walker at = in_1900; at.year <= 2200; walk(&at)) {
		char expected[32], written[CIVIL_DATE_BYTES];
		day_number read = DAY_NONE;
		snprintf(expected, sizeof expected, "%04d-%02d-%02d", at.year, at.month, at.day);
		assert_string_equal(civil_format(at.number, written), expected);
		assert_true(civil_parse(written, strlen(written), &read));
		assert_int_equal(read, at.number);
	}
}

static void every_minute_of_a_day_is_written_and_read_again(void **state)
{
	(void)state;
	for (int minute = 0; minute <= 24 * 60; minute++) {
		char expected[32], written[CIVIL_TIME_BYTES], instant[CIVIL_INSTANT_BYTES];
		int read = -1;
		day_number day = DAY_NONE;
		snprintf(expected, sizeof expected, "%02d:%02d", minute / 60, minute % 60);
		assert_string_equal(civil_format_time(minute, written), expected);
		assert_true(civil_parse_time(written, 5, &read));
		assert_int_equal(read, minute);
		snprintf(expected, sizeof expected, "2026-12-16T%02d:%02d", minute / 60,
			minute % 60);
		assert_string_equal(
			civil_format_instant(civil_day(2026, 12, 16), minute, instant), expected);
		assert_true(civil_parse_instant(instant, 16, &day, &read));
		assert_int_equal(day, civil_day(2026, 12, 16));
		assert_int_equal(read, minute);
	}
}

static void no_date_is_written_as_nothing(void **state)
{
	(void)state;
	char date[CIVIL_DATE_BYTES] = "x", instant[CIVIL_INSTANT_BYTES] = "x";
	assert_string_equal(civil_format(DAY_NONE, date), "");
	assert_string_equal(civil_format_instant(DAY_NONE, 600, instant), "");
}

static const char *const no_dates[] = {
	"",
	"2026",
	"2026-11",
	"2026-11-2",
	"2026-11-222",
	"2026-11-22 ",
	" 2026-11-22",
	"2026/11/22",
	"2026-11/22",
	"20261122",
	"2026-1-022",
	"02026-1-22",
	"2026-00-01",
	"2026-13-01",
	"2026-01-00",
	"2026-01-32",
	"2026-02-29",
	"1951-02-29",
	"2100-02-29",
	"2026-04-31",
	"1949-00-00",
	"0000-01-01",
	"-026-01-01",
	"+026-01-01",
	"2026--1-01",
	"2026-01--1",
	"2026-01-1x",
	"x026-01-01",
	"2026-0x-01",
	"\uFF12026-1-1",
	"2026-11-22T",
	"0x26-01-01",
	"2026-01-1.",
	"20 6-01-01",
};

static void what_is_no_date_is_refused_and_changes_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(no_dates); i++) {
		day_number day = 12345;
		if (civil_parse(no_dates[i], strlen(no_dates[i]), &day) || day != 12345)
			fail_msg("\"%s\" is no date", no_dates[i]);
	}
}

static const char *const no_times[] = {
	"",
	"8:30",
	"08:3",
	"08:300",
	"0830",
	"08.30",
	"24:01",
	"24:59",
	"25:00",
	"99:99",
	"08:60",
	"-8:30",
	"08:-1",
	"+8:30",
	"08: 1",
	" 8:30",
	"08:3x",
	"x8:30",
};

static void what_is_no_time_is_refused_and_changes_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(no_times); i++) {
		int minute = 12345;
		if (civil_parse_time(no_times[i], strlen(no_times[i]), &minute) || minute != 12345)
			fail_msg("\"%s\" is no time", no_times[i]);
	}
}

static const char *const no_instants[] = {
	"",
	"2026-12-16",
	"2026-12-16 17:30",
	"2026-12-16t17:30",
	"2026-12-16T17:3",
	"2026-12-16T17:300",
	"2026-12-16T17:30Z",
	"2026-02-30T17:30",
	"2026-12-16T25:00",
	"2026-12-16T1730",
	"2026-12-16T17:60",
};

static void what_is_no_instant_is_refused_and_changes_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(no_instants); i++) {
		day_number day = 12345;
		int minute = 12345;
		if (civil_parse_instant(no_instants[i], strlen(no_instants[i]), &day, &minute) ||
			day != 12345 || minute != 12345)
			fail_msg("\"%s\" is no instant", no_instants[i]);
	}
}

static void only_the_given_length_is_read(void **state)
{
	(void)state;
	static const char unterminated[] = {'2', '0', '2', '6', '-', '1', '1', '-', '2', '2'};
	day_number day = DAY_NONE;
	assert_true(civil_parse(unterminated, sizeof unterminated, &day));
	assert_int_equal(day, civil_day(2026, 11, 22));
	assert_true(civil_parse("2026-11-22T08:30", 10, &day));
	assert_false(civil_parse("2026-11-22", 9, &day));
}

static const struct {
	const char *from;
	int months;
	const char *to;
} month_cases[] = {
	{"2026-11-22", 0, "2026-11-22"},
	{"2026-11-22", 1, "2026-12-22"},
	{"2026-11-22", 2, "2027-01-22"},
	{"2026-11-22", -11, "2025-12-22"},
	{"2026-11-22", 120, "2036-11-22"},
	{"2026-11-22", -1200, "1926-11-22"},
	{"2026-11-30", 3, "2027-02-28"}, /* February is short */
	{"2027-11-30", 3, "2028-02-29"}, /* and longer in a leap year */
	{"2026-12-31", 2, "2027-02-28"},
	{"2026-01-31", 1, "2026-02-28"},
	{"2026-01-29", 1, "2026-02-28"},
	{"2026-01-28", 1, "2026-02-28"},
	{"2026-03-31", -1, "2026-02-28"},
	{"2028-03-31", -1, "2028-02-29"},
	{"2026-05-31", -3, "2026-02-28"},
	{"2023-05-29", -3, "2023-02-28"},
	{"2026-05-31", 1, "2026-06-30"},
	{"2026-06-30", 1, "2026-07-30"}, /* not the last day again */
	{"2028-02-29", 12, "2029-02-28"},
	{"2028-02-29", 48, "2032-02-29"},
	{"2096-02-29", 48, "2100-02-28"}, /* 2100 is no leap year */
	{"2026-01-15", -1, "2025-12-15"},
	{"2026-12-15", 1, "2027-01-15"},
	{"2026-05-01", -3, "2026-02-01"},
};

static void months_later_and_earlier_are_drawn_in_to_the_months_end(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(month_cases); i++) {
		day_number from;
		char to[CIVIL_DATE_BYTES];
		assert_true(civil_parse(month_cases[i].from, 10, &from));
		civil_format(civil_add_months(from, month_cases[i].months), to);
		if (strcmp(to, month_cases[i].to) != 0)
			fail_msg("%s and %d months: %s, not %s", month_cases[i].from,
				month_cases[i].months, to, month_cases[i].to);
	}
}

static void months_added_to_every_day_from_1900_to_2200(void **state)
{
	(void)state;
	for (struct walker at = in_1900; at.year <= 2200; walk(&at))
		for (int months = -14; months <= 14; months++) {
			int year = at.year, month = at.month + months;
			for (; month > 12; month -= 12)
				year++;
			for (; month < 1; month += 12)
				year--;
			int last = days_of(year, month);
			struct civil parts = civil_parts(civil_add_months(at.number, months));
			if (parts.year != year || parts.month != month ||
				parts.day != (at.day < last ? at.day : last))
				fail_msg("%d-%d-%d and %d months", at.year, at.month, at.day,
					months);
		}
}

static const struct {
	const char *day, *name;
} weekday_cases[] = {
	{"1970-01-01", "Thu"},
	{"1969-12-31", "Wed"},
	{"1969-12-28", "Sun"},
	{"2000-02-29", "Tue"},
	{"2026-11-22", "Sun"},
	{"2026-11-23", "Mon"},
	{"2026-11-28", "Sat"},
	{"2019-05-01", "Wed"},
	{"1945-08-15", "Wed"},
	{"2026-05-08", "Fri"},
};

static void weekdays_have_their_english_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(weekday_cases); i++) {
		day_number day;
		assert_true(civil_parse(weekday_cases[i].day, 10, &day));
		assert_string_equal(civil_weekday_name(civil_weekday(day)), weekday_cases[i].name);
	}
}

static const struct {
	const char *day, *era; /* NULL: before the eras that are kept here */
	int year;
} era_cases[] = {
	{"2026-11-22", "令和", 8},
	{"2027-05-01", "令和", 9},
	{"2019-05-01", "令和", 1},
	{"2019-12-31", "令和", 1},
	{"2020-01-01", "令和", 2},
	{"2019-04-30", "平成", 31},
	{"1989-01-08", "平成", 1},
	{"1989-01-07", "昭和", 64},
	{"1926-12-25", "昭和", 1},
	{"1926-12-31", "昭和", 1},
	{"1927-01-01", "昭和", 2},
	{"1926-12-24", "大正", 15},
	{"1912-07-30", "大正", 1},
	{"1912-07-29", "明治", 45},
	{"1868-10-23", "明治", 1},
	{"1869-01-01", "明治", 2},
	{"1868-10-22", NULL, 0},
	{"0001-01-01", NULL, 0},
};

static void eras_change_on_their_day_and_count_calendar_years(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(era_cases); i++) {
		day_number day;
		int year = 0;
		assert_true(civil_parse(era_cases[i].day, 10, &day));
		const char *era = civil_era(day, &year);
		if (era_cases[i].era == NULL) {
			assert_null(era);
			continue;
		}
		assert_non_null(era);
		if (strcmp(era, era_cases[i].era) != 0 || year != era_cases[i].year)
			fail_msg("%s: %s %d", era_cases[i].day, era, year);
	}
	int year = 0;
	assert_null(civil_era(DAY_NONE, &year));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_parts_and_weekdays_of_every_day_from_1900_to_2200),
		cmocka_unit_test(numbers_and_parts_of_every_day_of_the_years_1_to_9999),
		cmocka_unit_test(days_exist_or_do_not_for_every_month_from_1900_to_2200),
		cmocka_unit_test(every_day_from_1900_to_2200_is_written_and_read_again),
		cmocka_unit_test(every_minute_of_a_day_is_written_and_read_again),
		cmocka_unit_test(no_date_is_written_as_nothing),
		cmocka_unit_test(what_is_no_date_is_refused_and_changes_nothing),
		cmocka_unit_test(what_is_no_time_is_refused_and_changes_nothing),
		cmocka_unit_test(what_is_no_instant_is_refused_and_changes_nothing),
		cmocka_unit_test(only_the_given_length_is_read),
		cmocka_unit_test(months_later_and_earlier_are_drawn_in_to_the_months_end),
		cmocka_unit_test(months_added_to_every_day_from_1900_to_2200),
		cmocka_unit_test(weekdays_have_their_english_names),
		cmocka_unit_test(eras_change_on_their_day_and_count_calendar_years),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
