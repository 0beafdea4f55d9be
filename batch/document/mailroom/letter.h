#ifndef DOCUMENT_MAILROOM_LETTER_H
#define DOCUMENT_MAILROOM_LETTER_H

#include "base/fault.h"
#include "model/notice.h"
#include "model/office.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/*
 * Letters: the template's boxes filled with one notice each, on as many A4 sheets as its format
 * has, as one PDF with embedded fonts. The same notices, office and templates give the same bytes.
 */
struct letters;

/* Prepares fonts and the parts that every sheet shares. FAULT_OFFICE when a font that the template
 * names is not installed (fontconfig would replace it without a word) or a text is missing. */
bool letters_open(const struct office *office, const struct templates *templates,
	struct letters **letters, struct fault *why);
void letters_close(struct letters *letters);

/* Can this be put on a sheet? Asked before a letter is decided. */
enum letter_check {
	LETTER_FITS,
	LETTER_GLYPH,    /* a character of the addressee, name or address that no font draws, that
			    stands for one that was lost (document/pdf/missing.h), or a name that
			    shows nothing */
	LETTER_OVERFLOW, /* the address block does not hold it at its smallest size, or the name is
			    wider than templates->name_ems */
};

/* `missing` gets the code points of what cannot be drawn as "U+XXXX" or "U+XXXX U+XXXX" (base and
 * selector), comma-separated, "" unless LETTER_GLYPH; it is cut to `size` bytes. */
enum letter_check letters_check(
	struct letters *letters, const struct recipient *recipient, char *missing, size_t size);

/* Is there room in the window for the addressee and, behind the name, that the letter is to the
 * family as well (notice_has_behind)? Asked of one that letters_check finds fit. */
bool letters_name_family(struct letters *letters, const struct recipient *recipient);

/* Would this letter find room on its sheet, at the layout's smallest scale if need be? Number,
 * token and dates need not be there yet: the widest are taken. Quick where the words of its kind
 * leave ample room for any name (document/mailroom/fit.c); else it is tried with its own. */
bool letters_fit(struct letters *letters, const struct notice *notice);

/* The same before it is known whether and where there is an appointment: with none, with one at
 * each counter, and with `kept` set also if that is one that the resident holds already. */
bool letters_fit_undated(struct letters *letters, const struct notice *notice);

/* Letters drawn since letters_open that no scale of the layout would hold, and that therefore are
 * in smaller type than it allows. They were decided when they had room (letters_fit): office or
 * texts have changed since. */
size_t letters_cramped(const struct letters *letters);

/* By what the words of a letter are known again: the version of layout and text that a letter to
 * this recipient is in now (template_language.version), and the tag of their language. */
const char *letters_version(
	const struct letters *letters, const struct recipient *recipient, const char **language);

/* Writes the PDF of `notices` in this order (sheet k is page k, the sheets of a letter follow each
 * other) into `stream`, a file as pages_begin takes it (document/pdf/page.h); the posting day is
 * printed as the letters' date and stands in the PDF as its date of making.
 * FAULT_WRITE when the stream fails. */
bool letters_write(struct letters *letters, const struct notice *notices, size_t count,
	day_number posting_day, FILE *stream, struct fault *why);

#endif
