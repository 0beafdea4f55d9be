#ifndef LEDGER_CHANGE_H
#define LEDGER_CHANGE_H

#include "ledger/ledger.h"
#include "ledger/statement.h"

/* What a night and staff's change both write, inside a transaction (ledger->night is the night
 * that it belongs to). Each fails as its statements do. */

/* Why there is a new version of an appointment. */
struct version {
	const char *cause; /* a word of table appointment */
	bool tell;         /* a letter is to tell it */
};

/* A new appointment with its places. */
bool change_offer(struct ledger *ledger, const struct given_place *place, struct fault *why);

/* Takes an appointment back: a cancelled version, its places freed. */
bool change_cancel(
	struct ledger *ledger, const char *uid, const struct version *version, struct fault *why);

/* Gives its places free and nothing else: it is to move. */
bool change_leave(struct ledger *ledger, const char *uid, struct fault *why);

/* A moved version with its new places, after change_leave. */
bool change_move(struct ledger *ledger, const struct given_place *place,
	const struct version *version, struct fault *why);

/* The places of an appointment's last version. */
bool change_take(struct ledger *ledger, const struct given_place *place, struct fault *why);

/* A letter with its recipient; `desk`: printed at once in a folder of staff's. */
bool change_write(struct ledger *ledger, const struct notice *notice, bool desk, struct fault *why);

/* To whom a letter goes, as ADD_RECIPIENT or REFRESH_RECIPIENT. */
bool change_address(
	struct ledger *ledger, enum statement how, const struct notice *notice, struct fault *why);

/* A letter that is not printed must not be. */
bool change_pull(struct ledger *ledger, const char *number, struct fault *why);

/* What is told of an appointment's last version; `desk`: in a folder of staff's. */
bool change_tell(
	struct ledger *ledger, const struct told_change *telling, bool desk, struct fault *why);

#endif
