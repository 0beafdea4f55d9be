#ifndef DOCUMENT_PDF_READBACK_H
#define DOCUMENT_PDF_READBACK_H

#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/*
 * A PDF on its way out is read back from the file that it was written to, and only good when it
 * holds what it was meant to. It has to stand there exactly as document/pdf/page.h writes it; that
 * this is a PDF as others read it is shown of each kind of document by the tests, with readers that
 * are not ours. Time grows with its size, memory with the number of its objects.
 */
struct readback;

/* What the catalogue of each document has to say beside its sheets: that it is in Japanese, where a
 * sheet says nothing else, that a viewer shows its title, and prints it on one side and as large as
 * it is (ISO 32000-1, 12.2, 14.9.2). */
#define READBACK_LANGUAGE "ja"
#define READBACK_WISHES                                                                            \
	"/Lang(" READBACK_LANGUAGE ")/MarkInfo<</Marked true>>"                                    \
	"/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None/Duplex/Simplex>>"

/* What a sheet was meant to say. */
struct readback_sheet {
	uint64_t said;      /* document/pdf/said.h: the sum of all texts on it, of its parts too */
	const char *number; /* that it has to bear; NULL: nothing is asked */
};

/* Asks, of all bytes of a file:
 * - Is it nothing but streams, and does the table of objects lead to each, and to each object in
 *   them? Is no object missing, and each well formed?
 * - Does each stream inflate, to its end and its checksum?
 * - Does the catalogue say the document's language, and how it is to be shown and printed? Is what
 *   the document says of itself there?
 * - Are there so many sheets, none of them twice, and have they a size?
 * - Is each font, part, picture and state that a sheet or part names there and whole: font programs
 *   embedded and not empty, each code with its meaning, parts as large as a sheet?
 * - Does each sheet say exactly the signs that it was meant to, and bear its number?
 * Blanks and what shows nothing are not asked, nor the order of signs but for the number's. Not
 * asked either: outlines of signs (document/pdf/face.h proves them), and where on its sheet a text,
 * line or code stands. FAULT_WRITE names the sheet and what is wrong, never a text; FAULT_INTERNAL
 * when there is no memory. */
bool readback_prove(
	FILE *file, const struct readback_sheet *sheets, size_t count, struct fault *why);

/* Begins one of a PDF that is written to `file`, which is open for both and at its beginning. NULL
 * with FAULT_WRITE where it cannot be (a pipe). */
struct readback *readback_open(FILE *file, struct fault *why);

/* The next sheet has been drawn; `number` may be NULL, and is copied. */
void readback_expect(struct readback *readback, uint64_t said, const char *number);

/* The PDF is written and flushed: proves it. */
bool readback_proven(struct readback *readback, struct fault *why);

/* Whether proven or not. NULL is allowed. */
void readback_close(struct readback *readback);

#endif
