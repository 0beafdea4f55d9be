#include "decide/family.h"

#include <stdlib.h>
#include <string.h>

enum {
	TOGETHER_MAX = 16, /* members that are seated at once; more come in several turns */
	TRIES_MAX = 48     /* seatings that are tried before members come alone */
};

/* Who sits where: a way to place some of a family around one start. */
struct seating {
	int points; /* above what they would have alone, and for those who are left out */
	size_t row; /* of the plan */
	size_t start;
	size_t count;
	bool dead; /* tried in vain */
};

/* The members who wait for a place, the one whose turn it is first, and their room to think. */
struct gathering {
	struct plan *plan;
	const struct family *family;
	size_t members[TOGETHER_MAX]; /* indices into plan->served */
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

static void open_family(struct plan *plan, const struct kin *kin, size_t count,
	struct family *family, int index, int *family_of)
{
	size_t *members = arena_alloc(plan->arena, count * sizeof *members);
	size_t near_count = count;
	for (size_t i = 0; i < count; i++) {
		members[i] = kin[i].served;
		family_of[kin[i].served] = index;
		near_count += plan->served[kin[i].served]->near_count;
	}
	family->members = members;
	family->member_count = count;
	family->near = arena_alloc(plan->arena, near_count * sizeof *family->near);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < plan->served[members[i]]->near_count; k++)
			family->near[family->near_count++] = plan->served[members[i]]->near[k];
}

void family_open(struct plan *plan)
{
	struct kin *kin = arena_alloc(plan->arena, plan->count * sizeof *kin);
	int *family_of = arena_alloc(plan->arena, plan->count * sizeof *family_of);
	size_t count = 0;
	int families = 0;
	for (size_t i = 0; i < plan->count; i++) {
		family_of[i] = PLAN_ALONE;
		if (plan->office->wishes.apart > 0 && has_household(plan->served[i]))
			kin[count++] = (struct kin){plan->served[i]->household, i};
	}
	if (count > 0)
		qsort(kin, count, sizeof *kin, by_household);
	plan->families = arena_alloc(plan->arena, count * sizeof *plan->families);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count; end++)
			if (strcmp(kin[end].household, kin[i].household) != 0)
				break;
		if (end - i < 2 && plan->served[kin[i].served]->near_count == 0)
			continue;
		open_family(plan, &kin[i], end - i, &plan->families[families], families, family_of);
		families++;
	}
	plan->family_of = family_of;
	size_t slots = 0;
	for (size_t i = 0; i < plan->pool_count; i++)
		if (i == plan->rows[plan->pools[i].row].first)
			slots += plan_day(plan, &plan->pools[i])->slot_count;
	plan->seatings = arena_alloc(plan->arena, slots * sizeof *plan->seatings);
}

bool family_touches(const struct family *family, int counter, day_number day, int starts, int ends)
{
	for (size_t i = 0; i < family->near_count; i++) {
		const struct slot_near *near = &family->near[i];
		if (near->counter == counter && near->day == day && starts <= near->ends &&
			near->starts <= ends)
			return true;
	}
	return false;
}

/* ---- seating them ---- */

/* The points of the best place that a member might still get. */
static int best_alone(struct plan *plan, size_t served)
{
	int best = INT32_MAX;
	for (size_t i = 0; i < plan->pool_count; i++)
		if (plan_allows(plan->served[served], &plan->pools[i]) &&
			matching_open_to(plan->matching, i)) {
			int points = plan_points(plan, plan->served[served], &plan->pools[i]);
			best = points < best ? points : best;
		}
	return best;
}

static void gather(struct gathering *gathering, size_t served)
{
	struct plan *plan = gathering->plan;
	const struct family *family = gathering->family;
	for (size_t i = 0; i < family->member_count && gathering->count < TOGETHER_MAX; i++) {
		size_t member = family->members[i];
		if (member < served || plan->served[member]->slots != 1 ||
			matching_group(plan->matching, member) == MATCHING_NOWHERE ||
			plan->answers[plan->served[member] - plan->requests].placed)
			continue;
		gathering->alone[gathering->count] = best_alone(plan, member);
		gathering->members[gathering->count++] = member;
	}
}

/* The points of one member in one slot, above those of its best place; more than wishes.apart when
 * it cannot sit there or had better come alone. */
static int extra_points(
	const struct gathering *gathering, size_t member, size_t row, const struct slot *slot)
{
	const struct plan *plan = gathering->plan;
	const struct slot_request *request = plan->served[gathering->members[member]];
	size_t pool = plan_pool(plan, row, slot);
	if (!plan_allows(request, &plan->pools[pool]) || !matching_open_to(plan->matching, pool))
		return plan->office->wishes.apart + 1;
	return plan_points(plan, request, &plan->pools[pool]) - gathering->alone[member];
}

/* A free desk of a slot beside those that this seating has taken in it. */
static bool slot_has_room(const struct gathering *gathering, const struct pool *of, size_t slot)
{
	int left = places_free(&gathering->plan->places, of->day, (size_t)of->counter, slot);
	for (size_t i = 0; i < gathering->count; i++)
		left -= gathering->slots[i] == slot ? 1 : 0;
	return left > 0;
}

