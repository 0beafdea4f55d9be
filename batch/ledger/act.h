#ifndef LEDGER_ACT_H
#define LEDGER_ACT_H

#include "ledger/desk.h"

/* The log of what the desk does, as the files of the ledger write it. */

/* What an act is about; NULL for what it is not. */
struct act_subject {
	const struct mailing *mailing;
	const char *notice, *resident;
	const char *detail;
};

/* A line of the log; what the act changes names it as the last one. Within a transaction. */
bool act_log(struct ledger *ledger, const char *action, const struct act_subject *subject,
	const struct desk_act *act, struct fault *why);

#endif
