#ifndef NIGHT_LEDGER_ENTRIES_H
#define NIGHT_LEDGER_ENTRIES_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/notice.h"
#include "night/reschedule.h"
#include "night/tonight.h"

#include <stdbool.h>
#include <stddef.h>

/* What a night tells the ledger and dues.csv, once its letters and appointments stand. */
struct decided_letters {
	const struct notice *notices; /* by resident */
	size_t count;
	const bool *kept; /* by notice: its appointment is one that the resident held already */
};

/* Which appointments end tonight: sets decided->cancelled, in order of UID. Of the letters only
 * their appointments are asked, and those only where they are kept. */
void decided_cancelled(const struct decided_letters *letters, const struct keep *keep,
	struct arena *arena, struct night_decided *decided);

/* Fills in result->rows and, of result->decided: dues, closed, pulled, refreshed, mailed. Fails as
 * the ledger's reads do. */
bool decided_list(const struct tonight *tonight, const struct decided_letters *letters,
	const struct keep *keep, struct fault *why);

#endif
