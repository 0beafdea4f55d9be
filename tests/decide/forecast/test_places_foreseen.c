/* Whether places will do, of one counter with ten a week, mail on Tuesdays (open_days.h): against
 * earliest deadline first, and against a forecast of the same people night by night. */
#include "decide/forecast/places_foreseen.h"

#include "decide/fixture.h"
#include "decide/forecast/forecast_count.h"
#include "decide/forecast/open_days.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FROM  "2026-11-25" /* a Wednesday */
#define UNTIL "2027-01-17"

enum { PEOPLE_MAX = 400, ID_BYTES = 16, DAYS_MAX = 250, TRIALS = 60 };

static uint64_t random_state;

static int draw(int below)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (int)((random_state * UINT64_C(0x2545F4914F6CDD1D) >> 33) % (uint64_t)below);
}

/* An office with one counter, its calendar, and people. */
struct city {
	struct arena *arena;
	struct opening opening;
	struct counter counter;
	struct office office;
	struct calendar calendar;
	struct nights_ahead ahead;
	struct resident people[PEOPLE_MAX];
	char ids[PEOPLE_MAX][ID_BYTES];
	int count;
};

static void build_city(struct city *city, struct arena *arena)
{
	*city = (struct city){.arena = arena, .opening = {.desks = 1}, .office = fixture_office()};
	city->counter = (struct counter){.id = "hall",
		.slot_minutes = OPEN_MINUTES,
		.openings = &city->opening,
		.opening_count = 1};
	city->office.counters = &city->counter;
	city->office.counter_count = 1;
	city->calendar =
		open_days(arena, on(FROM), forecast_calendar_until(&city->office, on(UNTIL)));
	city->ahead = (struct nights_ahead){&city->office, &city->calendar, on(FROM), on(UNTIL)};
}

/* Somebody whose authentication certificate runs out on that day, and nothing else for years. */
static struct resident *move_in(struct city *city, day_number expires)
{
	struct resident *resident = &city->people[city->count];
	char *id = city->ids[city->count++];
	snprintf(id, ID_BYTES, "%010d", city->count);
	*resident = fixture_resident();
	resident->id = id;
	resident->certificate[CERTIFICATE_SIGNATURE].expires = on("2031-05-10");
	resident->certificate[CERTIFICATE_AUTHENTICATION].expires = expires;
	return resident;
}

static const struct circumstances nothing;

/* People for whom places will be missing, and what they need. */
static long missing(const struct city *city, const struct slot_taken *taken, size_t count,
	const struct forecast_need **needs)
{
	struct places_foreseen *foreseen = places_foreseen_open(&city->ahead, city->arena);
	long people = 0;
	for (int i = 0; i < city->count; i++) {
		const struct resident_ahead whom = {
			.resident = &city->people[i], .circumstances = &nothing};
		places_foreseen_resident(foreseen, &whom);
	}
	size_t need_count = places_foreseen_find(foreseen, taken, count, needs);
	for (size_t i = 0; i < need_count; i++)
		people += (*needs)[i].people;
	return people;
}

/* ---- cases ---- */

static void test_places_that_do_are_not_told_of(void **state)
{
	struct city city;
	const struct forecast_need *needs;
	build_city(&city, *state);
	for (int i = 0; i < 20; i++)
		move_in(&city, on("2027-03-10"));
	assert_int_equal(missing(&city, NULL, 0, &needs), 0);
}

/* Of the windows that open by the last night, each with its first mailing and its last day. */
static void test_letters_to_come_are_told(void **state)
{
	struct city city;
	const struct quota_coming *letters;
	build_city(&city, *state);
	move_in(&city, on("2027-03-10"));
	move_in(&city, on("2027-03-16"));
	move_in(&city, on("2027-09-16"));
	struct places_foreseen *foreseen = places_foreseen_open(&city.ahead, city.arena);
	for (int i = 0; i < city.count; i++) {
		const struct resident_ahead whom = {
			.resident = &city.people[i], .circumstances = &nothing};
		places_foreseen_resident(foreseen, &whom);
	}
	assert_int_equal(places_foreseen_letters(foreseen, &letters), 2);
	assert_int_equal(letters[0].from, on("2026-12-15"));
	assert_int_equal(letters[0].last, on("2027-01-10"));
	assert_int_equal(letters[1].from, on("2026-12-22"));
	assert_int_equal(letters[1].last, on("2027-01-16"));
}

/* The window of an expiry of March 10 opens on December 11; the first mail is of the 15th. */
static void test_a_window_that_opens_in_weeks_is_told_of_now(void **state)
{
	struct city city;
	const struct forecast_need *needs;
	build_city(&city, *state);
	for (int i = 0; i < 200; i++)
		move_in(&city, on("2027-03-10"));
	assert_in_range(missing(&city, NULL, 0, &needs), 60, 120);
	assert_int_equal(needs[0].monday, on("2026-12-14"));
	assert_int_equal(needs[0].remedy, REMEDY_EARLIER);
	while (needs->remedy == REMEDY_EARLIER)
		needs++;
	assert_int_equal(needs->monday, on("2027-03-01"));
	assert_int_equal(needs->remedy, REMEDY_NEW);
	assert_true(needs->desks > 0);
}

