#ifndef NIGHT_LETTERS_H
#define NIGHT_LETTERS_H

#include "base/arena.h"
#include "base/fault.h"
#include "decide/dues/reconciliation.h"
#include "model/calendar.h"
#include "night/job.h"
#include "night/reschedule.h"
#include "night/staff_notes.h"

#include <stdbool.h>

/* From the reconciliation of a night to what the ledger commits: letters with numbers and tokens,
 * visits with places, appointments kept, given, moved and taken back, the mailing in posting order.
 * `keep` after keep_places. The order of the register changes nothing: numbers follow resident ids.
 * Fills in all of *result but what the register's summary says. Fails as the ledger's reads do, and
 * with FAULT_OFFICE when a year has more than 999,999 letters. */
bool offer_night(const struct night_job *job, const struct calendar *calendar,
	day_number posting_day, const struct reconciliation *reconciliation, struct keep *keep,
	struct arena *arena, struct night_result *result, struct fault *why);

#endif
