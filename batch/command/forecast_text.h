#ifndef COMMAND_FORECAST_TEXT_H
#define COMMAND_FORECAST_TEXT_H

#include "base/arena.h"
#include "model/forecast.h"
#include "model/office.h"

/* A forecast on standard output, for a terminal: the figures of each month; the letters, and the
 * places taken of those that there are, as bars, by week, or by month where there are more than
 * half a year's weeks; the first desks that are missing. All of it is in CSV and JSON. */
void forecast_print(
	const struct office *office, const struct forecast *forecast, struct arena *arena);

#endif
