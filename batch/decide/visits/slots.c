#include "decide/visits/slots.h"

#include "decide/visits/allocation.h"
#include "decide/visits/household.h"
#include "decide/visits/shortage_search.h"

#include <stdlib.h>

/* Three rounds, in the order of the header: visits of one slot are admitted and hold a group of
 * the matching each, longer ones take runs that leave those a place, and only then is anybody of
 * one slot given a place for good. Who gets in is decided before who gets what, so no wish costs
 * anybody a place. */

_Static_assert(1 << MATTERS <= 32, "a set of sets of matters has 32 bits");

/* ---- longer visits ---- */

/* Takes a run of slots out of the reach of shorter visits, as long as all of those keep a place. */
static bool claim_run(
	struct allocation *allocation, const struct pool *pool, size_t slot, size_t count)
{
	const struct slot *slots = allocation_day(allocation, pool)->slots;
	size_t claimed = 0;
	while (claimed < count &&
		matching_shrink(allocation->matching,
			allocation_pool(allocation, pool->row, &slots[slot + claimed]), 1))
		claimed++;
	if (claimed == count)
		return true;
	while (claimed-- > 0)
		matching_widen(allocation->matching,
			allocation_pool(allocation, pool->row, &slots[slot + claimed]), 1);
	return false;
}

/* Places a longer visit so that it begins in this slot. */
static bool place_at(
	struct allocation *allocation, size_t served, const struct pool *pool, size_t slot)
{
	const struct slot_request *request = allocation->served[served];
	const struct counter_day *day = allocation_day(allocation, pool);
	size_t length = (size_t)request->slots;
	if (!places_follow(day, slot, length, request->matters))
		return false;
	int desk = places_desk(&allocation->places, pool->day, (size_t)pool->counter, slot, length);
	if (desk < 0 || !claim_run(allocation, pool, slot, length))
		return false;
	allocation_give(allocation, served, pool, slot, desk);
	return true;
}

/* Places a longer visit so that it begins in this pool. Once that fails it fails for the rest of
 * the night, since places only become fewer: that is kept in pool->vain. */
static bool place_longer(struct allocation *allocation, size_t served, struct pool *pool)
{
	const struct slot_request *request = allocation->served[served];
	size_t length = (size_t)request->slots;
	if (length < VAIN_LENGTHS && (pool->vain[length] >> request->matters & 1) != 0)
		return false;
	const struct counter_day *day = allocation_day(allocation, pool);
	for (size_t slot = pool->slot; slot < day->slot_count; slot++)
		if (day->slots[slot].matters == pool->matters &&
			day->slots[slot].suits == pool->suits &&
			place_at(allocation, served, pool, slot))
			return true;
	if (length < VAIN_LENGTHS)
		pool->vain[length] |= 1u << request->matters;
	return false;
}

/* Places a longer visit beside what its household has, if that is not worse than wishes.apart
 * against `best`, the points of a place elsewhere. */
static bool place_near(struct allocation *allocation, size_t served, int best)
{
	const struct slot_request *request = allocation->served[served];
	size_t length = (size_t)request->slots;
	if (allocation->household_of[served] == ALLOCATION_ALONE)
		return false;
	const struct household *household =
		&allocation->households[allocation->household_of[served]];
	for (size_t i = 0; i < allocation->pool_count; i++) {
		const struct pool *pool = &allocation->pools[i];
		const struct counter_day *day = allocation_day(allocation, pool);
		if (!allocation_allows(request, pool) ||
			allocation_points(allocation, request, pool) - best >
				allocation->office->wishes.apart)
			continue;
		for (size_t slot = 0; slot + length <= day->slot_count; slot++)
			if (allocation_pool(allocation, pool->row, &day->slots[slot]) == i &&
				household_touches(household, pool->counter, pool->day,
					day->slots[slot].start,
					day->slots[slot + length - 1].end) &&
				place_at(allocation, served, pool, slot))
				return true;
	}
	return false;
}

struct choice {
	int64_t cost;
	struct pool *pool;
};

static int by_cost(const void *left, const void *right)
{
	const struct choice *one = left, *other = right;
	return (one->cost > other->cost) - (one->cost < other->cost);
}

