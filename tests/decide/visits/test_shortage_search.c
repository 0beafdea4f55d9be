/* Why somebody is left over, told in counts: tables of small nights. On random nights test_slots.c
 * proves that everybody is told of and that the cure helps. */
#include "decide/offers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct counter two_counters[] = {{.id = "hall"}, {.id = "branch"}};
static const struct office office = {
	.counters = two_counters, .counter_count = 2, .wishes = {.counter = 1}};

enum { MOST_ASKING = 8 };

#define ASK(key, from, until, at)                                                                  \
	{                                                                                          \
		(key), (from), (until), 1, CARD, (at), .home = 0                                   \
	}

/* Day 4 is Monday, 1970-01-05. */
static const struct shortage_case {
	const char *sentence;
	struct offer offers[8];                    /* ends with desks 0 */
	struct slot_request requests[MOST_ASKING]; /* ends with key NULL */
	struct slot_taken taken[3];
	size_t taken_count;
	const char *
		told; /* "from-until people>places left cure desks [monday counter offered/held]" */
} cases[] = {
	{"everybody has a place: nothing to tell", {{0, 0, 0, 2, ANY}},
		{ASK("a", 0, 0, EVERY), ASK("b", 0, 0, EVERY)}, {{0}}, 0, ""},
	{"three for two places, and an empty day that is not theirs",
		{{4, 0, 0, 1, ANY}, {4, 0, 1, 1, ANY}, {5, 0, 0, 9, ANY}},
		{ASK("a", 4, 4, EVERY), ASK("b", 4, 4, EVERY), ASK("c", 4, 4, EVERY)}, {{0}}, 0,
		"4-4 3>2 1 hall+1 [4 hall 2/0];"},
	{"who could have come on another day is not counted, nor is that day",
		{{4, 0, 0, 1, ANY}, {5, 0, 0, 2, ANY}},
		{ASK("a", 4, 5, EVERY), ASK("b", 4, 4, EVERY), ASK("c", 4, 4, EVERY)}, {{0}}, 0,
		"4-4 2>1 1 hall+1 [4 hall 1/0];"},
	{"who holds a place from an earlier night is none of the people",
		{{4, 0, 0, 2, ANY}, {5, 0, 0, 1, ANY}},
		{ASK("a", 4, 4, EVERY), ASK("b", 4, 5, EVERY), ASK("c", 4, 5, EVERY)},
		{TAKEN(0, 4, NINE, 0)}, 1, "4-5 3>2 1 hall+1 [4 hall 3/1];"},
	{"all places of the day have gone before", {{4, 0, 0, 2, ANY}}, {ASK("a", 4, 4, EVERY)},
		{TAKEN(0, 4, NINE, 0), TAKEN(0, 4, NINE, 1)}, 2, "4-4 1>0 1 hall+1 [4 hall 2/2];"},
	{"two days that nobody shares are told of apart", {{4, 0, 0, 1, ANY}, {11, 0, 0, 1, ANY}},
		{ASK("a", 4, 4, EVERY), ASK("b", 4, 4, EVERY), ASK("c", 11, 11, EVERY),
			ASK("d", 11, 11, EVERY)},
		{{0}}, 0, "4-4 2>1 1 hall+1 [4 hall 1/0];11-11 2>1 1 hall+1 [11 hall 1/0];"},
	{"days that somebody shares are told of together, week by week",
		{{4, 0, 0, 1, ANY}, {11, 0, 0, 1, ANY}},
		{ASK("a", 4, 11, EVERY), ASK("b", 4, 4, EVERY), ASK("c", 11, 11, EVERY)}, {{0}}, 0,
		"4-11 3>2 1 hall+1 [4 hall 1/0] [11 hall 1/0];"},
	{"the counter with more times in these days needs fewer desks",
		{{4, 0, 0, 1, ANY}, {4, 1, 0, 1, ANY}, {4, 1, 1, 1, ANY}},
		{ASK("a", 4, 4, EVERY), ASK("b", 4, 4, EVERY), ASK("c", 4, 4, EVERY),
			ASK("d", 4, 4, EVERY), ASK("e", 4, 4, EVERY)},
		{{0}}, 0, "4-4 5>3 2 branch+1 [4 hall 1/0] [4 branch 2/0];"},
	{"two desks where one is not enough", {{4, 0, 0, 1, ANY}},
		{ASK("a", 4, 4, EVERY), ASK("b", 4, 4, EVERY), ASK("c", 4, 4, EVERY)}, {{0}}, 0,
		"4-4 3>1 2 hall+2 [4 hall 1/0];"},
	{"a desk at a counter where they cannot come is no cure",
		{{4, 0, 0, 1, ANY}, {4, 1, 0, 1, ANY}},
		{ASK("a", 4, 4, ONLY(1)), ASK("b", 4, 4, ONLY(1)), ASK("c", 4, 4, EVERY)}, {{0}}, 0,
		"4-4 2>1 1 branch+1 [4 branch 1/0];"},
	{"two desks at each counter, where desks at one alone would not do",
		{{4, 0, 0, 1, ANY}, {4, 1, 0, 1, ANY}},
		{ASK("a", 4, 4, EVERY), ASK("b", 4, 4, ONLY(0)), ASK("c", 4, 4, ONLY(0)),
			ASK("d", 4, 4, ONLY(1)), ASK("e", 4, 4, ONLY(1))},
		{{0}}, 0, "4-4 5>2 3 +2 [4 hall 1/0] [4 branch 1/0];"},
	{"days without a place at all: no desk would do", {{4, 0, 0, 1, ANY}},
		{ASK("a", 6, 8, EVERY), ASK("b", 7, 9, EVERY)}, {{0}}, 0, "6-9 2>0 2 +0;"},
	{"a longer visit that finds no run", {{4, 0, 0, 1, ANY}, {4, 0, 2, 1, ANY}},
		{{"a", 4, 4, 2, CARD, EVERY, .home = 0}}, {{0}}, 0,
		"4-4 x2 1>2 1 +0 [4 hall 2/0];"},
};

