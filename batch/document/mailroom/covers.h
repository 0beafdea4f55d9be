#ifndef DOCUMENT_MAILROOM_COVERS_H
#define DOCUMENT_MAILROOM_COVERS_H

#include "document/mailroom/letter.h"
#include "model/committed_night.h"

/* covers.pdf: in front which printed sheets must not leave, when there are any (stopsheet.h); then
 * a sheet to lie on each bundle of a mailing (mailing.h, CUT_BUNDLE), in large type:
 * which bundle of how many, how many letters, which sheets and postal codes, and the first and the
 * last number, as codes for the scanner too. Nobody's name or address. The same night gives the
 * same bytes. Fails as letters_write does. */
bool covers_write(struct letters *letters, const struct office *office, const struct night *night,
	FILE *stream, struct fault *why);

#endif
