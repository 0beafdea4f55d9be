#ifndef COMMAND_LIMITS_H
#define COMMAND_LIMITS_H

#include "base/arena.h"
#include "base/fault.h"
#include "command/job.h"
#include "command/keep.h"
#include "decide/admission.h"
#include "intake/register.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * May these exports, and this office file, decide a night? Each limit that they go past has a
 * stable code, the numbers it was held against, and one of three ends: the night is refused
 * (FAULT_REGISTER, nothing changed), or only warned of where nothing is at stake
 * (job->limits_warn), or let pass by somebody who says why (--accept CODE --why TEXT): that is kept
 * with the night.
 */
enum limit {
	LIMIT_EXPORT_LATER,       /* of a day after the night */
	LIMIT_EXPORT_AGED,        /* older than limits/@export-age-days */
	LIMIT_EXPORT_AGAIN,       /* so old, and an earlier night was decided on the same bytes */
	LIMIT_EXPORT_BACKWARD,    /* of a day before the last export's */
	LIMIT_EXPORT_SMALL,       /* fewer residents than limits/@residents-min */
	LIMIT_EXPORT_LARGE,       /* more than limits/@residents-max */
	LIMIT_EXPORT_SHRANK,      /* fewer than the last one by more than limits/@vanish-permille */
	LIMIT_CARDS_SHRANK,       /* the same of the holders in the cards file */
	LIMIT_RESIDENTS_VANISHED, /* of the residents with open dues more than vanish-permille, and
				     more than limits/@vanish-free, are no longer there */
	LIMIT_APPOINTMENTS_CLOSED, /* of the appointments that stand more than
				      limits/@closed-permille, and more than limits/@closed-free,
				      would be moved or taken back because their place is closed */
	LIMITS
};

/* "export-later" and so on. */
extern const char *const limit_codes[LIMITS];

/* One watch a night; zeroed but for the first two, and `ledger` may be NULL in the job. */
struct limits_watch {
	const struct night_job *job;
	struct arena *arena;
	struct ledger_export latest;
	const char *aged; /* what to say of the age, once it is known whether the bytes are new */
	unsigned hit;     /* limits that were gone past, a bit each */
	struct night_acceptance accepted[LIMITS]; /* those of them that were let pass */
	size_t accepted_count;
};

/* The four moments at which something can be said: the root has been read; all has been read; the
 * dues have met the ledger; the appointments have met the calendar. False when the night is
 * refused, or as the ledger's reads fail. The texts of what was let pass live in the arena. */
bool limits_head(struct limits_watch *watch, const struct register_head *head, struct fault *why);
bool limits_summary(
	struct limits_watch *watch, const struct register_summary *summary, struct fault *why);
bool limits_admission(struct limits_watch *watch, const struct admission *admission,
	const struct known_due *known, size_t known_count, struct fault *why);
bool limits_closures(struct limits_watch *watch, const struct keep *keep, struct fault *why);

/* The codes, apart by spaces, that the job lets pass and that no export went past; NULL for none.
 */
const char *limits_needless(const struct limits_watch *watch);

#endif
