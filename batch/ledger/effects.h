#ifndef LEDGER_EFFECTS_H
#define LEDGER_EFFECTS_H

#include "ledger/ledger.h"
#include "model/effect.h"

/* What posted letters came to, letter by letter while they are kept and in counts afterwards
 * (ledger/turnout.h), as one: each letter is in it once under each thing that it is told apart by.
 * `days`: the office's attendance-days. Rows in order of `by`, value, month and what follows.
 * Failures are those of ledger.h. */
bool ledger_effects(struct ledger *ledger, int days, struct arena *arena,
	struct effect_rows *effects, struct fault *why);

#endif
