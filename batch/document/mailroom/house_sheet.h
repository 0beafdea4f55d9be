#ifndef DOCUMENT_MAILROOM_HOUSE_SHEET_H
#define DOCUMENT_MAILROOM_HOUSE_SHEET_H

#include "base/fault.h"
#include "document/mailroom/letter.h"
#include "model/committed_night.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* houses.pdf: for each offer that is open after the night what staff needs who asks the house
 * (model/house.h), on sheets of its own: its blocks and last day, and of each of its people place,
 * matters and expiries, language, and whether a legal representative comes too. For staff alone:
 * people stand there by their ids, and the sheet says that it is not handed on. Drawn with the
 * letters' fonts and pages, between two documents of theirs. */

/* How many of them there are. */
size_t house_sheet_count(const struct night *night);

/* Writes them; there is one at least. Fails as pages_begin does. */
bool house_sheet_write(struct letters *letters, const struct office *office,
	const struct night *night, FILE *stream, struct fault *why);

#endif
