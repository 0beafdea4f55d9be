/* A block of places for people who come together: one counter, one day, side by side. */
#include "decide/visits/block.h"

#include "decide/offers.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE = 6, OFFERS = 12 };

struct block_case {
	const char *sentence;
	struct offer offers[OFFERS]; /* ends with desks 0 */
	struct slot_taken taken[4];
	size_t taken_count;
	int share;
	struct slot_request people[PEOPLE]; /* ends with slots 0 */
	const char *seats; /* "key day/counter hh:mm-hh:mm desk;…" in the order of people, "-" */
};

#define ASKS(key, from, until, slots)                                                              \
	{                                                                                          \
		(key), (from), (until), (slots), CARD, EVERY, 0, false, 0, 0, AGE_OTHER, NULL,     \
			NULL, 0                                                                    \
	}

static const struct block_case cases[] = {
	{"parallel desks, then the slot behind: the shortest block",
		{{0, 0, 0, 1, CARD}, {0, 0, 1, 1, CARD}, {1, 0, 0, 2, CARD}, {1, 0, 1, 2, CARD}},
		{{0}}, 0, 100, {ASKS("a", 0, 1, 1), ASKS("b", 0, 1, 1), ASKS("c", 0, 1, 1)},
		"a 1/0 09:00-09:30 0;b 1/0 09:00-09:30 1;c 1/0 09:30-10:00 0;"},
	{"of equal ones the earliest", {{0, 0, 3, 2, CARD}, {1, 0, 0, 2, CARD}}, {{0}}, 0, 100,
		{ASKS("a", 0, 1, 1), ASKS("b", 0, 1, 1)},
		"a 0/0 10:30-11:00 0;b 0/0 10:30-11:00 1;"},
	{"the home counter before a shorter one",
		{{0, 0, 0, 1, CARD}, {0, 0, 1, 1, CARD}, {0, 1, 0, 2, CARD}}, {{0}}, 0, 100,
		{ASKS("a", 0, 0, 1), ASKS("b", 0, 0, 1)},
		"a 0/0 09:00-09:30 0;b 0/0 09:30-10:00 0;"},
	{"more people before the home counter", {{0, 0, 0, 1, CARD}, {0, 1, 0, 2, CARD}}, {{0}}, 0,
		100, {ASKS("a", 0, 0, 1), ASKS("b", 0, 0, 1)},
		"a 0/1 09:00-09:30 0;b 0/1 09:00-09:30 1;"},
	{"what somebody has is not theirs", {{0, 0, 0, 2, CARD}, {0, 0, 1, 2, CARD}},
		{TAKEN(0, 0, NINE, 0)}, 1, 100, {ASKS("a", 0, 0, 1), ASKS("b", 0, 0, 1)},
		"a 0/0 09:30-10:00 0;b 0/0 09:30-10:00 1;"},
	{"no gap in the hours: the other side of it is another block",
		{{0, 0, 0, 1, CARD}, {0, 0, 2, 1, CARD}}, {{0}}, 0, 100,
		{ASKS("a", 0, 0, 1), ASKS("b", 0, 0, 1)}, "a 0/0 09:00-09:30 0;b -;"},
	{"a desk that another has in between leaves no gap beside it",
		{{0, 0, 0, 2, CARD}, {0, 0, 1, 2, CARD}, {0, 0, 2, 2, CARD}},
		{TAKEN(0, 0, NINE + 30, 0)}, 1, 100,
		{ASKS("a", 0, 0, 1), ASKS("b", 0, 0, 1), ASKS("c", 0, 0, 1), ASKS("d", 0, 0, 1)},
		"a 0/0 09:00-09:30 0;b 0/0 09:00-09:30 1;c 0/0 09:30-10:00 1;d 0/0 10:00-10:30 0;"},
	{"a longer visit has one desk all through, and others go on beside it",
		{{0, 0, 0, 2, CARD}, {0, 0, 1, 2, CARD}}, {{0}}, 0, 100,
		{ASKS("a", 0, 0, 2), ASKS("b", 0, 0, 1), ASKS("c", 0, 0, 1)},
		"a 0/0 09:00-10:00 0;b 0/0 09:00-09:30 1;c 0/0 09:30-10:00 1;"},
	{"of what is free on the day a share and no more", {{0, 0, 0, 2, CARD}, {0, 0, 1, 2, CARD}},
		{{0}}, 0, 50, {ASKS("a", 0, 0, 1), ASKS("b", 0, 0, 1), ASKS("c", 0, 0, 1)},
		"a 0/0 09:00-09:30 0;b 0/0 09:00-09:30 1;c -;"},
	{"who runs out first is seated first, whatever order they ask in", {{0, 0, 0, 1, CARD}},
		{{0}}, 0, 100, {ASKS("a", 0, 5, 1), ASKS("z", 0, 0, 1)},
		"a -;z 0/0 09:00-09:30 0;"},
	{"nobody is seated outside their days", {{0, 0, 0, 3, CARD}, {1, 0, 0, 3, CARD}}, {{0}}, 0,
		100, {ASKS("a", 0, 0, 1), ASKS("b", 1, 1, 1), ASKS("c", 1, 1, 1)},
		"a -;b 1/0 09:00-09:30 0;c 1/0 09:00-09:30 1;"},
	{"nor where their matter is not done", {{0, 0, 0, 3, STAY}}, {{0}}, 0, 100,
		{ASKS("a", 0, 0, 1)}, "a -;"},
};

