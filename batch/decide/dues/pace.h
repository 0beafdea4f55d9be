#ifndef DECIDE_DUES_PACE_H
#define DECIDE_DUES_PACE_H

#include <stddef.h>

/* How many letters the next mailing has so that it and those after it are as even as can be. Pure;
 * cannot fail. */

enum { PACE_MAX = 130 }; /* mailings: half a year of them */

struct pace {
	size_t mailings; /* that are planned for, 1 to PACE_MAX; 1 is the next one */
	long begun[PACE_MAX +
		   1]; /* by mailing: letters that it or an earlier one can have; 0 is 0 */
	long ended[PACE_MAX + 1]; /* by mailing: those that it or an earlier one must have */
	long most;                /* that any of them may have, 1 or more */
};

/* Of all ways to post between `begun` and `ended`, with no mailing over `most` that need not be,
 * the one that varies least is the shortest line between the two curves; behind the last mailing as
 * many wait as lie in the middle between none and all who may. Its first step, rounded up. */
long pace_first(const struct pace *pace);

#endif
