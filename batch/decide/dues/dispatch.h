#ifndef DECIDE_DUES_DISPATCH_H
#define DECIDE_DUES_DISPATCH_H

#include "decide/dues/reconcile_parts.h"

#include <stdbool.h>

/* What becomes of the dues of those who are in the register, after the last resident: which letter
 * settles each. */

/* Has a first or late letter settled it before? */
bool dispatch_has_letter(const struct reconciled_due *due);

/* Was it settled by a waiting letter that must not go? Asked of known dues. */
bool dispatch_is_pulled(const struct reconcile *reconcile, const struct reconciled_due *due);

/* Would a letter be written tonight if only this due counted? */
bool dispatch_wants_letter(const struct reconcile *reconcile, const struct reconciled_due *due);

/* Decides all of them, once pending_review has said which letters still go: outcome, wave, state,
 * row and letter of each, and whether an address has more letters than the cap. */
void dispatch_people(struct reconcile *reconcile);

#endif
