#include "model/words.h"

#include "base/sorted.h"

#include <stdarg.h>
#include <string.h>

/* A page must come out whatever is missing: where there is no sentence its key stands, and where a
 * string is missing a blank. */

static int order_entry(const void *key, const void *element)
{
	return strcmp(key, ((const struct wordbook_entry *)element)->key);
}

const char *wordbook_find(const struct wordbook *book, const char *key)
{
	const struct wordbook_entry *entry =
		book == NULL ? NULL
			     : sorted_run(key, book->entries, book->count, sizeof *book->entries,
				       order_entry, NULL);
	return entry == NULL ? NULL : entry->text;
}

const char *wordbook_say(const struct wordbook *book, struct arena *arena, const char *key, ...)
{
	const char *text = wordbook_find(book, key);
	if (text == NULL)
		return arena_copy(arena, key);
	va_list values;
	char *said = arena_copy(arena, "");
	va_start(values, key);
	bool more = true;
	for (const char *hole; (hole = strstr(text, "{}")) != NULL; text = hole + 2) {
		const char *value = more ? va_arg(values, const char *) : NULL;
		more = value != NULL;
		said = arena_print(
			arena, "%s%.*s%s", said, (int)(hole - text), text, more ? value : "");
	}
	va_end(values);
	return arena_print(arena, "%s%s", said, text);
}
