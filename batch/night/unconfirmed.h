#ifndef NIGHT_UNCONFIRMED_H
#define NIGHT_UNCONFIRMED_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/calendar.h"
#include "model/office.h"
#include "night/tonight.h"

#include <stdbool.h>

/*
 * Mailings that nobody has confirmed as posted when they should have been (mailing/@confirm-days):
 * sheets may lie forgotten in the mail room. Each is an exception of every night (code
 * mailing-unconfirmed, no resident) until somebody says that it was posted, held or withdrawn, or
 * the office no longer asks (stop-days).
 */

/* The days of post up to `day`, for mailing_overdue: as far back as anybody asks. Fails as
 * hours_expand. */
bool unconfirmed_calendar(const struct office *office, day_number day, struct arena *arena,
	struct calendar *calendar, struct fault *why);

/* Tells staff of tonight's. Fails as tonight_tell and hours_expand do. */
bool unconfirmed_tell(const struct tonight *tonight, struct fault *why);

#endif
