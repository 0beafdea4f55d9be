#ifndef LEDGER_AUDIT_H
#define LEDGER_AUDIT_H

#include "base/civil.h"
#include "base/fault.h"
#include "ledger/ledger.h"
#include "model/mailing.h"

#include <stdbool.h>

/* Something that staff does, as the log keeps it. */
struct staff_act {
	day_number day; /* on which it is done */
	const char *who, *why;
};

/* What an act is about; NULL for what it is not. */
struct audit_subject {
	const struct mailing *mailing;
	const char *notice, *resident;
	const char *detail;
};

/* A line of the log; what the act changes names it as the last one. Within a transaction. */
bool audit_log(struct ledger *ledger, const char *action, const struct audit_subject *subject,
	const struct staff_act *act, struct fault *why);

#endif
