#ifndef NIGHT_HOUSES_H
#define NIGHT_HOUSES_H

#include "base/fault.h"
#include "model/standing.h"
#include "night/appointments.h"
#include "night/protections.h"
#include "night/tonight.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * People who come together (model/house.h): what a night makes of its offers to houses.
 *
 * - Whoever would get a first or late letter tonight but for the cap of letters at the address can
 *   be in the offer to its house. Nobody else is: not who is under protection, whose mail came
 *   back, or whose name no sheet holds. Nobody is in it who was in one that was declined, or that
 *   nobody answered, with a last day within the last year.
 * - An address without an offer gets one when more such people than the cap are there. At most
 *   three blocks hold as many of them as they can (decide/visits/block.h), of the places that the
 *   night's letters have left. They lie so late that a letter is in time that goes on the first
 *   mailing day after the last day of answering. Who finds no place in them is by hand one by one
 *   (exception house-no-block); where nobody does there is no offer.
 * - Who comes under it later is given a place on the days and at the counters of the offer's
 *   blocks; where there is none, the next offer is theirs.
 * - A place is kept as long as its member still can be in the offer, and the place is open and
 *   lawful. Who moves away, dies, renews or comes under protection leaves; where only the place is
 *   lost, another one is looked for as for a newcomer, and when all are lost whole blocks
 *   (exception house-moved). Somebody who was set aside stays.
 * - When nobody is left with a place the offer has ended (exception house-empty).
 * - After the last day of answering an open offer lapses (exception house-lapsed).
 * - Of one that was accepted each member's letter goes tonight and names the kept place if that
 *   still is a day of its visit, as it names any that its resident holds. Of whom no letter goes
 *   the place is free again.
 */

/* Has this resident's house said yes? For reconcile_agree; `knowledge` is struct knowledge. */
bool houses_agreed(const void *knowledge, const char *resident);

/* Appointments by resident, `standing` and beside them the places that houses which have said yes
 * keep: what a letter may name. In the arena; *count is how many. */
const struct standing_appointment *houses_beside(const struct tonight *tonight,
	const struct standing_appointment *standing, size_t standing_count, size_t *count);

/* After letters_make: sets what the ledger must hear of houses, with places and cancelled. Tells
 * staff; fails as tonight_tell does. */
bool houses_keep(const struct tonight *tonight, const struct appointments *appointments,
	const struct protections *protections, struct fault *why);

#endif
