#ifndef DECIDE_VISITS_NAMED_VISIT_H
#define DECIDE_VISITS_NAMED_VISIT_H

#include "base/civil.h"
#include "decide/dues/reconciliation.h"
#include "decide/visits/visit.h"
#include "model/calendar.h"
#include "model/notice.h"
#include "model/office.h"
#include "model/standing.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Which visit a letter names: one that its resident holds already, a new one, or none. One visit
 * where one will do, and what was handed out stays:
 *
 * - A reminder names the appointment of the letter before it, from the day that it arrives to the
 *   last expiry, also where that lies in days that are not given out. Where staff has taken that
 *   one back no reminder gives another.
 * - Any letter names an appointment that its resident holds within its visit days.
 * - A letter that is written anew, for one that is pulled tonight, names the appointment of that
 *   one as long as it comes before it; whenever that is when staff put it there.
 * - A card that Immigration renews (特定在留カード) is nothing to come for.
 *
 * Pure; nothing here fails.
 */

struct visit_naming {
	const struct office *office;
	const struct calendar *calendar;
	day_number posting_day;
	const struct standing_appointment *standing; /* by resident, as tonight leaves them */
	size_t standing_count;
	const char *const *declined; /* residents whose appointment staff took back, in order */
	size_t declined_count;
};

struct named_visit {
	const struct standing_appointment *standing; /* had already; NULL: none is */
	bool possible;                               /* a visit is; then where: */
	struct visit visit;
	day_number from, until; /* days that the letter names, an appointment outside them too;
				   DAY_NONE: none */
};

/* Of a letter to a person of the reconciliation. */
struct named_visit named_visit_find(const struct visit_naming *naming,
	const struct reconciled_person *person, const struct notice *notice);

/* Can a letter of an earlier night, which waits and is addressed as of tonight, still have a visit:
 * it has none, nor has its resident, and staff took none back? Else *visit is untouched. */
bool named_visit_waits(
	const struct visit_naming *naming, const struct notice *notice, struct visit *visit);

#endif
