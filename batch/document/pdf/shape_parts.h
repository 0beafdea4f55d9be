#ifndef DOCUMENT_PDF_SHAPE_PARTS_H
#define DOCUMENT_PDF_SHAPE_PARTS_H

#include "base/arena.h"
#include "document/pdf/shape_fonts.h"

#include <pango/pango.h>
#include <stdbool.h>
#include <stddef.h>

struct page_text;

/* What shape.c and readings.c make and shape_draw.c draws. */

/* 72 points and 25.4 millimetres are an inch. */
static const double POINTS_PER_MM = 72 / 25.4;

/* Readings: half the size of the words, by the rules of Japanese typesetting (JIS X 4051,
 * 行間処理), or as large as the style wants them at least. All in ems of the words. */
static const double READING_HALF = 0.5;
static const double READING_RISE = 0.93;    /* of its base line above that of the words */
static const double READING_OVERHANG = 0.2; /* that it may be wider than its word */
static const double READING_NARROW = 0.75;  /* as which its signs are set at least, rather */
static const double READING_DROP = 0.17;    /* of the words in their lines, to make room above */

/* What stands above a word: from, to are bytes of the plain text. */
struct reading {
	guint from, to;
	PangoLayoutLine *line; /* of a layout in shapes->readings */
	int width;             /* Pango units of the words' layout */
	double wide;           /* of its signs, as a share of the font's */
};

struct shapes {
	struct arena *arena;
	struct shape_fonts fonts;
	GHashTable *readings; /* "font reading" → PangoLayout */
	GString *markup;      /* the text in hand, without readings */
};

struct shaped {
	struct shapes *shapes;
	PangoLayout *layout;
	struct reading *readings;
	size_t reading_count, reading_capacity;
	double size;         /* wanted, as a share of LAID_OUT */
	double reading_size; /* in ems of the words */
	bool foreign;        /* some of its words are in another language */
	double drop;         /* points that the words stand lower for the readings */
};

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
void readings_make_room(struct shaped *shaped, const char *plain, PangoAttrList *added);

#endif
