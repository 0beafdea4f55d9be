#ifndef DECIDE_RULES_EXPIRY_H
#define DECIDE_RULES_EXPIRY_H

#include "base/civil.h"
#include "model/office.h"
#include "model/resident.h"

/*
 * The last day that the rules give a resident's documents on a night: for those that the register
 * has no date of, and beside a stored one that no rule explains. The earliest that the rules allow;
 * DAY_NONE when the birth does not decide it: its year and an end of stay (a cap) that is earlier
 * than any birthday of that year do. Pure; cannot fail.
 */
day_number expiry_card(
	const struct resident *resident, const struct office *office, day_number night);

/* `card` and `authentication` are the last days of the documents that cap it, stored or computed;
 * DAY_NONE: there is none, or none is known. */
day_number expiry_certificate(const struct resident *resident, const struct office *office,
	enum certificate_kind kind, day_number card, day_number authentication);

#endif
