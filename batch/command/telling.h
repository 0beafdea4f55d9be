#ifndef COMMAND_TELLING_H
#define COMMAND_TELLING_H

#include "base/fault.h"
#include "command/command.h"
#include "ledger/promise.h"

#include <stdbool.h>

/* How the resident hears of an appointment that the desk has changed: said to whoever has somebody
 * on the telephone, since what no letter tells is theirs to tell. All is read from the ledger as it
 * is, and can be said again. Both fail as the ledger does. */

/* Why no letter may go to the appointment's resident, by what the last night knew and what is
 * remembered of protection; REASON_EMPTY: one may. */
bool telling_by_hand(struct command *command, const struct promise *promise, enum reason *hand,
	struct fault *why);

/* Says who tells the last version of an appointment, which letter `number` names; and warns of
 * sheets that may not have left and say what the desk has told to be otherwise, since nothing would
 * follow them. For once the change is committed. */
bool telling_say(struct command *command, const char *number, const struct promise *promise,
	struct fault *why);

#endif