static const char *told_of(struct arena *arena, const struct slot_request *people,
	const struct slot_answer *answers, size_t count)
{
	const char *told = "";
	for (size_t i = 0; i < count; i++) {
		char from[CIVIL_TIME_BYTES], to[CIVIL_TIME_BYTES];
		const struct slot_answer *answer = &answers[i];
		told = !answer->placed ? arena_print(arena, "%s%s -;", told, people[i].key)
				       : arena_print(arena, "%s%s %d/%d %s-%s %d;", told,
						 people[i].key, answer->day, answer->counter,
						 civil_format_time(answer->starts, from),
						 civil_format_time(answer->ends, to), answer->desk);
	}
	return told;
}

static void what_a_block_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct block_case *one = &cases[i];
		struct arena *arena = arena_open();
		struct offer offers[OFFERS];
		struct slot_answer answers[PEOPLE] = {{0}};
		size_t offer_count = 0, count = 0;
		while (offer_count < OFFERS && one->offers[offer_count].desks > 0) {
			offers[offer_count] = one->offers[offer_count];
			offer_count++;
		}
		while (count < PEOPLE && one->people[count].slots > 0)
			count++;
		struct calendar calendar = make_calendar(arena, offers, offer_count, 5, 2);
		struct places places =
			places_open(&calendar, 0, 5, one->taken, one->taken_count, arena);
		const struct block_search search = {&places, one->share, NULL, 0};
		size_t seated = block_seat(&search, one->people, count, arena, answers);
		const char *told = told_of(arena, one->people, answers, count);
		if (strcmp(told, one->seats) != 0)
			fail_msg("%s: %s", one->sentence, told);
		for (size_t k = 0; k < count; k++)
			seated -= answers[k].placed ? 1 : 0;
		assert_int_equal(seated, 0);
		arena_close(arena);
	}
}

/* A house comes whole, so that it has no appointment beyond the desks; and who has one is left a
 * desk. */
static void beyond_the_desks_is_no_place(void **state)
{
	(void)state;
	static const struct {
		struct slot_taken taken;
		size_t taken_count;
		const char *seats;
	} variants[] = {
		{{0}, 0, "a 0/0 09:00-09:30 0;b 0/0 09:00-09:30 1;c 0/0 09:30-10:00 0;"},
		{TAKEN(0, 0, NINE, 2), 1,
			"a 0/0 09:00-09:30 0;b 0/0 09:30-10:00 0;c 0/0 09:30-10:00 1;"},
	};
	for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++) {
		struct arena *arena = arena_open();
		struct offer offers[] = {{0, 0, 0, 3, CARD}, {0, 0, 1, 3, CARD}};
		const struct slot_request people[] = {
			ASKS("a", 0, 1, 1), ASKS("b", 0, 1, 1), ASKS("c", 0, 1, 1)};
		struct slot_answer answers[3] = {{0}};
		struct calendar calendar = make_calendar(arena, offers, 2, 1, 1);
		struct slot slots[2];
		memcpy(slots, calendar.days[0].slots, sizeof slots);
		slots[0].beyond = slots[1].beyond = 1;
		struct counter_day days[2] = {calendar.days[0], calendar.days[1]};
		days[0].slots = slots;
		calendar.days = days;
		struct places places = places_open(
			&calendar, 0, 1, &variants[i].taken, variants[i].taken_count, arena);
		const struct block_search search = {&places, 100, NULL, 0};
		assert_int_equal(block_seat(&search, people, 3, arena, answers), 3);
		assert_string_equal(told_of(arena, people, answers, 3), variants[i].seats);
		arena_close(arena);
	}
}

