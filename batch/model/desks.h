#ifndef MODEL_DESKS_H
#define MODEL_DESKS_H

#include "base/share.h"

#include <stdbool.h>

/* Appointments beyond the desks, where not everybody comes: an opening's `expect`
 * (schemas/office.xsd). Nothing here fails. */

enum {
	EXPECTING_DESKS_LEAST = 8, /* with fewer, one more who comes is felt by all */
	EXPECTING_SEEN_LEAST = 100 /* letters whose appointment is over */
};

/* How many may be given an appointment at one time for so many desks (1 or more), when each comes
 * with this probability (500–950 thousandths) and by themselves: as many as leave a chance of at
 * most one in twenty that more come than there are desks. Never fewer than the desks, and no more
 * with fewer than EXPECTING_DESKS_LEAST of them or with `permille` 0: all come. */
int desks_expecting(int desks, int permille);

/* Do as few come as is expected? Of EXPECTING_SEEN_LEAST or more, the upper end of Wilson's
 * interval of 95 % is at or below it. Never with `permille` 0. */
bool desks_proven(int permille, struct share came);

#endif
