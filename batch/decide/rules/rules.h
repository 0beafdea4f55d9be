#ifndef DECIDE_RULES_RULES_H
#define DECIDE_RULES_RULES_H

#include "base/civil.h"
#include "decide/rules/ruling.h"
#include "model/notice.h"
#include "model/office.h"
#include "model/resident.h"
#include "model/revocation.h"

#include <stdbool.h>

/*
 * What one resident's documents mean on one night, from the register alone: which run out in the
 * window, and what becomes of each (model/due.h). What the ledger knows comes after, in
 * decide/dues/reconcile.h. Pure; cannot fail.
 */

/* What others know of the resident: the ledger of returned mail, the fonts of the characters. */
struct circumstances {
	const struct revocation
		*revocation; /* of the signature certificate that the register has
				as revoked (decide/rules/revoked.h), NULL for none */
	bool returned;       /* a letter came back and the address is not confirmed since */
	bool glyph;          /* a character that no font draws */
	bool overflow;       /* the address block does not hold it */
};

/* Judges every document of a resident on a night, into *ruling. The card decides which certificates
 * it covers. */
void rules_decide(const struct resident *resident, const struct office *office, day_number night,
	const struct circumstances *circumstances, struct ruling *ruling);

/* Would anything be done about this document when it runs out on that day, by what the register
 * says tonight (step 3 alone: neither windows nor who may be written to)? */
bool rules_act(const struct resident *resident, const struct office *office, enum document document,
	day_number expires, day_number night);

/* Why no letter may go to this resident and staff tells it instead; REASON_EMPTY: one may. */
enum reason rules_hand(const struct resident *resident, const struct circumstances *circumstances);

/* No letter can go after all: what would be one is by hand for this reason, a reason of outcome
 * hand, and what is by hand already keeps the reason that is tried first. The same as if the rules
 * had been asked with the circumstance. */
void rules_demote(struct ruling *ruling, enum reason reason);

/* Where a letter would go: send-to where there is one, else the address. */
const struct address *rules_destination(const struct resident *resident);

/* Which wording a letter about the period of stay needs: a card that Immigration renews, with an
 * extension pending (whose two months are made at city hall, once: Immigration's Q&A 5-3) or
 * without; else without a period now while the card still carries the old date, a stay that is no
 * status of residence, already extended, an extension pending, or neither (also when the two months
 * are used up). `expires` is the card's date. STAY_CASE_NONE for residents without <stay>. */
enum stay_case rules_stay_case(const struct resident *resident, const struct office *office,
	day_number expires, day_number night);

#endif
