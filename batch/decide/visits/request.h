#ifndef DECIDE_VISITS_REQUEST_H
#define DECIDE_VISITS_REQUEST_H

#include "base/civil.h"
#include "model/office.h"
#include "model/shortage.h"

#include <stdbool.h>
#include <stddef.h>

/* What is asked of decide/visits/slots.h, and what it answers. */

/* An appointment near which somebody likes to come. */
struct slot_near {
	int counter; /* index */
	day_number day;
	int starts, ends; /* minutes, [starts, ends) */
};

struct slot_request {
	const char *key;        /* resident id: breaks ties, the same for the same person always */
	day_number from, until; /* visit days, both included, inside the calendar */
	int slots;              /* consecutive slots, 1 or more */
	matter_set matters;     /* that the slots must allow, all of them */
	counter_set counters;   /* where it may be */
	int home;               /* preferred counter, an index */
	/* Wishes, weighed by office.wishes; false, 0 or NULL for none. */
	bool wishes_day;
	day_number wished_from, wished_until; /* days near which, both included */
	enum age_class age;
	const char *household; /* come together with others of it; NULL or "": no such wish */
	const struct slot_near *near; /* what members of the household hold already */
	size_t near_count;
};

struct slot_answer {
	bool placed; /* false: the rest is 0 */
	int counter;
	day_number day;
	int starts, ends; /* minutes, [starts, ends) */
	int desk;         /* from 0; the same for all its slots */
};

/* Why somebody is left over (model/shortage.h); begins empty. */
struct slot_shortages {
	struct shortage *list; /* certificates by their first place, then longer visits by length */
	size_t count, capacity;
};

#endif
