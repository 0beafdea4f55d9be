#ifndef DECIDE_FORECAST_DESKS_MISSING_H
#define DECIDE_FORECAST_DESKS_MISSING_H

#include "base/arena.h"
#include "decide/forecast/visits_ahead.h"
#include "model/forecast.h"

/*
 * The desks that would be missing, by week and counter, for those who are left without a place, and
 * the cheapest remedy (enum remedy): sets needs and need_count of the forecast, in the arena. Pure;
 * cannot fail.
 *
 * Who could have come on a free day before, had the letter been posted when the window opened,
 * needs no desk. The others are given desks that are not there, those with the nearest last day
 * first, and a new desk only where none has room, in the last week that they can come: so few desks
 * do (a desk a week is a point that covers spans of days). At the counter that serves their address
 * where that may be.
 */
void desks_missing(const struct nights_ahead *ahead, const struct visits_placed *placed,
	struct arena *arena, struct forecast *forecast);

#endif
