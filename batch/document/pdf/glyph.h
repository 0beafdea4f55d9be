#ifndef DOCUMENT_PDF_GLYPH_H
#define DOCUMENT_PDF_GLYPH_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Which font draws each sign of a name or an address. Pango falls back without a word: to a base
 * glyph where it has no variant, which prints another person's name, and to boxes. So every sign
 * is proven first: a base with a variation selector must be a pair in the font's cmap (format 14,
 * OpenType "cmap"), any other sign a glyph that shows something; signs for private use, control
 * signs and those that show nothing never pass, blanks do. A base with marks apart (か and U+3099,
 * E and U+0301, letters of Hangul) is drawn as the one sign for both; where there is none, or the
 * base is Han, it does not pass. No other sign is ever drawn for another.
 * Verdicts are kept, so that a night's names cost a table look-up a sign.
 */
struct glyphs;

/* For the families of a font, tried in order. FAULT_OFFICE when one is not installed. */
bool glyphs_open(const struct template_font *font, struct glyphs **glyphs, struct fault *why);
void glyphs_close(struct glyphs *glyphs);

/* Can every sign be drawn? *ems gets the text's width in type sizes on one line; what cannot be
 * drawn is added to `missing` as "U+XXXX" or "U+XXXX U+XXXX" (base and selector), after a comma
 * where it is not the first, each once, as far as `size` bytes go. `missing` begins as "". */
bool glyphs_prove(struct glyphs *glyphs, const char *text, double *ems, char *missing, size_t size);

/* The text as Pango markup that draws each sign with the font that was proven to have it. */
const char *glyphs_markup(struct glyphs *glyphs, const char *text, struct arena *arena);

#endif
