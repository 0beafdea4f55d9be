#ifndef LEDGER_ERASURE_H
#define LEDGER_ERASURE_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/fault.h"
#include "ledger/audit.h"
#include "ledger/ledger.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Retention: what is past it is deleted, so that its bytes are no longer in the file.
 *
 * Deleted of nights before a day: names and addresses, exceptions, and dues that ended on such a
 * night, with their decisions and what was told of them; letters lose their resident, lines of the
 * desk's log theirs and the words of why (of what is
 * said of an exception as soon as that goes, and not before). Such a night's folder cannot be made
 * again. Kept: counts (tables figure and effect), numbers, appointments, who is under protection.
 *
 * Nothing is deleted that a later night or staff may ask for: dues that are open or whose expiry
 * has not passed by the latest night, so that nothing is written twice; letters that wait, are
 * held, may lie unposted, stand for an appointment ahead, or that a night from the day on has
 * touched; returned mail that nobody has released; nights whose folder is not known to be in place.
 * So no decision depends on whether or when there was a purge.
 */

struct purge {
	day_number before;   /* nights before this day */
	day_number unposted; /* printed on this day or later, and not known to be posted: may lie */
	day_number today;    /* on which it is done */
};

struct purge_count {
	long nights, letters, dues, exceptions;
};

/* Within ledger_begin; *count is what is deleted now. Failures are those of ledger.h. */
bool ledger_purge(struct ledger *ledger, const struct purge *purge, struct purge_count *count,
	struct fault *why);

/* After the commit: writes the file anew, without what was deleted. */
bool ledger_compact(struct ledger *ledger, struct fault *why);

/* A line of staff's log about a purge. */
bool ledger_log_purge(
	struct ledger *ledger, day_number before, const struct staff_act *act, struct fault *why);

/* A night whose data has been deleted, or whose folder goes. */
struct purged_night {
	day_number day;
	int run;
};

/* All of them, the earliest first. */
bool ledger_purged(struct ledger *ledger, struct arena *arena, struct purged_night **nights,
	size_t *count, struct fault *why);

/* Nights before a day whose folder nobody needs any more: known to be in place, and no mailing that
 * is held. The earliest first. */
bool ledger_past_folders(struct ledger *ledger, day_number before, struct arena *arena,
	struct purged_night **nights, size_t *count, struct fault *why);

/* A step of ledger_commit: what is counted of the night, for when its rows are gone. */
bool purge_keep_figures(
	struct ledger *ledger, const struct night_decided *night, struct fault *why);

#endif
