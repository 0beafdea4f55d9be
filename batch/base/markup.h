#ifndef BASE_MARKUP_H
#define BASE_MARKUP_H

#include "base/arena.h"

#include <stdio.h>

/* Escaping for XML, HTML and Pango markup: & < > " ' become references; the control characters
 * below U+0020 that XML 1.0 does not allow are left out, and so is U+007F. */

/* Writes the escaped text to a stream; NULL writes nothing. */
void markup_write(FILE *stream, const char *text);

/* The escaped text in an arena; NULL gives "". */
char *markup_escape(struct arena *arena, const char *text);

/* The text of escaped markup: tags left out, the references above read back. */
char *markup_plain(struct arena *arena, const char *markup);

#endif
