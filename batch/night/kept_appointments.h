#ifndef NIGHT_KEPT_APPOINTMENTS_H
#define NIGHT_KEPT_APPOINTMENTS_H

#include "base/arena.h"
#include "base/fault.h"
#include "ledger/ledger.h"
#include "model/office.h"

#include <stdbool.h>

/* Tells an office that expects fewer people than have an appointment (`expect` of an opening) how
 * many the ledger has seen to come, counter by counter, before its hours are expanded: without it
 * there are as many appointments as desks. Asks nothing of the ledger for another office. What is
 * told lives in `arena`. Fails as the ledger's reads do. */
bool kept_appointments_tell(
	struct office *office, struct ledger *ledger, struct arena *arena, struct fault *why);

#endif
