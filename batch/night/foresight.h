#ifndef NIGHT_FORESIGHT_H
#define NIGHT_FORESIGHT_H

#include "base/fault.h"
#include "decide/forecast/places_foreseen.h"
#include "decide/visits/reschedule.h"
#include "night/known_resident.h"
#include "night/tonight.h"

#include <stdbool.h>

/*
 * The night on which the register's dates first show that places will be short, of those whose
 * windows are open or open in the next weeks, tells it (places-short), and each night after it
 * until there are enough: for each week and counter how many people, desks, and the cheapest remedy
 * (decide/forecast/places_foreseen.h). The weeks are whole ones, so that it is told in the same
 * words, and the ledger keeps it once, while the register and the places stay as they are.
 */
struct foresight {
	const struct tonight *tonight;
	struct calendar calendar;
	struct nights_ahead ahead;
	struct known_residents known;
	struct places_foreseen *foreseen;
};

/* Before the register; fails as hours_expand does. */
bool foresight_open(struct foresight *foresight, const struct tonight *tonight, struct fault *why);

/* A resident of the register, once, and what the rules say of it tonight. */
void foresight_resident(
	struct foresight *foresight, const struct resident *resident, const struct ruling *ruling);

/* After the last, and after reschedule_end. Fails as tonight_tell does. */
bool foresight_tell(
	const struct foresight *foresight, const struct reschedule *reschedule, struct fault *why);

#endif