/* Who found no room in the first asks again: its places are taken, its people are passed over. */
static void a_second_block(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct offer offers[] = {{0, 0, 0, 1, CARD}, {1, 0, 0, 1, CARD}};
	const struct slot_request people[] = {ASKS("a", 0, 1, 1), ASKS("b", 0, 1, 1)};
	struct slot_answer answers[2] = {{0}};
	struct calendar calendar = make_calendar(arena, offers, 2, 1, 1);
	struct places places = places_open(&calendar, 0, 1, NULL, 0, arena);
	const struct block_search search = {&places, 100, NULL, 0};
	assert_int_equal(block_seat(&search, people, 2, arena, answers), 1);
	assert_int_equal(block_seat(&search, people, 2, arena, answers), 1);
	assert_int_equal(block_seat(&search, people, 2, arena, answers), 0);
	assert_string_equal(
		told_of(arena, people, answers, 2), "a 0/0 09:00-09:30 0;b 1/0 09:00-09:30 0;");
	assert_int_equal(places_free(&places, 0, 0, 0), 0);
	arena_close(arena);
}

/* A share is the house's, not a block's: more of the same day is none of it, nor when it joins. */
static void a_share_is_used_up_once(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct offer offers[] = {{0, 0, 0, 2, CARD}, {0, 0, 1, 2, CARD}};
	const struct slot_request people[] = {
		ASKS("a", 0, 0, 1), ASKS("b", 0, 0, 1), ASKS("c", 0, 0, 1)};
	const struct slot_request later[] = {ASKS("d", 0, 0, 1)};
	struct slot_answer answers[3] = {{0}}, joins[1] = {{0}};
	struct calendar calendar = make_calendar(arena, offers, 2, 0, 1);
	struct places places = places_open(&calendar, 0, 0, NULL, 0, arena);
	const struct block_search search = {&places, 50, NULL, 0};
	assert_int_equal(block_seat(&search, people, 3, arena, answers), 2);
	assert_int_equal(block_seat(&search, people, 3, arena, answers), 0);
	const struct block_search beside = {&places, 50, answers, 3};
	assert_int_equal(block_seat(&beside, later, 1, arena, joins), 0);
	const struct block_search wider = {&places, 75, answers, 3};
	assert_int_equal(block_seat(&wider, later, 1, arena, joins), 1);
	arena_close(arena);
}

/* Who joins later comes on a day and to a counter of the block that stands. */
static void beside_what_stands(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct offer offers[] = {{0, 0, 0, 3, CARD}, {1, 1, 0, 1, CARD}};
	const struct slot_request people[] = {ASKS("a", 0, 1, 1), ASKS("b", 0, 1, 1)};
	struct slot_answer answers[2] = {{0}};
	const struct slot_answer stands = {
		.placed = true, .counter = 1, .day = 1, .starts = 600, .ends = 630};
	struct calendar calendar = make_calendar(arena, offers, 2, 1, 2);
	struct places places = places_open(&calendar, 0, 1, NULL, 0, arena);
	const struct block_search search = {&places, 100, &stands, 1};
	assert_int_equal(block_seat(&search, people, 2, arena, answers), 1);
	assert_string_equal(told_of(arena, people, answers, 2), "a 1/1 09:00-09:30 0;b -;");
	arena_close(arena);
}

/* The order in which people ask changes nothing. */
static void whatever_the_order(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct offer offers[] = {{0, 0, 0, 2, CARD}, {0, 0, 1, 2, CARD}};
	const struct slot_request one[] = {
		ASKS("a", 0, 1, 1), ASKS("b", 0, 0, 2), ASKS("c", 0, 0, 1)};
	const struct slot_request other[] = {
		ASKS("c", 0, 0, 1), ASKS("b", 0, 0, 2), ASKS("a", 0, 1, 1)};
	struct slot_answer first[3] = {{0}}, second[3] = {{0}};
	struct calendar calendar = make_calendar(arena, offers, 2, 1, 1);
	struct places places = places_open(&calendar, 0, 1, NULL, 0, arena);
	const struct block_search search = {&places, 100, NULL, 0};
	block_seat(&search, one, 3, arena, first);
	struct places again = places_open(&calendar, 0, 1, NULL, 0, arena);
	const struct block_search repeated = {&again, 100, NULL, 0};
	block_seat(&repeated, other, 3, arena, second);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(first[i].starts, second[2 - i].starts);
		assert_int_equal(first[i].desk, second[2 - i].desk);
	}
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_block_is),
		cmocka_unit_test(beyond_the_desks_is_no_place),
		cmocka_unit_test(a_second_block),
		cmocka_unit_test(a_share_is_used_up_once),
		cmocka_unit_test(beside_what_stands),
		cmocka_unit_test(whatever_the_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
