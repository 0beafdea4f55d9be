#ifndef NIGHT_DRAWN_H
#define NIGHT_DRAWN_H

#include "document/mailroom/letter.h"
#include "model/due.h"
#include "model/notice.h"

/* Why no letter to this recipient can be put on a sheet: REASON_GLYPH, REASON_OVERFLOW;
 * REASON_EMPTY when one can. */
enum reason drawn_by_hand(struct letters *letters, const struct recipient *recipient);

/* The same of a letter with its items; one without is its recipient's address alone. What no font
 * draws is named in `missing`, else that is "". */
enum { DRAWN_MISSING_BYTES = 128 };
enum reason drawn_letter_by_hand(
	struct letters *letters, const struct notice *letter, char missing[DRAWN_MISSING_BYTES]);

#endif
