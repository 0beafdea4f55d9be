#ifndef LEDGER_SHORTAGES_H
#define LEDGER_SHORTAGES_H

#include "base/arena.h"
#include "base/fault.h"
#include "ledger/ledger.h"

#include <stdbool.h>
#include <stdint.h>

/* Why letters of a night were left without an appointment: within the night's transaction. */
bool shortages_add(struct ledger *ledger, const struct night_decided *night, struct fault *why);

/* Those of the night with this id, into *night. */
bool shortages_read(struct ledger *ledger, int64_t id, struct arena *arena, struct night *night,
	struct fault *why);

#endif
