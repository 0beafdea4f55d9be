#ifndef DECIDE_RULES_ODDITIES_H
#define DECIDE_RULES_ODDITIES_H

#include "base/civil.h"
#include "decide/rules/ruling.h"
#include "model/office.h"
#include "model/resident.h"

#include <stdbool.h>

/* Cross-checks of one resident's stored dates against the rules of a night: fills in ruling->odd
 * and odd_count from ruling->current, already set. `estimated` says by document whether that date
 * was computed. Only residents who live here are looked at. Pure; cannot fail. */
void oddities_find(const struct resident *resident, const struct office *office, day_number night,
	const bool estimated[DOCUMENTS], struct ruling *ruling);

#endif
