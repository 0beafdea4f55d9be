#include "decide/visits/free_visits.h"

#include <stdlib.h>

/* Every slot is asked for every length that a matter has, with the same words with which a place is
 * given (places_follow, places_desks): what is listed can be given. */

enum { SLOTS_MAX = 8 }; /* of a visit: schemas/office.xsd */

struct listing {
	const struct office *office;
	const struct places *places;
	matter_set matters;
	struct arena *arena;
	struct free_visit *visits;
	size_t count, capacity;
};

/* The matters asked for that take so many slots and can be done at this counter from this slot on.
 */
static matter_set matters_from(const struct listing *listing, const struct counter_day *row,
	size_t counter, size_t slot, int slots)
{
	matter_set fitting = 0;
	for (int matter = 0; matter < MATTERS; matter++) {
		const struct matter_rule *rule = &listing->office->matters[matter];
		matter_set only = (matter_set)(1u << matter);
		if ((listing->matters & only) != 0 && rule->appointment != APPOINTMENT_NONE &&
			rule->slots == slots && (rule->counters >> counter & 1) != 0 &&
			places_follow(row, slot, (size_t)slots, only))
			fitting |= only;
	}
	return fitting;
}

static void list_day(struct listing *listing, day_number day, size_t counter)
{
	const struct counter_day *row = calendar_day(listing->places->calendar, day, counter);
	for (size_t slot = 0; slot < row->slot_count; slot++)
		for (int slots = 1; slots <= SLOTS_MAX; slots++) {
			matter_set matters = matters_from(listing, row, counter, slot, slots);
			int desks = matters == 0 ? 0
						 : places_desks(listing->places, day, counter, slot,
							   (size_t)slots);
			if (desks == 0)
				continue;
			listing->visits = arena_grow(listing->arena, listing->visits,
				listing->count, 1, &listing->capacity, sizeof *listing->visits);
			listing->visits[listing->count++] = (struct free_visit){.day = day,
				.counter = counter,
				.starts = row->slots[slot].start,
				.ends = row->slots[slot + (size_t)slots - 1].end,
				.free = desks,
				.matters = matters};
		}
}

static int by_time(const void *left, const void *right)
{
	const struct free_visit *one = left, *other = right;
	int order = (one->day > other->day) - (one->day < other->day);
	if (order == 0)
		order = (one->starts > other->starts) - (one->starts < other->starts);
	if (order == 0)
		order = (one->counter > other->counter) - (one->counter < other->counter);
	return order != 0 ? order : (one->ends > other->ends) - (one->ends < other->ends);
}

size_t free_visits_list(const struct office *office, const struct places *places,
	matter_set matters, counter_set counters, struct arena *arena, struct free_visit **visits)
{
	struct listing listing = {office, places, matters, arena, NULL, 0, 0};
	for (day_number day = places->from; day <= places->to; day++)
		for (size_t i = 0; i < places->calendar->counter_count; i++)
			if ((counters >> i & 1) != 0)
				list_day(&listing, day, i);
	if (listing.count > 0)
		qsort(listing.visits, listing.count, sizeof *listing.visits, by_time);
	*visits = listing.visits;
	return listing.count;
}
