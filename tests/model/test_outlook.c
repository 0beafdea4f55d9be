/* The weeks ahead of Tuesday, 2026-11-24: a hall that is open on Sundays too, and a branch. */
#include "model/outlook.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { HALL, BRANCH, PLACES_COUNTERS };

static const struct interval open_all_day[] = {{510, 1020}};
static const struct slot two_desks[] = {
	{.start = 510, .end = 525, .desks = 2}, {.start = 525, .end = 540, .desks = 1}};
static const struct counter_day open_day = {.reason = "weekday",
	.intervals = open_all_day,
	.interval_count = 1,
	.slots = two_desks,
	.slot_count = 2};
static const struct counter_day weekend = {.reason = "weekend"};

struct made {
	struct arena *arena;
	struct office office;
	struct counter_day *days;
	bool *mailing;
	struct calendar calendar;
};

static struct counter_day *day_of(struct made *made, int month, int day, int counter)
{
	day_number number = civil_day(month < 6 ? 2027 : 2026, month, day);
	return &made->days[(number - made->calendar.from) * PLACES_COUNTERS + counter];
}

static int make(void **state)
{
	static struct made made;
	static const struct counter counters[] = {
		{.id = "hall", .slot_minutes = 15}, {.id = "branch", .slot_minutes = 15}};
	static const struct closure closures[] = {{.holidays = true, .reason = "holiday"}};
	static const struct holiday holidays[] = {{.day = 20784, .name = "勤労感謝の日"}};
	struct arena *arena = arena_open();
	day_number from = civil_day(2026, 11, 24), to = outlook_until(from);
	size_t days = (size_t)(to - from) + 1;
	made = (struct made){.arena = arena,
		.office = {.counters = counters,
			.counter_count = PLACES_COUNTERS,
			.closures = closures,
			.closure_count = 1,
			.holidays = holidays,
			.holiday_count = 1},
		.days = arena_alloc(arena, days * PLACES_COUNTERS * sizeof *made.days),
		.mailing = arena_alloc(arena, days * sizeof *made.mailing)};
	for (day_number day = from; day <= to; day++) {
		enum weekday weekday = civil_weekday(day);
		bool free_day = weekday == SATURDAY || weekday == SUNDAY;
		struct counter_day *row = &made.days[(day - from) * PLACES_COUNTERS];
		row[HALL] = weekday == SATURDAY ? weekend : open_day;
		row[BRANCH] = free_day ? weekend : open_day;
		made.mailing[day - from] = weekday == TUESDAY;
	}
	made.calendar = (struct calendar){from, to, PLACES_COUNTERS, made.days, made.mailing};
	*state = &made;
	return 0;
}

static int done(void **state)
{
	arena_close(((struct made *)*state)->arena);
	return 0;
}

static struct outlook look(struct made *made)
{
	struct outlook outlook;
	outlook_make(&made->office, &made->calendar, made->arena, &outlook);
	return outlook;
}

/* Of the first week only what is left of it; three places a day. */
static void test_places_by_week_and_counter(void **state)
{
	struct outlook outlook = look(*state);
	assert_int_equal(outlook.weeks[0].monday, civil_day(2026, 11, 23));
	assert_int_equal(outlook.weeks[0].shares[HALL].offered, 5 * 3);
	assert_int_equal(outlook.weeks[0].shares[BRANCH].offered, 4 * 3);
	assert_int_equal(outlook.weeks[1].shares[HALL].offered, 6 * 3);
	assert_int_equal(outlook.weeks[OUTLOOK_WEEKS - 1].shares[BRANCH].offered, 5 * 3);
	assert_int_equal(outlook_sum(&outlook, PLACES_COUNTERS).taken, 0);
}

/* A visit takes so many slots as it is long; what lies elsewhere is passed over. */
static void test_visits_take_places(void **state)
{
	struct made *made = *state;
	struct outlook outlook = look(made);
	static const struct {
		const char *counter;
		int month, day, minutes;
	} visits[] = {{"hall", 11, 24, 30}, {"hall", 12, 1, 15}, {"branch", 12, 1, 20},
		{"gone", 12, 1, 15}, {"hall", 11, 23, 15}, {"hall", 3, 8, 15}};
	for (size_t i = 0; i < sizeof visits / sizeof visits[0]; i++)
		outlook_take(&outlook, &made->office, visits[i].counter,
			civil_day(
				visits[i].month < 6 ? 2027 : 2026, visits[i].month, visits[i].day),
			visits[i].minutes);
	assert_int_equal(outlook.weeks[0].shares[HALL].taken, 2);
	assert_int_equal(outlook.weeks[1].shares[HALL].taken, 1);
	assert_int_equal(outlook.weeks[1].shares[BRANCH].taken, 2);
	assert_int_equal(outlook_sum(&outlook, PLACES_COUNTERS).taken, 5);
}

/* Weekends are no closures; days in a row of one reason are one; a Sunday is closed for all though
 * only the hall would be open. */
static void test_closures(void **state)
{
	struct made *made = *state;
	*day_of(made, 12, 29, HALL) = (struct counter_day){.reason = "year-end"};
	*day_of(made, 12, 29, BRANCH) = (struct counter_day){.reason = "year-end"};
	*day_of(made, 12, 30, HALL) = (struct counter_day){.reason = "year-end"};
	*day_of(made, 12, 30, BRANCH) = (struct counter_day){.reason = "year-end"};
	*day_of(made, 12, 20, HALL) = (struct counter_day){.reason = "3rd Sunday"};
	*day_of(made, 1, 12, BRANCH) = (struct counter_day){.reason = "works"};
	struct outlook outlook = look(made);
	assert_int_equal(outlook.closed_count, 3);
	const struct outlook_closed *closed = outlook.closed;
	assert_string_equal(closed[0].reason, "3rd Sunday");
	assert_int_equal(closed[0].counter, OUTLOOK_ALL);
	assert_string_equal(closed[1].reason, "year-end");
	assert_int_equal(closed[1].from, civil_day(2026, 12, 29));
	assert_int_equal(closed[1].until, civil_day(2026, 12, 30));
	assert_string_equal(closed[2].reason, "works");
	assert_int_equal(closed[2].counter, BRANCH);
	assert_int_equal(outlook.weeks[4].shares[HALL].offered, 6 * 3);
	assert_int_equal(outlook.weeks[3].shares[HALL].offered, 5 * 3);
}

static void test_a_holiday_has_its_name(void **state)
{
	struct made *made = *state;
	static struct holiday holidays[] = {{.name = "天皇誕生日"}};
	holidays[0].day = civil_day(2027, 2, 23);
	made->office.holidays = holidays;
	*day_of(made, 2, 23, HALL) = (struct counter_day){.reason = "holiday 天皇誕生日"};
	*day_of(made, 2, 23, BRANCH) = (struct counter_day){.reason = "holiday 天皇誕生日"};
	struct outlook outlook = look(made);
	assert_int_equal(outlook.closed_count, 1);
	assert_string_equal(outlook.closed[0].reason, "天皇誕生日");
}

/* The day's own mailing is not the next one. */
static void test_the_next_mailing(void **state)
{
	struct made *made = *state;
	assert_int_equal(look(made).next_mailing, civil_day(2026, 12, 1));
	memset(made->mailing, 0,
		(size_t)(made->calendar.to - made->calendar.from + 1) * sizeof *made->mailing);
	assert_int_equal(look(made).next_mailing, DAY_NONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, done)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_places_by_week_and_counter),
		TEST(test_visits_take_places),
		TEST(test_closures),
		TEST(test_a_holiday_has_its_name),
		TEST(test_the_next_mailing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
