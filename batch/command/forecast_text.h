#ifndef COMMAND_FORECAST_TEXT_H
#define COMMAND_FORECAST_TEXT_H

#include "model/forecast.h"
#include "model/office.h"

/* A forecast on standard output, for a terminal of 80 columns: a table of the months, a line a week
 * with its letters and its visits against the places as bars, and what is missing. */
void forecast_print(const struct office *office, const struct forecast *forecast);

#endif
