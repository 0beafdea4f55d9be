/* slots_assign against tables of small nights, and on random nights against a Hopcroft–Karp
 * matching over single places, written here and sharing nothing with decide/visits/matching.c. */
#include "decide/offers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The home counter, then the earliest day, time and counter: what most cases below tell. */
static const struct counter desks_at[MOST_COUNTERS] = {
	{.id = "zero"}, {.id = "one"}, {.id = "two"}, {.id = "three"}, {.id = "four"}};
static const struct office office = {
	.counters = desks_at, .counter_count = MOST_COUNTERS, .wishes = {.counter = 1000}};

/* ---- small nights ---- */

struct night_case {
	const char *sentence;
	struct offer offers[10];         /* ends with desks 0 */
	struct slot_request requests[6]; /* ends with key NULL */
	struct slot_taken taken[4];
	size_t taken_count;
	const char *answers; /* "key day/counter hh:mm-hh:mm desk;…" in the order of requests */
};

static const struct night_case night_cases[] = {
	{"the earliest place at the home counter, though another counter is free before",
		{{0, 1, 0, 1, ANY}, {1, 0, 0, 1, ANY}, {2, 0, 0, 1, ANY}},
		{{"a", 0, 2, 1, CARD, EVERY, .home = 0}}, {{0}}, 0, "a 1/0 09:00-09:30 0;"},
	{"another counter when the home counter has nothing in the person's days",
		{{0, 0, 0, 1, ANY}, {2, 1, 0, 1, ANY}, {1, 2, 0, 1, ANY}},
		{{"a", 1, 2, 1, CARD, EVERY, .home = 0}}, {{0}}, 0, "a 1/2 09:00-09:30 0;"},
	{"of other counters with the same time, the first in the office file",
		{{0, 2, 0, 1, ANY}, {0, 1, 0, 1, ANY}}, {{"a", 0, 0, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a 0/1 09:00-09:30 0;"},
	{"of other counters on the same day, the one that is free earlier",
		{{0, 2, 0, 1, ANY}, {0, 1, 1, 1, ANY}}, {{"a", 0, 0, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a 0/2 09:00-09:30 0;"},
	{"the person with the earlier deadline chooses first, wherever the request stands",
		{{0, 0, 0, 1, ANY}, {1, 0, 0, 1, ANY}},
		{{"a", 0, 5, 1, CARD, EVERY, .home = 0}, {"b", 0, 4, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a 1/0 09:00-09:30 0;b 0/0 09:00-09:30 0;"},
	{"with one deadline the key decides, not the order in the array",
		{{0, 0, 0, 1, ANY}, {0, 0, 1, 1, ANY}},
		{{"b", 0, 5, 1, CARD, EVERY, .home = 0}, {"a", 0, 5, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0, "b 0/0 09:30-10:00 0;a 0/0 09:00-09:30 0;"},
	{"who is left over is the one whose deadline is latest", {{0, 0, 0, 1, ANY}},
		{{"a", 0, 2, 1, CARD, EVERY, .home = 0}, {"b", 0, 1, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a none;b 0/0 09:00-09:30 0;"},
	{"desks side by side are filled from the lowest, then the next slot",
		{{0, 0, 0, 2, ANY}, {0, 0, 1, 1, ANY}},
		{{"a", 0, 0, 1, CARD, EVERY, .home = 0}, {"b", 0, 0, 1, CARD, EVERY, .home = 0},
			{"c", 0, 0, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a 0/0 09:00-09:30 0;b 0/0 09:00-09:30 1;c 0/0 09:30-10:00 0;"},
	{"places that somebody has are not given again", {{0, 0, 0, 2, ANY}, {0, 0, 1, 2, ANY}},
		{{"a", 0, 0, 1, CARD, EVERY, .home = 0}, {"b", 0, 0, 1, CARD, EVERY, .home = 0}},
		{TAKEN(0, 0, NINE, 0), TAKEN(0, 0, NINE + 30, 0)}, 2,
		"a 0/0 09:00-09:30 1;b 0/0 09:30-10:00 1;"},
	{"taken places that are offered no more are ignored: other day, counter, time",
		{{0, 0, 0, 1, ANY}}, {{"a", 0, 0, 1, CARD, EVERY, .home = 0}},
		{TAKEN(0, 9, NINE, 0), TAKEN(7, 0, NINE, 0), TAKEN(0, 0, 480, 0),
			TAKEN(0, 0, NINE + 30, 0)},
		4, "a 0/0 09:00-09:30 0;"},
	{"who holds a desk that was taken off the plan is served at one that is left",
		{{0, 0, 0, 2, ANY}},
		{{"a", 0, 0, 1, CARD, EVERY, .home = 0}, {"b", 0, 0, 1, CARD, EVERY, .home = 0}},
		{TAKEN(0, 0, NINE, 5)}, 1, "a 0/0 09:00-09:30 0;b none;"},
	{"who holds a place on an older grid blocks every slot that it overlaps",
		{{0, 0, 0, 1, ANY}, {0, 0, 1, 1, ANY}, {0, 0, 2, 1, ANY}},
		{{"a", 0, 0, 1, CARD, EVERY, .home = 0}}, {TAKEN(0, 0, NINE + 10, 0)}, 1,
		"a 0/0 10:00-10:30 0;"},
	{"and only at that desk", {{0, 0, 0, 2, ANY}, {0, 0, 1, 2, ANY}},
		{{"a", 0, 0, 2, CARD, EVERY, .home = 0}}, {TAKEN(0, 0, NINE + 10, 0)}, 1,
		"a 0/0 09:00-10:00 1;"},
	{"an hour given before the slots became halves blocks both halves",
		{{0, 0, 0, 1, ANY}, {0, 0, 1, 1, ANY}, {0, 0, 2, 1, ANY}},
		{{"a", 0, 0, 1, CARD, EVERY, .home = 0}}, {{0, 0, NINE, NINE + 60, 0}}, 1,
		"a 0/0 10:00-10:30 0;"},
	{"what ends when a slot begins does not block it", {{0, 0, 1, 1, ANY}},
		{{"a", 0, 0, 1, CARD, EVERY, .home = 0}}, {TAKEN(0, 0, NINE, 0)}, 1,
		"a 0/0 09:30-10:00 0;"},
	{"at a desk that is gone an older grid blocks a desk in every slot that it overlaps",
		{{0, 0, 0, 2, ANY}, {0, 0, 1, 1, ANY}},
		{{"a", 0, 0, 1, CARD, EVERY, .home = 0}, {"b", 0, 0, 1, CARD, EVERY, .home = 0}},
		{TAKEN(0, 0, NINE + 10, 4)}, 1, "a 0/0 09:00-09:30 0;b none;"},
	{"slots that do not allow the matter are passed over",
		{{0, 0, 0, 1, CARD}, {0, 0, 1, 1, ANY}}, {{"a", 0, 0, 1, STAY, EVERY, .home = 0}},
		{{0}}, 0, "a 0/0 09:30-10:00 0;"},
	{"a visit for two matters needs slots that allow both",
		{{0, 0, 0, 1, CARD}, {0, 0, 1, 1, STAY}, {1, 0, 0, 1, CARD | STAY}},
		{{"a", 0, 1, 1, CARD | STAY, EVERY, .home = 0}}, {{0}}, 0, "a 1/0 09:00-09:30 0;"},
	{"counters that cannot do it are passed over, even at home",
		{{0, 0, 0, 1, ANY}, {1, 1, 0, 1, ANY}}, {{"a", 0, 1, 1, CARD, ONLY(1), .home = 0}},
		{{0}}, 0, "a 1/1 09:00-09:30 0;"},
	{"first and last day are both included, the days beside them are not",
		{{0, 0, 0, 1, ANY}, {3, 0, 0, 1, ANY}},
		{{"a", 1, 2, 1, CARD, EVERY, .home = 0}, {"b", 2, 3, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a none;b 3/0 09:00-09:30 0;"},
	{"a longer visit takes consecutive slots at one desk",
		{{0, 0, 0, 1, ANY}, {0, 0, 1, 2, ANY}, {0, 0, 2, 2, ANY}},
		{{"a", 0, 0, 2, CARD, EVERY, .home = 0}, {"b", 0, 0, 2, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a 0/0 09:00-10:00 0;b 0/0 09:30-10:30 1;"},
	{"a longer visit does not bridge a lunch break",
		{{0, 0, 0, 1, ANY}, {0, 0, 2, 1, ANY}, {0, 0, 3, 1, ANY}},
		{{"a", 0, 0, 2, CARD, EVERY, .home = 0}}, {{0}}, 0, "a 0/0 10:00-11:00 0;"},
	{"all slots of a longer visit must allow its matter",
		{{0, 0, 0, 1, ANY}, {0, 0, 1, 1, CARD}, {0, 0, 2, 1, ANY}, {0, 0, 3, 1, STAY}},
		{{"a", 0, 0, 2, STAY, EVERY, .home = 0}}, {{0}}, 0, "a 0/0 10:00-11:00 0;"},
	{"a longer visit does not sit down on a place that somebody has",
		{{0, 0, 0, 1, ANY}, {0, 0, 1, 1, ANY}, {0, 0, 2, 1, ANY}},
		{{"a", 0, 0, 2, CARD, EVERY, .home = 0}}, {TAKEN(0, 0, NINE, 0)}, 1,
		"a 0/0 09:30-10:30 0;"},
	{"a longer visit leaves a place to everybody who needs only one slot",
		{{0, 0, 0, 1, ANY}, {0, 0, 1, 1, ANY}, {1, 0, 0, 1, ANY}, {1, 0, 1, 1, ANY}},
		{{"a", 0, 1, 2, CARD, EVERY, .home = 0}, {"b", 0, 0, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a 1/0 09:00-10:00 0;b 0/0 09:00-09:30 0;"},
	{"a longer visit that would cost a single one its place is left over",
		{{0, 0, 0, 1, ANY}, {0, 0, 1, 1, ANY}},
		{{"a", 0, 0, 2, CARD, EVERY, .home = 0}, {"b", 0, 0, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a none;b 0/0 09:00-09:30 0;"},
	{"a longer visit that finds no second slot gives the first one back",
		{{0, 0, 0, 1, ANY}, {0, 0, 1, 1, CARD}},
		{{"a", 0, 0, 2, CARD, EVERY, .home = 0}, {"b", 0, 0, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a none;b 0/0 09:00-09:30 0;"},
	{"where one matter finds no two slots, another may",
		{{0, 0, 0, 1, ANY}, {0, 0, 1, 1, CARD}},
		{{"a", 0, 0, 2, STAY, EVERY, .home = 0}, {"b", 0, 0, 2, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a none;b 0/0 09:00-10:00 0;"},
	{"where three slots are not free, two may be", {{0, 0, 0, 1, ANY}, {0, 0, 1, 1, ANY}},
		{{"a", 0, 0, 3, CARD, EVERY, .home = 0}, {"b", 0, 0, 2, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a none;b 0/0 09:00-10:00 0;"},
	{"single visits make way for a longer one where they have other places",
		{{0, 0, 0, 1, ANY}, {0, 0, 1, 1, ANY}, {1, 0, 0, 1, ANY}},
		{{"a", 0, 0, 2, CARD, EVERY, .home = 0}, {"b", 0, 1, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a 0/0 09:00-10:00 0;b 1/0 09:00-09:30 0;"},
	{"holes {0,2}, {0,1}, {2}: all three come, where the earliest deadline first loses one",
		{{0, 0, 0, 1, CARD | STAY}, {1, 0, 0, 1, STAY}, {2, 0, 0, 1, CARD}},
		{{"a", 0, 2, 1, CARD, EVERY, .home = 0}, {"b", 0, 1, 1, STAY, EVERY, .home = 0},
			{"c", 2, 2, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a 0/0 09:00-09:30 0;b 1/0 09:00-09:30 0;c 2/0 09:00-09:30 0;"},
	{"who likes the home counter makes way for somebody who can only come there",
		{{0, 0, 0, 1, ANY}, {0, 1, 0, 1, ANY}},
		{{"a", 0, 0, 1, CARD, EVERY, .home = 0}, {"b", 0, 1, 1, CARD, ONLY(0), .home = 0}},
		{{0}}, 0, "a 0/1 09:00-09:30 0;b 0/0 09:00-09:30 0;"},
	{"a chain of three moves on so that the fourth has a place",
		{{0, 0, 0, 1, ANY}, {1, 0, 0, 1, ANY}, {2, 0, 0, 1, ANY}, {3, 0, 0, 1, ANY}},
		{{"a", 0, 1, 1, CARD, EVERY, .home = 0}, {"b", 1, 2, 1, CARD, EVERY, .home = 0},
			{"c", 2, 3, 1, CARD, EVERY, .home = 0},
			{"d", 0, 3, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0,
		"a 0/0 09:00-09:30 0;b 1/0 09:00-09:30 0;c 2/0 09:00-09:30 0;d 3/0 09:00-09:30 0;"},
	{"no places at all", {{0}},
		{{"a", 0, 2, 1, CARD, EVERY, .home = 0}, {"b", 0, 2, 2, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a none;b none;"},
	{"no requests at all", {{0, 0, 0, 1, ANY}}, {{0}}, {{0}}, 0, ""},
	{"days that lie wholly outside the calendar", {{0, 0, 0, 1, ANY}},
		{{"a", 20, 30, 1, CARD, EVERY, .home = 0},
			{"b", -9, -1, 1, CARD, EVERY, .home = 0}},
		{{0}}, 0, "a none;b none;"},
};

static void print_answer(char *out, size_t size, const struct slot_request *request,
	const struct slot_answer *answer)
{
	char starts[CIVIL_TIME_BYTES], ends[CIVIL_TIME_BYTES];
	size_t used = strlen(out);
	if (!answer->placed)
		snprintf(out + used, size - used, "%s none;", request->key);
	else
		snprintf(out + used, size - used, "%s %d/%d %s-%s %d;", request->key, answer->day,
			answer->counter, civil_format_time(answer->starts, starts),
			civil_format_time(answer->ends, ends), answer->desk);
}

static void small_nights_as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof night_cases / sizeof night_cases[0]; i++) {
		const struct night_case *night = &night_cases[i];
		struct arena *arena = arena_open();
		struct offer offers[10];
		memcpy(offers, night->offers, sizeof offers);
		size_t offered = 0, count = 0;
		while (offers[offered].desks > 0)
			offered++;
		while (night->requests[count].key != NULL)
			count++;
		struct calendar calendar = make_calendar(arena, offers, offered, 9, MOST_COUNTERS);
		struct slot_answer answers[6];
		const struct slot_round round = {.office = &office,
			.calendar = &calendar,
			.requests = night->requests,
			.count = count,
			.taken = night->taken,
			.taken_count = night->taken_count};
		slots_assign(&round, arena, answers, NULL);
		char text[512] = "";
		for (size_t k = 0; k < count; k++)
			print_answer(text, sizeof text, &night->requests[k], &answers[k]);
		if (strcmp(text, night->answers) != 0)
			fail_msg("%s: expected %s, got %s", night->sentence, night->answers, text);
		arena_close(arena);
	}
}

/* ---- random nights ---- */

enum { MOST_REQUESTS = 64, MOST_PLACES = 256, KEY_BYTES = 16 };

struct instance {
	struct office office;
	struct calendar calendar;
	struct offer offers[MOST_SLOTS];
	size_t offered;
	struct slot_request requests[MOST_REQUESTS];
	char keys[MOST_REQUESTS][KEY_BYTES];
	size_t count;
	struct slot_taken taken[MOST_PLACES];
	size_t taken_count;
};

static uint64_t random_state;

/* 0 to `below` - 1 (xorshift64*, S. Vigna). */
static int draw(int below)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (int)((random_state * UINT64_C(0x2545F4914F6CDD1D) >> 33) % (uint64_t)below);
}

struct shape {
	const char *sentence;
	int days, counters, slots, requests, longest; /* visits of 1 to `longest` slots */
	bool mixed;   /* do slots and requests differ in matters and counters? */
	bool wishing; /* have people ages, days that they like, households? */
};

static const struct shape shapes[] = {
	{"one counter, everybody can do everything", 5, 1, 2, 14, 1, false, false},
	{"three counters, everybody can do everything", 4, 3, 2, 30, 1, false, false},
	{"few places, matters and counters make holes", 5, 2, 2, 12, 1, true, false},
	{"matters and counters make holes", 6, 3, 3, 40, 1, true, false},
	{"visits of one and two slots", 4, 2, 4, 20, 2, true, false},
	{"visits of one to four slots", 5, 2, 8, 24, 4, true, false},
	{"wishes and households", 5, 3, 4, 30, 1, false, true},
	{"wishes, households, and holes", 5, 2, 4, 24, 1, true, true},
	{"wishes, households, and visits of one to three slots", 4, 2, 6, 24, 3, true, true},
};

/* Wishes of an office and of one who asks; four to a household. */
static void draw_wishes(struct instance *instance)
{
	static const char *const households[] = {"h0", "h1", "h2", "h3", "h4", "h5", "", NULL};
	static const struct slot_near held[] = {
		{0, 1, NINE + 13 * SLOT_MINUTES, NINE + 14 * SLOT_MINUTES},
		{1, 2, NINE + 12 * SLOT_MINUTES, NINE + 13 * SLOT_MINUTES}};
	struct wishes *wishes = &instance->office.wishes;
	*wishes = (struct wishes){draw(30), draw(5), draw(10), draw(30), draw(30), draw(50), {{0}}};
	wishes->ages[AGE_SCHOOL].weight = draw(20);
	wishes->ages[AGE_WORKING].weight = draw(20);
	for (size_t i = 0; i < instance->count; i++) {
		struct slot_request *request = &instance->requests[i];
		request->wishes_day = draw(2) == 0;
		request->wished_from = draw(5);
		request->wished_until = request->wished_from + draw(2);
		request->age = (enum age_class)draw(AGE_CLASSES);
		request->household = households[draw(8)];
		request->near = draw(4) == 0 ? held : NULL;
		request->near_count = request->near == NULL ? 0 : 2;
	}
}

static struct instance *draw_instance(struct arena *arena, const struct shape *shape)
{
	struct instance *instance = arena_alloc(arena, sizeof *instance);
	int first = shape->wishing ? AFTER_SCHOOL - 1 : 0;
	instance->office = office;
	for (int day = 0; day < shape->days; day++)
		for (int counter = 0; counter < shape->counters; counter++)
			for (int nth = first; nth < first + shape->slots; nth++) {
				if (draw(3) == 0)
					continue;
				matter_set matters =
					shape->mixed ? (matter_set)(1 + draw(ANY)) : ANY;
				int desks = 1 + draw(2);
				instance->offers[instance->offered++] =
					(struct offer){day, counter, nth, desks, matters};
				if (draw(6) == 0)
					instance->taken[instance->taken_count++] =
						(struct slot_taken)TAKEN(counter, day,
							NINE + nth * SLOT_MINUTES, draw(desks));
			}
	instance->calendar = make_calendar(arena, instance->offers, instance->offered,
		shape->days - 1, (size_t)shape->counters);
	instance->count = (size_t)(1 + draw(shape->requests));
	for (size_t i = 0; i < instance->count; i++) {
		int from = draw(shape->days);
		snprintf(instance->keys[i], KEY_BYTES, "%03d-%02d", draw(1000), (int)i);
		instance->requests[i] = (struct slot_request){
			.key = instance->keys[i],
			.from = from,
			.until = from + draw(shape->days - from),
			.slots = 1 + draw(shape->longest),
			.matters = (matter_set)(shape->mixed ? 1 << draw(MATTERS) : CARD),
			.counters = shape->mixed
					    ? (counter_set)(1 + draw((1 << shape->counters) - 1))
					    : EVERY,
			.home = draw(shape->counters),
		};
	}
	if (shape->wishing)
		draw_wishes(instance);
	return instance;
}

/* ---- the second opinion: Hopcroft–Karp over single places ---- */

struct place {
	day_number day;
	int counter, start, desk;
	matter_set matters;
};

static bool is_taken(const struct instance *instance, const struct place *place)
{
	for (size_t i = 0; i < instance->taken_count; i++) {
		const struct slot_taken *taken = &instance->taken[i];
		if (taken->day == place->day && taken->counter == place->counter &&
			taken->starts == place->start && taken->desk == place->desk)
			return true;
	}
	return false;
}

static size_t list_places(const struct instance *instance, struct place *places)
{
	size_t count = 0;
	for (size_t i = 0; i < instance->offered; i++) {
		const struct offer *offer = &instance->offers[i];
		for (int desk = 0; desk < offer->desks; desk++) {
			struct place place = {offer->day, offer->counter,
				NINE + offer->nth * SLOT_MINUTES, desk, offer->matters};
			if (is_taken(instance, &place))
				continue;
			assert_true(count < MOST_PLACES);
			places[count++] = place;
		}
	}
	return count;
}

static bool fits(const struct slot_request *request, const struct place *place)
{
	return request->from <= place->day && place->day <= request->until &&
	       (request->counters & ONLY(place->counter)) != 0 &&
	       (request->matters & place->matters) == request->matters;
}

struct graph {
	size_t left, right;
	bool edge[MOST_REQUESTS][MOST_PLACES];
	int partner[MOST_REQUESTS]; /* a place, -1 for none */
	int holder[MOST_PLACES];    /* a request, -1 for none */
	int level[MOST_REQUESTS];
};

static bool layer(struct graph *graph)
{
	int queue[MOST_REQUESTS];
	size_t head = 0, tail = 0;
	bool open = false;
	for (size_t i = 0; i < graph->left; i++) {
		graph->level[i] = graph->partner[i] < 0 ? 0 : -1;
		if (graph->partner[i] < 0)
			queue[tail++] = (int)i;
	}
	while (head < tail) {
		int request = queue[head++];
		for (size_t k = 0; k < graph->right; k++) {
			if (!graph->edge[request][k])
				continue;
			int holder = graph->holder[k];
			open = open || holder < 0;
			if (holder >= 0 && graph->level[holder] < 0) {
				graph->level[holder] = graph->level[request] + 1;
				queue[tail++] = holder;
			}
		}
	}
	return open;
}

static bool advance(struct graph *graph, size_t request)
{
	for (size_t k = 0; k < graph->right; k++) {
		if (!graph->edge[request][k])
			continue;
		int holder = graph->holder[k];
		if (holder >= 0 && (graph->level[holder] != graph->level[request] + 1 ||
					   !advance(graph, (size_t)holder)))
			continue;
		graph->holder[k] = (int)request;
		graph->partner[request] = (int)k;
		return true;
	}
	graph->level[request] = -1;
	return false;
}

/* J. E. Hopcroft and R. M. Karp, "An n^5/2 algorithm for maximum matchings in bipartite graphs",
 * 1973. The edges are given; returns how many are matched. */
static size_t hopcroft_karp(struct graph *graph)
{
	size_t matched = 0;
	memset(graph->partner, -1, sizeof graph->partner);
	memset(graph->holder, -1, sizeof graph->holder);
	while (layer(graph)) {
		size_t before = matched;
		for (size_t i = 0; i < graph->left; i++)
			matched += graph->partner[i] < 0 && advance(graph, i) ? 1 : 0;
		if (matched == before)
			break;
	}
	return matched;
}

/* The most visits of one slot that can be placed at once. */
static size_t most_single(const struct instance *instance)
{
	static struct graph graph;
	struct place places[MOST_PLACES];
	memset(&graph, 0, sizeof graph);
	graph.right = list_places(instance, places);
	for (size_t i = 0; i < instance->count; i++) {
		if (instance->requests[i].slots != 1)
			continue;
		for (size_t k = 0; k < graph.right; k++)
			graph.edge[graph.left][k] = fits(&instance->requests[i], &places[k]);
		graph.left++;
	}
	return hopcroft_karp(&graph);
}

static const struct slot *slot_starting(const struct counter_day *day, int start)
{
	for (size_t i = 0; i < day->slot_count; i++)
		if (day->slots[i].start == start)
			return &day->slots[i];
	return NULL;
}

/* Each slot of an answer is offered, allowed, free, and given once. */
static void assert_lawful(const struct instance *instance, const struct slot_answer *answers)
{
	struct place used[MOST_PLACES];
	size_t used_count = 0;
	for (size_t i = 0; i < instance->count; i++) {
		const struct slot_request *request = &instance->requests[i];
		const struct slot_answer *answer = &answers[i];
		if (!answer->placed)
			continue;
		assert_int_equal(answer->ends - answer->starts, request->slots * SLOT_MINUTES);
		for (int at = answer->starts; at < answer->ends; at += SLOT_MINUTES) {
			const struct slot *slot =
				slot_starting(calendar_day(&instance->calendar, answer->day,
						      (size_t)answer->counter),
					at);
			assert_non_null(slot);
			assert_in_range(answer->desk, 0, slot->desks - 1);
			struct place place = {
				answer->day, answer->counter, at, answer->desk, slot->matters};
			assert_true(fits(request, &place));
			assert_false(is_taken(instance, &place));
			for (size_t k = 0; k < used_count; k++)
				assert_false(used[k].day == place.day &&
					     used[k].counter == place.counter &&
					     used[k].start == place.start &&
					     used[k].desk == place.desk);
			used[used_count++] = place;
		}
	}
}

static size_t placed_single(const struct instance *instance, const struct slot_answer *answers)
{
	size_t placed = 0;
	for (size_t i = 0; i < instance->count; i++)
		placed += instance->requests[i].slots == 1 && answers[i].placed ? 1 : 0;
	return placed;
}

static void assign(const struct instance *instance, struct slot_answer *answers)
{
	struct arena *arena = arena_open();
	const struct slot_round round = {.office = &instance->office,
		.calendar = &instance->calendar,
		.requests = instance->requests,
		.count = instance->count,
		.taken = instance->taken,
		.taken_count = instance->taken_count};
	slots_assign(&round, arena, answers, NULL);
	arena_close(arena);
}

typedef void instance_check(struct arena *arena, const struct shape *shape,
	struct instance *instance, const struct slot_answer *answers);

/* Checks `rounds` random instances of every shape whose visits are no longer than `longest`. */
static void for_instances(int rounds, int longest, instance_check *check)
{
	for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
		for (int round = 0; shapes[i].longest <= longest && round < rounds; round++) {
			random_state = (uint64_t)(round + 1) * UINT64_C(0x9E3779B97F4A7C15) + i;
			struct arena *arena = arena_open();
			struct instance *instance = draw_instance(arena, &shapes[i]);
			struct slot_answer answers[MOST_REQUESTS];
			assign(instance, answers);
			check(arena, &shapes[i], instance, answers);
			arena_close(arena);
		}
}

static void check_most(struct arena *arena, const struct shape *shape, struct instance *instance,
	const struct slot_answer *answers)
{
	(void)arena;
	assert_lawful(instance, answers);
	size_t placed = placed_single(instance, answers), most = most_single(instance);
	if (placed != most)
		fail_msg("%s: placed %zu of the %zu that can be", shape->sentence, placed, most);
}

static void answers_are_lawful_and_as_many_single_visits_as_can_be(void **state)
{
	(void)state;
	for_instances(1500, 4, check_most);
}

/* Puts requests and taken places into another order and expects the same for the same key. */
static void check_order(struct arena *arena, const struct shape *shape, struct instance *instance,
	const struct slot_answer *answers)
{
	struct instance *shuffled = arena_alloc(arena, sizeof *shuffled);
	size_t origin[MOST_REQUESTS];
	*shuffled = *instance;
	for (size_t i = 0; i < instance->count; i++)
		origin[i] = i;
	for (size_t i = instance->count; i-- > 1;) {
		size_t other = (size_t)draw((int)i + 1), moved = origin[i];
		origin[i] = origin[other];
		origin[other] = moved;
	}
	for (size_t i = 0; i < instance->count; i++)
		shuffled->requests[i] = instance->requests[origin[i]];
	for (size_t i = 0; i < instance->taken_count; i++)
		shuffled->taken[i] = instance->taken[instance->taken_count - 1 - i];
	struct slot_answer again[MOST_REQUESTS];
	assign(shuffled, again);
	for (size_t i = 0; i < instance->count; i++) {
		const struct slot_answer *first = &answers[origin[i]], *second = &again[i];
		if (first->placed != second->placed || first->counter != second->counter ||
			first->day != second->day || first->starts != second->starts ||
			first->desk != second->desk)
			fail_msg("%s: %s depends on the order", shape->sentence,
				shuffled->requests[i].key);
	}
}

static void the_order_of_the_arrays_changes_nothing(void **state)
{
	(void)state;
	for_instances(300, 4, check_order);
}

/* Gives one slot a desk more. */
static void check_more(struct arena *arena, const struct shape *shape, struct instance *instance,
	const struct slot_answer *answers)
{
	if (instance->offered == 0)
		return;
	instance->offers[draw((int)instance->offered)].desks++;
	instance->calendar = make_calendar(arena, instance->offers, instance->offered,
		instance->calendar.to, instance->calendar.counter_count);
	struct slot_answer more[MOST_REQUESTS];
	assign(instance, more);
	assert_lawful(instance, more);
	if (placed_single(instance, more) < placed_single(instance, answers))
		fail_msg("%s: a desk more served fewer", shape->sentence);
}

static void a_desk_more_never_serves_fewer_single_visits(void **state)
{
	(void)state;
	for_instances(300, 4, check_more);
}

/* Opens the desks that the shortages name, for all of their days. */
static void treat(struct instance *instance, const struct slot_shortages *shortages)
{
	for (size_t i = 0; i < shortages->count; i++) {
		const struct shortage *shortage = &shortages->list[i];
		for (size_t k = 0; shortage->slots == 1 && k < instance->offered; k++) {
			struct offer *offer = &instance->offers[k];
			const char *id = office.counters[offer->counter].id;
			if (offer->day >= shortage->from && offer->day <= shortage->until &&
				(shortage->cure_counter[0] == '\0' ||
					strcmp(shortage->cure_counter, id) == 0))
				offer->desks += shortage->cure_desks;
		}
	}
}

/* Everybody who is left over is told of, and has a place once what is told has been cured. */
static void check_shortages(struct arena *arena, const struct shape *shape,
	struct instance *instance, const struct slot_answer *answers)
{
	struct slot_answer again[MOST_REQUESTS];
	struct slot_shortages shortages = {0};
	const struct slot_round round = {.office = &instance->office,
		.calendar = &instance->calendar,
		.requests = instance->requests,
		.count = instance->count,
		.taken = instance->taken,
		.taken_count = instance->taken_count};
	slots_assign(&round, arena, again, &shortages);
	size_t left = 0, told = 0, single = 0, nowhere = 0;
	for (size_t i = 0; i < instance->count; i++) {
		const struct slot_request *request = &instance->requests[i];
		assert_int_equal(again[i].placed, answers[i].placed);
		assert_int_equal(again[i].starts, answers[i].starts);
		left += answers[i].placed || request->slots > 1 ? 0 : 1;
		single += request->slots == 1 ? 1 : 0;
	}
	for (size_t i = 0; i < shortages.count; i++) {
		const struct shortage *shortage = &shortages.list[i];
		if (shortage->slots > 1)
			continue;
		assert_true(shortage->left > 0);
		assert_int_equal(shortage->people - shortage->places, shortage->left);
		told += (size_t)shortage->left;
		nowhere += shortage->cure_desks == 0 ? (size_t)shortage->left : 0;
	}
	if (told != left)
		fail_msg("%s: %zu are left, %zu are told of", shape->sentence, left, told);
	treat(instance, &shortages);
	instance->calendar = make_calendar(arena, instance->offers, instance->offered,
		instance->calendar.to, instance->calendar.counter_count);
	if (most_single(instance) + nowhere != single)
		fail_msg("%s: what was told to cure it does not", shape->sentence);
}

static void who_is_left_over_is_told_of_and_the_cure_helps(void **state)
{
	(void)state;
	for_instances(500, 4, check_shortages);
}

static bool is_given(const struct instance *instance, const struct slot_answer *answers,
	const struct place *place)
{
	for (size_t i = 0; i < instance->count; i++)
		if (answers[i].placed && answers[i].day == place->day &&
			answers[i].counter == place->counter && answers[i].desk == place->desk &&
			answers[i].starts <= place->start && place->start < answers[i].ends)
			return true;
	return false;
}

/* Is there a desk of this counter that nobody has for so many half hours from `start` on? */
static bool is_free(const struct instance *instance, const struct slot_answer *answers,
	const struct slot_request *request, const struct place *first)
{
	for (int nth = 0; nth < request->slots; nth++) {
		struct place place = *first;
		place.start += nth * SLOT_MINUTES;
		const struct slot *slot = slot_starting(
			calendar_day(&instance->calendar, place.day, (size_t)place.counter),
			place.start);
		if (slot == NULL || slot->desks <= place.desk)
			return false;
		place.matters = slot->matters;
		if (!fits(request, &place) || is_taken(instance, &place) ||
			is_given(instance, answers, &place))
			return false;
	}
	return true;
}

static void check_rest(struct arena *arena, const struct shape *shape, struct instance *instance,
	const struct slot_answer *answers)
{
	(void)arena;
	struct place places[MOST_PLACES];
	size_t count = list_places(instance, places);
	for (size_t i = 0; i < instance->count; i++)
		for (size_t k = 0; !answers[i].placed && k < count; k++)
			if (is_free(instance, answers, &instance->requests[i], &places[k]))
				fail_msg("%s: %s is left over, but %d/%d is free", shape->sentence,
					instance->keys[i], places[k].day, places[k].counter);
}

static void nobody_is_left_over_while_a_run_of_slots_is_free_for_them(void **state)
{
	(void)state;
	for_instances(1500, 4, check_rest);
}

/* ---- the choice within the maximum, written a second time ---- */

static int service_order(const void *left, const void *right)
{
	const struct slot_request *one = *(const struct slot_request *const *)left;
	const struct slot_request *other = *(const struct slot_request *const *)right;
	return one->until != other->until ? one->until - other->until
					  : strcmp(one->key, other->key);
}

/* Like places: the same day, counter and matters. `start` is the earliest. */
static int like_places(const struct place *all, size_t count, struct place *kinds)
{
	int found = 0;
	for (size_t i = 0; i < count; i++) {
		int k = 0;
		while (k < found &&
			(kinds[k].day != all[i].day || kinds[k].counter != all[i].counter ||
				kinds[k].matters != all[i].matters))
			k++;
		if (k == found)
			kinds[found++] = all[i];
	}
	return found;
}

static bool better(
	const struct slot_request *request, const struct place *one, const struct place *other)
{
	bool one_home = one->counter == request->home, other_home = other->counter == request->home;
	if (one_home != other_home)
		return one_home;
	if (one->day != other->day)
		return one->day < other->day;
	return one->start != other->start ? one->start < other->start
					  : one->counter < other->counter;
}

/* Can all these requests be placed, each with its kind of place where it has one (>= 0)? */
static bool all_placed(struct slot_request *const *requests, const int *kind_of, size_t count,
	const struct place *places, size_t place_count, const struct place *kinds)
{
	static struct graph graph;
	graph.left = count;
	graph.right = place_count;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < place_count; k++) {
			const struct place *kind = kind_of[i] < 0 ? NULL : &kinds[kind_of[i]];
			graph.edge[i][k] =
				fits(requests[i], &places[k]) &&
				(kind == NULL || (kind->day == places[k].day &&
							 kind->counter == places[k].counter &&
							 kind->matters == places[k].matters));
		}
	return hopcroft_karp(&graph) == count;
}

/* In the order of service: who gets in is who fits beside those before; then each has the best
 * kind of place with which all of those who are in still fit. */
static void check_choice(struct arena *arena, const struct shape *shape, struct instance *instance,
	const struct slot_answer *answers)
{
	(void)arena;
	if (shape->wishing)
		return;
	struct place places[MOST_PLACES], kinds[MOST_PLACES];
	size_t place_count = list_places(instance, places);
	int kind_count = like_places(places, place_count, kinds);
	struct slot_request *served[MOST_REQUESTS], *in[MOST_REQUESTS];
	int kind_of[MOST_REQUESTS];
	size_t in_count = 0;
	for (size_t i = 0; i < instance->count; i++) {
		served[i] = &instance->requests[i];
		kind_of[i] = -1;
	}
	qsort(served, instance->count, sizeof(struct slot_request *), service_order);
	for (size_t i = 0; i < instance->count; i++) {
		in[in_count] = served[i];
		bool fitting = all_placed(in, kind_of, in_count + 1, places, place_count, kinds);
		assert_int_equal(fitting, answers[served[i] - instance->requests].placed);
		in_count += fitting ? 1 : 0;
	}
	for (size_t i = 0; i < in_count; i++) {
		int best = -1;
		for (int kind = 0; kind < kind_count; kind++) {
			kind_of[i] = kind;
			if ((best < 0 || better(in[i], &kinds[kind], &kinds[best])) &&
				all_placed(in, kind_of, in_count, places, place_count, kinds))
				best = kind;
		}
		kind_of[i] = best;
		const struct slot_answer *answer = &answers[in[i] - instance->requests];
		if (answer->day != kinds[best].day || answer->counter != kinds[best].counter)
			fail_msg("%s: %s got %d/%d, the best is %d/%d", shape->sentence, in[i]->key,
				answer->day, answer->counter, kinds[best].day, kinds[best].counter);
	}
}

static void each_has_the_best_choice_that_costs_nobody_a_place(void **state)
{
	(void)state;
	for_instances(60, 1, check_choice);
}

/* ---- a large night ---- */

enum { LARGE_DAYS = 90, LARGE_COUNTERS = 5, LARGE_SLOTS = 17, LARGE_COUNT = 100000 };

/* Earliest deadline first, day by day, on numbers alone: exact when everybody can come on each of
 * their days (F. Glover, 1967). */
static size_t most_by_deadline(const struct slot_request *requests, const int *room)
{
	static size_t released[LARGE_DAYS][LARGE_DAYS]; /* [from][until] */
	size_t waiting[LARGE_DAYS] = {0};
	size_t placed = 0;
	memset(released, 0, sizeof released);
	for (size_t i = 0; i < LARGE_COUNT; i++)
		released[requests[i].from][requests[i].until]++;
	for (int day = 0; day < LARGE_DAYS; day++) {
		size_t left = (size_t)room[day];
		for (int until = day; until < LARGE_DAYS; until++) {
			waiting[until] += released[day][until];
			size_t served = waiting[until] < left ? waiting[until] : left;
			waiting[until] -= served;
			left -= served;
			placed += served;
		}
	}
	return placed;
}

static void a_hundred_thousand_requests_over_ninety_days_and_five_counters(void **state)
{
	(void)state;
	random_state = 20261122;
	struct arena *arena = arena_open();
	struct offer *offers =
		arena_alloc(arena, sizeof *offers * LARGE_DAYS * LARGE_COUNTERS * LARGE_SLOTS);
	int room[LARGE_DAYS] = {0};
	size_t offered = 0;
	for (int day = 0; day < LARGE_DAYS; day++)
		for (int counter = 0; day % 7 < 5 && counter < LARGE_COUNTERS; counter++)
			for (int nth = 0; nth < LARGE_SLOTS; nth++) {
				int desks = 4 + draw(20);
				offers[offered++] = (struct offer){day, counter, nth, desks, ANY};
				room[day] += desks;
			}
	struct calendar calendar =
		make_calendar(arena, offers, offered, LARGE_DAYS - 1, LARGE_COUNTERS);
	struct slot_request *requests = arena_alloc(arena, sizeof *requests * LARGE_COUNT);
	struct slot_answer *answers = arena_alloc(arena, sizeof *answers * LARGE_COUNT);
	for (int i = 0; i < LARGE_COUNT; i++) {
		int from = draw(LARGE_DAYS);
		requests[i] = (struct slot_request){
			.key = arena_print(arena, "%010d", i),
			.from = from,
			.until = from + draw(LARGE_DAYS - from),
			.slots = 1,
			.matters = CARD,
			.counters = EVERY,
			.home = draw(LARGE_COUNTERS),
		};
	}
	const struct slot_round round = {.office = &office,
		.calendar = &calendar,
		.requests = requests,
		.count = LARGE_COUNT};
	slots_assign(&round, arena, answers, NULL);
	size_t placed = 0;
	int given[LARGE_DAYS] = {0};
	for (size_t i = 0; i < LARGE_COUNT; i++) {
		placed += answers[i].placed ? 1 : 0;
		given[answers[i].day] += answers[i].placed ? 1 : 0;
	}
	for (int day = 0; day < LARGE_DAYS; day++)
		assert_true(given[day] <= room[day]);
	assert_int_equal(placed, most_by_deadline(requests, room));
	arena_close(arena);
}

/* ---- drawing days in ---- */

static const struct {
	const char *sentence;
	matter_set matters;
	counter_set counters;
	int slots;
	day_number from, until;
	bool found;
	day_number first, last;
} draw_cases[] = {
	{"days without places fall off at both ends", CARD, EVERY, 1, 0, 9, true, 1, 7},
	{"days that have places stay as they are", CARD, EVERY, 1, 1, 7, true, 1, 7},
	{"a day in the middle without places does not matter", CARD, EVERY, 1, 2, 7, true, 3, 7},
	{"places for other matters do not count", STAY, EVERY, 1, 0, 9, true, 3, 3},
	{"places at other counters do not count", CARD, ONLY(1), 1, 0, 9, true, 7, 7},
	{"two slots that follow each other", CARD, EVERY, 2, 0, 9, true, 3, 3},
	{"three slots that follow each other are nowhere", CARD, EVERY, 3, 0, 9, false, 0, 0},
	{"days between the places", CARD, EVERY, 1, 4, 6, false, 0, 0},
	{"days beyond the calendar fall off", CARD, EVERY, 1, -50, 400, true, 1, 7},
	{"days wholly beyond the calendar", CARD, EVERY, 1, 400, 500, false, 0, 0},
	{"one day", CARD, EVERY, 1, 7, 7, true, 7, 7},
};

static void days_are_drawn_in_to_those_that_have_a_place(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct offer offers[] = {{1, 0, 0, 1, CARD}, {1, 0, 2, 1, CARD}, {3, 0, 4, 1, ANY},
		{3, 0, 5, 2, CARD}, {7, 1, 0, 1, CARD}};
	struct calendar calendar =
		make_calendar(arena, offers, sizeof offers / sizeof offers[0], 9, 2);
	for (size_t i = 0; i < sizeof draw_cases / sizeof draw_cases[0]; i++) {
		day_number from = draw_cases[i].from, until = draw_cases[i].until;
		bool found = slots_draw_in(&calendar, draw_cases[i].matters, draw_cases[i].counters,
			draw_cases[i].slots, &from, &until);
		day_number first = draw_cases[i].found ? draw_cases[i].first : draw_cases[i].from;
		day_number last = draw_cases[i].found ? draw_cases[i].last : draw_cases[i].until;
		if (found != draw_cases[i].found || from != first || until != last)
			fail_msg(
				"%s: got %d, %d to %d", draw_cases[i].sentence, found, from, until);
	}
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_nights_as_the_table_says),
		cmocka_unit_test(answers_are_lawful_and_as_many_single_visits_as_can_be),
		cmocka_unit_test(the_order_of_the_arrays_changes_nothing),
		cmocka_unit_test(a_desk_more_never_serves_fewer_single_visits),
		cmocka_unit_test(who_is_left_over_is_told_of_and_the_cure_helps),
		cmocka_unit_test(nobody_is_left_over_while_a_run_of_slots_is_free_for_them),
		cmocka_unit_test(each_has_the_best_choice_that_costs_nobody_a_place),
		cmocka_unit_test(a_hundred_thousand_requests_over_ninety_days_and_five_counters),
		cmocka_unit_test(days_are_drawn_in_to_those_that_have_a_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
