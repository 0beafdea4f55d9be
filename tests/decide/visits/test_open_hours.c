/* Appointments that stand, and desks that no longer suffice: tables of small days, and random days
 * against the smallest set that a search over all sets finds. */
#include "decide/visits/open_hours.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 10 };

#define CARD  ((matter_set)(1u << MATTER_CARD))
#define STAY  ((matter_set)(1u << MATTER_STAY))
#define ANY   MATTERS_ALL
#define AT(h) ((int)((h)*60))

/* ---- open for all of its time ---- */

struct open_case {
	const char *sentence;
	struct open_span spans[4]; /* ends with `to` 0 */
	int starts, ends;
	matter_set matters;
	bool open;
};

static const struct open_case open_cases[] = {
	{"inside one span", {{AT(9), AT(17), 3, ANY}}, AT(10), AT(10.5), CARD, true},
	{"the first minutes are open", {{AT(9), AT(17), 3, ANY}}, AT(9), AT(9.5), CARD, true},
	{"the last minutes are open", {{AT(9), AT(17), 3, ANY}}, AT(16.5), AT(17), CARD, true},
	{"begins before the counter opens", {{AT(9), AT(17), 3, ANY}}, AT(8.5), AT(9.5), CARD,
		false},
	{"ends after the counter closes", {{AT(9), AT(17), 3, ANY}}, AT(16.75), AT(17.25), CARD,
		false},
	{"off today's grid of slots: slots have no part in it", {{AT(8) + 20, AT(17), 3, ANY}},
		AT(10), AT(10.5), CARD, true},
	{"over two spans that touch", {{AT(9), AT(10), 3, ANY}, {AT(10), AT(17), 1, CARD}}, AT(9.5),
		AT(10.5), CARD, true},
	{"over a lunch break", {{AT(9), AT(12), 3, ANY}, {AT(13), AT(17), 3, ANY}}, AT(11.5),
		AT(13.5), CARD, false},
	{"with no desk left for appointments: the counter is open", {{AT(9), AT(17), 0, ANY}},
		AT(10), AT(11), CARD, true},
	{"its matter is not done in the second half",
		{{AT(9), AT(10), 3, ANY}, {AT(10), AT(17), 3, CARD}}, AT(9.5), AT(10.5), STAY,
		false},
	{"one of its two matters is not done then", {{AT(9), AT(17), 3, CARD}}, AT(10), AT(11),
		CARD | STAY, false},
	{"a day on which the counter is closed", {{0}}, AT(10), AT(11), CARD, false},
};

static void an_appointment_stands_while_its_counter_is_open(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof open_cases / sizeof open_cases[0]; i++) {
		const struct open_case *at = &open_cases[i];
		struct counter_day day = {.spans = at->spans};
		while (day.span_count < 4 && at->spans[day.span_count].to > 0)
			day.span_count++;
		if (open_hours_cover(&day, at->starts, at->ends, at->matters) != at->open)
			fail_msg("%s", at->sentence);
	}
}

/* ---- desks that do not suffice ---- */

struct short_case {
	const char *sentence;
	struct open_span spans[4];
	struct booked_visit standings[6]; /* ends with resident NULL */
	const char *beyond;               /* "resident booked/desks;…" */
};

#define STANDS(who, from, to)                                                                      \
	{                                                                                          \
		.resident = (who), .starts = AT(from), .ends = AT(to)                              \
	}

