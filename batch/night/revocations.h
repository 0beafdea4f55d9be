#ifndef NIGHT_REVOCATIONS_H
#define NIGHT_REVOCATIONS_H

#include "base/arena.h"
#include "ledger/ledger.h"
#include "model/office.h"
#include "model/resident.h"
#include "model/revocation.h"
#include "night/knowledge.h"

/* Whose signature certificate is watched from night to night (decide/rules/revoked.h): what the
 * ledger knows of them before a night, and what it must hear after it. */
struct revocations;

/* NULL when nobody is watched: the office writes no such letters, or there is no ledger. `known`
 * may be of one resident alone, for a question; `secret` is the ledger's (night/knowledge.h). */
struct revocations *revocations_open(const struct office *office,
	const struct known_revocations *known, const uint8_t *secret, day_number night,
	struct arena *arena);

/* A resident of the register, once each. The revocation of the certificate that the register has,
 * NULL for none; it lives as long as the arena. `card_expires`: stored or computed, DAY_NONE when
 * it is not known. */
const struct revocation *revocations_resident(
	struct revocations *revocations, const struct resident *resident, day_number card_expires);

/* A resident that was set aside: what is known stays. One whose id could not be read ("") may be
 * anybody. */
void revocations_aside(struct revocations *revocations, const char *resident);

/* After the last resident: what the ledger must hear. `revocations` NULL: that nobody is watched.
 */
void revocations_finish(struct revocations *revocations, struct night_decided *decided);

#endif
