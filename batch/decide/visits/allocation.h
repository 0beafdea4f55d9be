#ifndef DECIDE_VISITS_ALLOCATION_H
#define DECIDE_VISITS_ALLOCATION_H

#include "decide/visits/free_places.h"
#include "decide/visits/matching.h"
#include "decide/visits/request.h"
#include "model/calendar.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One night's assignment while it is made (decide/visits/slots.h): the requests in the order of
 * service, the places in pools of equals, and what speaks against each. Shared by slots.c, which
 * leads, household.c and shortage_search.c. Nothing here fails.
 */

/* Longer visits up to this many slots are remembered as hopeless in a pool; beyond, they are
 * merely looked for again. */
enum { VAIN_LENGTHS = 9 };

/* The places of one counter on one day that allow the same matters and suit the same people: all
 * alike for whoever may come there. Pools without a free place are among them. */
struct pool {
	day_number day;
	int counter;
	matter_set matters;
	age_set suits;
	size_t row;   /* of its day and counter */
	size_t order; /* among all pools by day, start, counter */
	int start;    /* of its first free slot, minutes */
	int room;     /* free places at first */
	size_t slot;  /* index of a slot before which it has no free place; moves on */
	uint32_t vain[VAIN_LENGTHS]; /* by length: sets of matters for which no visit of that
					length that begins here fits any more */
};

/* One counter's day. */
struct allocation_row {
	size_t first;       /* its first pool; the next row's is its end */
	int offered, given; /* places */
	int fullness;       /* what speaks against it by that, in points */
};

/* Those of one household who ask tonight, and what they have. */
struct household {
	const size_t *members; /* indices into allocation->served, in order */
	size_t member_count;
	struct slot_near *near; /* of those that stand, and of those given tonight */
	size_t near_count;
};

enum { ALLOCATION_ALONE = -1 };

struct allocation {
	const struct office *office;
	const struct calendar *calendar;
	const struct slot_request *requests;
	struct slot_answer *answers;
	struct arena *arena;
	const struct slot_request **served; /* in the order of service */
	size_t count;
	struct places places;
	struct pool *pools; /* by day, counter, first slot */
	size_t pool_count;
	struct allocation_row *rows; /* [day, counter], and one more */
	size_t row_count;
	int nearness[COUNTERS_MAX][COUNTERS_MAX]; /* [home][counter]: counters that are nearer */
	struct matching *matching;
	int64_t *costs; /* [pool], of the request that was last weighed */
	struct household *households;
	struct seating *seatings; /* room for one of each slot (household.c) */
	int *seat_points;         /* room for each pool and member (household.c) */
	const int *household_of;  /* by served request: ALLOCATION_ALONE for none */
};

/* Puts everything in order, before anybody is placed; the caller has set the first six. */
void allocation_open(
	struct allocation *allocation, const struct slot_taken *taken, size_t taken_count);

/* May a request's visit begin in this pool, as far as days, counters and matters say? */
bool allocation_allows(const struct slot_request *request, const struct pool *pool);

/* The pools of the days on which a request may come: [first, end). */
struct pool_span {
	size_t first, end;
};

struct pool_span allocation_span(
	const struct allocation *allocation, const struct slot_request *request);

/* The row of calendar slots that a pool is of. */
const struct counter_day *allocation_day(
	const struct allocation *allocation, const struct pool *pool);

/* The pool of one slot of a row; there is one. */
size_t allocation_pool(const struct allocation *allocation, size_t row, const struct slot *slot);

/* What speaks against a place of this pool for this request, in points of office.wishes. */
int allocation_points(const struct allocation *allocation, const struct slot_request *request,
	const struct pool *pool);

/* Fills allocation->costs for the pools that a request may use: by points, then by time. */
void allocation_weigh(struct allocation *allocation, const struct slot_request *request);

/* The points within a cost. */
int allocation_cost_points(int64_t cost);

/* Gives a request the places from `slot` on; slot and desk are free. */
void allocation_give(struct allocation *allocation, size_t served, const struct pool *pool,
	size_t slot, int desk);

#endif
