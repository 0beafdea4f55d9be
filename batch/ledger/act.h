#ifndef LEDGER_ACT_H
#define LEDGER_ACT_H

#include "base/civil.h"
#include "base/fault.h"
#include "ledger/ledger.h"
#include "model/mailing.h"

#include <stdbool.h>

/* The log of what the desk does. */
struct desk_act {
	day_number day; /* on which it is done */
	const char *who, *why;
};

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
