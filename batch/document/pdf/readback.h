#ifndef DOCUMENT_PDF_READBACK_H
#define DOCUMENT_PDF_READBACK_H

#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/*
 * A PDF on its way out: it is held in memory until it is whole, read back, and only handed on when
 * it holds what it was meant to. libqpdf, which had no part in writing it, finds its objects, fonts
 * and parts; sheets and their structure, of which there are too many for it to keep, are read here,
 * and have to stand exactly as they are written. Time and memory grow with its size.
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

/* Asks, of all bytes of a PDF as document/pdf/page.h writes them:
 * - Is its table of objects sound, is each object there, and does none need mending?
 * - Does each stream inflate, to its end and its checksum?
 * - Does the catalogue say the document's language, and how it is to be shown and printed?
 * - Are there so many sheets, none of them twice, and have they a size?
 * - Is each font, part, picture and state that a sheet or part names there and whole: font programs
 *   embedded and not empty, each code with its meaning, parts as large as a sheet?
 * - Does each sheet say exactly the signs that it was meant to, and bear its number?
 * Blanks and what shows nothing are not asked, nor the order of signs but for the number's. Not
 * asked either: outlines of signs (document/pdf/face.h proves them), and where on its sheet a text,
 * line or code stands. FAULT_WRITE names the sheet and what is wrong, never a text; FAULT_INTERNAL
 * when there is no memory. */
bool readback_prove(const void *bytes, size_t length, const struct readback_sheet *sheets,
	size_t count, struct fault *why);

/* Begins one; NULL with FAULT_INTERNAL when there is no memory. readback_stream is what the PDF is
 * written to. */
struct readback *readback_open(struct fault *why);
FILE *readback_stream(const struct readback *readback);

/* The next sheet has been drawn; `number` may be NULL, and is copied. */
void readback_expect(struct readback *readback, uint64_t said, const char *number);

/* The PDF is written: proves it and writes it to `stream`, which is flushed and stays open. Nothing
 * of it has been written there before. FAULT_WRITE also when `stream` fails. */
bool readback_issue(struct readback *readback, FILE *stream, struct fault *why);

/* Whether issued or not. NULL is allowed. */
void readback_close(struct readback *readback);

#endif
