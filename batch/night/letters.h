#ifndef NIGHT_LETTERS_H
#define NIGHT_LETTERS_H

#include "base/fault.h"
#include "night/reschedule.h"
#include "night/tonight.h"

#include <stdbool.h>

/* From the reconciliation of a night to what the ledger commits: letters with numbers and tokens,
 * visits with places, appointments kept, given, moved and taken back, the mailing in posting order.
 * `keep` after keep_places. The order of the register changes nothing: numbers follow resident ids.
 * Fills in all of *result but what the register's summary says. Fails as the ledger's reads do, and
 * with FAULT_OFFICE when a year has more than 999,999 letters. */
bool offer_night(const struct tonight *tonight, struct keep *keep, struct fault *why);

#endif
