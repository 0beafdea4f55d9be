/* A register's forecast: one counter, ten places a week, mail on Tuesdays (open_days.h). */
#include "decide/forecast/forecast_count.h"

#include "decide/fixture.h"
#include "decide/forecast/open_days.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define FROM  "2026-11-25" /* a Wednesday */
#define UNTIL "2027-08-24"

enum { PEOPLE_MAX = 400, ID_BYTES = 16 };

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
static void move_in(struct city *city, day_number expires)
{
	struct resident *resident = &city->people[city->count];
	char *id = city->ids[city->count++];
	snprintf(id, ID_BYTES, "%010d", city->count);
	*resident = fixture_resident();
	resident->id = id;
	resident->certificate[CERTIFICATE_SIGNATURE].expires = on("2031-05-10");
	resident->certificate[CERTIFICATE_AUTHENTICATION].expires = expires;
}

static struct forecast foresee(
	const struct city *city, const struct taken_place *taken, size_t taken_count, bool backward)
{
	static const struct circumstances nothing;
	struct forecast_count *count = forecast_open(&city->ahead, city->arena);
	struct forecast forecast;
	forecast_book(count, taken, taken_count);
	for (int i = 0; i < city->count; i++) {
		const struct resident_ahead whom = {
			.resident = &city->people[backward ? city->count - 1 - i : i],
			.circumstances = &nothing};
		forecast_resident(count, &whom);
	}
	forecast_finish(count, &forecast);
	return forecast;
}

static const struct forecast_span *span_at(
	const struct forecast_span *spans, size_t count, const char *day)
{
	for (size_t i = 0; i < count; i++)
		if (spans[i].from <= on(day) && on(day) <= spans[i].until)
			return &spans[i];
	fail_msg("no span has %s", day);
	return NULL;
}

static struct forecast_span sum_of(const struct forecast_span *spans, size_t count)
{
	struct forecast_span sum = {0};
	for (size_t i = 0; i < count; i++) {
		for (int wave = 0; wave < WAVES; wave++)
			sum.letters[wave] += spans[i].letters[wave];
		for (int matter = 0; matter < MATTERS; matter++) {
			sum.matters[matter] += spans[i].matters[matter];
			sum.visits[matter] += spans[i].visits[matter];
		}
		sum.calls += spans[i].calls;
		sum.hand += spans[i].hand;
		sum.booked += spans[i].booked;
		sum.unplaced += spans[i].unplaced;
		sum.shares[0].offered += spans[i].shares[0].offered;
		sum.shares[0].booked += spans[i].shares[0].booked;
		sum.shares[0].taken += spans[i].shares[0].taken;
		sum.shares[0].visits += spans[i].shares[0].visits;
	}
	return sum;
}

static void test_where_days_are_cut(void **state)
{
	struct city city;
	build_city(&city, *state);
	struct forecast forecast = foresee(&city, NULL, 0, false);
	assert_int_equal(forecast.month_count, 10);
	assert_int_equal(forecast.months[0].from, on(FROM));
	assert_int_equal(forecast.months[0].until, on("2026-11-30"));
	assert_int_equal(forecast.months[9].from, on("2027-08-01"));
	assert_int_equal(forecast.months[9].until, on(UNTIL));
	assert_int_equal(forecast.weeks[0].until, on("2026-11-29"));
	assert_int_equal(forecast.weeks[1].from, on("2026-11-30"));
	assert_int_equal(forecast.weeks[1].shares[0].offered, 10);
	assert_int_equal(forecast.weeks[0].shares[0].offered, 6); /* Wednesday to Friday */
}

