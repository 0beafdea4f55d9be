#ifndef LEDGER_COUNTS_H
#define LEDGER_COUNTS_H

#include "base/arena.h"
#include "base/fault.h"
#include "ledger/ledger.h"
#include "model/figures.h"

#include <stdbool.h>
#include <stdint.h>

/* Nights in counts (model/figures.h). They are written with a night and outlast what was counted.
 * Failures are those of ledger.h. */

/* A step of ledger_commit, behind all that decides: what waits once all of the night is written,
 * and what it has counted of the weeks ahead. */
bool counts_add(struct ledger *ledger, const struct night_decided *night, struct fault *why);

/* The last nights and the weeks ahead as of the night with this id, into *night. */
bool counts_read(struct ledger *ledger, int64_t id, struct arena *arena, struct night *night,
	struct fault *why);

/* What waits now. */
bool ledger_backlog(struct ledger *ledger, long backlog[BACKLOGS], struct fault *why);

/* All nights, the latest last. */
bool ledger_past_nights(struct ledger *ledger, struct arena *arena, struct past_night **nights,
	size_t *count, struct fault *why);

#endif
