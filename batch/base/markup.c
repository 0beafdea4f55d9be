#include "base/markup.h"

#include <string.h>

/* XML, HTML and Pango take the same five references, so what is escaped once is right for all
 * three. Control characters that XML 1.0 has no room for are left out, not replaced. */

/* What a byte is written as: itself, a reference, or nothing. */
static const char *reference_to(unsigned char byte)
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
		const char *escaped = reference_to((unsigned char)*text);
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
		const char *escaped = reference_to((unsigned char)*at);
		length += escaped == NULL ? 1 : strlen(escaped);
	}
	char *out = arena_alloc(arena, length + 1);
	size_t used = 0;
	for (const char *at = text; at != NULL && *at != '\0'; at++) {
		const char *escaped = reference_to((unsigned char)*at);
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

/* The sign that a reference at `at` stands for, and its length; else the byte itself. */
static char sign_referred(const char *at, size_t *length)
{
	static const char signs[] = "&<>\"'";
	for (const char *sign = signs; *sign != '\0'; sign++) {
		const char *name = reference_to((unsigned char)*sign);
		*length = strlen(name);
		if (strncmp(at, name, *length) == 0)
			return *sign;
	}
	*length = 1;
	return *at;
}

char *markup_plain(struct arena *arena, const char *markup)
{
	char *out = arena_alloc(arena, strlen(markup) + 1), *end = out;
	for (size_t length; *markup != '\0'; markup += length) {
		if (*markup == '<') {
			length = strcspn(markup, ">");
			length += markup[length] == '>' ? 1 : 0;
			continue;
		}
		*end++ = sign_referred(markup, &length);
	}
	return out;
}
