#ifndef NIGHT_DRAWN_H
#define NIGHT_DRAWN_H

#include "document/mailroom/letter.h"
#include "model/due.h"
#include "model/notice.h"

/* Why no letter to this recipient can be put on a sheet: REASON_GLYPH, REASON_OVERFLOW;
 * REASON_EMPTY when one can. */
enum reason drawn_by_hand(struct letters *letters, const struct recipient *recipient);

#endif
