/* Which of the places that leave everybody an appointment somebody gets: tables of small nights.
 * That wishes cost nobody a place is proved on random nights by test_slots.c. */
#include "offers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* From "zero" it is nearest to "two", then to "three"; nobody has measured "one" and "four". */
static const struct counter somewhere[MOST_COUNTERS] = {
	{.id = "zero", .latitude = 35.2475, .longitude = 136.9722},
	{.id = "one"},
	{.id = "two", .latitude = 35.2450, .longitude = 136.9900},
	{.id = "three", .latitude = 35.2900, .longitude = 136.9722},
	{.id = "four"},
};

enum { MOST_ASKING = 5 };

/* A request: home counter 0, one slot, everything allowed. */
#define ASK(key, from, until, ...)                                                                 \
	{                                                                                          \
		(key), (from), (until), 1, CARD, EVERY, __VA_ARGS__                                \
	}
#define NEAR_DAY(day) .wishes_day = true, .wished_from = (day), .wished_until = (day)

struct wish_case {
	const char *sentence;
	struct wishes wishes;
	struct offer offers[8];                    /* ends with desks 0 */
	struct slot_request requests[MOST_ASKING]; /* ends with key NULL */
	struct slot_taken taken[3];
	size_t taken_count;
	const char *answers; /* "key day/counter hh:mm;…" in the order of requests */
};

static const struct slot_near held_at_ten[] = {{0, 2, 600, 630}};

