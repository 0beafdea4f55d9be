#ifndef LEDGER_WATCHED_H
#define LEDGER_WATCHED_H

#include "base/arena.h"
#include "base/fault.h"
#include "ledger/ledger.h"
#include "model/revocation.h"

#include <stdbool.h>
#include <stddef.h>

/* Whose signature certificate is watched, and which have ended (decide/rules/revoked.h). Failures
 * are those of ledger.h. */

/* All who are watched, or this resident alone, in order of resident (bytewise). */
bool ledger_watched(struct ledger *ledger, const char *resident, struct arena *arena,
	struct watched **watched, size_t *count, struct fault *why);

/* All revocations, or this resident's alone, in order of resident. */
bool ledger_revocations(struct ledger *ledger, const char *resident, struct arena *arena,
	struct revocation **revocations, size_t *count, struct fault *why);

/* Steps of ledger_commit: what ends and begins to be watched; before the dues. */
bool watched_keep(struct ledger *ledger, const struct night_decided *night, struct fault *why);

#endif
