#ifndef TESTS_DECIDE_OFFERS_H
#define TESTS_DECIDE_OFFERS_H

#include "decide/visits/slots.h"

#include <stdlib.h>

/* A calendar made of single offers, for tests of decide/visits/slots.h. */

enum { SLOT_MINUTES = 30, NINE = 540, MOST_SLOTS = 512, MOST_COUNTERS = 5 };

#define CARD    ((matter_set)(1u << MATTER_CARD))
#define STAY    ((matter_set)(1u << MATTER_STAY))
#define ANY     MATTERS_ALL
#define EVERY   ((counter_set)0x1F)
#define ONLY(c) ((counter_set)1 << (c))

/* One slot that somebody has. */
#define TAKEN(counter, day, start, desk)                                                           \
	{                                                                                          \
		(counter), (day), (start), (start) + SLOT_MINUTES, (desk)                          \
	}

struct offer {
	day_number day;
	int counter;
	int nth; /* half hour from 09:00 */
	int desks;
	matter_set matters;
};

/* From 15:30 a place suits children, from 17:00 also those who work. */
enum { AFTER_SCHOOL = 13, AFTER_WORK = 16 };

static inline age_set suits_from(int nth)
{
	return (age_set)((nth >= AFTER_SCHOOL ? 1u << AGE_SCHOOL : 0) |
			 (nth >= AFTER_WORK ? 1u << AGE_WORKING : 0));
}

static inline int offer_order(const void *left, const void *right)
{
	const struct offer *one = left, *other = right;
	if (one->day != other->day)
		return one->day - other->day;
	if (one->counter != other->counter)
		return one->counter - other->counter;
	return one->nth - other->nth;
}

/* `offers` get sorted; no two may be for the same slot. */
static inline struct calendar make_calendar(
	struct arena *arena, struct offer *offers, size_t count, day_number to, size_t counters)
{
	qsort(offers, count, sizeof *offers, offer_order);
	struct counter_day *days = arena_alloc(arena, ((size_t)to + 1) * counters * sizeof *days);
	struct slot *slots = arena_alloc(arena, count * sizeof *slots);
	for (size_t i = 0; i < count; i++) {
		int start = NINE + offers[i].nth * SLOT_MINUTES;
		slots[i] = (struct slot){start, start + SLOT_MINUTES, offers[i].desks,
			offers[i].matters, suits_from(offers[i].nth), 0};
		struct counter_day *day =
			&days[(size_t)offers[i].day * counters + (size_t)offers[i].counter];
		if (day->slot_count++ == 0)
			day->slots = &slots[i];
	}
	return (struct calendar){.from = 0, .to = to, .counter_count = counters, .days = days};
}

#endif
