/* Desks that are missing, and what is cheapest against it. The counter has ten slots a week of one
 * desk (open_days.h); the week in question begins on Monday, 2027-03-08. */
#include "decide/forecast/desks_missing.h"

#include "decide/fixture.h"
#include "decide/forecast/open_days.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MONDAY "2027-03-08"

struct need_case {
	const char *sentence;
	int desks; /* the most that the counter ever has */
	const char *earliest, *from, *until;
	int slots;
	long people;
	enum remedy remedy;
	int missing; /* desks */
	const char *monday, *sunday;
	int hours;
};

static const struct need_case cases[] = {
	{"a desk that is kept for others in those hours", 2, "2027-03-08", "2027-03-08",
		"2027-03-12", 1, 3, REMEDY_DESK, 1, MONDAY, NULL, 2},
	{"its ten places of the week are enough for ten", 2, "2027-03-08", "2027-03-08",
		"2027-03-12", 1, 10, REMEDY_DESK, 1, MONDAY, NULL, 5},
	{"not for eleven, nor are the four of a Sunday", 2, "2027-03-08", "2027-03-08",
		"2027-03-14", 1, 11, REMEDY_NEW, 2, MONDAY, NULL, 6},
	{"no desk stands there: a Sunday", 1, "2027-03-08", "2027-03-08", "2027-03-14", 1, 2,
		REMEDY_SUNDAY, 1, MONDAY, "2027-03-14", 1},
	{"more than a Sunday has: a new desk", 1, "2027-03-08", "2027-03-08", "2027-03-14", 1, 3,
		REMEDY_NEW, 1, MONDAY, NULL, 2},
	{"the Sunday is too late for them", 1, "2027-03-08", "2027-03-08", "2027-03-13", 1, 2,
		REMEDY_NEW, 1, MONDAY, NULL, 1},
	{"places were free before", 1, "2027-03-01", "2027-03-08", "2027-03-14", 1, 2,
		REMEDY_EARLIER, 0, "2027-03-01", NULL, 0},
	{"longer visits take more of a desk", 2, "2027-03-08", "2027-03-08", "2027-03-12", 2, 5,
		REMEDY_DESK, 1, MONDAY, NULL, 5},
	{"the last week that they can come in", 2, "2027-03-01", "2027-03-01", "2027-03-12", 1, 2,
		REMEDY_DESK, 1, MONDAY, NULL, 1},
	{"only a Sunday is left", 1, "2027-03-14", "2027-03-14", "2027-03-14", 1, 2, REMEDY_SUNDAY,
		0, MONDAY, "2027-03-14", 1},
	{"only a Saturday is left", 1, "2027-03-13", "2027-03-13", "2027-03-13", 1, 2, REMEDY_NONE,
		0, MONDAY, NULL, 0},
};

static void ask_case(const struct need_case *one, struct arena *arena, struct forecast *forecast)
{
	struct opening opening = {.desks = one->desks};
	struct counter counter = {.id = "hall",
		.slot_minutes = OPEN_MINUTES,
		.openings = &opening,
		.opening_count = 1};
	struct office office = fixture_office();
	office.counters = &counter;
	office.counter_count = 1;
	struct calendar calendar = open_days(arena, on("2027-03-01"), on("2027-04-30"));
	const struct nights_ahead ahead = {&office, &calendar, on("2027-03-01"), on("2027-04-01")};
	struct visit_kind kind = {.posted = on("2027-03-02"),
		.earliest = on(one->earliest),
		.people = one->people,
		.request = {.from = on(one->from),
			.until = on(one->until),
			.slots = one->slots,
			.matters = 1u << MATTER_CARD,
			.counters = UINT32_MAX}};
	const struct visits_placed placed = {.left = &kind, .left_count = 1};
	*forecast = (struct forecast){0};
	desks_missing(&ahead, &placed, arena, forecast);
}

