#ifndef DOCUMENT_PDF_SAID_H
#define DOCUMENT_PDF_SAID_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* What texts say, in sums that compare, and what the codes of a PDF's font mean by its ToUnicode
 * map (ISO 32000-1, 9.10.3): two bytes a code, as document/pdf/face.h embeds fonts. */

/* The signs of a text (UTF-8) summed up, in whatever order they stand: one more, one fewer or
 * another gives another sum. Blanks, controls and what shows nothing count nothing. */
guint64 said_sum(const char *text, size_t length);

/* What the codes of a font mean. Of a map only its bfchar sections are read; a code that is in none
 * means nothing. NULL when the map ends half way or is not well formed. */
struct meanings *meanings_read(const char *map, size_t length);
void meanings_close(struct meanings *meanings);

/* Of a code below 0x10000. */
struct meaning {
	const char *text; /* NULL: none */
	guint64 sum;
};
const struct meaning *meanings_find(const struct meanings *meanings, unsigned code);

/* Hexadecimal digits that begin with the < at `at`, as bytes; the place behind their >, NULL when
 * there are none, or half a byte. */
const char *said_digits(const char *at, const char *end, GString *bytes);
/* UTF-16, high byte first, from byte `from` on as UTF-8 (g_free); NULL when it is none. */
char *said_utf16(const GString *bytes, gsize from);

#endif
