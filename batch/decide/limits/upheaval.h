#ifndef DECIDE_LIMITS_UPHEAVAL_H
#define DECIDE_LIMITS_UPHEAVAL_H

#include "base/civil.h"
#include "decide/dues/reconciliation.h"
#include "model/due.h"

#include <stddef.h>

/*
 * What a night would do at once to those with open dues, counted in residents. Each number alone
 * is life, some of it every night; much of one of them is an export or an office file gone wrong
 * (night/limits.h). Pure.
 */
struct upheaval {
	long open; /* residents with an open due before the night, that has not run out */
	/* of these, tonight: */
	long vanished; /* no longer in the register */
	long ended;    /* nothing of theirs goes on and none was renewed: the card is gone, the
			  resident is dead or elsewhere, or will be (a reason of outcome `none` that
			  is no renewal) */
	long moved;    /* a due has another expiry, by at most so many days */
	long renewed;  /* a due has another expiry, by more */
	long aside;    /* the record could not be read */
	/* of all residents: */
	long letters;  /* a letter is decided, still waits or is queued for a mailing that has
			  room, or would but for the next two */
	long glyph;    /* by hand since tonight because a character is drawn by no font */
	long overflow; /* likewise because it finds no room on its sheet */
	long fresh; /* with a due that no night has known, and that is not `none`, unless queued */
};

/* The known dues are those that the reconciliation was made from. */
void upheaval_count(const struct known_due *known, size_t known_count,
	const struct reconciliation *reconciliation, day_number night, int moved_days,
	struct upheaval *upheaval);

#endif
