#ifndef DECIDE_FORECAST_FORECAST_COUNT_H
#define DECIDE_FORECAST_FORECAST_COUNT_H

#include "base/arena.h"
#include "decide/forecast/letters_ahead.h"
#include "decide/visits/free_places.h"
#include "model/forecast.h"

#include <stddef.h>

/*
 * The forecast of a register (model/forecast.h): each resident once, in any order, then the places.
 * Memory: counts by week and month, and the kinds of visits that are asked for. Pure; nothing here
 * fails.
 *
 * Who is told is taken to come, once: a visit of a first or late letter counts whole, a reminder is
 * only told as the most there can be. What was seen to come would be a factor of both, by matter
 * and wave, in the functions of forecast_count.c that count letters and a visit.
 */
struct forecast_count;

/* The calendar of `ahead` reaches to forecast_calendar_until of its last night. */
struct forecast_count *forecast_open(const struct nights_ahead *ahead, struct arena *arena);

/* The last day that the calendar must have: the last expiry whose window is open on the last night,
 * and days of mailing past it. */
day_number forecast_calendar_until(const struct office *office, day_number until);

/* The appointments of today. */
void forecast_book(
	struct forecast_count *count, const struct taken_place *taken, size_t taken_count);

/* A resident of the register. */
void forecast_resident(struct forecast_count *count, const struct resident_ahead *whom);

/* After the last. */
void forecast_finish(struct forecast_count *count, struct forecast *forecast);

#endif
