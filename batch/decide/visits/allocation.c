#include "decide/visits/allocation.h"

#include <stdlib.h>
#include <string.h>

/* Places that are alike for whoever may come there are one pool, so that a matching over
 * thousands of people runs over some hundred groups. The order of service is total: the same
 * night gives the same places in whatever order the register names its residents. */

enum { ORDER_BITS = 24 };

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

static void order_requests(struct allocation *allocation)
{
	allocation->served =
		arena_alloc(allocation->arena, allocation->count * sizeof *allocation->served);
	for (size_t i = 0; i < allocation->count; i++)
		allocation->served[i] = &allocation->requests[i];
	if (allocation->count > 0)
		qsort(allocation->served, allocation->count, sizeof *allocation->served,
			by_service);
}

/* All days on which anybody may come. */
static void open_places(
	struct allocation *allocation, const struct slot_taken *taken, size_t taken_count)
{
	day_number from = allocation->calendar->to, until = allocation->calendar->from;
	for (size_t i = 0; i < allocation->count; i++) {
		const struct slot_request *request = &allocation->requests[i];
		from = request->from < from ? request->from : from;
		until = request->until > until ? request->until : until;
	}
	allocation->places = places_open(
		allocation->calendar, from, until, taken, taken_count, allocation->arena);
}

const struct counter_day *allocation_day(
	const struct allocation *allocation, const struct pool *pool)
{
	return calendar_day(allocation->calendar, pool->day, (size_t)pool->counter);
}

static bool of_pool(const struct slot *slot, const struct pool *pool)
{
	return slot->matters == pool->matters && slot->suits == pool->suits;
}

size_t allocation_pool(const struct allocation *allocation, size_t row, const struct slot *slot)
{
	size_t i = allocation->rows[row].first;
	while (!of_pool(slot, &allocation->pools[i]))
		i++;
	return i;
}

/* So many places of a row more are given. */
static void fill_row(struct allocation *allocation, size_t row, int places)
{
	struct allocation_row *filled = &allocation->rows[row];
	filled->given += places;
	if (filled->offered > 0)
		filled->fullness =
			allocation->office->wishes.even * filled->given / filled->offered;
}

static void pool_row(struct allocation *allocation, size_t row, day_number day, size_t counter)
{
	const struct counter_day *open = calendar_day(allocation->calendar, day, counter);
	struct allocation_row *added = &allocation->rows[row];
	int given = 0;
	added->first = allocation->pool_count;
	for (size_t slot = 0; slot < open->slot_count; slot++) {
		size_t i = added->first;
		while (i < allocation->pool_count &&
			!of_pool(&open->slots[slot], &allocation->pools[i]))
			i++;
		if (i == allocation->pool_count)
			allocation->pools[allocation->pool_count++] = (struct pool){
				.day = day,
				.counter = (int)counter,
				.matters = open->slots[slot].matters,
				.suits = open->slots[slot].suits,
				.row = row,
				.slot = slot,
			};
		int left = places_free(&allocation->places, day, counter, slot);
		if (allocation->pools[i].room == 0)
			allocation->pools[i].start = open->slots[slot].start;
		allocation->pools[i].room += left;
		added->offered += open->slots[slot].desks;
		given += open->slots[slot].desks - left;
	}
	fill_row(allocation, row, given);
}

static void pool_places(struct allocation *allocation)
{
	const struct places *places = &allocation->places;
	size_t counters = allocation->calendar->counter_count, most = 0;
	for (day_number day = places->from; day <= places->to; day++)
		for (size_t counter = 0; counter < counters; counter++)
			most += calendar_day(allocation->calendar, day, counter)->slot_count;
	allocation->row_count =
		places->from > places->to ? 0 : (size_t)(places->to - places->from + 1) * counters;
	allocation->pools = arena_alloc(allocation->arena, most * sizeof *allocation->pools);
	allocation->rows = arena_alloc(
		allocation->arena, (allocation->row_count + 1) * sizeof *allocation->rows);
	size_t row = 0;
	for (day_number day = places->from; day <= places->to; day++)
		for (size_t counter = 0; counter < counters; counter++)
			pool_row(allocation, row++, day, counter);
	allocation->rows[row].first = allocation->pool_count;
}

