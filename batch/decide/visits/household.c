#include "decide/visits/household.h"

#include <stdlib.h>
#include <string.h>

/* Members are seated around the start of the one whose turn it is, in every slot worth trying,
 * cheapest first; what is tried is taken for good only when the matching says that everybody
 * admitted keeps a place. So coming together never costs anybody a place. */

enum {
	TOGETHER_MAX = 16,    /* members that are seated at once; more come in several turns */
	TRIES_MAX = 48,       /* seatings that are tried before members come alone */
	NOT_THERE = INT32_MAX /* points of a pool where a member cannot sit */
};

/* Who sits where: a way to place some of a household around one start. */
struct seating {
	int points; /* above what they would have alone, and for those who are left out */
	size_t row; /* of the allocation */
	size_t start;
	size_t count;
	bool dead; /* tried in vain */
};

/* The members who wait for a place, the one whose turn it is first, and their room to think. */
struct gathering {
	struct allocation *allocation;
	const struct household *household;
	size_t members[TOGETHER_MAX]; /* indices into allocation->served */
	int alone[TOGETHER_MAX];      /* points of the best place of each */
	size_t count;
	size_t slots[TOGETHER_MAX]; /* of a seating: the slot of each, SIZE_MAX for left out */
};

/* ---- finding them ---- */

struct kin {
	const char *household;
	size_t served;
};

static int by_household(const void *left, const void *right)
{
	const struct kin *one = left, *other = right;
	int order = strcmp(one->household, other->household);
	return order != 0 ? order : (one->served > other->served) - (one->served < other->served);
}

static bool has_household(const struct slot_request *request)
{
	return request->household != NULL && request->household[0] != '\0';
}

static void open_family(struct allocation *allocation, const struct kin *kin, size_t count,
	struct household *household, int index, int *household_of)
{
	size_t *members = arena_alloc(allocation->arena, count * sizeof *members);
	size_t near_count = count;
	for (size_t i = 0; i < count; i++) {
		members[i] = kin[i].served;
		household_of[kin[i].served] = index;
		near_count += allocation->served[kin[i].served]->near_count;
	}
	household->members = members;
	household->member_count = count;
	household->near = arena_alloc(allocation->arena, near_count * sizeof *household->near);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < allocation->served[members[i]]->near_count; k++)
			household->near[household->near_count++] =
				allocation->served[members[i]]->near[k];
}

void household_open(struct allocation *allocation)
{
	struct kin *kin = arena_alloc(allocation->arena, allocation->count * sizeof *kin);
	int *household_of =
		arena_alloc(allocation->arena, allocation->count * sizeof *household_of);
	size_t count = 0;
	int households = 0;
	for (size_t i = 0; i < allocation->count; i++) {
		household_of[i] = ALLOCATION_ALONE;
		if (allocation->office->wishes.apart > 0 && has_household(allocation->served[i]))
			kin[count++] = (struct kin){allocation->served[i]->household, i};
	}
	if (count > 0)
		qsort(kin, count, sizeof *kin, by_household);
	allocation->households =
		arena_alloc(allocation->arena, count * sizeof *allocation->households);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count; end++)
			if (strcmp(kin[end].household, kin[i].household) != 0)
				break;
		if (end - i < 2 && allocation->served[kin[i].served]->near_count == 0)
			continue;
		open_family(allocation, &kin[i], end - i, &allocation->households[households],
			households, household_of);
		households++;
	}
	allocation->household_of = household_of;
	size_t slots = 0;
	for (size_t i = 0; i < allocation->pool_count; i++)
		if (i == allocation->rows[allocation->pools[i].row].first)
			slots += allocation_day(allocation, &allocation->pools[i])->slot_count;
	allocation->seatings = arena_alloc(allocation->arena, slots * sizeof *allocation->seatings);
	allocation->seat_points = arena_alloc(allocation->arena,
		TOGETHER_MAX * allocation->pool_count * sizeof *allocation->seat_points);
}

bool household_touches(
	const struct household *household, int counter, day_number day, int starts, int ends)
{
	for (size_t i = 0; i < household->near_count; i++) {
		const struct slot_near *near = &household->near[i];
		if (near->counter == counter && near->day == day && starts <= near->ends &&
			near->starts <= ends)
			return true;
	}
	return false;
}

/* ---- seating them ---- */

/* What speaks against each pool for a member, kept while its household is seated. */
static int *points_of(const struct allocation *allocation, size_t member)
{
	return allocation->seat_points + member * allocation->pool_count;
}

