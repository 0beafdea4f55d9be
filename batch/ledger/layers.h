#ifndef LEDGER_LAYERS_H
#define LEDGER_LAYERS_H

#include "base/fault.h"
#include "ledger/ledger.h"
#include "model/layer.h"

#include <stdbool.h>

/* How many residents of an export have what (model/layer.h). Failures are those of ledger.h. */

/* The counts of the latest night; -1 for a layer that it did not count, and for each when there was
 * no night. */
bool ledger_latest_layers(struct ledger *ledger, long counts[LAYERS], struct fault *why);

/* A step of ledger_commit. */
bool layers_add(struct ledger *ledger, const struct night_decided *night, struct fault *why);

#endif