static void test_remedies(void **state)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct need_case *one = &cases[i];
		struct forecast forecast;
		ask_case(one, *state, &forecast);
		if (forecast.need_count != 1)
			fail_msg("%s: %zu needs", one->sentence, forecast.need_count);
		const struct forecast_need *need = &forecast.needs[0];
		day_number sunday = one->sunday == NULL ? DAY_NONE : on(one->sunday);
		char day[CIVIL_DATE_BYTES];
		if (need->remedy != one->remedy || need->desks != one->missing ||
			need->monday != on(one->monday) || need->sunday != sunday ||
			need->hours != one->hours || need->people != one->people ||
			need->places != one->people * one->slots)
			fail_msg("%s: %s, %d desks in the week of %s, %ld people, %d hours",
				one->sentence, remedy_words[need->remedy], need->desks,
				civil_format(need->monday, day), need->people, need->hours);
	}
}

/* So many free places before, and no more, need no desk. */
static void test_some_earlier_some_not(void **state)
{
	const struct need_case one = {"", 2, "2027-03-04", "2027-03-06", "2027-03-12", 1, 6,
		REMEDY_NONE, 0, MONDAY, NULL, 0};
	struct forecast forecast;
	ask_case(&one, *state, &forecast);
	assert_int_equal(forecast.need_count, 2);
	assert_int_equal(forecast.needs[0].remedy, REMEDY_EARLIER);
	assert_int_equal(forecast.needs[0].people, 4); /* Thursday and Friday */
	assert_int_equal(forecast.needs[1].remedy, REMEDY_DESK);
	assert_int_equal(forecast.needs[1].people, 2);
}

/* A desk that stands at another counter is cheaper than a new one at home; when those are given
 * away, it is the home counter's again. */
static void test_which_counter(void **state)
{
	const struct opening openings[] = {{.desks = 1}, {.desks = 2}, {.desks = 1}};
	struct counter counters[3];
	struct office office = fixture_office();
	for (int i = 0; i < 3; i++)
		counters[i] = (struct counter){.id = "abc" + i,
			.slot_minutes = OPEN_MINUTES,
			.openings = &openings[i],
			.opening_count = 1};
	office.counters = counters;
	office.counter_count = 3;
	struct calendar calendar =
		open_days_at(*state, on("2027-03-01"), on("2027-04-30"), office.counter_count);
	const struct nights_ahead ahead = {&office, &calendar, on("2027-03-01"), on("2027-04-01")};
	struct visit_kind kind = {.earliest = on(MONDAY),
		.people = 13,
		.request = {.from = on(MONDAY),
			.until = on("2027-03-12"),
			.slots = 1,
			.home = 2,
			.counters = UINT32_MAX}};
	const struct visits_placed placed = {.left = &kind, .left_count = 1};
	struct forecast forecast = {0};
	desks_missing(&ahead, &placed, *state, &forecast);
	assert_int_equal(forecast.need_count, 2);
	assert_int_equal(forecast.needs[0].counter, 1);
	assert_int_equal(forecast.needs[0].remedy, REMEDY_DESK);
	assert_int_equal(forecast.needs[0].people, 10);
	assert_int_equal(forecast.needs[1].counter, 2);
	assert_int_equal(forecast.needs[1].remedy, REMEDY_NEW);
	assert_int_equal(forecast.needs[1].people, 3);

	kind.request.counters = 1u << 0; /* where alone they may come */
	desks_missing(&ahead, &placed, *state, &forecast);
	assert_int_equal(forecast.need_count, 1);
	assert_int_equal(forecast.needs[0].counter, 0);
	assert_int_equal(forecast.needs[0].desks, 2);
}

static int open_group(void **state)
{
	*state = arena_open();
	return 0;
}

static int close_group(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_remedies),
		cmocka_unit_test(test_some_earlier_some_not),
		cmocka_unit_test(test_which_counter),
	};
	return cmocka_run_group_tests(tests, open_group, close_group);
}