static const struct wish_case cases[] = {
	{"of other counters the nearest, though another has an earlier time",
		{.counter = 10, .nearest = 1},
		{{0, 1, 0, 1, ANY}, {0, 2, 2, 1, ANY}, {0, 3, 1, 1, ANY}, {0, 4, 0, 1, ANY}},
		{ASK("a", 0, 0, .home = 0)}, {{0}}, 0, "a 0/2 10:00;"},
	{"the next nearest before those that nobody has measured", {.counter = 10, .nearest = 1},
		{{0, 1, 0, 1, ANY}, {0, 3, 2, 1, ANY}, {0, 4, 0, 1, ANY}},
		{ASK("a", 0, 0, .home = 0)}, {{0}}, 0, "a 0/3 10:00;"},
	{"those that nobody has measured in the order of the file", {.counter = 10, .nearest = 1},
		{{0, 1, 2, 1, ANY}, {0, 4, 0, 1, ANY}}, {ASK("a", 0, 0, .home = 0)}, {{0}}, 0,
		"a 0/1 10:00;"},
	{"from a counter that nobody has measured, the order of the file",
		{.counter = 10, .nearest = 1},
		{{0, 0, 2, 1, ANY}, {0, 2, 0, 1, ANY}, {0, 4, 0, 1, ANY}},
		{ASK("a", 0, 0, .home = 1)}, {{0}}, 0, "a 0/0 10:00;"},
	{"without the wish to be near, the earliest time", {.counter = 10},
		{{0, 2, 2, 1, ANY}, {0, 4, 0, 1, ANY}}, {ASK("a", 0, 0, .home = 0)}, {{0}}, 0,
		"a 0/4 09:00;"},
	{"without the wish for the home counter, the earliest time", {.day = 1},
		{{0, 0, 2, 1, ANY}, {0, 4, 0, 1, ANY}}, {ASK("a", 0, 0, .home = 0)}, {{0}}, 0,
		"a 0/4 09:00;"},
	{"the day next to the wished one", {.day = 10},
		{{0, 0, 0, 1, ANY}, {4, 0, 0, 1, ANY}, {9, 0, 0, 1, ANY}},
		{ASK("a", 0, 9, NEAR_DAY(6))}, {{0}}, 0, "a 4/0 09:00;"},
	{"any day of a wished range is as good", {.day = 10},
		{{0, 0, 0, 1, ANY}, {6, 0, 0, 1, ANY}, {8, 0, 0, 1, ANY}},
		{ASK("a", 0, 9, .wishes_day = true, .wished_from = 6, .wished_until = 9)}, {{0}}, 0,
		"a 6/0 09:00;"},
	{"days do not matter when their weight is zero", {.counter = 1},
		{{0, 0, 0, 1, ANY}, {6, 0, 0, 1, ANY}}, {ASK("a", 0, 9, NEAR_DAY(6))}, {{0}}, 0,
		"a 0/0 09:00;"},
	{"the home counter some days off the wished one", {.counter = 50, .day = 10},
		{{2, 0, 0, 1, ANY}, {6, 2, 0, 1, ANY}}, {ASK("a", 0, 9, NEAR_DAY(6))}, {{0}}, 0,
		"a 2/0 09:00;"},
	{"but not too many days off", {.counter = 50, .day = 10},
		{{0, 0, 0, 1, ANY}, {6, 2, 0, 1, ANY}}, {ASK("a", 0, 9, NEAR_DAY(6))}, {{0}}, 0,
		"a 6/2 09:00;"},
	{"the emptier of two days, though it is later", {.even = 10},
		{{0, 0, 0, 2, ANY}, {1, 0, 0, 2, ANY}}, {ASK("a", 0, 9, .home = 0)},
		{TAKEN(0, 0, NINE, 0)}, 1, "a 1/0 09:00;"},
	{"the places given tonight fill a day too", {.even = 10},
		{{0, 0, 0, 2, ANY}, {1, 0, 0, 2, ANY}},
		{ASK("a", 0, 9, .home = 0), ASK("b", 0, 9, .home = 0)}, {{0}}, 0,
		"a 0/0 09:00;b 1/0 09:00;"},
	{"evenness is off at zero", {.counter = 1}, {{0, 0, 0, 2, ANY}, {1, 0, 0, 2, ANY}},
		{ASK("a", 0, 9, .home = 0), ASK("b", 0, 9, .home = 0)}, {{0}}, 0,
		"a 0/0 09:00;b 0/0 09:00;"},
	{"an evening is kept for those who work: others come another day", {.day = 10, .kept = 50},
		{{2, 0, 0, 1, ANY}, {3, 0, AFTER_WORK, 1, ANY}},
		{ASK("a", 0, 9, NEAR_DAY(3)), ASK("b", 0, 9, NEAR_DAY(3), .age = AGE_WORKING)},
		{{0}}, 0, "a 2/0 09:00;b 3/0 17:00;"},
	{"but they have it when nothing else is left", {.day = 10, .kept = 50},
		{{3, 0, AFTER_WORK, 1, ANY}}, {ASK("a", 0, 9, NEAR_DAY(3))}, {{0}}, 0,
		"a 3/0 17:00;"},
	{"and it is not kept when the weight is zero", {.day = 10},
		{{2, 0, 0, 1, ANY}, {3, 0, AFTER_WORK, 1, ANY}}, {ASK("a", 0, 9, NEAR_DAY(3))},
		{{0}}, 0, "a 3/0 17:00;"},
	{"who works likes an evening better than an earlier time",
		{.ages = {[AGE_WORKING] = {.weight = 5}}},
		{{0, 0, 0, 1, ANY}, {0, 0, AFTER_WORK, 1, ANY}},
		{ASK("a", 0, 9, .age = AGE_WORKING)}, {{0}}, 0, "a 0/0 17:00;"},
	{"a child comes after school", {.ages = {[AGE_SCHOOL] = {.weight = 5}}},
		{{0, 0, 0, 1, ANY}, {0, 0, AFTER_SCHOOL, 1, ANY}},
		{ASK("a", 0, 9, .age = AGE_SCHOOL)}, {{0}}, 0, "a 0/0 15:30;"},
	{"or by day when it cannot be otherwise", {.ages = {[AGE_SCHOOL] = {.weight = 5}}},
		{{0, 0, 0, 1, ANY}, {0, 0, AFTER_SCHOOL, 1, ANY}},
		{ASK("a", 0, 9, .age = AGE_SCHOOL)}, {TAKEN(0, 0, NINE + 390, 0)}, 1,
		"a 0/0 09:00;"},
	{"an evening that suits a child is not kept from it",
		{.kept = 50, .ages = {[AGE_SCHOOL] = {.weight = 5}}},
		{{0, 0, 0, 1, ANY}, {0, 0, AFTER_WORK, 1, ANY}},
		{ASK("a", 0, 9, .age = AGE_SCHOOL)}, {{0}}, 0, "a 0/0 17:00;"},
	{"whose age nobody knows has no wish", {.ages = {[AGE_SCHOOL] = {.weight = 5}}},
		{{0, 0, 0, 1, ANY}, {0, 0, AFTER_SCHOOL, 1, ANY}},
		{ASK("a", 0, 9, .age = AGE_OTHER)}, {{0}}, 0, "a 0/0 09:00;"},
	{"no wish costs another the appointment", {.day = 10},
		{{2, 0, 0, 1, ANY}, {5, 0, 0, 1, ANY}},
		{ASK("a", 0, 5, NEAR_DAY(5)), ASK("b", 4, 5, NEAR_DAY(5))}, {{0}}, 0,
		"a 2/0 09:00;b 5/0 09:00;"},

	{"a household comes at one time, though one of them could come earlier", {.apart = 50},
		{{0, 0, 0, 1, ANY}, {1, 0, 0, 2, ANY}},
		{ASK("a", 0, 9, .household = "h"), ASK("b", 0, 9, .household = "h")}, {{0}}, 0,
		"a 1/0 09:00;b 1/0 09:00;"},
	{"or one after the other", {.apart = 50},
		{{0, 0, 0, 1, ANY}, {1, 0, 0, 1, ANY}, {1, 0, 1, 1, ANY}},
		{ASK("a", 0, 9, .household = "h"), ASK("b", 0, 9, .household = "h")}, {{0}}, 0,
		"a 1/0 09:00;b 1/0 09:30;"},
	{"times that do not touch are not together", {.apart = 50},
		{{0, 0, 0, 1, ANY}, {0, 0, 2, 1, ANY}, {1, 0, 0, 2, ANY}},
		{ASK("a", 0, 9, .household = "h"), ASK("b", 0, 9, .household = "h")}, {{0}}, 0,
		"a 1/0 09:00;b 1/0 09:00;"},
	{"nor is another counter", {.apart = 50},
		{{0, 0, 0, 1, ANY}, {0, 1, 0, 1, ANY}, {1, 0, 0, 2, ANY}},
		{ASK("a", 0, 9, .household = "h"), ASK("b", 0, 9, .household = "h")}, {{0}}, 0,
		"a 1/0 09:00;b 1/0 09:00;"},
	{"four of them, where two desks serve", {.apart = 50},
		{{0, 0, 0, 2, ANY}, {0, 0, 1, 1, ANY}, {1, 0, 0, 2, ANY}, {1, 0, 1, 2, ANY}},
		{ASK("a", 0, 9, .household = "h"), ASK("b", 0, 9, .household = "h"),
			ASK("c", 0, 9, .household = "h"), ASK("d", 0, 9, .household = "h")},
		{{0}}, 0, "a 1/0 09:00;b 1/0 09:00;c 1/0 09:30;d 1/0 09:30;"},
	{"only within everybody's days", {.apart = 50},
		{{0, 0, 0, 2, ANY}, {3, 0, 0, 2, ANY}, {5, 0, 0, 2, ANY}},
		{ASK("a", 0, 4, .household = "h"), ASK("b", 2, 9, .household = "h")}, {{0}}, 0,
		"a 3/0 09:00;b 3/0 09:00;"},
	{"where no place is for both, each comes alone", {.apart = 50},
		{{0, 0, 0, 1, ANY}, {3, 0, 0, 1, ANY}},
		{ASK("a", 0, 9, .household = "h"), ASK("b", 0, 9, .household = "h")}, {{0}}, 0,
		"a 0/0 09:00;b 3/0 09:00;"},
	{"nobody waits for the others when the weight is zero", {.counter = 1},
		{{0, 0, 0, 1, ANY}, {1, 0, 0, 2, ANY}},
		{ASK("a", 0, 9, .household = "h"), ASK("b", 0, 9, .household = "h")}, {{0}}, 0,
		"a 0/0 09:00;b 1/0 09:00;"},
	{"nor when another wish weighs more", {.apart = 50, .day = 30},
		{{0, 0, 0, 1, ANY}, {4, 0, 0, 2, ANY}},
		{ASK("a", 0, 9, .household = "h", NEAR_DAY(0)),
			ASK("b", 0, 9, .household = "h", NEAR_DAY(4))},
		{{0}}, 0, "a 0/0 09:00;b 4/0 09:00;"},
	{"people of different households have nothing to do with each other", {.apart = 50},
		{{0, 0, 0, 1, ANY}, {1, 0, 0, 2, ANY}},
		{ASK("a", 0, 9, .household = "g"), ASK("b", 0, 9, .household = "h")}, {{0}}, 0,
		"a 0/0 09:00;b 1/0 09:00;"},
	{"an empty household is none", {.apart = 50}, {{0, 0, 0, 1, ANY}, {1, 0, 0, 2, ANY}},
		{ASK("a", 0, 9, .household = ""), ASK("b", 0, 9, .household = "")}, {{0}}, 0,
		"a 0/0 09:00;b 1/0 09:00;"},
	{"together is given up before somebody else's appointment", {.apart = 50},
		{{0, 0, 0, 1, ANY}, {1, 0, 0, 2, ANY}},
		{ASK("a", 0, 1, .household = "h"), ASK("b", 0, 1, .household = "h"),
			ASK("c", 1, 1, .household = NULL)},
		{{0}}, 0, "a 0/0 09:00;b 1/0 09:00;c 1/0 09:00;"},
	{"near what one of them holds already: directly after", {.apart = 50},
		{{0, 0, 0, 1, ANY}, {2, 0, 0, 1, ANY}, {2, 0, 3, 1, ANY}},
		{ASK("a", 0, 9, .household = "h", .near = held_at_ten, .near_count = 1)}, {{0}}, 0,
		"a 2/0 10:30;"},
	{"or at the same time at another desk", {.apart = 50},
		{{0, 0, 0, 1, ANY}, {2, 0, 2, 2, ANY}},
		{ASK("a", 0, 9, .household = "h", .near = held_at_ten, .near_count = 1)},
		{TAKEN(0, 2, 600, 0)}, 1, "a 2/0 10:00;"},
	{"but not where another has the only place for it", {.apart = 50},
		{{0, 0, 0, 1, ANY}, {2, 0, 3, 1, ANY}},
		{ASK("a", 0, 9, .household = "h", .near = held_at_ten, .near_count = 1),
			ASK("b", 1, 9, .household = NULL)},
		{{0}}, 0, "a 0/0 09:00;b 2/0 10:30;"},
	{"beside a longer visit of the household", {.apart = 50},
		{{0, 0, 0, 1, ANY}, {1, 0, 0, 1, ANY}, {1, 0, 1, 1, ANY}, {1, 0, 2, 1, ANY}},
		{ASK("a", 0, 9, .household = "h"), {"b", 0, 9, 2, CARD, EVERY, .household = "h"}},
		{{0}}, 0, "a 1/0 10:00;b 1/0 09:00;"},
	{"a longer visit beside what the household holds", {.apart = 50},
		{{0, 0, 0, 1, ANY}, {0, 0, 1, 1, ANY}, {2, 0, 3, 1, ANY}, {2, 0, 4, 1, ANY}},
		{{"a", 0, 9, 2, CARD, EVERY, .household = "h", .near = held_at_ten,
			.near_count = 1}},
		{{0}}, 0, "a 2/0 10:30;"},
};

