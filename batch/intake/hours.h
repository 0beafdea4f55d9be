#ifndef INTAKE_HOURS_H
#define INTAKE_HOURS_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/calendar.h"

/* Expands opening rules, closures, single dates and mailing days into a table for `from` to `to`,
 * both included (to - from at most 80 years), in `arena`. Precedence: a single date beats
 * closures, closures beat rules; among closures the first in the file gives the reason. Recurrences
 * are RFC 5545 section 3.3.10, expanded by libical.
 * Fails with FAULT_OFFICE when a recurrence cannot be expanded; *calendar is then untouched. */
bool hours_expand(const struct office *office, day_number from, day_number to, struct arena *arena,
	struct calendar *calendar, struct fault *why);

/* Is this a recurrence rule that libical takes (RFC 5545, section 3.3.10; FREQ of DAILY or longer,
 * no COUNT, no UNTIL that is not a date)? `problem` gets why not, static text. */
bool hours_rule_valid(const char *rrule, const char **problem);

#endif
