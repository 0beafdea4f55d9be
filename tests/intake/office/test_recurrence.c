#include "intake/office/recurrence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

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

static void wrong_recurrences_are_refused(void **state)
{
	(void)state;
	static const struct {
		const char *rrule, *problem;
	} cases[] = {
		{"", "a part that is not"},
		{"every Monday", "a part that is not"},
		{"BYDAY=MO", "FREQ is not"},
		{"FREQ=HOURLY", "FREQ is not"},
		{"FREQ=FORTNIGHTLY", "FREQ is not"},
		{"FREQ=WEEKLY;COUNT=3", "a part that is not"},
		{"FREQ=DAILY;BYHOUR=9", "a part that is not"},
		{"FREQ=WEEKLY;X=1", "a part that is not"},
		{"FREQ=WEEKLY;;BYDAY=MO", "a part that is not"},
		{"FREQ=WEEKLY;", "a part that is not"},
		{"FREQ=WEEKLY;BYDAY=", "empty or there twice"},
		{"FREQ=WEEKLY;BYDAY", "empty or there twice"},
		{"FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", "empty or there twice"},
		{"FREQ=WEEKLY;BYDAY=XX", "not a recurrence"},
		{"FREQ=WEEKLY;BYDAY=3SU", "a number in BYDAY"},
		{"FREQ=DAILY;BYDAY=-1SU", "a number in BYDAY"},
		{"FREQ=DAILY;INTERVAL=0", "not a recurrence"},
		{"FREQ=MONTHLY;BYMONTHDAY=45", "not a recurrence"},
		{"FREQ=MONTHLY;BYDAY=6SU", "not a recurrence"},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "not a recurrence"},
		{"FREQ=DAILY;BYSETPOS=1", "BYSETPOS needs"},
		{"FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "BYSETPOS needs"},
		{"FREQ=WEEKLY;INTERVAL=2", "needs WKST=SA"},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "needs WKST=SA"},
		{"FREQ=WEEKLY;INTERVAL=3;BYDAY=MO;WKST=MO", "needs WKST=SA"},
		{"FREQ=DAILY;BYMONTHDAY=1,-1", "end of the month"},
		{"FREQ=YEARLY;BYMONTHDAY=1", "needs BYMONTH"},
		{"FREQ=MONTHLY;BYDAY=MO,3TU", "with and without a number"},
		{"FREQ=YEARLY;BYDAY=53MO", "53rd"},
		{"FREQ=YEARLY;BYDAY=-53MO", "53rd"},
		{"FREQ=YEARLY;BYWEEKNO=52;BYDAY=MO", "two years"},
		{"FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO", "two years"},
		{"FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO", "two years"},
		{"FREQ=YEARLY;BYWEEKNO=-52;BYDAY=MO", "two years"},
		{"FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO needs"},
		{"FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", "BYWEEKNO needs"},
		{"FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;BYMONTH=5", "BYWEEKNO needs"},
		{"FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;WKST=SU", "BYWEEKNO needs"},
		{"FREQ=DAILY;UNTIL=20261340", "UNTIL is not a date"},
		{"FREQ=DAILY;UNTIL=20260101T000000Z", "UNTIL is not a date"},
		{"FREQ=DAILY;UNTIL=19991231", "no day from 2000"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *problem = NULL;
		if (recurrence_valid(cases[i].rrule, &problem))
			fail_msg("\"%s\" passes", cases[i].rrule);
		if (strstr(problem, cases[i].problem) == NULL)
			fail_msg("\"%s\": %s", cases[i].rrule, problem);
		assert_null(strstr(problem, "\n"));
	}
	char *endless = arena_alloc(arena, 600);
	const char *problem;
	memset(endless, 'A', 599);
	assert_false(recurrence_valid(endless, &problem));
}

static bool first_or_last_friday(day_number day, struct civil date)
{
	return civil_weekday(day) == FRIDAY &&
	       (date.day <= 7 || date.day > civil_month_days(date.year, date.month) - 7);
}

static bool but_third_sunday(day_number day, struct civil date)
{
	return civil_weekday(day) == SUNDAY && (date.day < 15 || date.day > 21);
}

static bool until_included(day_number day, struct civil date)
{
	(void)date;
	return civil_weekday(day) == MONDAY && day <= civil_day(2026, 12, 14);
}

static bool saturday(day_number day, struct civil date)
{
	(void)date;
	return civil_weekday(day) == SATURDAY;
}

static bool every_third_day(day_number day, struct civil date)
{
	(void)date;
	return (day - civil_day(2000, 1, 1)) % 3 == 0;
}

static bool last_of_month(day_number day, struct civil date)
{
	(void)day;
	return date.day == civil_month_days(date.year, date.month);
}

static bool days_of_year_end(day_number day, struct civil date)
{
	(void)day;
	return (date.month == 12 && date.day >= 29) || (date.month == 1 && date.day <= 3);
}

static bool after_third_saturday(day_number day, struct civil date)
{
	return civil_weekday(day) == SUNDAY && date.day >= 16 && date.day <= 22;
}

static bool leap_day(day_number day, struct civil date)
{
	(void)day;
	return date.month == 2 && date.day == 29;
}

static bool last_working_day(day_number day, struct civil date)
{
	for (int later = date.day + 1; later <= civil_month_days(date.year, date.month); later++) {
		enum weekday weekday = civil_weekday(civil_day(date.year, date.month, later));
		if (weekday != SATURDAY && weekday != SUNDAY)
			return false;
	}
	return civil_weekday(day) != SATURDAY && civil_weekday(day) != SUNDAY;
}