static void the_place_is_the_one_with_the_fewest_points(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct wish_case *night = &cases[i];
		struct arena *arena = arena_open();
		struct offer offers[8];
		size_t offered = 0, count = 0;
		memcpy(offers, night->offers, sizeof offers);
		while (offers[offered].desks > 0)
			offered++;
		while (count < MOST_ASKING && night->requests[count].key != NULL)
			count++;
		const struct office office = {.counters = somewhere,
			.counter_count = MOST_COUNTERS,
			.wishes = night->wishes};
		struct calendar calendar = make_calendar(arena, offers, offered, 9, MOST_COUNTERS);
		struct slot_answer answers[MOST_ASKING];
		const struct slot_round round = {.office = &office,
			.calendar = &calendar,
			.requests = night->requests,
			.count = count,
			.taken = night->taken,
			.taken_count = night->taken_count};
		slots_assign(&round, arena, answers, NULL);
		char text[256] = "", starts[CIVIL_TIME_BYTES];
		for (size_t k = 0; k < count; k++) {
			size_t used = strlen(text);
			if (!answers[k].placed)
				snprintf(text + used, sizeof text - used, "%s none;",
					night->requests[k].key);
			else
				snprintf(text + used, sizeof text - used, "%s %d/%d %s;",
					night->requests[k].key, answers[k].day, answers[k].counter,
					civil_format_time(answers[k].starts, starts));
		}
		if (strcmp(text, night->answers) != 0)
			fail_msg("%s: expected %s, got %s", night->sentence, night->answers, text);
		arena_close(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_place_is_the_one_with_the_fewest_points),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
