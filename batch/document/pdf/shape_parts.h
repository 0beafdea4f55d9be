#ifndef DOCUMENT_PDF_SHAPE_PARTS_H
#define DOCUMENT_PDF_SHAPE_PARTS_H

#include "base/arena.h"

#include <pango/pango.h>
#include <stdbool.h>
#include <stddef.h>

struct page_text;
struct templates;

/* What shape.c and readings.c make and shape_draw.c draws. */

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

enum { FONTS_MAX = 32 };

struct shapes {
	struct arena *arena;
	const struct templates *templates;
	PangoFontMap *map;
	PangoContext *context;
	GHashTable *readings; /* "font reading" → PangoLayout */
	GString *markup;      /* the text in hand, without readings */
	struct {
		const char *family;
		PangoFont *font;
	} fonts[FONTS_MAX]; /* asked for single signs */
	size_t font_count;
};

struct shaped {
	struct shapes *shapes;
	PangoLayout *layout;
	struct reading *readings;
	size_t reading_count, reading_capacity;
	double size; /* wanted, as a share of LAID_OUT */
	double drop; /* points that the words stand lower for the readings */
};

/* A family at the size that all is laid out in. */
PangoFontDescription *shape_describe(const char *family, bool bold);

static inline PangoAttribute *shape_over(PangoAttribute *attribute, guint from, guint to)
{
	attribute->start_index = from;
	attribute->end_index = to;
	return attribute;
}

/* The markup of a text without its readings, which are noted; `text->markup` itself when it has
 * none. Lives until the next text. */
const char *readings_take(struct shaped *shaped, const struct page_text *text);

/* A word stays on one line with its reading, and is set wide enough for it. */
void readings_make_room(const struct shaped *shaped, const char *plain, PangoAttrList *added);

#endif
