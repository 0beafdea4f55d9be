#ifndef DECIDE_VISITS_FREE_PLACES_H
#define DECIDE_VISITS_FREE_PLACES_H

#include "base/arena.h"
#include "base/civil.h"
#include "model/calendar.h"
#include "model/office.h"
#include "model/standing.h"

#include <stdbool.h>
#include <stddef.h>

/* The places that somebody has already: one desk for a while. */
struct slot_taken {
	int counter; /* index */
	day_number day;
	int starts, ends; /* minutes, [starts, ends), on whatever grid they were given */
	int desk;         /* from 0 */
};

/* A place that the ledger knows as taken. False, and *taken untouched, when the office has its
 * counter no more: nobody can ask for it. */
bool slot_taken_at(
	const struct office *office, const struct taken_place *place, struct slot_taken *taken);

/*
 * The places of some days and which of them are given away: one flag for each (day, counter, slot,
 * desk). Days are within [from, to] of the places; counters and slots are indices into the
 * calendar. Nothing here fails.
 */
struct places {
	const struct calendar *calendar;
	day_number from, to; /* both included; from > to: no day at all */
	const size_t *slots; /* [day, counter]: where its slots begin in `desks` */
	const size_t *desks; /* [slot]: where its desks begin in `taken` */
	bool *taken;         /* [desk] */
	int *free;           /* [slot]: desks that are not taken */
};

/* The places of the calendar's days from `from` to `to`, without those in `taken`. Where the office
 * has changed its hours since: what is taken blocks its desk in every slot that it overlaps by a
 * minute or more, and counts for nothing outside all slots; where its desk is no longer offered it
 * takes the highest desk that is left, since whoever has it comes all the same. */
struct places places_open(const struct calendar *calendar, day_number from, day_number to,
	const struct slot_taken *taken, size_t taken_count, struct arena *arena);

/* Is this desk of a slot given away? */
bool places_taken(
	const struct places *places, day_number day, size_t counter, size_t slot, int desk);

/* How many desks of a slot are free. */
int places_free(const struct places *places, day_number day, size_t counter, size_t slot);

/* The lowest desk that is free for all of `count` slots from `slot` on, which follow each other
 * (places_follow); -1 when there is none. */
int places_desk(
	const struct places *places, day_number day, size_t counter, size_t slot, size_t count);

/* How many desks are free for all of them. */
int places_desks(
	const struct places *places, day_number day, size_t counter, size_t slot, size_t count);

/* Gives away one desk of `count` slots from `slot` on. */
void places_take(
	struct places *places, day_number day, size_t counter, size_t slot, size_t count, int desk);

/* Can a visit for these matters take `count` slots from `slot` on: are there so many, without a
 * gap, and do all of them allow all the matters? */
bool places_follow(const struct counter_day *day, size_t slot, size_t count, matter_set matters);

#endif
