#ifndef DOCUMENT_MAILROOM_DAY_SHEET_H
#define DOCUMENT_MAILROOM_DAY_SHEET_H

#include "document/mailroom/letter.h"
#include "model/committed_night.h"

/* counters/ID.pdf: who comes to a counter on the day of the night, for the desks: when, to which
 * window, the letter's number with its bars for the scanner, what for, in which language, who comes
 * too. Nobody's name or address. `entries` (one or more) are of one counter, which the office has,
 * and of one day, in the order of the agenda. The same night gives the same bytes. Fails as
 * letters_write does. */
bool day_sheet_write(struct letters *letters, const struct office *office,
	const struct agenda_entry *entries, size_t count, FILE *stream, struct fault *why);

#endif
