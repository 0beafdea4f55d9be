#ifndef MODEL_CALENDAR_H
#define MODEL_CALENDAR_H

#include "base/civil.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>

/* The office's opening rules and closures, expanded: for each day and counter when it is open,
 * why, and which slots can be given to appointments. Made by intake/office/opening_hours.h; never
 * changed. */

struct interval {
	int from, to; /* minutes, [from, to); merged where they touch */
};

/* A while in which a counter is open with the same desks for the same matters all through. How long
 * slots are has no part in it: what was given before they were cut otherwise is asked of these. */
struct open_span {
	int from, to;       /* minutes, [from, to); in order of time, without overlap */
	int desks;          /* offered, walk-in desks already taken off; 0: people without
			       appointment have all of them. Where fewer are expected to come
			       (model/desks.h), the appointments that may stand at a time, whether
			       that is proven by now or not: what was given stands */
	matter_set matters; /* that can be done by appointment */
};

/* A slot that appointments can take: `desks` places side by side. Slots of one day are in order
 * of time, do not overlap, and lie wholly inside an open interval. Slots that follow each other
 * without a gap in the list and in time (end == next start) can serve one longer visit. */
struct slot {
	int start, end;     /* minutes */
	int desks;          /* offered, walk-in desks already taken off; 1 or more. Where fewer are
			       proven to come, the appointments that may be given */
	matter_set matters; /* that may use it */
	age_set suits;      /* whom it suits best */
	int beyond;         /* so many of `desks` are no desks, but appointments beyond them */
};

struct counter_day {
	const char *reason; /* "weekday", "holiday 元日", "third Sunday" …, never NULL */
	const struct interval *intervals;
	size_t interval_count; /* 0: closed */
	const struct open_span *spans;
	size_t span_count;
	const struct slot *slots;
	size_t slot_count;
};

struct calendar {
	day_number from, to; /* both included */
	size_t counter_count;
	const struct counter_day *days; /* by day, then counter: use calendar_day */
	const bool *mailing;            /* by day: does the mail room post? use calendar_mails */
};

/* The row of one day and counter; `day` within [from, to]. */
static inline const struct counter_day *calendar_day(
	const struct calendar *calendar, day_number day, size_t counter)
{
	return &calendar->days[(size_t)(day - calendar->from) * calendar->counter_count + counter];
}

/* Does the mail room post on this day? `day` within [from, to]. */
static inline bool calendar_mails(const struct calendar *calendar, day_number day)
{
	return calendar->mailing[day - calendar->from];
}

#endif