static void test_a_window_that_opens_later_is_not_looked_at(void **state)
{
	struct city city;
	const struct forecast_need *needs;
	build_city(&city, *state);
	for (int i = 0; i < 200; i++)
		move_in(&city, on("2027-04-20"));
	assert_int_equal(missing(&city, NULL, 0, &needs), 0);
	city.ahead.until = on("2027-01-31");
	city.calendar = open_days(
		*state, on(FROM), forecast_calendar_until(&city.office, city.ahead.until));
	assert_in_range(missing(&city, NULL, 0, &needs), 60, 120);
}

static void test_what_is_taken_and_who_is_by_hand_count_as_they_do(void **state)
{
	struct city city;
	const struct forecast_need *needs;
	static const struct slot_taken taken[] = {{0, 0, OPEN_AT, OPEN_AT + OPEN_MINUTES, 0}};
	struct slot_taken place = taken[0];
	build_city(&city, *state);
	for (int i = 0; i < 200; i++)
		move_in(&city, on("2027-03-10"));
	long people = missing(&city, NULL, 0, &needs);
	place.day = on("2027-02-10");
	assert_int_equal(missing(&city, &place, 1, &needs), people + 1);
	for (int i = 0; i < 5; i++)
		city.people[i].protection = PROTECTION_ACTIVE;
	assert_int_equal(missing(&city, NULL, 0, &needs), people - 5);
}

/* ---- properties ---- */

struct windows {
	int from_until[DAYS_MAX][DAYS_MAX];
	day_number first;
	int asked;
};

static void take_window(void *context, const struct letter_ahead *letter)
{
	struct windows *windows = context;
	if (letter->hand || !letter->visits || letter->wave == WAVE_REMINDER)
		return;
	windows->asked++;
	windows->from_until[letter->request.from - windows->first]
			   [letter->request.until - windows->first]++;
}

/* Earliest deadline first, day by day: exact with one counter at which everybody can come on each
 * of their days (F. Glover, 1967). */
static int left_by_deadline(const struct city *city)
{
	static struct windows windows;
	int waiting[DAYS_MAX] = {0}, placed = 0;
	memset(&windows, 0, sizeof windows);
	windows.first = city->calendar.from;
	for (int i = 0; i < city->count; i++) {
		const struct resident_ahead whom = {
			.resident = &city->people[i], .circumstances = &nothing};
		letters_ahead(&city->ahead, &whom, take_window, &windows);
	}
	for (int day = 0; day <= city->calendar.to - city->calendar.from; day++) {
		int left = (int)calendar_day(&city->calendar, windows.first + day, 0)->slot_count;
		for (int until = day; until < DAYS_MAX; until++) {
			waiting[until] += windows.from_until[day][until];
			int served = waiting[until] < left ? waiting[until] : left;
			waiting[until] -= served;
			left -= served;
			placed += served;
		}
	}
	return windows.asked - placed;
}

static long left_night_by_night(const struct city *city)
{
	struct forecast_count *count = forecast_open(&city->ahead, city->arena);
	struct forecast forecast;
	long left = 0;
	for (int i = 0; i < city->count; i++) {
		const struct resident_ahead whom = {
			.resident = &city->people[i], .circumstances = &nothing};
		forecast_resident(count, &whom);
	}
	forecast_finish(count, &forecast);
	for (size_t i = 0; i < forecast.need_count; i++)
		left += forecast.needs[i].people;
	return left;
}

static void test_as_many_as_must_be_and_no_more_than_the_nights_will_leave(void **state)
{
	int told = 0;
	(void)state;
	for (int trial = 0; trial < TRIALS; trial++) {
		struct arena *arena = arena_open();
		struct city city;
		const struct forecast_need *needs;
		random_state = (uint64_t)(trial + 1) * UINT64_C(0x9E3779B97F4A7C15);
		build_city(&city, arena);
		int people = 20 + draw(PEOPLE_MAX - 20), span = 5 + draw(130);
		day_number first = on("2026-12-10") + draw(40);
		for (int i = 0; i < people; i++)
			move_in(&city, first + draw(span));
		long left = missing(&city, NULL, 0, &needs);
		assert_int_equal(left, left_by_deadline(&city));
		assert_true(left <= left_night_by_night(&city));
		told += left > 0 ? 1 : 0;
		arena_close(arena);
	}
	assert_in_range(told, TRIALS / 4, TRIALS - 5);
}

static int open_case(void **state)
{
	*state = arena_open();
	return 0;
}

static int close_case(void **state)
{
	arena_close(*state);
	return 0;
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_case, close_case)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_places_that_do_are_not_told_of),
		CASE(test_a_window_that_opens_in_weeks_is_told_of_now),
		CASE(test_letters_to_come_are_told),
		CASE(test_a_window_that_opens_later_is_not_looked_at),
		CASE(test_what_is_taken_and_who_is_by_hand_count_as_they_do),
		CASE(test_as_many_as_must_be_and_no_more_than_the_nights_will_leave),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
