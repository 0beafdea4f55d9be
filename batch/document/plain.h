#ifndef DOCUMENT_PLAIN_H
#define DOCUMENT_PLAIN_H

#include "document/letter.h"
#include "document/page.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>

/* Plain A4 sheets for the mail room: text in the letters' font at places in millimetres. */
struct plain {
	struct letters *letters;
	struct pages *pages;
	struct template_style style;
};

/* The letters' fonts and pages, between two documents of theirs. */
struct plain plain_on(struct letters *letters);

/* A sentence of the office's papers (TEXT_OFFICE_…), as Pango markup in letters->sheet. `values`
 * has what it may name beside the sender; NULL for none. */
const char *plain_sentence(const struct plain *plain, size_t key, const char *const values[VALUES]);

/* Begins a document of the office's own, made on `day`; its title is the words of `title`, which
 * is markup. */
bool plain_begin(
	struct plain *plain, FILE *stream, const char *title, day_number day, struct fault *why);

/* Ends a sheet. */
void plain_turn(struct plain *plain);

/* One line at most `width` mm wide: set in `points`, smaller where it would be wider. x is its left
 * edge, its middle or its right one, as `align` says; y its upper edge. */
struct plain_line {
	double x, y, width, points;
	enum alignment align;
	bool bold;
	int color; /* 0xRRGGBB */
};

void plain_put(struct plain *plain, const struct plain_line *line, const char *markup);

/* The same of words as they are: numbers, names of the office. */
void plain_print(struct plain *plain, const struct plain_line *line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* A QR code of `size` mm a side that says `text`. */
bool plain_code(
	struct plain *plain, const char *text, double x, double y, double size, struct fault *why);

#endif
