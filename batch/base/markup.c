#include "base/markup.h"

#include <string.h>

/* What a byte is written as: itself, a reference, or nothing. */
static const char *reference(unsigned char byte)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\t':
	case '\n':
	case '\r':
		return NULL;
	default:
		return byte < 0x20 || byte == 0x7F ? "" : NULL;
	}
}

void markup_write(FILE *stream, const char *text)
{
	for (; text != NULL && *text != '\0'; text++) {
		const char *escaped = reference((unsigned char)*text);
		if (escaped == NULL)
			fputc(*text, stream);
		else
			fputs(escaped, stream);
	}
}

char *markup_escape(struct arena *arena, const char *text)
{
	size_t length = 0;
	for (const char *at = text; at != NULL && *at != '\0'; at++) {
		const char *escaped = reference((unsigned char)*at);
		length += escaped == NULL ? 1 : strlen(escaped);
	}
	char *out = arena_alloc(arena, length + 1);
	size_t used = 0;
	for (const char *at = text; at != NULL && *at != '\0'; at++) {
		const char *escaped = reference((unsigned char)*at);
		if (escaped == NULL) {
			out[used++] = *at;
			continue;
		}
		size_t step = strlen(escaped);
		memcpy(out + used, escaped, step);
		used += step;
	}
	return out;
}