static void order_pools(struct allocation *allocation)
{
	struct pool **sorted =
		arena_alloc(allocation->arena, allocation->pool_count * sizeof(struct pool *));
	for (size_t i = 0; i < allocation->pool_count; i++)
		sorted[i] = &allocation->pools[i];
	if (allocation->pool_count > 0)
		qsort(sorted, allocation->pool_count, sizeof(struct pool *), by_time);
	for (size_t i = 0; i < allocation->pool_count; i++)
		sorted[i]->order = i;
}

/* ---- what speaks against a place ---- */

static bool is_measured(const struct counter *counter)
{
	return counter->latitude > 0 || counter->latitude < 0 || counter->longitude > 0 ||
	       counter->longitude < 0;
}

/* The square of the distance of two counters of one city, degrees of latitude. Within a city the
 * ground is flat, and a degree of longitude as long as at its middle; the cosine is 1 - x²/2 +
 * x⁴/24, of which more is not needed to tell which is nearer. */
static double distance_apart(const struct counter *one, const struct counter *other)
{
	const double radian = 3.14159265358979 / 180;
	double middle = (one->latitude + other->latitude) / 2 * radian;
	double square = middle * middle;
	double north = one->latitude - other->latitude;
	double east = (one->longitude - other->longitude) * (1 - square / 2 + square * square / 24);
	return north * north + east * east;
}

/* Is a counter nearer to another than a third one is? Those that nobody has measured come after
 * those that somebody has, in the order of the office file. */
static bool is_nearer(const struct office *office, size_t home, size_t one, size_t other)
{
	const struct counter *counters = office->counters;
	bool known[] = {is_measured(&counters[home]) && is_measured(&counters[one]),
		is_measured(&counters[home]) && is_measured(&counters[other])};
	if (known[0] != known[1])
		return known[0];
	double far[] = {known[0] ? distance_apart(&counters[home], &counters[one]) : 0,
		known[1] ? distance_apart(&counters[home], &counters[other]) : 0};
	if (far[0] < far[1] || far[0] > far[1])
		return far[0] < far[1];
	return one < other;
}

static void rank_counters(struct allocation *allocation)
{
	size_t count = allocation->calendar->counter_count;
	for (size_t home = 0; home < count; home++)
		for (size_t counter = 0; counter < count; counter++)
			for (size_t other = 0; other < count; other++)
				allocation->nearness[home][counter] +=
					counter != home && other != home && other != counter &&
							is_nearer(allocation->office, home, other,
								counter)
						? 1
						: 0;
}

bool allocation_allows(const struct slot_request *request, const struct pool *pool)
{
	return pool->day >= request->from && pool->day <= request->until &&
	       (request->counters >> pool->counter & 1) != 0 &&
	       (request->matters & ~pool->matters) == 0;
}

static int days_off(const struct slot_request *request, day_number day)
{
	if (!request->wishes_day)
		return 0;
	if (day < request->wished_from)
		return request->wished_from - day;
	return day > request->wished_until ? day - request->wished_until : 0;
}

int allocation_points(const struct allocation *allocation, const struct slot_request *request,
	const struct pool *pool)
{
	const struct wishes *wishes = &allocation->office->wishes;
	const struct allocation_row *row = &allocation->rows[pool->row];
	bool suits = (pool->suits >> request->age & 1) != 0;
	bool kept = (pool->suits >> AGE_WORKING & 1) != 0;
	int points = wishes->day * days_off(request, pool->day);
	if (pool->counter != request->home)
		points += wishes->counter +
			  wishes->nearest * allocation->nearness[request->home][pool->counter];
	points += row->fullness;
	if (kept && !suits)
		points += wishes->kept;
	if (request->age != AGE_OTHER && !suits)
		points += wishes->ages[request->age].weight;
	return points;
}

struct pool_span allocation_span(
	const struct allocation *allocation, const struct slot_request *request)
{
	const struct places *places = &allocation->places;
	size_t counters = allocation->calendar->counter_count;
	day_number from = request->from > places->from ? request->from : places->from;
	day_number until = request->until < places->to ? request->until : places->to;
	if (from > until)
		return (struct pool_span){0, 0};
	return (struct pool_span){allocation->rows[(size_t)(from - places->from) * counters].first,
		allocation->rows[(size_t)(until - places->from + 1) * counters].first};
}

