#ifndef COMMAND_WATCH_H
#define COMMAND_WATCH_H

#include "base/arena.h"
#include "base/fault.h"
#include "ledger/ledger.h"
#include "model/office.h"
#include "model/resident.h"
#include "model/revocation.h"

#include <stdbool.h>

/* Whose signature certificate is watched from night to night (decide/revoked.h): what the ledger
 * knows of them before a night, and what it must hear after it. */
struct watch;

/* *watch is NULL when nobody is watched: the office writes no such letters, or there is no ledger.
 * `resident` NULL: everybody; else this one alone, for a question. Fails as the ledger's reads. */
bool watch_open(const struct office *office, struct ledger *ledger, day_number night,
	const char *resident, struct arena *arena, struct watch **watch, struct fault *why);

/* A resident of the register, once each. The revocation of the certificate that the register has,
 * NULL for none; it lives as long as the arena. `card_expires`: stored or computed, DAY_NONE when
 * it is not known. */
const struct revocation *watch_resident(
	struct watch *watch, const struct resident *resident, day_number card_expires);

/* A resident that was set aside: what is known stays. One whose id could not be read ("") may be
 * anybody. */
void watch_aside(struct watch *watch, const char *resident);

/* After the last resident: what the ledger must hear. `watch` NULL: that nobody is watched. */
void watch_finish(struct watch *watch, struct night_decided *decided);

#endif
