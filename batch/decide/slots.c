#include "decide/slots.h"

#include "decide/matching.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Longer visits up to this many slots are remembered as hopeless in a pool; beyond, they are
 * merely looked for again. */
enum { VAIN_LENGTHS = 9 };
_Static_assert(1 << MATTERS <= 16, "a set of sets of matters has 16 bits");

/* The free places of one counter on one day whose slots allow the same matters: all alike for
 * whoever may come there. */
struct pool {
	day_number day;
	int counter;
	matter_set matters;
	int start;                   /* of its first free slot, minutes */
	size_t slot;                 /* index of that slot; moves on as places are given away */
	uint16_t vain[VAIN_LENGTHS]; /* by length: sets of matters for which no visit of that
					length that begins here fits any more */
};

struct plan {
	const struct office *office;
	const struct calendar *calendar;
	const struct slot_request *requests;
	struct slot_answer *answers;
	const struct slot_request **served; /* in the order of service */
	size_t count;
	struct places places;
	struct pool *pools; /* by day, counter, first slot */
	size_t pool_count;
	const size_t *rows;     /* [day, counter]: its first pool; and one row more */
	const size_t **welcome; /* [counter]: all pools, its own first, each part by time */
	struct matching *matching;
};

#define COMPARE(left, right) (((left) > (right)) - ((left) < (right)))

static int first_difference(const int *differences, size_t count)
{
	size_t i = 0;
	while (i + 1 < count && differences[i] == 0)
		i++;
	return differences[i];
}

/* Deadlines first. All the rest makes the order total: only requests that ask for the same under
 * the same key stay in the order they came in. */
static int by_service(const void *left, const void *right)
{
	const struct slot_request *one = *(const struct slot_request *const *)left;
	const struct slot_request *other = *(const struct slot_request *const *)right;
	const int differences[] = {
		COMPARE(one->until, other->until),
		strcmp(one->key, other->key),
		COMPARE(one->from, other->from),
		COMPARE(one->home, other->home),
		COMPARE(one->slots, other->slots),
		COMPARE(one->counters, other->counters),
		COMPARE(one->matters, other->matters),
		COMPARE(one, other),
	};
	return first_difference(differences, sizeof differences / sizeof differences[0]);
}

static int by_time(const void *left, const void *right)
{
	const struct pool *one = *(const struct pool *const *)left;
	const struct pool *other = *(const struct pool *const *)right;
	const int differences[] = {
		COMPARE(one->day, other->day),
		COMPARE(one->start, other->start),
		COMPARE(one->counter, other->counter),
	};
	return first_difference(differences, sizeof differences / sizeof differences[0]);
}

/* ---- the plan: who is served when, which places there are ---- */

static void order_requests(struct plan *plan, struct arena *arena)
{
	plan->served = arena_alloc(arena, plan->count * sizeof *plan->served);
	for (size_t i = 0; i < plan->count; i++)
		plan->served[i] = &plan->requests[i];
	qsort(plan->served, plan->count, sizeof *plan->served, by_service);
}

/* All days on which anybody may come. */
static struct places requested_places(const struct plan *plan, const struct slot_taken *taken,
	size_t taken_count, struct arena *arena)
{
	day_number from = plan->calendar->to, until = plan->calendar->from;
	for (size_t i = 0; i < plan->count; i++) {
		const struct slot_request *request = &plan->requests[i];
		from = request->from < from ? request->from : from;
		until = request->until > until ? request->until : until;
	}
	return places_open(plan->calendar, from, until, taken, taken_count, arena);
}

static const struct counter_day *pool_day(const struct plan *plan, const struct pool *pool)
{
	return calendar_day(plan->calendar, pool->day, (size_t)pool->counter);
}

/* The pool of a slot's places; plan->pool_count when it had none left from the start. */
static size_t pool_of(const struct plan *plan, day_number day, int counter, matter_set matters)
{
	const size_t *row = plan->rows +
			    (size_t)(day - plan->places.from) * plan->calendar->counter_count +
			    (size_t)counter;
	for (size_t i = row[0]; i < row[1]; i++)
		if (plan->pools[i].matters == matters)
			return i;
	return plan->pool_count;
}