static void place_longer_visits(struct allocation *allocation)
{
	struct choice *choices =
		arena_alloc(allocation->arena, allocation->pool_count * sizeof *choices);
	for (size_t i = 0; i < allocation->count; i++) {
		const struct slot_request *request = allocation->served[i];
		if (request->slots < 2)
			continue;
		size_t count = 0;
		allocation_weigh(allocation, request);
		for (size_t k = 0; k < allocation->pool_count; k++)
			if (allocation_allows(request, &allocation->pools[k]))
				choices[count++] = (struct choice){
					allocation->costs[k], &allocation->pools[k]};
		if (count == 0)
			continue;
		qsort(choices, count, sizeof *choices, by_cost);
		if (place_near(allocation, i, allocation_cost_points(choices[0].cost)))
			continue;
		for (size_t k = 0; k < count; k++)
			if (place_longer(allocation, i, choices[k].pool))
				break;
	}
}

/* ---- visits of one slot ---- */

static void admit_single_visits(struct allocation *allocation)
{
	for (size_t i = 0; i < allocation->count; i++)
		if (allocation->served[i]->slots == 1)
			matching_enter(allocation->matching, i);
}

/* The first free place of a pool, which the matching says has one. */
static void place_first(struct allocation *allocation, size_t served, struct pool *pool)
{
	const struct slot *slots = allocation_day(allocation, pool)->slots;
	int desk = -1;
	while (slots[pool->slot].matters != pool->matters ||
		slots[pool->slot].suits != pool->suits ||
		(desk = places_desk(
			 &allocation->places, pool->day, (size_t)pool->counter, pool->slot, 1)) < 0)
		pool->slot++;
	allocation_give(allocation, served, pool, pool->slot, desk);
}

static void place_single_visits(struct allocation *allocation)
{
	for (size_t i = 0; i < allocation->count; i++) {
		const struct slot_request *request = allocation->served[i];
		if (request->slots != 1 ||
			allocation->answers[request - allocation->requests].placed ||
			matching_group(allocation->matching, i) == MATCHING_NOWHERE ||
			household_seat(allocation, i))
			continue;
		allocation_weigh(allocation, request);
		size_t pool = matching_settle(allocation->matching, i, allocation->costs);
		place_first(allocation, i, &allocation->pools[pool]);
	}
}

void slots_assign(const struct slot_round *round, struct arena *arena, struct slot_answer *answers,
	struct slot_shortages *shortages)
{
	struct allocation allocation = {
		.office = round->office,
		.calendar = round->calendar,
		.requests = round->requests,
		.answers = answers,
		.count = round->count,
		.arena = arena,
	};
	for (size_t i = 0; i < round->count; i++)
		answers[i] = (struct slot_answer){.placed = false};
	allocation_open(&allocation, round->taken, round->taken_count);
	household_open(&allocation);
	admit_single_visits(&allocation);
	if (shortages != NULL)
		shortage_certify(&allocation, shortages);
	place_longer_visits(&allocation);
	if (shortages != NULL)
		shortage_of_runs(&allocation, shortages);
	place_single_visits(&allocation);
}

static bool day_offers(const struct calendar *calendar, day_number day, matter_set matters,
	counter_set counters, size_t slots)
{
	for (size_t counter = 0; counter < calendar->counter_count; counter++) {
		const struct counter_day *open = calendar_day(calendar, day, counter);
		for (size_t slot = 0; (counters >> counter & 1) != 0 && slot < open->slot_count;
			slot++)
			if (places_follow(open, slot, slots, matters))
				return true;
	}
	return false;
}

bool slots_draw_in(const struct calendar *calendar, matter_set matters, counter_set counters,
	int slots, day_number *from, day_number *until)
{
	day_number first = DAY_NONE, last = DAY_NONE;
	day_number begin = *from > calendar->from ? *from : calendar->from;
	day_number end = *until < calendar->to ? *until : calendar->to;
	for (day_number day = begin; day <= end; day++)
		if (day_offers(calendar, day, matters, counters, (size_t)slots)) {
			first = first == DAY_NONE ? day : first;
			last = day;
		}
	if (first == DAY_NONE)
		return false;
	*from = first;
	*until = last;
	return true;
}

struct given_place slots_given(const struct office *office, const struct calendar *calendar,
	const struct slot_answer *answer, const char *uid, struct arena *arena)
{
	const struct counter_day *row =
		calendar_day(calendar, answer->day, (size_t)answer->counter);
	int *starts = arena_alloc(arena, row->slot_count * sizeof *starts);
	size_t count = 0;
	for (size_t i = 0; i < row->slot_count; i++)
		if (row->slots[i].start >= answer->starts && row->slots[i].end <= answer->ends)
			starts[count++] = row->slots[i].start;
	return (struct given_place){
		.uid = uid,
		.counter = office->counters[answer->counter].id,
		.day = answer->day,
		.starts = answer->starts,
		.ends = answer->ends,
		.desk = answer->desk,
		.slot_starts = starts,
		.slot_count = count,
	};
}
