#ifndef DECIDE_VISITS_SLOTS_H
#define DECIDE_VISITS_SLOTS_H

#include "base/arena.h"
#include "base/civil.h"
#include "decide/visits/free_places.h"
#include "decide/visits/request.h"
#include "model/calendar.h"
#include "model/standing.h"

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
 *    one served first does. So one place more never serves fewer of them. Nothing below changes
 *    who gets in: wishes choose among places, never among people.
 * 2. Longer visits, in their order, get a run of free slots that leaves all visits of 1 a place:
 *    the first of the cheapest group of places that has one. How many longer visits get in is not
 *    always the most that could: with mixed lengths that is bin packing (NP-hard).
 * 3. Then each visit of one slot, in their order, gets the cheapest place with which everybody of
 *    1 and 2 still has one. Who is served first has the choice, but nobody's choice costs another
 *    the appointment. Members of a household (decide/visits/household.h) are placed at the turn of
 *    the first.
 *
 * Cheap is what has few points of office.wishes: another counter than the home counter, nearer ones
 * before, days from the wished day, a day that is fuller than others, hours that are kept for
 * others or do not suit the age. Of equally cheap ones the earliest, then the first counter.
 *
 * Method: a maximum matching by augmenting paths over groups of equal places, the places of one
 * counter and day that allow the same matters and suit the same ages, and over kinds of people who
 * may use the same of them (decide/visits/matching.h names the sources); earlier times of a group
 * go to those who are served earlier. Choosing in turn among what leaves the others a place is
 * serial dictatorship over the bases of the transversal matroid: of people who come alone no two
 * could both gain by changing places (L.-G. Svensson, "Strategy-proof allocation of indivisible
 * goods", 1999). The cheapest assignment of all (min-cost flow) may have fewer points in sum, but
 * lets one's place hang on everybody else's; tests/bench/slots.c measures what the wishes gain,
 * tests/bench/points.c how many points more than the cheapest they have. Where people can come on
 * any day of theirs this serves as many as earliest deadline first does (F. Glover, "Maximum
 * matching in a convex bipartite graph", 1967), which alone falls short when matters or counters
 * make holes in people's days.
 */

/* What is asked for together, and what there is. */
struct slot_round {
	const struct office *office; /* only its counters' positions and its wishes are asked */
	const struct calendar *calendar;
	const struct slot_request *requests;
	size_t count;
	const struct slot_taken *taken; /* also places that are no longer offered (places_open) */
	size_t taken_count;
};

/* Answers every request: answers[i] belongs to requests[i]. Why somebody is left over is added to
 * `shortages`, unless that is NULL. Scratch memory comes from `arena`. Cannot fail. */
void slots_assign(const struct slot_round *round, struct arena *arena, struct slot_answer *answers,
	struct slot_shortages *shortages);

/* What the ledger keeps of the place that an answer gives to an appointment: with each slot that it
 * takes. Lives in the arena. */
struct given_place slots_given(const struct office *office, const struct calendar *calendar,
	const struct slot_answer *answer, const char *uid, struct arena *arena);

/* Draws [*from, *until] in to days that have an offered place (taken or not) for such a visit at
 * one of `counters`: first and last such day. False, and both untouched, when there is none. */
bool slots_draw_in(const struct calendar *calendar, matter_set matters, counter_set counters,
	int slots, day_number *from, day_number *until);

#endif