/* The first week is that of the start, whatever day it is. */
static bool fridays_every_other_week(day_number day, struct civil date)
{
	(void)date;
	return (day - civil_day(2000, 1, 7)) % 14 == 0;
}

static bool monday_of_week_20(day_number day, struct civil date)
{
	/* The week of January 4 is the first (ISO 8601). */
	return civil_weekday(day) == MONDAY &&
	       day == civil_monday(civil_day(date.year, 1, 4)) + 19 * 7;
}

static bool any_day(day_number day, struct civil date)
{
	(void)day, (void)date;
	return true;
}

/* Every day of 2000 to 2079, and each of some later ranges by itself, against plain words. */
static void recurrences_fall_on_the_days_they_say(void **state)
{
	(void)state;
	static const struct {
		const char *rrule;
		bool (*falls)(day_number day, struct civil date);
	} cases[] = {
		{"FREQ=DAILY", any_day},
		{"FREQ=DAILY;INTERVAL=3", every_third_day},
		{"FREQ=WEEKLY", saturday}, /* 2000-01-01 is one */
		{"FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214", until_included},
		{"FREQ=MONTHLY;BYDAY=1FR,-1FR", first_or_last_friday},
		{"FREQ=MONTHLY;BYDAY=1SU,2SU,4SU,5SU", but_third_sunday},
		{"FREQ=MONTHLY;BYMONTHDAY=-1", last_of_month},
		{"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", last_working_day},
		{"FREQ=MONTHLY;BYDAY=SU;BYMONTHDAY=16,17,18,19,20,21,22", after_third_saturday},
		{"FREQ=YEARLY;BYYEARDAY=-3,-2,-1,1,2,3", days_of_year_end},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", leap_day},
		{"FREQ=WEEKLY;INTERVAL=2;WKST=SA;BYDAY=FR", fridays_every_other_week},
		{"FREQ=WEEKLY;INTERVAL=1;BYDAY=SA", saturday},
		{"FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", monday_of_week_20},
	};
	static const int first_years[] = {2000, 2019, 2024, 2026, 2050};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *problem = NULL;
		if (!recurrence_valid(cases[i].rrule, &problem))
			fail_msg("%s: %s", cases[i].rrule, problem);
		for (size_t k = 0; k < sizeof first_years / sizeof first_years[0]; k++) {
			day_number from = civil_day(first_years[k], 1, 1) + (day_number)k * 5;
			day_number to = civil_day(k == 0 ? 2079 : first_years[k] + 1, 12, 30);
			const bool *days = recurrence_days(cases[i].rrule, from, to, arena);
			assert_non_null(days);
			for (day_number day = from; day <= to; day++) {
				char date[CIVIL_DATE_BYTES];
				if (days[day - from] != cases[i].falls(day, civil_parts(day)))
					fail_msg("%s: %s", cases[i].rrule, civil_format(day, date));
			}
		}
	}
}

static void a_recurrence_names_the_weekdays_it_can_fall_on(void **state)
{
	(void)state;
	enum { EVERY_DAY = 127 };
	assert_int_equal(
		recurrence_weekdays("FREQ=WEEKLY;BYDAY=MO,WE"), 1 << MONDAY | 1 << WEDNESDAY);
	assert_int_equal(recurrence_weekdays("FREQ=MONTHLY;BYDAY=-1FR"), 1 << FRIDAY);
	assert_int_equal(recurrence_weekdays("FREQ=MONTHLY;BYMONTHDAY=1"), EVERY_DAY);
	assert_int_equal(recurrence_weekdays("no rule"), EVERY_DAY);
}

/* Hours are printed of a rule that means every week; of any other nothing is. */
static void hours_are_printed_of_a_rule_that_means_every_week(void **state)
{
	enum { MO = 1 << 1, TU = 1 << 2, WE = 1 << 3, FR = 1 << 5, SA = 1 << 6, SU = 1 << 0 };
	static const struct {
		const char *rrule;
		int days;
	} cases[] = {
		{"FREQ=WEEKLY;BYDAY=MO,TU,FR", MO | TU | FR},
		{"BYDAY=SU;FREQ=WEEKLY", SU},
		{"FREQ=WEEKLY;INTERVAL=1;BYDAY=WE;WKST=MO", WE},
		{"FREQ=WEEKLY;BYDAY=SA", SA},
		/* not every week, or not all of it understood */
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", 0},
		{"FREQ=WEEKLY;INTERVAL=12;BYDAY=WE", 0},
		{"FREQ=WEEKLY;BYDAY=WE;UNTIL=20270331", 0},
		{"FREQ=WEEKLY;BYDAY=WE;BYMONTH=4", 0},
		{"FREQ=MONTHLY;BYDAY=WE", 0},
		{"FREQ=WEEKLY;BYDAY=1WE", 0},
		{"FREQ=WEEKLY", 0},
		{"FREQ=DAILY", 0},
		{"BYDAY=WE", 0},
		{"", 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (recurrence_weekly(cases[i].rrule) != cases[i].days)
			fail_msg("%s: %x", cases[i].rrule,
				(unsigned)recurrence_weekly(cases[i].rrule));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_recurrences_are_refused),
		cmocka_unit_test(recurrences_fall_on_the_days_they_say),
		cmocka_unit_test(a_recurrence_names_the_weekdays_it_can_fall_on),
		cmocka_unit_test(hours_are_printed_of_a_rule_that_means_every_week),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
