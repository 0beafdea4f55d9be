#ifndef DOCUMENT_MAILROOM_POSTING_H
#define DOCUMENT_MAILROOM_POSTING_H

#include "document/mailroom/letter.h"
#include "model/committed_night.h"

/* posting.pdf: one page that goes to the post office with a mailing: how many letters, in which
 * weight class, how many with a customer barcode, the first and the last number, and counts by
 * postal area (those that find no room are counted together). Nobody's name or address. The same
 * night gives the same bytes. Fails as letters_write does. */
bool posting_write(struct letters *letters, const struct office *office, const struct night *night,
	FILE *stream, struct fault *why);

#endif
