#ifndef DOCUMENT_RESIDENTS_RESIDENT_PAGE_H
#define DOCUMENT_RESIDENTS_RESIDENT_PAGE_H

#include "base/arena.h"
#include "model/notice.h"
#include "model/office.h"
#include "model/template.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * The page behind a letter's QR code: when, where, what to bring, how to change, in the resident's
 * language and in easy Japanese (who reads easy Japanese: in Japanese), without a script and
 * without any request to elsewhere; only a map of the counter and the city's booking form, where
 * the office names them, are links to another site. Whoever has the address can read it, so it
 * names no person, no address of one, and nothing of a stay: the sentences it is made of cannot ask
 * for them (intake/template/texts.c). Readings of easy Japanese are <ruby>.
 */

/* Has this notice a page? One with an appointment, also a moved or cancelled one, has; one without
 * has when the office serves pages, for then its letter's code holds the address. */
bool resident_page_wanted(const struct office *office, const struct notice *notice);

/* Where it is served, for the letter's code; NULL when the office serves none. */
char *resident_page_address(
	const struct office *office, const struct notice *notice, struct arena *arena);

/* Writes it; what is filled in lives in `arena`. Cannot fail but for the stream. */
void resident_page_write(FILE *stream, const struct office *office,
	const struct templates *templates, const struct notice *notice, struct arena *arena);

#endif
