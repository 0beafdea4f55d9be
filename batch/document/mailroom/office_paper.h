#ifndef DOCUMENT_MAILROOM_OFFICE_PAPER_H
#define DOCUMENT_MAILROOM_OFFICE_PAPER_H

#include "document/mailroom/letter.h"
#include "document/pdf/page.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>

/* Plain A4 sheets for the mail room: text in the letters' font at places in millimetres. */
struct office_paper {
	struct letters *letters;
	struct pages *pages;
	struct template_style style;
};

/* The letters' fonts and pages, between two documents of theirs. */
struct office_paper office_paper_on(struct letters *letters);
/* The same on a letter's sheet that is being drawn: what has been filled in for it stays. */
struct office_paper office_paper_over(struct letters *letters);

/* A sentence of the office's papers (TEXT_OFFICE_…), as Pango markup in letters->sheet. `values`
 * has what it may name beside the sender; NULL for none. */
const char *office_paper_sentence(
	const struct office_paper *plain, size_t key, const char *const values[VALUES]);

/* Begins a document of the office's own, made on `day`; its title is the words of `title`, which
 * is markup. */
bool office_paper_begin(struct office_paper *plain, FILE *stream, const char *title, day_number day,
	struct fault *why);

/* Ends a sheet. */
void office_paper_turn(struct office_paper *plain);

/* One line at most `width` mm wide: set in `points`, smaller where it would be wider. x is its left
 * edge, its middle or its right one, as `align` says; y its upper edge. */
struct office_paper_line {
	double x, y, width, points;
	enum alignment align;
	bool bold;
	enum tag tag; /* what it is to who hears it (document/pdf/tags.h); 0: a paragraph */
	int color;    /* 0xRRGGBB */
};

void office_paper_put(
	struct office_paper *plain, const struct office_paper_line *line, const char *markup);

/* The same of words as they are: numbers, names of the office. */
void office_paper_print(struct office_paper *plain, const struct office_paper_line *line,
	const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The band at the head of a sheet: what it is (markup), as its heading, and at the right which one.
 */
void office_paper_band(struct office_paper *plain, const char *title, const char *which);

/* What is put between is an element: a table, a row, a cell that holds more than a line, or none.
 */
void office_paper_tag(struct office_paper *plain, enum tag tag);
void office_paper_untag(struct office_paper *plain);

/* A QR code of `size` mm a side that says `text`, to who hears it too. */
bool office_paper_code(struct office_paper *plain, const char *text, double x, double y,
	double size, struct fault *why);

#endif
