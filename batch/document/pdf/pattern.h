#ifndef DOCUMENT_PDF_PATTERN_H
#define DOCUMENT_PDF_PATTERN_H

#include "document/pdf/shape.h"

/*
 * Texts that differ in nothing but digits and the Han characters of names are set alike: one of
 * them is laid out, with other signs standing in for these, and each is drawn with its own. So most
 * of what is a letter's own costs no layout. That holds where the font draws a sign by itself, as
 * wide as the one that stands in for it, which is asked for each sign.
 */
struct patterns;

/* Never NULL; closed before its fonts are. */
struct patterns *patterns_open(struct shapes *shapes);
void patterns_close(struct patterns *patterns);

/* Forgets them when they are many. */
void patterns_forget(struct patterns *patterns);

/* What a text is set as, until patterns_forget: `words` gets its own, for shaped_draw. NULL when it
 * has to be set by itself. */
struct pattern {
	struct shaped *shaped;
	struct page_block seen;
};
const struct pattern *patterns_take(
	struct patterns *patterns, const struct page_text *text, GString *words);

#endif
