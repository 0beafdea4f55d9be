#ifndef COMMAND_TURN_H
#define COMMAND_TURN_H

#include "base/fault.h"
#include "command/options.h"
#include "command/session.h"
#include "ledger/ledger.h"

#include <stdbool.h>

/* Opens the ledger for writing when its turn comes: a night waits for a command of staff, and
 * such a command for a night or another, --wait seconds at the most (a minute unless said), then
 * FAULT_BUSY. Somebody at a terminal is told what is waited for. Fails as ledger_open does. */
bool turn_take(const struct session *session, const struct options *options, struct ledger **ledger,
	struct fault *why);

#endif