/* The points of the best place that a member might still get; notes those of all. */
static int best_alone(struct allocation *allocation, size_t served, int *points)
{
	const struct slot_request *request = allocation->served[served];
	struct pool_span span = allocation_span(allocation, request);
	int best = INT32_MAX;
	for (size_t i = span.first; i < span.end; i++) {
		points[i] = NOT_THERE;
		if (!allocation_allows(request, &allocation->pools[i]) ||
			!matching_open_to(allocation->matching, i))
			continue;
		points[i] = allocation_points(allocation, request, &allocation->pools[i]);
		best = points[i] < best ? points[i] : best;
	}
	return best;
}

static void gather_members(struct gathering *gathering, size_t served)
{
	struct allocation *allocation = gathering->allocation;
	const struct household *household = gathering->household;
	for (size_t i = 0; i < household->member_count && gathering->count < TOGETHER_MAX; i++) {
		size_t member = household->members[i];
		if (member < served || allocation->served[member]->slots != 1 ||
			matching_group(allocation->matching, member) == MATCHING_NOWHERE ||
			allocation->answers[allocation->served[member] - allocation->requests]
				.placed)
			continue;
		gathering->alone[gathering->count] =
			best_alone(allocation, member, points_of(allocation, gathering->count));
		gathering->members[gathering->count++] = member;
	}
}

/* The points of one member in one slot, above those of its best place; more than wishes.apart when
 * it cannot sit there or had better come alone. */
static int extra_points(
	const struct gathering *gathering, size_t member, size_t row, const struct slot *slot)
{
	const struct allocation *allocation = gathering->allocation;
	const struct slot_request *request = allocation->served[gathering->members[member]];
	size_t pool = allocation_pool(allocation, row, slot);
	int points = allocation_allows(request, &allocation->pools[pool])
			     ? points_of(allocation, member)[pool]
			     : NOT_THERE;
	return points == NOT_THERE ? allocation->office->wishes.apart + 1
				   : points - gathering->alone[member];
}

/* A free desk of a slot beside those that this seating has taken in it. */
static bool slot_has_room(const struct gathering *gathering, const struct pool *of, size_t slot)
{
	int left = places_free(&gathering->allocation->places, of->day, (size_t)of->counter, slot);
	for (size_t i = 0; i < gathering->count; i++)
		left -= gathering->slots[i] == slot ? 1 : 0;
	return left > 0;
}

/* The slots of a seating so far, from the first to the last. */
struct span {
	size_t low, high;
};

/* Seats a member in the first slot that is one of the span or directly beside it: its points, or -1
 * when there is none. */
static int seat_beside(const struct gathering *gathering, size_t member, size_t row,
	struct span *span, size_t *slot)
{
	const struct pool *of =
		&gathering->allocation->pools[gathering->allocation->rows[row].first];
	const struct counter_day *day = allocation_day(gathering->allocation, of);
	size_t low = span->low, high = span->high;
	size_t first = low > 0 && day->slots[low - 1].end == day->slots[low].start ? low - 1 : low;
	size_t last =
		high + 1 < day->slot_count && day->slots[high].end == day->slots[high + 1].start
			? high + 1
			: high;
	int apart = gathering->allocation->office->wishes.apart;
	/* Later times first come after those that are taken up already. */
	for (size_t i = 0; i <= last - first; i++) {
		size_t at = low + i <= last ? low + i : first;
		int extra = extra_points(gathering, member, row, &day->slots[at]);
		if (extra > apart || !slot_has_room(gathering, of, at))
			continue;
		span->low = at < low ? at : low;
		span->high = at > high ? at : high;
		*slot = at;
		return extra;
	}
	return -1;
}

/* Seats the first member at `start` and as many others as can be around it. False when the first
 * one cannot sit there. gathering->slots says who sits where. */
