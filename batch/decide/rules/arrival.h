#ifndef DECIDE_RULES_ARRIVAL_H
#define DECIDE_RULES_ARRIVAL_H

#include "base/civil.h"
#include "model/due.h"
#include "model/office.h"

#include <stdbool.h>

/* Does a letter posted on a day come in time? Pure. */

/* Too late to act on this matter: is the first day of a visit past the expiry? Then the resident is
 * to be telephoned. */
bool arrival_after_expiry(const struct office *office, enum matter matter, day_number expires,
	day_number posting_day);

/* Too late for the visit that it names? It comes a day after the office's mailing.arrival_days at
 * the earliest, unless the office leaves still less time to everybody. DAY_NONE: no visit. */
bool arrival_after_visit(
	const struct office *office, enum matter matter, day_number visit, day_number posting_day);

#endif
