#ifndef DOCUMENT_PDF_SHAPE_PARTS_H
#define DOCUMENT_PDF_SHAPE_PARTS_H

#include <pango/pango.h>
#include <stddef.h>

/* What shape.c makes and shape_draw.c draws. */

/* 72 points and 25.4 millimetres are an inch. */
static const double POINTS_PER_MM = 72 / 25.4;

/* Readings: half the size of the words, by the rules of Japanese typesetting (JIS X 4051,
 * 行間処理). All in ems of the words. */
static const double READING_SIZE = 0.5;
static const double READING_RISE = 0.93;    /* of its base line above that of the words */
static const double READING_OVERHANG = 0.2; /* that it may be wider than its word */
static const double READING_DROP = 0.17;    /* of the words in their lines, to make room above */

/* Everything is laid out at this size, and set in the size it is wanted in when it is measured and
 * drawn: Pango asks fontconfig anew for each size of each font in each language, and keeps but 256
 * answers, which letters of eight languages at a dozen scales drove out of each other's places.
 * Points; so large that the font's own units are hardly rounded, so small that 20,000 ems of text,
 * several sheets, stay within Pango's integers. */
static const double LAID_OUT = 100;

/* What stands above a word: from, to are bytes of the plain text. */
struct reading {
	guint from, to;
	PangoLayoutLine *line; /* of a layout in shapes->readings */
	int width;             /* Pango units of the words' layout */
};

struct shaped {
	struct shapes *shapes;
	PangoLayout *layout;
	struct reading *readings;
	size_t reading_count, reading_capacity;
	double size; /* wanted, as a share of LAID_OUT */
	double drop; /* points that the words stand lower for the readings */
};

#endif