static void pool_row(struct plan *plan, size_t first, day_number day, size_t counter)
{
	const struct counter_day *open = calendar_day(plan->calendar, day, counter);
	for (size_t slot = 0; slot < open->slot_count; slot++) {
		matter_set matters = open->slots[slot].matters;
		size_t i = first;
		while (i < plan->pool_count && plan->pools[i].matters != matters)
			i++;
		if (i == plan->pool_count && places_free(&plan->places, day, counter, slot) > 0)
			plan->pools[plan->pool_count++] = (struct pool){
				.day = day,
				.counter = (int)counter,
				.matters = matters,
				.start = open->slots[slot].start,
				.slot = slot,
			};
	}
}

static void pool_places(struct plan *plan, struct arena *arena)
{
	const struct places *places = &plan->places;
	size_t counters = plan->calendar->counter_count;
	size_t row_count =
		places->from > places->to ? 0 : (size_t)(places->to - places->from + 1) * counters;
	size_t most = 0, row = 0;
	for (day_number day = places->from; day <= places->to; day++)
		for (size_t counter = 0; counter < counters; counter++)
			most += calendar_day(plan->calendar, day, counter)->slot_count;
	plan->pools = arena_alloc(arena, most * sizeof *plan->pools);
	size_t *rows = arena_alloc(arena, (row_count + 1) * sizeof *rows);
	for (day_number day = places->from; day <= places->to; day++)
		for (size_t counter = 0; counter < counters; counter++) {
			rows[row++] = plan->pool_count;
			pool_row(plan, plan->pool_count, day, counter);
		}
	rows[row] = plan->pool_count;
	plan->rows = rows;
}

/* What each counter's people like best: their own counter, then the earliest time. */
static void order_pools(struct plan *plan, struct arena *arena)
{
	size_t counters = plan->calendar->counter_count, count = plan->pool_count;
	const struct pool **sorted = arena_alloc(arena, count * sizeof *sorted);
	for (size_t i = 0; i < count; i++)
		sorted[i] = &plan->pools[i];
	qsort(sorted, count, sizeof *sorted, by_time);
	plan->welcome = arena_alloc(arena, counters * sizeof *plan->welcome);
	for (size_t home = 0; home < counters; home++) {
		size_t *order = arena_alloc(arena, count * sizeof *order);
		size_t used = 0;
		for (int own = 1; own >= 0; own--)
			for (size_t i = 0; i < count; i++)
				if ((sorted[i]->counter == (int)home) == (own == 1))
					order[used++] = (size_t)(sorted[i] - plan->pools);
		plan->welcome[home] = order;
	}
}

static bool may_use(const struct slot_request *request, const struct pool *pool)
{
	return pool->day >= request->from && pool->day <= request->until &&
	       (request->counters >> pool->counter & 1) != 0 &&
	       (request->matters & ~pool->matters) == 0;
}

static void open_matching(struct plan *plan, struct arena *arena)
{
	int *rooms = arena_alloc(arena, plan->pool_count * sizeof *rooms);
	for (size_t i = 0; i < plan->pool_count; i++) {
		const struct pool *pool = &plan->pools[i];
		const struct counter_day *day = pool_day(plan, pool);
		for (size_t slot = pool->slot; slot < day->slot_count; slot++)
			if (day->slots[slot].matters == pool->matters)
				rooms[i] += places_free(
					&plan->places, pool->day, (size_t)pool->counter, slot);
	}
	plan->matching = matching_open(arena, plan->count, rooms, plan->pool_count);
	for (size_t i = 0; i < plan->count; i++)
		for (size_t k = 0; plan->served[i]->slots == 1 && k < plan->pool_count; k++)
			if (may_use(plan->served[i], &plan->pools[k]))
				matching_allow(plan->matching, i, k);
}

/* ---- giving places ---- */

