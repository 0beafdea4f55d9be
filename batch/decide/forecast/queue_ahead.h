#ifndef DECIDE_FORECAST_QUEUE_AHEAD_H
#define DECIDE_FORECAST_QUEUE_AHEAD_H

#include "base/arena.h"
#include "decide/forecast/letters_ahead.h"
#include "decide/forecast/visits_ahead.h"

/*
 * With which mailing the letters to come go where a mailing has only so many, or is level with
 * those after it: mailing by mailing as decide/dues/quota.h lets them wait, each knowing of those
 * to come what its night will (queue_ahead_until). In counts: households are not kept together. A
 * visit then lies behind the arrival of the letter that goes later. What goes after the last of
 * the nights is left out. Nothing changes where the office lets nobody wait. Pure; nothing here
 * fails.
 */
void queue_ahead(
	const struct nights_ahead *ahead, struct visits_ahead *visits, struct arena *arena);

/* The last day of the weeks that a night looks ahead, from Monday: eight of them. */
day_number queue_ahead_until(day_number night);

/* The last night of whose letters queue_ahead must be told for those up to a night: that one where
 * nobody waits, else the last that it looks ahead to. */
day_number queue_ahead_known(const struct office *office, day_number until);

#endif
