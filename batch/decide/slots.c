#include "decide/slots.h"

#include "decide/family.h"
#include "decide/plan.h"
#include "decide/shortage.h"

#include <stdlib.h>

_Static_assert(1 << MATTERS <= 32, "a set of sets of matters has 32 bits");

/* ---- longer visits ---- */

/* Takes a run of slots out of the reach of shorter visits, as long as all of those keep a place. */
static bool claim(struct plan *plan, const struct pool *pool, size_t slot, size_t count)
{
	const struct slot *slots = plan_day(plan, pool)->slots;
	size_t claimed = 0;
	while (claimed < count && matching_shrink(plan->matching,
					  plan_pool(plan, pool->row, &slots[slot + claimed]), 1))
		claimed++;
	if (claimed == count)
		return true;
	while (claimed-- > 0)
		matching_widen(
			plan->matching, plan_pool(plan, pool->row, &slots[slot + claimed]), 1);
	return false;
}

/* Places a longer visit so that it begins in this slot. */
static bool place_at(struct plan *plan, size_t served, const struct pool *pool, size_t slot)
{
	const struct slot_request *request = plan->served[served];
	const struct counter_day *day = plan_day(plan, pool);
	size_t length = (size_t)request->slots;
	if (!places_follow(day, slot, length, request->matters))
		return false;
	int desk = places_desk(&plan->places, pool->day, (size_t)pool->counter, slot, length);
	if (desk < 0 || !claim(plan, pool, slot, length))
		return false;
	plan_give(plan, served, pool, slot, desk);
	return true;
}

/* Places a longer visit so that it begins in this pool. Once that fails it fails for the rest of
 * the night, since places only become fewer: that is kept in pool->vain. */
static bool place_longer(struct plan *plan, size_t served, struct pool *pool)
{
	const struct slot_request *request = plan->served[served];
	size_t length = (size_t)request->slots;
	if (length < VAIN_LENGTHS && (pool->vain[length] >> request->matters & 1) != 0)
		return false;
	const struct counter_day *day = plan_day(plan, pool);
	for (size_t slot = pool->slot; slot < day->slot_count; slot++)
		if (day->slots[slot].matters == pool->matters &&
			day->slots[slot].suits == pool->suits && place_at(plan, served, pool, slot))
			return true;
	if (length < VAIN_LENGTHS)
		pool->vain[length] |= 1u << request->matters;
	return false;
}

/* Places a longer visit beside what its family has, if that is not worse than wishes.apart against
 * `best`, the points of a place elsewhere. */
static bool place_near(struct plan *plan, size_t served, int best)
{
	const struct slot_request *request = plan->served[served];
	size_t length = (size_t)request->slots;
	if (plan->family_of[served] == PLAN_ALONE)
		return false;
	const struct family *family = &plan->families[plan->family_of[served]];
	for (size_t i = 0; i < plan->pool_count; i++) {
		const struct pool *pool = &plan->pools[i];
		const struct counter_day *day = plan_day(plan, pool);
		if (!plan_allows(request, pool) ||
			plan_points(plan, request, pool) - best > plan->office->wishes.apart)
			continue;
		for (size_t slot = 0; slot + length <= day->slot_count; slot++)
			if (plan_pool(plan, pool->row, &day->slots[slot]) == i &&
				family_touches(family, pool->counter, pool->day,
					day->slots[slot].start,
					day->slots[slot + length - 1].end) &&
				place_at(plan, served, pool, slot))
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

static void place_longer_visits(struct plan *plan)
{
	struct choice *choices = arena_alloc(plan->arena, plan->pool_count * sizeof *choices);
	for (size_t i = 0; i < plan->count; i++) {
		const struct slot_request *request = plan->served[i];
		if (request->slots < 2)
			continue;
		size_t count = 0;
		plan_weigh(plan, request);
		for (size_t k = 0; k < plan->pool_count; k++)
			if (plan_allows(request, &plan->pools[k]))
				choices[count++] = (struct choice){plan->costs[k], &plan->pools[k]};
		if (count == 0)
			continue;
		qsort(choices, count, sizeof *choices, by_cost);
		if (place_near(plan, i, plan_cost_points(choices[0].cost)))
			continue;
		for (size_t k = 0; k < count; k++)
			if (place_longer(plan, i, choices[k].pool))
				break;
	}
}

/* ---- visits of one slot ---- */

static void admit_single_visits(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->served[i]->slots != 1)
			continue;
		plan_weigh(plan, plan->served[i]);
		matching_admit(plan->matching, i, plan->costs);
	}
}

/* The first free place of a pool, which the matching says has one. */
static void place_first(struct plan *plan, size_t served, struct pool *pool)
{
	const struct slot *slots = plan_day(plan, pool)->slots;
	int desk = -1;
	while (slots[pool->slot].matters != pool->matters ||
		slots[pool->slot].suits != pool->suits ||
		(desk = places_desk(
			 &plan->places, pool->day, (size_t)pool->counter, pool->slot, 1)) < 0)
		pool->slot++;
	plan_give(plan, served, pool, pool->slot, desk);
}

static void place_single_visits(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct slot_request *request = plan->served[i];
		if (request->slots != 1 || plan->answers[request - plan->requests].placed ||
			matching_group(plan->matching, i) == MATCHING_NOWHERE ||
			family_settle(plan, i))
			continue;
		plan_weigh(plan, request);
		size_t pool = matching_settle(plan->matching, i, plan->costs);
		place_first(plan, i, &plan->pools[pool]);
	}
}

void slots_assign(const struct office *office, const struct calendar *calendar,
	const struct slot_request *requests, size_t count, const struct slot_taken *taken,
	size_t taken_count, struct arena *arena, struct slot_answer *answers,
	struct slot_shortages *shortages)
{
	struct plan plan = {
		.office = office,
		.calendar = calendar,
		.requests = requests,
		.answers = answers,
		.count = count,
		.arena = arena,
	};
	for (size_t i = 0; i < count; i++)
		answers[i] = (struct slot_answer){.placed = false};
	plan_open(&plan, taken, taken_count);
	family_open(&plan);
	admit_single_visits(&plan);
	if (shortages != NULL)
		shortage_certify(&plan, shortages);
	place_longer_visits(&plan);
	if (shortages != NULL)
		shortage_of_runs(&plan, shortages);
	place_single_visits(&plan);
}

static bool offers(const struct calendar *calendar, day_number day, matter_set matters,
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
		if (offers(calendar, day, matters, counters, (size_t)slots)) {
			first = first == DAY_NONE ? day : first;
			last = day;
		}
	if (first == DAY_NONE)
		return false;
	*from = first;
	*until = last;
	return true;
}
