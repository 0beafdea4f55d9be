#ifndef INTAKE_OFFICE_COUNTER_DAY_H
#define INTAKE_OFFICE_COUNTER_DAY_H

#include "base/arena.h"
#include "model/calendar.h"

#include <stdbool.h>

/*
 * One counter's day, put together from opening rules, closures and single dates whose recurrences
 * have been expanded: hours, reason and the slots that appointments can take. Nothing here fails.
 */

struct counter_day_scratch;

/* The rules of an office over a range of days. A table of days says for `from` + i, in place i,
 * whether a rule falls on it. */
struct expansion {
	const struct office *office;
	day_number from, to;
	const bool *const *const *openings; /* [counter][opening]: a table of days */
	const bool *const *const *walk_ins; /* [counter][walk-in] */
	const bool *const *closures;        /* [closure], NULL for those of public holidays */
	struct counter_day_scratch *scratch;
};

/* Room for one day's work. */
struct counter_day_scratch *counter_day_scratch(const struct office *office, struct arena *arena);

/* The hours, the reason and the slots of a counter (an index) on a day within the range. */
struct counter_day counter_day_make(
	const struct expansion *expansion, day_number day, size_t counter, struct arena *arena);

/* Do hours of a counter overlap on this day? Then the lines of the two that do, in time's order. */
bool counter_day_overlap(const struct expansion *expansion, day_number day, size_t counter,
	long *earlier, long *later);

#endif
