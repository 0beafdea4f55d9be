#ifndef DOCUMENT_MAILROOM_ENCLOSURE_MARK_H
#define DOCUMENT_MAILROOM_ENCLOSURE_MARK_H

#include "document/mailroom/letter.h"

/* What tells who encloses a sheet, or a machine that does, into which envelope it goes: in words at
 * the sheet's upper edge, and in bars (Code 128, ten figures: six of the envelope, two of the
 * sheet, two of how many sheets there are) along its left edge, below the first fold, where no
 * window shows them. Bars lie across the way that the sheet takes through a machine.
 *
 * On the sheet that has been drawn, `sheet` which of the letter's, from 0. Nothing where nothing is
 * said of envelopes. Fails as barcode_scan does. */
bool enclosure_mark(
	struct letters *letters, const struct enclosure *enclosure, int sheet, struct fault *why);

/* Draws a sheet of a letter (letters_draw), and marks it: as it goes to the mail room. */
bool letters_draw_enclosed(struct letters *letters, const struct notice *notice, int sheet,
	day_number posting_day, struct fault *why);

#endif
