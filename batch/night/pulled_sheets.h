#ifndef NIGHT_PULLED_SHEETS_H
#define NIGHT_PULLED_SHEETS_H

#include "base/arena.h"
#include "base/fault.h"
#include "decide/dues/reconciliation.h"
#include "night/job.h"

#include <stdbool.h>

/* Whose printed sheet was pulled since the night before and who is by hand tonight has a row in
 * tonight's dues, changed or not: staff must know that no letter has left. Fails as the ledger's
 * reads do. */
bool pulled_sheets_list(const struct night_job *job, const struct reconciliation *reconciliation,
	struct arena *arena, struct fault *why);

#endif
