#ifndef LEDGER_SPANS_H
#define LEDGER_SPANS_H

#include "base/fault.h"
#include "ledger/ledger.h"

#include <stdbool.h>

/* What stands night after night, exceptions and sheets that must not leave, is kept once, with the
 * first and the last night of those one after the other that told it. What changes with each night
 * is on which line of the register an exception stands: of that a night keeps differences. So a
 * ledger grows by what changes, and each night's lists can be told as they were. */

/* A step of ledger_commit, its last: what the night has told goes from where it was collected to
 * where it is kept. Fails as the ledger does. */
bool spans_keep(struct ledger *ledger, const struct night_decided *night, struct fault *why);

#endif
