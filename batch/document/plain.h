#ifndef DOCUMENT_PLAIN_H
#define DOCUMENT_PLAIN_H

#include "document/letter.h"
#include "document/page.h"

#include <stdbool.h>

/* Plain A4 sheets for the mail room: text in the letters' font at places in millimetres. */

/* Their edges, in mm, and their colours, 0xRRGGBB. */
enum { PLAIN_LEFT = 18, PLAIN_RIGHT = 192, PLAIN_WIDTH = PLAIN_RIGHT - PLAIN_LEFT };
enum {
	PLAIN_INK = 0x1A1A1A,
	PLAIN_FAINT = 0x555555,
	PLAIN_BLUE = 0x16325C,
	PLAIN_WHITE = 0xFFFFFF,
	PLAIN_RULE = 0x9AA9BD, /* lines and frames */
};

struct plain {
	struct letters *letters;
	struct pages *pages;
	struct template_style style;
};

/* The letters' fonts and pages, between two documents of theirs. */
struct plain plain_on(struct letters *letters);

/* Begins a document of the office's own, made on `day`. */
bool plain_begin(
	struct plain *plain, FILE *stream, const char *title, day_number day, struct fault *why);

/* Ends it. `done`: has all gone well so far? If not, *why says so already and stays as it is. */
bool plain_end(struct plain *plain, bool done, struct fault *why);

/* Ends a sheet. */
void plain_turn(struct plain *plain);

/* The band across the head of a sheet, from 16 mm down, `height` mm high. */
void plain_band(struct plain *plain, double height);

/* One line at most `width` mm wide: set in `points`, smaller where it would be wider. x is its left
 * edge, its middle or its right one, as `align` says; y its upper edge. */
struct plain_line {
	double x, y, width, points;
	enum alignment align;
	bool bold;
	int color; /* 0xRRGGBB */
};

void plain_put(struct plain *plain, const struct plain_line *line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* A QR code of `size` mm a side that says `text`. */
bool plain_code(
	struct plain *plain, const char *text, double x, double y, double size, struct fault *why);

#endif
