/* With which mailing letters to come go: one counter, mail on Tuesdays (open_days.h). */
#include "decide/forecast/queue_ahead.h"

#include "decide/fixture.h"
#include "decide/forecast/open_days.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define FROM  "2026-11-25" /* a Wednesday */
#define UNTIL "2027-03-31"

struct plan {
	struct arena *arena;
	struct office office;
	struct calendar calendar;
	struct nights_ahead ahead;
	struct visits_ahead *visits;
};

static void begin(struct plan *plan, struct arena *arena, int most, int level)
{
	*plan = (struct plan){.arena = arena, .office = fixture_office()};
	plan->office.mailing.most_letters = most;
	plan->office.mailing.level_days = level;
	plan->calendar = open_days(arena, on(FROM), on(UNTIL) + 110);
	plan->ahead = (struct nights_ahead){&plan->office, &plan->calendar, on(FROM), on(UNTIL)};
	plan->visits = visits_ahead_open(arena);
}

/* So many letters whose first mailing is on that Tuesday, and that have a month from it. */
static void ask(struct plan *plan, const char *posted, int people)
{
	struct letter_ahead letter = {.posted = on(posted),
		.wave = WAVE_FIRST,
		.matter = MATTER_AUTHENTICATION,
		.last = on(posted) + 30,
		.visits = true};
	letter.request.from = letter.posted + 7;
	letter.request.until = letter.posted + 90;
	for (int i = 0; i < people; i++)
		visits_ahead_add(plan->visits, &letter);
}

/* Letters that go on that day; each of their visits can lie behind their arrival. */
static long posted_on(struct plan *plan, const char *day)
{
	const struct visit_kind *kinds;
	size_t count = visits_ahead_kinds(plan->visits, &kinds);
	long people = 0;
	for (size_t i = 0; i < count; i++) {
		if (kinds[i].posted != on(day))
			continue;
		people += kinds[i].people;
		assert_true(kinds[i].visits);
		assert_true(kinds[i].request.from >=
			    office_arrival(&plan->office, kinds[i].matter, kinds[i].posted));
		assert_true(kinds[i].posted <= kinds[i].last);
	}
	return people;
}

static void test_nobody_waits_where_there_is_no_limit(void **state)
{
	struct plan plan;
	begin(&plan, *state, 0, 0);
	ask(&plan, "2026-12-01", 500);
	queue_ahead(&plan.ahead, plan.visits, plan.arena);
	assert_int_equal(posted_on(&plan, "2026-12-01"), 500);
}

static void test_so_many_a_mailing(void **state)
{
	struct plan plan;
	begin(&plan, *state, 10, 0);
	ask(&plan, "2026-12-01", 25);
	ask(&plan, "2026-12-08", 3);
	queue_ahead(&plan.ahead, plan.visits, plan.arena);
	assert_int_equal(posted_on(&plan, "2026-12-01"), 10);
	assert_int_equal(posted_on(&plan, "2026-12-08"), 10);
	assert_int_equal(posted_on(&plan, "2026-12-15"), 8);
}

static void test_the_last_mailing_takes_all(void **state)
{
	struct plan plan;
	begin(&plan, *state, 10, 0);
	ask(&plan, "2026-12-01", 100); /* until December 31 */
	queue_ahead(&plan.ahead, plan.visits, plan.arena);
	assert_int_equal(posted_on(&plan, "2026-12-22"), 10);
	assert_int_equal(posted_on(&plan, "2026-12-29"), 60);
	assert_int_equal(posted_on(&plan, "2027-01-05"), 0);
}

static void test_levelled_a_large_week_is_spread(void **state)
{
	static const char *const weeks[] = {"2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22",
		"2026-12-29", "2027-01-05", "2027-01-12", "2027-01-19", "2027-01-26", "2027-02-02",
		"2027-02-09", "2027-02-16"};
	struct plan plan;
	long largest = 0, all = 0;
	begin(&plan, *state, 0, 28);
	for (size_t i = 0; i < sizeof weeks / sizeof weeks[0]; i++)
		ask(&plan, weeks[i], i == 6 ? 100 : 20);
	queue_ahead(&plan.ahead, plan.visits, plan.arena);
	for (size_t i = 0; i < sizeof weeks / sizeof weeks[0]; i++) {
		long posted = posted_on(&plan, weeks[i]);
		largest = posted > largest ? posted : largest;
		all += posted;
	}
	assert_true(largest < 50);
	assert_true(all > 250);
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
		CASE(test_nobody_waits_where_there_is_no_limit),
		CASE(test_so_many_a_mailing),
		CASE(test_the_last_mailing_takes_all),
		CASE(test_levelled_a_large_week_is_spread),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
