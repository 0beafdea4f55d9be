#ifndef DECIDE_VISITS_SLOT_REQUESTS_H
#define DECIDE_VISITS_SLOT_REQUESTS_H

#include "base/arena.h"
#include "decide/dues/reconciliation.h"
#include "decide/visits/slots.h"
#include "decide/visits/visit.h"
#include "model/notice.h"
#include "model/office.h"
#include "model/standing.h"

#include <stddef.h>

/*
 * What letters ask of the calendar: where and when their visit may lie, and what the office's
 * wishes say of those who come. A request carries an age class, no birth date. Pure; nothing here
 * fails.
 */

/* Tonight's letters and what is known beside them. */
struct asking {
	const struct office *office;
	day_number posting_day;
	const struct reconciliation *reconciliation;
	const struct standing_appointment *standing; /* by resident */
	size_t standing_count;
	struct household_member *members; /* by household, then resident; slot_requests_open */
	size_t member_count;
	struct arena *arena;
};

/* Sorts the households; the caller has set the rest. */
void slot_requests_open(struct asking *asking);

/* The request of a letter to a person of the reconciliation. What other members of the household
 * hold within the visit days is told, unless one of the household is under protection. */
struct slot_request slot_request_of(const struct asking *asking,
	const struct reconciled_person *person, const struct notice *notice,
	const struct visit *visit);

#endif
