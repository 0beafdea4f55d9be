#ifndef MODEL_REVOCATION_H
#define MODEL_REVOCATION_H

#include "base/civil.h"

#include <stdint.h>

/* The signature certificate that a change of name or address has ended: what is kept between the
 * nights to tell that it has (decide/rules/revoked.h). Only while the office writes about it. */

enum { WATCH_MARK_BYTES = 8 };

/* Somebody whose signature certificate was valid when last read, or has just ended. */
struct watched {
	const char *resident;
	day_number issued;              /* which certificate: its day of issue */
	uint8_t mark[WATCH_MARK_BYTES]; /* of name and address, as last read; says only whether
					   they are the same */
	day_number changed; /* the night that last saw another mark, DAY_NONE for none since this
			       certificate was first read */
	day_number ended;   /* the night that first saw it revoked, DAY_NONE while it is not */
};

/* A signature certificate that a change of name or address has ended: there is one for each, for
 * good. */
struct revocation {
	const char *resident;
	day_number issued; /* which certificate */
	day_number opens;  /* the night that found it */
	day_number until;  /* the day by which its letter asks to come: the expiry of its due; no
			      other revocation of this resident has it */
};

#endif
