#include "command/turn.h"
#include "command/say.h"

#include <stdio.h>

/* The ledger is tried at once, and only then waited for: whoever finds it free is not told of
 * waiting. */

/* Most commands of staff take less than a second, and a night begins at an hour that cron has
 * set: to be turned away for that would cost it a day. */
bool turn_take(const struct session *session, const struct options *options, struct ledger **ledger,
	struct fault *why)
{
	struct fault first;
	if (ledger_open(options->ledger, LEDGER_WRITE, ledger, &first))
		return true;
	if (first.kind != FAULT_BUSY || options->wait == 0) {
		*why = first;
		return false;
	}
	if (session->terminal)
		say_on(stderr, "kigen: another run holds the ledger; waiting up to %d seconds\n",
			options->wait);
	return ledger_await(options->ledger, LEDGER_WRITE, options->wait, ledger, why);
}
