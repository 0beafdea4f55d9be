#ifndef DECIDE_FAMILY_H
#define DECIDE_FAMILY_H

#include "decide/plan.h"

/*
 * Households: those who ask tonight come together where a place allows it, and near what one of
 * them holds from an earlier night. Together is at one counter on one day, each at the same time
 * as another member or directly before or after. Nothing here fails.
 */

/* Finds the families among the requests, before anybody is placed. */
void family_open(struct plan *plan);

/* Does a visit [starts, ends) at this counter and day touch what the family has: the same time, or
 * directly before or after? */
bool family_touches(const struct family *family, int counter, day_number day, int starts, int ends);

/* The turn of an admitted request that is not placed yet, as `served`: places it with as many of
 * its family as is worth it, weighing what speaks against the places against wishes.apart for
 * each who comes alone. False when it had better come alone, and nothing has changed. */
bool family_settle(struct plan *plan, size_t served);

#endif
