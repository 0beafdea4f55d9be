#ifndef DOCUMENT_PDF_SHAPE_H
#define DOCUMENT_PDF_SHAPE_H

#include "base/fault.h"
#include "document/pdf/ink.h"
#include "model/template.h"

#include <stdbool.h>

/*
 * Texts in the template's fonts, broken into lines: what page.h places on sheets. A text is in one
 * language, which says by which font and with which forms of the Han characters it is drawn, and
 * where its lines may break. Words may have their readings (振り仮名) above them, at half the size
 * or as large as the style wants them at least.
 */
struct shapes; /* the fonts */
struct shaped; /* one text, ready to be drawn */

struct page_text {
	const char *markup;                 /* Pango's, with readings (model/template.h) */
	const struct template_style *style; /* its font lasts; the rest is read at once */
	const char *language;               /* BCP 47 */
	double points;                      /* instead of the style's */
	double width; /* mm, lines are broken to it; 0: one line, as wide as it is */
	enum alignment align;
	bool shared; /* the same text stands on many sheets */
};

struct page_block {
	double width, height; /* mm; the widest line, all lines */
	double middle;        /* mm; of the first line's signs, from the upper edge */
	int lines;
	bool shared;          /* the same block may come again */
	bool readings;        /* it has some */
	const char *language; /* the text's */
	int unknown; /* signs that no font of the style draws: 0, or it must not be printed */
};

/* Loads the fonts. FAULT_OFFICE when a family is not installed (fontconfig would replace it without
 * a word) or has no bold that a style asks for. */
bool shapes_open(const struct templates *templates, struct shapes **shapes, struct fault *why);
void shapes_close(struct shapes *shapes);

/* Has each sign of the text a glyph in the very font that draws it? Without setting it, so `true`
 * says that it can be drawn; `false` that shaped_set must tell: marks may become one sign with what
 * they stand upon. Readings are left out. */
bool shapes_have(struct shapes *shapes, const struct page_text *text);

/* All that a text without its words is set from, for a table of set texts: what the style says, not
 * where it lies, for papers make up styles of their own. */
void shape_describe(const struct page_text *text, GString *description);

/* A text without words; closed before its fonts are. */
struct shaped *shaped_open(struct shapes *shapes);
void shaped_close(struct shaped *shaped);

/* Takes up another text and measures it. Markup that is not well formed gives a block with
 * `unknown` set. */
struct page_block shaped_set(struct shaped *shaped, const struct page_text *text);

/* Its words, without markup. */
const char *shaped_words(const struct shaped *shaped);
/* What its readings say, summed up (document/pdf/said.h). */
uint64_t shaped_said_readings(const struct shaped *shaped);

/* Draws its words in the ink's colour, its upper left corner at x, y (points); or others that are
 * set as these are (document/pdf/pattern.h). */
void shaped_draw(
	const struct shaped *shaped, const char *words, struct ink *ink, double x, double y);
/* Draws its readings. */
void shaped_draw_readings(const struct shaped *shaped, struct ink *ink, double x, double y);

#endif
