#ifndef NIGHT_NIGHT_H
#define NIGHT_NIGHT_H

#include "base/arena.h"
#include "base/fault.h"
#include "night/job.h"

#include <stdbool.h>

/*
 * One night: the register is read, the rules are asked, the ledger's knowledge is met, letters
 * get numbers and appointments get places. Nothing is written here but the exceptions, into the
 * transaction that the caller has begun and commits; run and plan share it.
 */

/* Decides the night; everything in *result lives in `arena`. Fails as exports_read, the ledger's
 * reads and hours_expand do, and with FAULT_REGISTER when the export is of another municipality,
 * of a later day, too old, or outside the office's limits. */
bool night_decide(const struct night_job *job, struct arena *arena, struct night_result *result,
	struct fault *why);

#endif
