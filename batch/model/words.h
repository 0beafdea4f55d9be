#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The sentences of the operators' pages in their language (templates/report.xml), by key. */

struct wordbook_entry {
	const char *key, *text;
};

struct wordbook {
	const struct wordbook_entry *entries; /* by key, bytewise */
	size_t count;
};

/* The text of a key; NULL when there is none, or no book. */
const char *wordbook_find(const struct wordbook *book, const char *key);

/* The text of a key, the strings behind it (NULL is the last) in place of its "{}", in order; in
 * the arena. The key itself when there is no text. */
const char *wordbook_say(const struct wordbook *book, struct arena *arena, const char *key, ...)
	__attribute__((sentinel));

#endif
