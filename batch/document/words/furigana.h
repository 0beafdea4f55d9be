#ifndef DOCUMENT_WORDS_FURIGANA_H
#define DOCUMENT_WORDS_FURIGANA_H

#include "base/arena.h"

/* Office names in easy Japanese have their readings in brackets, 市役所（しやくしょ）: with the
 * signs of model/template.h they go above the words, which end where the kanji do. */
const char *furigana_raise(const char *text, struct arena *arena);

/* Markup without its readings; `markup` itself when it has none. */
const char *furigana_leave_out(const char *markup, struct arena *arena);

#endif