static const struct short_case short_cases[] = {
	{"as many as desks", {{AT(9), AT(17), 2, ANY}},
		{STANDS("a", 10, 10.5), STANDS("b", 10, 10.5)}, ""},
	{"one too many: the greater id", {{AT(9), AT(17), 1, ANY}},
		{STANDS("b", 10, 10.5), STANDS("a", 10, 10.5)}, "b 2/1;"},
	{"who ends last stands in more people's way", {{AT(9), AT(17), 1, ANY}},
		{STANDS("a", 10, 11), STANDS("b", 10, 10.5), STANDS("c", 10.5, 11)}, "a 2/1;"},
	{"one after the other is not at a time", {{AT(9), AT(17), 1, ANY}},
		{STANDS("a", 10, 10.5), STANDS("b", 10.5, 11)}, ""},
	{"on an older grid, overlapping by ten minutes", {{AT(9), AT(17), 1, ANY}},
		{STANDS("a", 10, 10.5), STANDS("b", 10.34, 11)}, "b 2/1;"},
	{"no desk at all", {{AT(9), AT(17), 0, ANY}}, {STANDS("a", 10, 10.5)}, "a 1/0;"},
	{"a desk that goes at noon, in the middle of a visit",
		{{AT(9), AT(12), 2, ANY}, {AT(12), AT(17), 1, ANY}},
		{STANDS("a", 11, 13), STANDS("b", 11, 12.5)}, "a 2/1;"},
	{"where the counter is closed nothing is told here", {{AT(9), AT(10), 0, ANY}},
		{STANDS("a", 10, 11)}, ""},
};

static void too_few_desks_name_as_few_as_can_be(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof short_cases / sizeof short_cases[0]; i++) {
		const struct short_case *at = &short_cases[i];
		struct counter_day day = {.spans = at->spans};
		struct calendar calendar = {.counter_count = 1, .days = &day};
		struct booked_visit standings[6];
		char got[128] = "";
		size_t count = 0;
		memcpy(standings, at->standings, sizeof standings);
		while (day.span_count < 4 && at->spans[day.span_count].to > 0)
			day.span_count++;
		while (standings[count].resident != NULL)
			count++;
		open_hours_short(&calendar, standings, count);
		for (size_t k = 0; k < count; k++)
			if (standings[k].beyond)
				snprintf(got + strlen(got), sizeof got - strlen(got), "%s %d/%d;",
					standings[k].resident, standings[k].booked,
					standings[k].desks);
		if (strcmp(got, at->beyond) != 0)
			fail_msg("%s: %s", at->sentence, got);
	}
}

/* Do those of the set stand within the desks, minute by minute? */
static bool suffices(const struct counter_day *day, const struct booked_visit *standings,
	size_t count, unsigned set)
{
	for (size_t s = 0; s < day->span_count; s++)
		for (int minute = day->spans[s].from; minute < day->spans[s].to; minute++) {
			int served = 0;
			for (size_t i = 0; i < count; i++)
				served += (set >> i & 1) != 0 && standings[i].starts <= minute &&
					  minute < standings[i].ends;
			if (served > day->spans[s].desks)
				return false;
		}
	return true;
}

static void random_days_leave_out_as_few_as_a_search_over_all_sets(void **state)
{
	static const char *const names[MOST] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
	(void)state;
	srand(5);
	for (int round = 0; round < 1500; round++) {
		struct open_span spans[3];
		struct counter_day day = {.spans = spans, .span_count = 3};
		struct calendar calendar = {.counter_count = 1, .days = &day};
		struct booked_visit standings[MOST];
		size_t count = (size_t)(rand() % 8), marked = 0, least = count;
		unsigned left = 0;
		for (int i = 0; i < 3; i++)
			spans[i] = (struct open_span){i * 8, i * 8 + 8, rand() % 4, ANY};
		for (size_t i = 0; i < count; i++) {
			int starts = rand() % 20;
			standings[i] = (struct booked_visit){.resident = names[i],
				.starts = starts,
				.ends = starts + 1 + rand() % 6};
		}
		open_hours_short(&calendar, standings, count);
		for (size_t i = 0; i < count; i++) {
			marked += standings[i].beyond;
			left |= standings[i].beyond ? 0 : 1u << i;
		}
		assert_true(suffices(&day, standings, count, left));
		for (unsigned set = 0; set < 1u << count; set++)
			if (suffices(&day, standings, count, set)) {
				size_t out = count - (size_t)__builtin_popcount(set);
				least = out < least ? out : least;
			}
		assert_int_equal(marked, least);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_appointment_stands_while_its_counter_is_open),
		cmocka_unit_test(too_few_desks_name_as_few_as_can_be),
		cmocka_unit_test(random_days_leave_out_as_few_as_a_search_over_all_sets),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
