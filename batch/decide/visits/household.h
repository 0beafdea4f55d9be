#ifndef DECIDE_VISITS_HOUSEHOLD_H
#define DECIDE_VISITS_HOUSEHOLD_H

#include "decide/visits/allocation.h"

/*
 * Households: those who ask tonight come together where a place allows it, and near what one of
 * them holds from an earlier night. Together is at one counter on one day, each at the same time
 * as another member or directly before or after. Nothing here fails.
 */

/* Finds the households among the requests, before anybody is placed. */
void household_open(struct allocation *allocation);

/* Does a visit [starts, ends) at this counter and day touch what the household has: the same time,
 * or directly before or after? */
bool household_touches(
	const struct household *household, int counter, day_number day, int starts, int ends);

/* The turn of an admitted request that is not placed yet, as `served`: places it with as many of
 * its household as is worth it, weighing what speaks against the places against wishes.apart for
 * each who comes alone. False when it had better come alone, and nothing has changed. */
bool household_seat(struct allocation *allocation, size_t served);

#endif
