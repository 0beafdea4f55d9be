#include "document/words/furigana.h"

#include "base/text.h"
#include "model/template.h"

#include <stdint.h>
#include <string.h>

/* A reading belongs to the run of kanji right before its bracket; other brackets stay. */

const char *furigana_raise(const char *text, struct arena *arena)
{
	const char *out = "", *word = NULL, *from = text;
	for (const char *at = text; *at != '\0';) {
		const char *sign = at;
		uint32_t code = text_next(&at);
		bool kanji = (code >= 0x3400 && code <= 0x9FFF) || code == 0x3005;
		if (kanji && word == NULL)
			word = sign;
		const char *end = code == 0xFF08 && word != NULL ? strstr(at, "）") : NULL;
		if (end != NULL) {
			out = arena_print(arena,
				"%s%s" READING_WORD "%s" READING_ABOVE "%s" READING_END, out,
				arena_text(arena, from, (size_t)(word - from)),
				arena_text(arena, word, (size_t)(sign - word)),
				arena_text(arena, at, (size_t)(end - at)));
			from = at = end + strlen("）");
		}
		if (!kanji)
			word = NULL;
	}
	return arena_print(arena, "%s%s", out, from);
}

const char *furigana_leave_out(const char *markup, struct arena *arena)
{
	const char *out = "", *from = markup, *open;
	while ((open = strstr(from, READING_WORD)) != NULL) {
		const char *word = open + strlen(READING_WORD);
		const char *above = strstr(word, READING_ABOVE);
		const char *end = above == NULL ? NULL : strstr(above, READING_END);
		if (end == NULL)
			break;
		out = arena_print(arena, "%s%s%s", out,
			arena_text(arena, from, (size_t)(open - from)),
			arena_text(arena, word, (size_t)(above - word)));
		from = end + strlen(READING_END);
	}
	return from == markup ? markup : arena_print(arena, "%s%s", out, from);
}
