/* The days on which the visit of a letter may lie. The calendar of these tests: one counter, open
 * on the days that a case lists, from 2026-11-24 on. */
#include "decide/visits/visit.h"

#include "decide/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { DAYS = 120 };

#define POSTED "2026-11-24"

struct office_and_days {
	struct office office;
	struct calendar calendar;
	struct counter_day days[DAYS];
};

static const struct slot slots[] = {{540, 570, 1, MATTERS_ALL, 0, 0}};

static void open_all(struct office_and_days *world)
{
	world->office = fixture_office();
	world->office.counter_count = 1;
	memset(world->days, 0, sizeof world->days);
	for (int i = 0; i < DAYS; i++)
		world->days[i] =
			(struct counter_day){.reason = "weekday", .slots = slots, .slot_count = 1};
	world->calendar = (struct calendar){.from = on(POSTED),
		.to = on(POSTED) + DAYS - 1,
		.counter_count = 1,
		.days = world->days};
}

static void close_days(struct office_and_days *world, const char *from, const char *to)
{
	for (day_number day = on(from); day <= on(to); day++)
		world->days[day - world->calendar.from].slot_count = 0;
}

static struct notice_item item(enum matter matter, const char *expires, enum outcome outcome)
{
	return (struct notice_item){.matter = matter, .expires = on(expires), .outcome = outcome};
}

static void assert_visit(struct office_and_days *world, const struct notice_item *items,
	size_t count, const char *from, const char *until)
{
	struct visit visit;
	char got_from[CIVIL_DATE_BYTES], got_until[CIVIL_DATE_BYTES];
	assert_true(visit_days(&world->office, &world->calendar, items, count, on(POSTED), &visit));
	assert_string_equal(from, civil_format(visit.from, got_from));
	assert_string_equal(until, civil_format(visit.until, got_until));
}

static void from_posting_plus_lead_days_to_the_expiry_less_clear_days(void **state)
{
	(void)state;
	struct office_and_days world;
	open_all(&world);
	struct notice_item due = item(MATTER_CARD, "2027-01-10", OUTCOME_LETTER);
	assert_visit(&world, &due, 1, "2026-12-01", "2027-01-07");
}

static void clear_days_give_way_when_they_would_leave_no_day(void **state)
{
	(void)state;
	struct office_and_days world;
	open_all(&world);
	struct notice_item due = item(MATTER_CARD, "2026-12-02", OUTCOME_LETTER);
	assert_visit(&world, &due, 1, "2026-12-01", "2026-12-02");
}

static void the_days_are_drawn_in_to_days_with_a_place(void **state)
{
	(void)state;
	struct office_and_days world;
	open_all(&world);
	close_days(&world, "2026-12-01", "2026-12-04");
	close_days(&world, "2027-01-01", "2027-01-31");
	struct notice_item due = item(MATTER_CARD, "2027-01-10", OUTCOME_LETTER);
	assert_visit(&world, &due, 1, "2026-12-05", "2026-12-31");
}

static void the_earliest_expiry_that_leaves_a_day_counts_covered_ones_too(void **state)
{
	(void)state;
	struct office_and_days world;
	open_all(&world);
	const struct notice_item both[] = {item(MATTER_CARD, "2027-02-10", OUTCOME_LETTER),
		item(MATTER_SIGNATURE, "2027-01-10", OUTCOME_COVERED)};
	assert_visit(&world, both, 2, "2026-12-01", "2027-01-07");
	const struct notice_item passed[] = {item(MATTER_CARD, "2027-02-10", OUTCOME_LETTER),
		item(MATTER_SIGNATURE, "2026-11-28", OUTCOME_COVERED)};
	assert_visit(&world, passed, 2, "2026-12-01", "2027-02-07");
}

static void the_later_reading_of_the_window_holds_the_visit_back(void **state)
{
	(void)state;
	struct office_and_days world;
	open_all(&world);
	for (int matter = 0; matter < MATTERS; matter++)
		world.office.matters[matter].lead_days = 1;
	/* 2027-02-28: the city's window opens on 11-29, the other reading on 12-01. */
	struct notice_item due = item(MATTER_CARD, "2027-02-28", OUTCOME_LETTER);
	assert_visit(&world, &due, 1, "2026-12-01", "2027-02-25");
}

static void no_visit_without_an_appointment_or_a_day(void **state)
{
	(void)state;
	struct office_and_days world;
	struct visit visit = {.from = 1};
	open_all(&world);
	struct notice_item late = item(MATTER_CARD, "2026-11-30", OUTCOME_LETTER);
	assert_false(visit_days(&world.office, &world.calendar, &late, 1, on(POSTED), &visit));
	world.office.matters[MATTER_CARD].appointment = APPOINTMENT_NONE;
	struct notice_item due = item(MATTER_CARD, "2027-01-10", OUTCOME_LETTER);
	assert_false(visit_days(&world.office, &world.calendar, &due, 1, on(POSTED), &visit));
	assert_int_equal(1, visit.from);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(from_posting_plus_lead_days_to_the_expiry_less_clear_days),
		cmocka_unit_test(clear_days_give_way_when_they_would_leave_no_day),
		cmocka_unit_test(the_days_are_drawn_in_to_days_with_a_place),
		cmocka_unit_test(the_earliest_expiry_that_leaves_a_day_counts_covered_ones_too),
		cmocka_unit_test(the_later_reading_of_the_window_holds_the_visit_back),
		cmocka_unit_test(no_visit_without_an_appointment_or_a_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