static void give(struct plan *plan, const struct slot_request *request, const struct pool *pool,
	size_t slot, int desk)
{
	const struct slot *slots = pool_day(plan, pool)->slots;
	size_t count = (size_t)request->slots;
	places_take(&plan->places, pool->day, (size_t)pool->counter, slot, count, desk);
	plan->answers[request - plan->requests] = (struct slot_answer){
		.placed = true,
		.counter = pool->counter,
		.day = pool->day,
		.starts = slots[slot].start,
		.ends = slots[slot + count - 1].end,
		.desk = desk,
	};
}

/* Takes a run of slots out of the reach of shorter visits, as long as all of those keep a place. */
static bool claim(struct plan *plan, const struct pool *pool, size_t slot, size_t count)
{
	const struct slot *slots = pool_day(plan, pool)->slots;
	size_t claimed = 0;
	while (claimed < count &&
		matching_shrink(plan->matching,
			pool_of(plan, pool->day, pool->counter, slots[slot + claimed].matters), 1))
		claimed++;
	if (claimed == count)
		return true;
	while (claimed-- > 0)
		matching_widen(plan->matching,
			pool_of(plan, pool->day, pool->counter, slots[slot + claimed].matters), 1);
	return false;
}

/* Places a longer visit so that it begins in this pool. Once that fails it fails for the rest of
 * the night, since places only become fewer: that is kept in pool->vain. */
static bool place_longer(struct plan *plan, const struct slot_request *request, struct pool *pool)
{
	size_t length = (size_t)request->slots;
	if (!may_use(request, pool) ||
		(length < VAIN_LENGTHS && (pool->vain[length] >> request->matters & 1) != 0))
		return false;
	const struct counter_day *day = pool_day(plan, pool);
	for (size_t slot = pool->slot; slot < day->slot_count; slot++) {
		if (day->slots[slot].matters != pool->matters ||
			!places_follow(day, slot, length, request->matters))
			continue;
		int desk =
			places_desk(&plan->places, pool->day, (size_t)pool->counter, slot, length);
		if (desk < 0 || !claim(plan, pool, slot, length))
			continue;
		give(plan, request, pool, slot, desk);
		return true;
	}
	if (length < VAIN_LENGTHS)
		pool->vain[length] |= (uint16_t)(1u << request->matters);
	return false;
}

static void place_longer_visits(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct slot_request *request = plan->served[i];
		if (request->slots < 2)
			continue;
		const size_t *order = plan->welcome[request->home];
		size_t k = 0;
		while (k < plan->pool_count && !place_longer(plan, request, &plan->pools[order[k]]))
			k++;
	}
}

/* The first free place of a pool, which the matching says has one. */
static void place_first(struct plan *plan, const struct slot_request *request, struct pool *pool)
{
	const struct slot *slots = pool_day(plan, pool)->slots;
	int desk = -1;
	while (slots[pool->slot].matters != pool->matters ||
		(desk = places_desk(
			 &plan->places, pool->day, (size_t)pool->counter, pool->slot, 1)) < 0)
		pool->slot++;
	give(plan, request, pool, pool->slot, desk);
}

static void place_single_visits(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct slot_request *request = plan->served[i];
		if (matching_group(plan->matching, i) == MATCHING_NOWHERE)
			continue;
		size_t pool = matching_settle(plan->matching, i, plan->welcome[request->home]);
		place_first(plan, request, &plan->pools[pool]);
	}
}

void slots_assign(const struct office *office, const struct calendar *calendar,
	const struct slot_request *requests, size_t count, const struct slot_taken *taken,
	size_t taken_count, struct arena *arena, struct slot_answer *answers)
{
	struct plan plan = {
		.office = office,
		.calendar = calendar,
		.requests = requests,
		.answers = answers,
		.count = count,
	};
	for (size_t i = 0; i < count; i++)
		answers[i] = (struct slot_answer){.placed = false};
	order_requests(&plan, arena);
	plan.places = requested_places(&plan, taken, taken_count, arena);
	pool_places(&plan, arena);
	order_pools(&plan, arena);
	open_matching(&plan, arena);
	for (size_t i = 0; i < count; i++)
		if (plan.served[i]->slots == 1)
			matching_admit(plan.matching, i, plan.welcome[plan.served[i]->home]);
	place_longer_visits(&plan);
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
