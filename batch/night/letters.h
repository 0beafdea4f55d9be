#ifndef NIGHT_LETTERS_H
#define NIGHT_LETTERS_H

#include "base/fault.h"
#include "night/appointments.h"
#include "night/tonight.h"

#include <stdbool.h>

/* From the reconciliation of a night to what the ledger commits: letters with numbers and tokens,
 * visits with places, appointments named again, given, moved and taken back, the mailing in posting
 * order. `appointments` after appointments_reschedule. The order of the register changes nothing:
 * numbers follow resident ids. Fills in all of *result but what the register's summary says. Fails
 * as the ledger's reads and notice_assign_number do. */
bool letters_make(
	const struct tonight *tonight, struct appointments *appointments, struct fault *why);

#endif
