#ifndef DOCUMENT_OPERATORS_FORECAST_LISTS_H
#define DOCUMENT_OPERATORS_FORECAST_LISTS_H

#include "model/forecast.h"
#include "model/office.h"

#include <stdbool.h>
#include <stdio.h>

/* A forecast for other programs. Write errors stay in the stream. */

/* CSV (base/csv.h), a row for each week and month with all counters (counter empty), and behind it
 * one for each counter, in which what no counter has is empty. Columns: span, from, until, counter,
 * first, late, reminders_most, calls, hand, letters and visits by matter, booked, visits, offered,
 * places_booked, places_taken, unplaced, desks_missing, remedy, sunday, hours. */
void forecast_csv(FILE *stream, const struct office *office, const struct forecast *forecast);

/* The same as JSON (schemas/forecast.json). False when it cannot be made. */
bool forecast_json(FILE *stream, const struct office *office, const struct forecast *forecast);

#endif
