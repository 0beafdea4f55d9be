#ifndef DECIDE_SETTLE_H
#define DECIDE_SETTLE_H

#include "decide/admit_parts.h"

#include <stdbool.h>

/* What becomes of the dues of those who are in the register, after the last resident: which letter
 * settles each. */

/* Has a first or late letter settled it before? */
bool settle_has_letter(const struct admit_due *due);

/* Was it settled by a waiting letter that must not go? Asked of known dues. */
bool settle_is_pulled(const struct admit *admit, const struct admit_due *due);

/* Would a letter be written tonight if only this due counted? */
bool settle_wants_letter(const struct admit *admit, const struct admit_due *due);

/* Decides all of them, once waiting_review has said which letters still go: outcome, wave, state,
 * row and letter of each, and whether an address has more letters than the cap. */
void settle_people(struct admit *admit);

#endif
