#ifndef NIGHT_ELSEWHERE_H
#define NIGHT_ELSEWHERE_H

#include "base/arena.h"
#include "base/fault.h"
#include "ledger/ledger.h"
#include "model/office.h"
#include "model/standing.h"

#include <stdbool.h>

/*
 * A place for a visit of somebody whom only another system knows: any that is free, open and
 * offered (no walk-in desk), whatever it is offered for. What the visit has itself counts as free.
 */
struct elsewhere {
	const struct office *office;
	const struct calendar *calendar; /* its own, over that day */
	const char *uid;                 /* of its appointment */
	const char *counter;             /* its id */
	day_number day;
	int starts;  /* minutes */
	int minutes; /* how long it takes; 0: one slot */
};

/* *place names that UID; its arrays live in the arena. FAULT_USAGE with the reason's code
 * (model/desk_request.h) when the place cannot be had; else as the ledger's reads. */
bool elsewhere_check(struct ledger *ledger, const struct elsewhere *visit, struct arena *arena,
	struct given_place *place, struct fault *why);

#endif
