#ifndef DECIDE_FORECAST_PLACES_FORESEEN_H
#define DECIDE_FORECAST_PLACES_FORESEEN_H

#include "base/arena.h"
#include "decide/dues/quota.h"
#include "decide/forecast/letters_ahead.h"
#include "decide/visits/free_places.h"
#include "model/forecast.h"

#include <stddef.h>

/*
 * Will there be a place for each visit that letters of the nights ahead ask for? All of them are
 * given places at once, as many as can be (decide/visits/slots.h): so whoever of one slot is left
 * over is so whichever place each of the others gets, and the register's dates alone show it (P.
 * Hall, 1935). Nights that come one after the other can only leave over more. What letters_ahead
 * does not foresee is not foreseen here. Pure; nothing here fails.
 */
struct places_foreseen;

/* The calendar of `ahead` reaches to forecast_calendar_until of its last night. */
struct places_foreseen *places_foreseen_open(const struct nights_ahead *ahead, struct arena *arena);

/* A resident of the register, once. */
void places_foreseen_resident(struct places_foreseen *foreseen, const struct resident_ahead *whom);

/* After the last: the first and late letters of these nights, each with the mailing with which it
 * would go if it waited for none, in no order. They live in the arena. */
size_t places_foreseen_letters(
	const struct places_foreseen *foreseen, const struct quota_coming **letters);

/* After the last: the desks that will be missing, beside `taken`, by week and counter, and the
 * cheapest remedy; 0 of them when all will have a place. They live in the arena. */
size_t places_foreseen_find(struct places_foreseen *foreseen, const struct slot_taken *taken,
	size_t taken_count, const struct forecast_need **needs);

#endif