static void test_one_letter_and_its_visit(void **state)
{
	struct city city;
	build_city(&city, *state);
	city.office.matters[MATTER_AUTHENTICATION].wished_day = 14;
	city.office.matters[MATTER_AUTHENTICATION].slots = 2;
	city.office.wishes.day = 10;
	move_in(&city, on("2027-06-08"));
	struct forecast forecast = foresee(&city, NULL, 0, false);
	const struct forecast_span *month =
		span_at(forecast.months, forecast.month_count, "2027-03-09");
	assert_int_equal(month->letters[WAVE_FIRST], 1);
	assert_int_equal(month->matters[MATTER_AUTHENTICATION], 1);
	assert_int_equal(month->visits[MATTER_AUTHENTICATION], 1);
	const struct forecast_span *week =
		span_at(forecast.weeks, forecast.week_count, "2027-03-23");
	assert_int_equal(week->shares[0].visits, 1);
	assert_int_equal(week->shares[0].taken, 2);
	assert_int_equal(
		span_at(forecast.weeks, forecast.week_count, "2027-05-11")->letters[WAVE_REMINDER],
		1);
	const struct forecast_span sum = sum_of(forecast.weeks, forecast.week_count);
	assert_int_equal(sum.letters[WAVE_FIRST] + sum.letters[WAVE_LATE], 1);
	assert_int_equal(sum.visits[MATTER_AUTHENTICATION], 1);
	assert_int_equal(forecast.need_count, 0);
}

static void test_what_is_booked_takes_its_place(void **state)
{
	struct city city;
	const struct taken_place taken[] = {
		{"a", "hall", on("2026-12-01"), OPEN_AT, OPEN_AT + 2 * OPEN_MINUTES, 0},
		{"b", "hall", on("2026-12-02"), OPEN_AT, OPEN_AT + OPEN_MINUTES, 0},
		{"c", "elsewhere", on("2026-12-02"), OPEN_AT, OPEN_AT + OPEN_MINUTES, 0},
		{"d", "hall", on("2029-12-03"), OPEN_AT, OPEN_AT + OPEN_MINUTES, 0}};
	build_city(&city, *state);
	struct forecast forecast = foresee(&city, taken, 4, false);
	const struct forecast_span *week =
		span_at(forecast.weeks, forecast.week_count, "2026-12-01");
	assert_int_equal(week->booked, 2);
	assert_int_equal(week->shares[0].booked, 3);
	assert_int_equal(week->shares[0].visits, 2);
	assert_int_equal(sum_of(forecast.months, forecast.month_count).booked, 2);
}

/* Whoever asks for a visit has a place or is left over, no place is given twice, weeks and months
 * have the same sums, and the order of the register changes nothing. */
static void test_sums(void **state)
{
	unsigned seed = 7;
	for (int round = 0; round < 6; round++) {
		struct city *city = arena_alloc(*state, sizeof *city);
		const struct taken_place taken[] = {
			{"a", "hall", on("2026-12-22"), OPEN_AT, OPEN_AT + OPEN_MINUTES, 0}};
		build_city(city, *state);
		/* All visits of whom gets a letter lie within the nights. */
		int span = round % 2 ? 30 : 150;
		for (int i = 0; i < PEOPLE_MAX; i++)
			move_in(city, on("2027-01-15") + rand_r(&seed) % span);
		struct forecast forecast = foresee(city, taken, 1, false);
		const struct forecast_span weeks = sum_of(forecast.weeks, forecast.week_count);
		const struct forecast_span months = sum_of(forecast.months, forecast.month_count);
		assert_memory_equal(&weeks, &months, sizeof weeks);
		assert_int_equal(weeks.letters[WAVE_FIRST] + weeks.letters[WAVE_LATE], PEOPLE_MAX);
		assert_int_equal(weeks.visits[MATTER_AUTHENTICATION] + weeks.unplaced, PEOPLE_MAX);
		assert_true(weeks.unplaced > 0);
		long needed = 0;
		for (size_t i = 0; i < forecast.need_count; i++)
			needed += forecast.needs[i].people;
		assert_int_equal(needed, weeks.unplaced);
		for (size_t i = 0; i < forecast.week_count; i++) {
			const struct forecast_share *share = &forecast.weeks[i].shares[0];
			assert_true(share->taken + share->booked <= share->offered);
		}
		struct forecast again = foresee(city, taken, 1, true);
		assert_memory_equal(
			again.weeks, forecast.weeks, forecast.week_count * sizeof *forecast.weeks);
		assert_int_equal(again.need_count, forecast.need_count);
		for (size_t i = 0; i < forecast.need_count; i++)
			assert_int_equal(again.needs[i].people, forecast.needs[i].people);
	}
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
		cmocka_unit_test(test_where_days_are_cut),
		cmocka_unit_test(test_one_letter_and_its_visit),
		cmocka_unit_test(test_what_is_booked_takes_its_place),
		cmocka_unit_test(test_sums),
	};
	return cmocka_run_group_tests(tests, open_group, close_group);
}
