/* What can still be given: every visit that fits, as long as its matter needs, and how many people
 * can have it at once. */
#include "decide/visits/free_visits.h"

#include "decide/fixture.h"
#include "decide/offers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const struct counter counters[] = {{.id = "zero"}, {.id = "one"}};

struct free_case {
	const char *sentence;
	struct offer offers[6]; /* ends with desks 0 */
	struct slot_taken taken[4];
	size_t taken_count;
	int card_slots; /* of a card's visit; a stay's has one */
	matter_set matters;
	counter_set counters;
	const char *visits; /* "day/counter hh:mm-hh:mm free matters;…" */
};

static const struct free_case cases[] = {
	{"by day, start and counter, with the desks that are free",
		{{1, 0, 0, 1, CARD}, {0, 1, 0, 2, CARD}, {0, 0, 1, 3, CARD}, {0, 0, 0, 1, CARD}},
		{{0}}, 0, 1, CARD, EVERY,
		"0/0 09:00-09:30 1 2;0/1 09:00-09:30 2 2;0/0 09:30-10:00 3 2;1/0 09:00-09:30 1 2;"},
	{"what somebody has is not free", {{0, 0, 0, 2, CARD}, {0, 0, 1, 1, CARD}},
		{TAKEN(0, 0, NINE, 0), TAKEN(0, 0, NINE + 30, 0)}, 2, 1, CARD, EVERY,
		"0/0 09:00-09:30 1 2;"},
	{"a matter that takes longer is a visit of its own", {{0, 0, 0, 1, ANY}, {0, 0, 1, 1, ANY}},
		{{0}}, 0, 2, CARD | STAY, EVERY,
		"0/0 09:00-09:30 1 16;0/0 09:00-10:00 1 2;0/0 09:30-10:00 1 16;"},
	{"a longer visit needs one desk all through", {{0, 0, 0, 2, CARD}, {0, 0, 1, 2, CARD}},
		{TAKEN(0, 0, NINE, 0), TAKEN(0, 0, NINE + 30, 1)}, 2, 2, CARD, EVERY, ""},
	{"and slots that follow each other", {{0, 0, 0, 2, CARD}, {0, 0, 2, 2, CARD}}, {{0}}, 0, 2,
		CARD, EVERY, ""},
	{"of as many desks as all its slots have", {{0, 0, 0, 3, CARD}, {0, 0, 1, 2, CARD}}, {{0}},
		0, 2, CARD, EVERY, "0/0 09:00-10:00 2 2;"},
	{"a slot that is closed for the matter is not offered for it",
		{{0, 0, 0, 1, STAY}, {0, 0, 1, 1, ANY}}, {{0}}, 0, 1, CARD | STAY, EVERY,
		"0/0 09:00-09:30 1 16;0/0 09:30-10:00 1 18;"},
	{"only the counters and matters that are asked for", {{0, 0, 0, 1, ANY}, {0, 1, 0, 1, ANY}},
		{{0}}, 0, 1, STAY, ONLY(1), "0/1 09:00-09:30 1 16;"},
};

static void what_can_be_given(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct free_case *one = &cases[i];
		struct arena *arena = arena_open();
		struct office office = fixture_office();
		struct offer offers[6];
		struct free_visit *visits = NULL;
		size_t offer_count = 0;
		office.counters = counters;
		office.counter_count = 2;
		office.matters[MATTER_CARD].slots = one->card_slots;
		while (offer_count < 6 && one->offers[offer_count].desks > 0) {
			offers[offer_count] = one->offers[offer_count];
			offer_count++;
		}
		struct calendar calendar = make_calendar(arena, offers, offer_count, 1, 2);
		struct places places =
			places_open(&calendar, 0, 1, one->taken, one->taken_count, arena);
		size_t count = free_visits_list(
			&office, &places, one->matters, one->counters, arena, &visits);
		const char *told = "";
		for (size_t k = 0; k < count; k++) {
			char from[CIVIL_TIME_BYTES], to[CIVIL_TIME_BYTES];
			told = arena_print(arena, "%s%d/%zu %s-%s %d %d;", told, visits[k].day,
				visits[k].counter, civil_format_time(visits[k].starts, from),
				civil_format_time(visits[k].ends, to), visits[k].free,
				visits[k].matters);
		}
		if (strcmp(told, one->visits) != 0)
			fail_msg("%s: %s", one->sentence, told);
		arena_close(arena);
	}
}

static void a_matter_without_appointments_has_none_and_neither_a_counter_that_does_not_do_it(
	void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct office office = fixture_office();
	struct offer offers[] = {{0, 0, 0, 1, ANY}, {0, 1, 0, 1, ANY}};
	struct free_visit *visits = NULL;
	office.counters = counters;
	office.counter_count = 2;
	office.matters[MATTER_STAY].appointment = APPOINTMENT_NONE;
	office.matters[MATTER_CARD].counters = ONLY(1);
	struct calendar calendar = make_calendar(arena, offers, 2, 0, 2);
	struct places places = places_open(&calendar, 0, 0, NULL, 0, arena);
	assert_int_equal(free_visits_list(&office, &places, CARD | STAY, EVERY, arena, &visits), 1);
	assert_int_equal(visits[0].counter, 1);
	assert_int_equal(visits[0].matters, CARD);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_can_be_given),
		cmocka_unit_test(
			a_matter_without_appointments_has_none_and_neither_a_counter_that_does_not_do_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
