#ifndef COMMAND_CHECK_TRIAL_H
#define COMMAND_CHECK_TRIAL_H

#include "base/arena.h"
#include "base/fault.h"
#include "night/forecast_read.h"

/* What a register's dates say of the office's trial that is to begin: how many letters will take
 * part, the smallest difference that these can show, and until when there are enough. *said: a
 * sentence. FAULT_OFFICE when there are too few by its end. The job's months do not matter. */
bool check_trial(
	const struct forecast_job *job, struct arena *arena, const char **said, struct fault *why);

/* Has the office's trial begun otherwise than its file says by now? *said: a sentence, NULL when it
 * has not. Fails as the ledger's reads do. */
bool check_trial_begun(const struct office *office, struct ledger *ledger, struct arena *arena,
	const char **said, struct fault *why);

#endif
