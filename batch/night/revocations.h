#ifndef NIGHT_REVOCATIONS_H
#define NIGHT_REVOCATIONS_H

#include "base/arena.h"
#include "base/fault.h"
#include "ledger/ledger.h"
#include "model/office.h"
#include "model/resident.h"
#include "model/revocation.h"

#include <stdbool.h>

/* Whose signature certificate is watched from night to night (decide/rules/revoked.h): what the
 * ledger knows of them before a night, and what it must hear after it. */
struct revocations;

/* *watch is NULL when nobody is watched: the office writes no such letters, or there is no ledger.
 * `resident` NULL: everybody; else this one alone, for a question. Fails as the ledger's reads. */
bool revocations_open(const struct office *office, struct ledger *ledger, day_number night,
	const char *resident, struct arena *arena, struct revocations **watch, struct fault *why);

/* A resident of the register, once each. The revocation of the certificate that the register has,
 * NULL for none; it lives as long as the arena. `card_expires`: stored or computed, DAY_NONE when
 * it is not known. */
const struct revocation *revocations_resident(
	struct revocations *watch, const struct resident *resident, day_number card_expires);

/* A resident that was set aside: what is known stays. One whose id could not be read ("") may be
 * anybody. */
void revocations_aside(struct revocations *watch, const char *resident);

/* After the last resident: what the ledger must hear. `watch` NULL: that nobody is watched. */
void revocations_finish(struct revocations *watch, struct night_decided *decided);

#endif
