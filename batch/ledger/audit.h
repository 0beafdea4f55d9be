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

/* What somebody did that the nights go by: a line of the log or, of a night itself, "accepted" (a
 * limit that it was let pass, `detail` its code) or "office" (its office file is not the one of the
 * night before). Strings are never NULL; those about residents are empty past their retention. */
struct deed {
	day_number day;
	const char *action;
	day_number
		mailing; /* the mailing that it is about, or the night itself; DAY_NONE for none */
	int run;
	const char *notice, *resident, *detail, *who, *why;
};

struct deeds {
	const struct deed *list;
	size_t count;
};

/* Of these days, both inclusive, in order; of a day what is of its night comes first. */
bool ledger_deeds(struct ledger *ledger, day_number from, day_number until, struct arena *arena,
	struct deeds *deeds, struct fault *why);

#endif
