#ifndef DECIDE_SLOTS_H
#define DECIDE_SLOTS_H

#include "base/arena.h"
#include "base/civil.h"
#include "decide/places.h"
#include "model/calendar.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Who comes when. Requests of one night get places that are offered (model/calendar.h) and not
 * taken. A place is (counter, day, slot, desk); a visit takes `slots` consecutive slots at one
 * desk. Pure: the same requests and places give the same answer whatever order they come in.
 * No place is given twice.
 *
 * Requests are served in the order of their deadlines (`until`, then `key`).
 *
 * 1. Visits of one slot: as many as can be get a place, exactly; of two that cannot both come, the
 *    one served first does. So one place more never serves fewer of them.
 * 2. Longer visits, in their order, get the first run of free slots that leaves all visits of 1
 *    a place: home counter first, there the earliest; else another counter, the earliest day and
 *    time, among equals the first counter. How many longer visits get in is not always the most
 *    that could: with mixed lengths that is bin packing (NP-hard).
 * 3. Then each visit of one slot, in their order, gets the first day at its home counter, else the
 *    first elsewhere, with which everybody of 1 and 2 still has a place. Who is served first has
 *    the choice, but nobody's choice costs another the appointment.
 *
 * Steps 1 and 3 treat the places of one counter, day and set of matters as one group of equals
 * (decide/matching.h names the method and its sources); earlier times of a group go to those who
 * are served earlier. Where people can come on any day of theirs this serves as many as earliest
 * deadline first does (F. Glover, "Maximum matching in a convex bipartite graph", 1967), which
 * alone falls short when matters or counters make holes in people's days.
 */
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
	/* Wishes (office.wishes weighs them); 0 or NULL for none. */
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

/* Answers every request: answers[i] belongs to requests[i]. Of the office only its counters'
 * positions and its wishes are asked. `taken` may name places that are no
 * longer offered (places_open says what becomes of them). Scratch memory comes from `arena`.
 * Cannot fail. */
void slots_assign(const struct office *office, const struct calendar *calendar,
	const struct slot_request *requests, size_t count, const struct slot_taken *taken,
	size_t taken_count, struct arena *arena, struct slot_answer *answers);

/* Draws [*from, *until] in to days that have an offered place (taken or not) for such a visit at
 * one of `counters`: first and last such day. False, and both untouched, when there is none. */
bool slots_draw_in(const struct calendar *calendar, matter_set matters, counter_set counters,
	int slots, day_number *from, day_number *until);

#endif