static size_t print(char *out, size_t size, const struct shortage *shortage)
{
	size_t used = (size_t)snprintf(out, size, "%d-%d ", shortage->from, shortage->until);
	if (shortage->slots > 1)
		used += (size_t)snprintf(out + used, size - used, "x%d ", shortage->slots);
	used += (size_t)snprintf(out + used, size - used, "%d>%d %d %s+%d", shortage->people,
		shortage->places, shortage->left, shortage->cure_counter, shortage->cure_desks);
	for (size_t i = 0; i < shortage->week_count; i++)
		used += (size_t)snprintf(out + used, size - used, " [%d %s %d/%d]",
			shortage->weeks[i].monday, shortage->weeks[i].counter,
			shortage->weeks[i].offered, shortage->weeks[i].held);
	return used + (size_t)snprintf(out + used, size - used, ";");
}

static void a_shortage_names_its_days_its_people_and_its_cure(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_open();
		struct offer offers[8];
		size_t offered = 0, count = 0, used = 0;
		memcpy(offers, cases[i].offers, sizeof offers);
		while (offers[offered].desks > 0)
			offered++;
		while (count < MOST_ASKING && cases[i].requests[count].key != NULL)
			count++;
		struct calendar calendar = make_calendar(arena, offers, offered, 13, 2);
		struct slot_answer answers[MOST_ASKING];
		struct slot_shortages shortages = {0};
		const struct slot_round round = {.office = &office,
			.calendar = &calendar,
			.requests = cases[i].requests,
			.count = count,
			.taken = cases[i].taken,
			.taken_count = cases[i].taken_count};
		slots_assign(&round, arena, answers, &shortages);
		char text[512] = "";
		for (size_t k = 0; k < shortages.count; k++)
			used += print(text + used, sizeof text - used, &shortages.list[k]);
		if (strcmp(text, cases[i].told) != 0)
			fail_msg("%s: expected %s, got %s", cases[i].sentence, cases[i].told, text);
		arena_close(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_shortage_names_its_days_its_people_and_its_cure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
