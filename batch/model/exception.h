#ifndef MODEL_EXCEPTION_H
#define MODEL_EXCEPTION_H

#include "base/civil.h"

#include <stdbool.h>

/* How long an exception has been told, and whether the desk has said that it knows it. An exception
 * is the same one for as long as nights one after the other tell it of the same resident, by the
 * same code and in the same words, but for figures that have not become worse
 * (model/exception_change.h); in other words, worse, or after a night without it, it is another
 * one, which nobody knows yet. */
struct exception_standing {
	long number;      /* by which the desk names it (kigen-exception(1)) */
	day_number since; /* the first of those nights */
	bool known;       /* an earlier night than the one that is asked about told it */
	/* What the desk has said of it, DAY_NONE and "" for nothing. */
	day_number acknowledged;
	const char *who, *why;
	long acknowledged_as; /* the number by which: an earlier one where figures have changed */
};

/*
 * May an exception of this code be put out of sight by acknowledging it? Only what changes nothing
 * for anybody: letter, date and appointment come as they would without it, so that nobody loses by
 * its not being looked at again. Any other stays among what there is to do, whoever knows it and
 * why, until its cause has gone.
 *
 * Put out of sight: oddities of a stored date beside which the stored date is used all the same
 * (expiry-unexplained, certificate-past-card, signature-past-authentication), of a missing one for
 * which the earliest possible day is used, so that the letter comes in time (expiry-estimated), and
 * what is odd in a person and not in a date (birth-unknown, signature-under-age,
 * signature-of-ward).
 *
 * Not, though odd as well: expiry-unknown, of which nothing is sent; expires-before-issued, for by
 * such a date the document has long run out, and no letter tells when it really does; and
 * certificate-without-card, for the card that the certificate is on runs out and no letter tells
 * it. Nor anything that sets a resident aside or is for staff to do. A code that is not known here
 * stays in sight.
 */
bool exception_may_rest(const char *code);

/* Where an exception stands on the morning page, and so what there is to do. */
enum exception_state {
	EXCEPTION_NEW,     /* no night before told it */
	EXCEPTION_KNOWN,   /* one did; acknowledged or not, it is in sight */
	EXCEPTION_RESTING, /* acknowledged, and of a code that may rest */
	EXCEPTION_STATES
};

extern const char *const exception_state_words[EXCEPTION_STATES]; /* "new" */

/* `standing` NULL: nothing is known of it. */
enum exception_state exception_state(const char *code, const struct exception_standing *standing);

#endif
