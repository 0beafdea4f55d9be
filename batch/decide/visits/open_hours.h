#ifndef DECIDE_VISITS_OPEN_HOURS_H
#define DECIDE_VISITS_OPEN_HOURS_H

#include "base/civil.h"
#include "model/calendar.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Does an appointment that was handed out still stand? As long as its counter is open, for its
 * matters, over all of its time, whatever slots the office cuts from these hours today and however
 * many desks are left of them. Pure.
 */

/* Is a counter's day open from `starts` to `ends` (minutes, [starts, ends)) for all these matters?
 */
bool open_hours_cover(const struct counter_day *day, int starts, int ends, matter_set matters);

/* An appointment that stands. */
struct booked_visit {
	const char *resident;
	const char *notice; /* the letter that names it */
	size_t counter;     /* index */
	day_number day;
	int starts, ends; /* minutes, [starts, ends) */
	/* open_hours_short: */
	bool beyond;       /* at some time of it there are more appointments than desks, and it is
			      one of those that are too many */
	int booked, desks; /* then: how many stand at that time, and for how many there are desks */
};

/* Marks the appointments for which the desks that are offered no longer suffice. At no time are
 * more marked than there are too many, and in sum no more than must be: of those that stand at such
 * a time the one that ends last, of two the one of the greater resident id. Sorts them by counter,
 * day, start, end and resident. What lies outside the calendar, or where its counter is closed, is
 * not marked. */
void open_hours_short(
	const struct calendar *calendar, struct booked_visit *standings, size_t count);

#endif