/* Seats a member in the first slot that is one of [*low, *high] or directly beside them. */
static int seat(const struct gathering *gathering, size_t member, size_t row,
	const struct counter_day *day, size_t *low, size_t *high, size_t *slot)
{
	const struct pool *of = &gathering->plan->pools[gathering->plan->rows[row].first];
	size_t first =
		*low > 0 && day->slots[*low - 1].end == day->slots[*low].start ? *low - 1 : *low;
	size_t last =
		*high + 1 < day->slot_count && day->slots[*high].end == day->slots[*high + 1].start
			? *high + 1
			: *high;
	int apart = gathering->plan->office->wishes.apart;
	/* Later times first come after those that are taken up already. */
	for (size_t i = 0; i <= last - first; i++) {
		size_t at = *low + i <= last ? *low + i : first;
		int extra = extra_points(gathering, member, row, &day->slots[at]);
		if (extra > apart || !slot_has_room(gathering, of, at))
			continue;
		*low = at < *low ? at : *low;
		*high = at > *high ? at : *high;
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
	const struct plan *plan = gathering->plan;
	const struct pool *of = &plan->pools[plan->rows[row].first];
	const struct counter_day *day = plan_day(plan, of);
	int apart = plan->office->wishes.apart;
	size_t low = start, high = start;
	for (size_t i = 0; i < gathering->count; i++)
		gathering->slots[i] = SIZE_MAX;
	int extra = extra_points(gathering, 0, row, &day->slots[start]);
	if (extra > apart || !slot_has_room(gathering, of, start))
		return false;
	*seating = (struct seating){.points = extra, .row = row, .start = start, .count = 1};
	gathering->slots[0] = start;
	for (size_t i = 1; i < gathering->count; i++) {
		extra = seat(gathering, i, row, day, &low, &high, &gathering->slots[i]);
		seating->points += extra < 0 ? apart : extra;
		seating->count += extra < 0 ? 0 : 1;
	}
	if (gathering->family->near_count > 0 &&
		!family_touches(gathering->family, of->counter, of->day, day->slots[low].start,
			day->slots[high].end))
		seating->points += apart;
	return true;
}

/* Lists the ways to seat the first member in one row that are better than coming alone. Slots of
 * one pool are alike: once all have been seated from one on, later ones are no better, unless the
 * family has something here to be near to. */
static size_t list_row(struct gathering *gathering, size_t row, int alone, size_t count)
{
	struct plan *plan = gathering->plan;
	const struct pool *of = &plan->pools[plan->rows[row].first];
	const struct counter_day *day = plan_day(plan, of);
	bool near = family_touches(gathering->family, of->counter, of->day, 0, INT32_MAX);
	size_t full = SIZE_MAX;
	for (size_t start = 0; start < day->slot_count; start++) {
		struct seating *seating = &plan->seatings[count];
		size_t pool = plan_pool(plan, row, &day->slots[start]);
		if ((pool == full && !near) || !seat_around(gathering, row, start, seating) ||
			seating->points >= alone)
			continue;
		if (seating->count == gathering->count)
			full = pool;
		count++;
	}
	return count;
}

/* Every way to seat the first member with others, or near what the family has, that is better than
 * coming alone. */
static size_t list_seatings(struct gathering *gathering)
{
	const struct plan *plan = gathering->plan;
	const struct slot_request *first = plan->served[gathering->members[0]];
	int lonely = (int)gathering->count - (gathering->family->near_count > 0 ? 0 : 1);
	size_t count = 0;
	for (size_t row = 0; row < plan->row_count; row++) {
		const struct pool *of = &plan->pools[plan->rows[row].first];
		if (plan->rows[row].first < plan->rows[row + 1].first &&
			plan->rows[row].given < plan->rows[row].offered && of->day >= first->from &&
			of->day <= first->until)
			count = list_row(
				gathering, row, lonely * plan->office->wishes.apart, count);
	}
	return count;
}

/* Gives a seating's places, if that leaves everybody a place. */
static bool take_seating(struct gathering *gathering, const struct seating *chosen)
{
	struct plan *plan = gathering->plan;
	struct seating again;
	size_t members[TOGETHER_MAX], pools[TOGETHER_MAX], slots[TOGETHER_MAX], count = 0;
	const struct counter_day *day = plan_day(plan, &plan->pools[plan->rows[chosen->row].first]);
	seat_around(gathering, chosen->row, chosen->start, &again);
	for (size_t i = 0; i < gathering->count; i++) {
		if (gathering->slots[i] == SIZE_MAX)
			continue;
		members[count] = gathering->members[i];
		slots[count] = gathering->slots[i];
		pools[count] = plan_pool(plan, chosen->row, &day->slots[slots[count]]);
		count++;
	}
	if (!matching_settle_all(plan->matching, members, pools, count))
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct pool *pool = &plan->pools[pools[i]];
		int desk =
			places_desk(&plan->places, pool->day, (size_t)pool->counter, slots[i], 1);
		plan_give(plan, members[i], pool, slots[i], desk);
	}
	return true;
}

bool family_settle(struct plan *plan, size_t served)
{
	if (plan->family_of[served] == PLAN_ALONE)
		return false;
	struct gathering gathering = {
		.plan = plan, .family = &plan->families[plan->family_of[served]]};
	gather(&gathering, served);
	if (gathering.count < 2 && gathering.family->near_count == 0)
		return false;
	struct seating *list = plan->seatings;
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
