#ifndef DOCUMENT_WORDS_SPEECH_H
#define DOCUMENT_WORDS_SPEECH_H

#include "base/arena.h"

#include <stddef.h>

/* Sentences for a speech engine. */

/* The text of escaped markup without what an engine stumbles over: tags, readings above words,
 * variation selectors, private use characters, signs without a width but those that join letters
 * (U+200C, U+200D), and signs that refer to a note (※, *). Blanks of any kind become one U+0020
 * between words, and none at the ends. */
const char *speech_plain(const char *markup, struct arena *arena);

/* How many characters a text has (Unicode's). */
size_t speech_length(const char *text);

#endif
