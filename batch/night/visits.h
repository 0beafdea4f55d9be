#ifndef NIGHT_VISITS_H
#define NIGHT_VISITS_H

#include "base/fault.h"
#include "decide/visits/named_visit.h"
#include "night/appointments.h"
#include "night/tonight.h"

#include <stdbool.h>
#include <stddef.h>

/* The visits that letters name: tonight's, and those of letters that wait without one. */

struct visits {
	const struct tonight *tonight;
	struct appointments *appointments; /* after appointments_reschedule */
	/* tonight's letters, by resident; each has the UID of an appointment that may be */
	struct notice *notices;
	const struct reconciled_person **people; /* by notice: whom it is written to */
	size_t count;
	struct named_visit *named; /* by notice; visits_find */
	/* letters of earlier nights that wait without a place, and could have one; visits_find */
	struct notice *waiting;
	const struct reconciled_person **waiting_people;
	struct visit *waiting_visits;
	size_t waiting_count;
};

/* Which visit each letter names, and which appointments are therefore taken back
 * (decided->cancelled). Fails as the ledger's reads do. */
bool visits_find(struct visits *visits, struct fault *why);

/* Places for who has none: those of tonight's letters first served as those that wait. Sets
 * decided->places, seated, shortages, and counts whom none is left for (result->unplaced). */
void visits_give(struct visits *visits);

#endif