void allocation_weigh(struct allocation *allocation, const struct slot_request *request)
{
	struct pool_span span = allocation_span(allocation, request);
	for (size_t i = span.first; i < span.end; i++)
		if (allocation_allows(request, &allocation->pools[i]))
			allocation->costs[i] = ((int64_t)allocation_points(
							allocation, request, &allocation->pools[i])
						       << ORDER_BITS) +
					       (int64_t)allocation->pools[i].order;
}

int allocation_cost_points(int64_t cost)
{
	return (int)(cost >> ORDER_BITS);
}

/* ---- who may come where, and giving ---- */

struct asker {
	const struct slot_request *request;
	size_t served;
};

static int compare_kinds(const struct slot_request *one, const struct slot_request *other)
{
	const int differences[] = {
		COMPARE(one->until, other->until),
		COMPARE(one->from, other->from),
		COMPARE(one->counters, other->counters),
		COMPARE(one->matters, other->matters),
	};
	return first_difference(differences, sizeof differences / sizeof differences[0]);
}

static int by_kind(const void *left, const void *right)
{
	const struct asker *one = left, *other = right;
	int order = compare_kinds(one->request, other->request);
	return order != 0 ? order : COMPARE(one->served, other->served);
}

static void allow_kind(const struct allocation *allocation, const struct asker *one, size_t kind)
{
	struct pool_span span = allocation_span(allocation, one->request);
	for (size_t i = span.first; i < span.end; i++)
		if (allocation_allows(one->request, &allocation->pools[i]))
			matching_allow(allocation->matching, kind, i);
}

/* Requests of one slot that may use the same pools are a kind of the matching. */
static void open_matching(struct allocation *allocation)
{
	int *rooms = arena_alloc(allocation->arena, allocation->pool_count * sizeof *rooms);
	int *kind_of = arena_alloc(allocation->arena, allocation->count * sizeof *kind_of);
	struct asker *askers = arena_alloc(allocation->arena, allocation->count * sizeof *askers);
	struct matching_members members = {kind_of, allocation->count, 0};
	size_t single = 0;
	for (size_t i = 0; i < allocation->pool_count; i++)
		rooms[i] = allocation->pools[i].room;
	for (size_t i = 0; i < allocation->count; i++) {
		kind_of[i] = MATCHING_NOWHERE;
		if (allocation->served[i]->slots == 1)
			askers[single++] = (struct asker){allocation->served[i], i};
	}
	if (single > 0)
		qsort(askers, single, sizeof *askers, by_kind);
	for (size_t i = 0; i < single; i++) {
		if (i == 0 || compare_kinds(askers[i - 1].request, askers[i].request) != 0)
			members.kinds++;
		kind_of[askers[i].served] = (int)members.kinds - 1;
	}
	allocation->matching =
		matching_open(allocation->arena, &members, rooms, allocation->pool_count);
	for (size_t i = 0; i < single; i++)
		if (i == 0 || kind_of[askers[i - 1].served] != kind_of[askers[i].served])
			allow_kind(allocation, &askers[i], (size_t)kind_of[askers[i].served]);
}

void allocation_open(
	struct allocation *allocation, const struct slot_taken *taken, size_t taken_count)
{
	order_requests(allocation);
	open_places(allocation, taken, taken_count);
	pool_places(allocation);
	order_pools(allocation);
	rank_counters(allocation);
	open_matching(allocation);
	allocation->costs =
		arena_alloc(allocation->arena, allocation->pool_count * sizeof *allocation->costs);
}

void allocation_give(struct allocation *allocation, size_t served, const struct pool *pool,
	size_t slot, int desk)
{
	const struct slot_request *request = allocation->served[served];
	const struct slot *slots = allocation_day(allocation, pool)->slots;
	size_t count = (size_t)request->slots;
	places_take(&allocation->places, pool->day, (size_t)pool->counter, slot, count, desk);
	fill_row(allocation, pool->row, request->slots);
	allocation->answers[request - allocation->requests] = (struct slot_answer){
		.placed = true,
		.counter = pool->counter,
		.day = pool->day,
		.starts = slots[slot].start,
		.ends = slots[slot + count - 1].end,
		.desk = desk,
	};
	int household = allocation->household_of[served];
	if (household == ALLOCATION_ALONE)
		return;
	struct household *own = &allocation->households[household];
	own->near[own->near_count++] = (struct slot_near){
		.counter = pool->counter,
		.day = pool->day,
		.starts = slots[slot].start,
		.ends = slots[slot + count - 1].end,
	};
}
