#ifndef MODEL_SHORTAGE_H
#define MODEL_SHORTAGE_H

#include "base/civil.h"

#include <stddef.h>

/*
 * Why somebody was left without an appointment: a set of places that were free on the night, and
 * more people who could come nowhere else (P. Hall, "On representatives of subsets", 1935). Counts
 * alone; nobody is named.
 */

/* One counter's share, in the week that begins on `monday`. */
struct shortage_week {
	const char *counter; /* its id */
	day_number monday;
	int offered; /* places */
	int held;    /* of them, by appointments of earlier nights */
};

struct shortage {
	int slots; /* consecutive ones that each visit takes. 1: a certificate; more: no
		      such run was left, and the places below are those of the days */
	day_number from, until; /* the days of these places */
	int places;             /* that were free */
	int people;             /* who can come on no others */
	int left;               /* of them, without an appointment; certificate: people - places */
	/* What would have cured it: the smallest number of desks that, open beside the others for
	 * all these places' time at one counter, leave nobody over. */
	const char *cure_counter; /* "" when desks at one counter would not do */
	int cure_desks;           /* there, or "" at each of these counters; 0 when none would do */
	int cure_places;          /* places that are lacking at the least */
	const struct shortage_week *weeks; /* by week, then counter in the office's order */
	size_t week_count;
};

#endif
