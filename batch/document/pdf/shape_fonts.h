#ifndef DOCUMENT_PDF_SHAPE_FONTS_H
#define DOCUMENT_PDF_SHAPE_FONTS_H

#include "base/fault.h"
#include "model/template.h"

#include <pango/pango.h>
#include <stdbool.h>
#include <stdint.h>

/* Everything is laid out at this size, and set in the size it is wanted in when it is measured and
 * drawn: Pango asks fontconfig anew for each size of each font in each language, and keeps but 256
 * answers, which letters of eight languages at a dozen scales drove out of each other's places.
 * Points; so large that the font's own units are hardly rounded, so small that 20,000 ems of text,
 * several sheets, stay within Pango's integers. */
static const double LAID_OUT = 100;

enum { SHAPE_FONTS_MAX = 32 };

/* The fonts that shape.c sets texts in, and which of them draws a sign. */
struct shape_fonts {
	const struct templates *templates;
	PangoFontMap *map;
	PangoContext *context;
	struct {
		const char *family;
		bool bold;
		PangoCoverage *signs; /* NULL: it cannot be loaded */
	} asked[SHAPE_FONTS_MAX];     /* for single signs */
	size_t asked_count;
};

/* Every font of every style, in its weight; `fonts` is closed also after a failure. FAULT_OFFICE
 * when a family is not installed or has no bold that a style asks for. */
bool shape_fonts_open(
	struct shape_fonts *fonts, const struct templates *templates, struct fault *why);
void shape_fonts_close(struct shape_fonts *fonts);

/* A family at the size that all is laid out in; the caller's. */
PangoFontDescription *shape_fonts_describe(const char *family, bool bold);

/* The family that draws a sign in `font`, which is `base` in the text's language. Japanese words in
 * another language's text are drawn by the font that Japanese is written in. */
const char *shape_fonts_family(struct shape_fonts *fonts, const struct template_font *base,
	const struct template_font *font, bool japanese, uint32_t sign);

/* Has each sign of a markup a glyph in the very font that draws it? Readings are left out. */
bool shape_fonts_have(struct shape_fonts *fonts, const char *markup,
	const struct template_style *style, const char *language);

#endif
