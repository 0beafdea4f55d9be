#ifndef NIGHT_BOOKING_H
#define NIGHT_BOOKING_H

#include "base/arena.h"
#include "base/fault.h"
#include "ledger/promise.h"
#include "model/office.h"

#include <stdbool.h>

/*
 * The place that staff names for an appointment: any that is free and lawful, that is open and
 * offered (no walk-in desk), for its matters, with as many slots on end as they need, from today
 * and inside the window until the earliest expiry that is not past. What the appointment has itself
 * counts as free.
 */
struct booking_wish {
	const char *counter; /* its id */
	day_number day;
	int starts; /* minutes */
};

struct booking {
	const struct office *office;
	day_number today;
	const struct promise *promise; /* the appointment, as it is now; of one that is to be given
					  its UID, resident and items */
	const struct booking_wish *wish;
};

/* *place names the appointment's UID; its arrays live in the arena. FAULT_USAGE with the reason,
 * and what is free near by, when the place cannot be had, and the reason's code
 * (model/desk_request.h); FAULT_OFFICE as hours_expand; else as the
 * ledger's reads. */
bool booking_check(struct ledger *ledger, const struct booking *booking, struct arena *arena,
	struct given_place *place, struct fault *why);

/* The first place at the wish's counter that begins on its day or later; its `starts` does not
 * count. As booking_check. */
bool booking_first(struct ledger *ledger, const struct booking *booking, struct arena *arena,
	struct given_place *place, struct fault *why);

/* Where staff looks first for somebody with this postal code: the counter that serves it, if what
 * the appointment is for is done there, else the first at which it is. NULL: at none. */
const char *booking_home(const struct booking *booking, const char *postal);

#endif
