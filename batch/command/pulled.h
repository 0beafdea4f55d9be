#ifndef COMMAND_PULLED_H
#define COMMAND_PULLED_H

#include "base/arena.h"
#include "base/fault.h"
#include "command/job.h"
#include "decide/admission.h"

#include <stdbool.h>

/* Whose printed sheet was pulled since the night before and who is by hand tonight has a row in
 * tonight's dues, changed or not: staff must know that no letter has left. Fails as the ledger's
 * reads do. */
bool pulled_list(const struct night_job *job, const struct admission *admission,
	struct arena *arena, struct fault *why);

#endif
