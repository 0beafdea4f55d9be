#ifndef MODEL_BOUND_H
#define MODEL_BOUND_H

#include <stdbool.h>

/*
 * How much of something a night may lose (or set aside, or leave to staff) before it stops. A share
 * alone would stop a village for one family, a number alone would never stop a city: both must be
 * gone past. And all of a handful at once is no chance, however few they are.
 */
struct bound {
	int permille; /* thousandths of the whole; 1000: never too many */
	int free;     /* as many as this whatever their share */
	int all;      /* of a whole of this many or more, all of it is too many whatever `free` */
};

/* `all` where nothing else is said: a handful. */
enum { BOUND_HANDFUL = 10, BOUND_NEVER = 1000 };

/* Is a part of a whole more than the bound allows? Both are 0 or more; a part of 0 never is. */
bool bound_passed(const struct bound *bound, long part, long whole);

#endif
