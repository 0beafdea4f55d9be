#ifndef NIGHT_MOMENTS_H
#define NIGHT_MOMENTS_H

#include "base/fault.h"
#include "decide/dues/reconciliation.h"
#include "intake/register/register.h"
#include "night/appointments.h"
#include "night/limits.h"

#include <stdbool.h>

/* The moments at which something can be said: the root has been read; all has been read (the
 * residents' layers are counted); the dues have met the ledger; the appointments have met the
 * calendar. False when the night is refused, or as the ledger's reads fail. An export that does not
 * say how many residents it has is counted when it has been read. The texts of what was let pass
 * live in the arena. moment_summary says nothing of layers when `layers` is NULL, and refuses
 * nothing by itself: moment_reconciliation does, so that all is told at once. */
bool moment_head(struct limits_watch *watch, const struct register_head *head, struct fault *why);
bool moment_summary(struct limits_watch *watch, const struct register_summary *summary,
	const long layers[LAYERS], struct fault *why);
bool moment_reconciliation(struct limits_watch *watch, const struct reconciliation *reconciliation,
	long residents, struct fault *why);
bool moment_closures(
	struct limits_watch *watch, const struct appointments *appointments, struct fault *why);

#endif
