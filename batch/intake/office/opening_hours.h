#ifndef INTAKE_OFFICE_OPENING_HOURS_H
#define INTAKE_OFFICE_OPENING_HOURS_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/calendar.h"

#include <stdbool.h>

/*
 * Opening rules, closures and single dates, expanded. Before the day on which recurrences begin
 * (intake/office/recurrence.h) nothing opens or closes.
 */

/* Expands opening rules, closures, single dates and mailing days into a table for `from` to `to`,
 * both included (to - from at most 80 years), in `arena`. Precedence: a single date beats
 * closures, closures beat rules; among closures the first in the file gives the reason. Desks for
 * people without appointment are taken off the slots.
 * Fails with FAULT_OFFICE when a recurrence cannot be expanded; *calendar is then untouched. */
bool hours_expand(const struct office *office, day_number from, day_number to, struct arena *arena,
	struct calendar *calendar, struct fault *why);

/* Do no two openings of a counter overlap on any day, neither by rule nor with the single dates?
 * FAULT_OFFICE, with the file and both lines, when they do. Assumes valid recurrences. */
bool hours_check(const struct office *office, struct arena *arena, struct fault *why);

#endif