static bool seat_around(
	struct gathering *gathering, size_t row, size_t start, struct seating *seating)
{
	const struct allocation *allocation = gathering->allocation;
	const struct pool *of = &allocation->pools[allocation->rows[row].first];
	const struct counter_day *day = allocation_day(allocation, of);
	int apart = allocation->office->wishes.apart;
	struct span span = {start, start};
	for (size_t i = 0; i < gathering->count; i++)
		gathering->slots[i] = SIZE_MAX;
	int extra = extra_points(gathering, 0, row, &day->slots[start]);
	if (extra > apart || !slot_has_room(gathering, of, start))
		return false;
	*seating = (struct seating){.points = extra, .row = row, .start = start, .count = 1};
	gathering->slots[0] = start;
	for (size_t i = 1; i < gathering->count; i++) {
		extra = seat_beside(gathering, i, row, &span, &gathering->slots[i]);
		seating->points += extra < 0 ? apart : extra;
		seating->count += extra < 0 ? 0 : 1;
	}
	if (gathering->household->near_count > 0 &&
		!household_touches(gathering->household, of->counter, of->day,
			day->slots[span.low].start, day->slots[span.high].end))
		seating->points += apart;
	return true;
}

/* Lists the ways to seat the first member in one row that are better than coming alone. Slots of
 * one pool are alike: once all have been seated from one on, later ones are no better, unless the
 * household has something here to be near to. */
static size_t list_row(struct gathering *gathering, size_t row, int alone, size_t count)
{
	struct allocation *allocation = gathering->allocation;
	const struct pool *of = &allocation->pools[allocation->rows[row].first];
	const struct counter_day *day = allocation_day(allocation, of);
	bool near = household_touches(gathering->household, of->counter, of->day, 0, INT32_MAX);
	size_t full = SIZE_MAX;
	for (size_t start = 0; start < day->slot_count; start++) {
		struct seating *seating = &allocation->seatings[count];
		size_t pool = allocation_pool(allocation, row, &day->slots[start]);
		if ((pool == full && !near) || !seat_around(gathering, row, start, seating) ||
			seating->points >= alone)
			continue;
		if (seating->count == gathering->count)
			full = pool;
		count++;
	}
	return count;
}

/* Every way to seat the first member with others, or near what the household has, that is better
 * than coming alone. */
static size_t list_seatings(struct gathering *gathering)
{
	const struct allocation *allocation = gathering->allocation;
	const struct slot_request *first = allocation->served[gathering->members[0]];
	int lonely = (int)gathering->count - (gathering->household->near_count > 0 ? 0 : 1);
	struct pool_span span = allocation_span(allocation, first);
	size_t count = 0;
	while (span.first < span.end) {
		size_t row = allocation->pools[span.first].row;
		if (allocation->rows[row].given < allocation->rows[row].offered)
			count = list_row(
				gathering, row, lonely * allocation->office->wishes.apart, count);
		span.first = allocation->rows[row + 1].first;
	}
	return count;
}

/* Gives a seating's places, if that leaves everybody a place. */
static bool take_seating(struct gathering *gathering, const struct seating *chosen)
{
	struct allocation *allocation = gathering->allocation;
	struct seating again;
	size_t members[TOGETHER_MAX], pools[TOGETHER_MAX], slots[TOGETHER_MAX], count = 0;
	const struct counter_day *day =
		allocation_day(allocation, &allocation->pools[allocation->rows[chosen->row].first]);
	seat_around(gathering, chosen->row, chosen->start, &again);
	for (size_t i = 0; i < gathering->count; i++) {
		if (gathering->slots[i] == SIZE_MAX)
			continue;
		members[count] = gathering->members[i];
		slots[count] = gathering->slots[i];
		pools[count] = allocation_pool(allocation, chosen->row, &day->slots[slots[count]]);
		count++;
	}
	if (!matching_settle_all(allocation->matching, members, pools, count))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct pool *pool = &allocation->pools[pools[i]];
		int desk = places_desk(
			&allocation->places, pool->day, (size_t)pool->counter, slots[i], 1);
		allocation_give(allocation, members[i], pool, slots[i], desk);
	}
	return true;
}

bool household_seat(struct allocation *allocation, size_t served)
{
	if (allocation->household_of[served] == ALLOCATION_ALONE)
		return false;
	struct gathering gathering = {.allocation = allocation,
		.household = &allocation->households[allocation->household_of[served]]};
	gather_members(&gathering, served);
	if (gathering.count < 2 && gathering.household->near_count == 0)
		return false;
	struct seating *list = allocation->seatings;
	size_t count = list_seatings(&gathering);
	for (int tries = 0; tries < TRIES_MAX; tries++) {
		struct seating *best = NULL;
		for (size_t i = 0; i < count; i++)
			if (!list[i].dead && (best == NULL || list[i].points < best->points))
				best = &list[i];
		if (best == NULL)
			return false;
		if (take_seating(&gathering, best))
			return true;
		best->dead = true;
	}
	return false;
}
