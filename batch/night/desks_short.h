#ifndef NIGHT_DESKS_SHORT_H
#define NIGHT_DESKS_SHORT_H

#include "base/arena.h"
#include "base/fault.h"
#include "decide/visits/open_hours.h"
#include "ledger/ledger.h"
#include "model/calendar.h"
#include "model/office.h"
#include "night/appointments.h"
#include "night/tonight.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Too few desks for the appointments that stand: the office offers fewer than it did when they were
 * given. Nobody is moved for it; staff is told who is affected, on every night until desks suffice
 * or the day is over. Bookings of other systems (ledger/requests.h) count as all others; of them it
 * is the request that is told.
 */

/* The appointments that are one too many (decide/visits/open_hours.h), in order of counter, day and
 * start; `standing` in any order, cancelled ones are passed over. Counters that the office lacks
 * too. Returns how many are in *found. */
size_t desks_short_find(const struct office *office, const struct calendar *calendar,
	const struct standing_appointment *standing, size_t count, struct arena *arena,
	struct booked_visit **found);

/* What staff reads of one of them. Returns `message`. */
char *desks_short_message(const struct office *office, const struct booked_visit *standing,
	char *message, size_t size);

/* Tells staff (exception desks-short) of what is left of them after tonight. */
bool desks_short_tell(
	const struct tonight *tonight, const struct appointments *appointments, struct fault *why);

#endif
