#ifndef MODEL_MAILING_H
#define MODEL_MAILING_H

#include "base/civil.h"
#include "model/calendar.h"

#include <stdbool.h>

/* The letters that leave together, and what staff has said of them. Strings are never NULL. */
enum mailing_state {
	MAILING_WAITING,   /* decided, not printed yet */
	MAILING_PRINTED,   /* in the mail room; nobody has said anything */
	MAILING_HELD,      /* must not leave */
	MAILING_RELEASED,  /* may leave after all */
	MAILING_POSTED,    /* has left */
	MAILING_WITHDRAWN, /* never will; its letters are decided anew */
	MAILING_STATES
};

extern const char *const mailing_state_words[MAILING_STATES];

/* What somebody has said of a printed sheet that must not leave. */
enum sheet_fate {
	SHEET_UNTOLD,    /* nothing */
	SHEET_PULLED,    /* taken out before its mailing left */
	SHEET_LEFT,      /* left all the same */
	SHEET_DESTROYED, /* is no more */
	SHEET_FATES
};

extern const char *const sheet_fate_words[SHEET_FATES]; /* [0] is "" */

/* The code of an exception: a mailing that nobody has confirmed as posted in time. */
#define MAILING_UNCONFIRMED "mailing-unconfirmed"

/* What a night printed; or, of a night that printed nothing, what it decided and what waits still.
 */
struct mailing {
	day_number day; /* of the night, which with `run` names it */
	int run;
	const char *letter; /* of a letter in a folder of staff's, alone and on that day: its
			       number; else "" */
	bool printed;
	bool issued;                            /* the night's folder is in place */
	long letters;                           /* sheets, when printed */
	long envelopes;                         /* they lie in, 0: nothing was said of envelopes */
	long taken_back;                        /* of them: withdrawn, or come back */
	day_number decided_first, decided_last; /* the nights that decided them */
	const char *first, *last;               /* lowest and highest number */
	enum mailing_state state;
	day_number since;      /* of what staff said, DAY_NONE; of a posted one when it left */
	const char *who, *why; /* said it */
};

/* What a mailing is called: like its folder, or the number of staff's letter. Returns `out`. */
enum { MAILING_NAME_BYTES = 32 };
char *mailing_name(const struct mailing *mailing, char out[MAILING_NAME_BYTES]);

/* A printed mailing that staff should have confirmed as posted by the early morning of `day`:
 * since its night, or since it was released, `confirm_days` (0: never) days have passed on which
 * the mail room posts. The calendar ends on `day` or later; days before it count as passed without
 * post. */
bool mailing_overdue(const struct mailing *mailing, int confirm_days,
	const struct calendar *calendar, day_number day);

/* May staff say `to` of a mailing that stands as it does? */
bool mailing_may(const struct mailing *mailing, enum mailing_state to);

#endif
