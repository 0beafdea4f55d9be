#include "base/retell.h"

#include "base/phrase.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/*
 * Of all formats that fit, the one with the most words of its own is the one that was meant: a
 * whole sentence says more than "%s: %s". A value takes as few bytes as it can.
 */

enum { VALUES_MAX = 12, DEPTH_MAX = 4, TRIES_MAX = 10000 };

struct value {
	const char *text;
	size_t length;
};

struct filled {
	struct value values[VALUES_MAX];
	int count;
	int tries; /* how often the rest of a format was tried behind a value: "%s%s%s" fits
		      anywhere */
};

/* The bytes of the conversion that a format begins with, "%-3ld" or "%2$s"; 0: none, or "%%". */
static size_t conversion_length(const char *format)
{
	if (format[0] != '%' || format[1] == '%')
		return 0;
	size_t length = 1 + strspn(format + 1, "0123456789$-+ #.*");
	length += strspn(format + length, "hlzj");
	return format[length] == '\0' ? 0 : length + 1;
}

/* How long a number is that stands at the head. */
static size_t number_length(const char *text)
{
	size_t sign = text[0] == '-' ? 1 : 0, digits = strspn(text + sign, "0123456789");
	if (digits > 0 && text[sign + digits] == '.')
		digits += 1 + strspn(text + sign + digits + 1, "0123456789");
	return digits == 0 ? 0 : sign + digits;
}

/* The bytes up to the next conversion. */
static size_t plain_length(const char *format)
{
	size_t length = 0;
	while (format[length] != '\0' && format[length] != '%')
		length++;
	return length;
}

/* Could `said` be what this format prints: does it begin with the format's words, end with them,
 * and have those between in their order? Nearly all formats end here, before any value is tried. */
static bool might_fit(const char *format, const char *said)
{
	size_t plain = plain_length(format), length = strlen(said);
	if (strncmp(format, said, plain) != 0)
		return false;
	const char *at = said + plain;
	format += plain;
	while (*format != '\0') {
		size_t conversion = conversion_length(format);
		if (conversion == 0) /* "%%" */
			return true;
		format += conversion;
		plain = plain_length(format);
		const char *found = memmem(at, (size_t)(said + length - at), format, plain);
		if (format[plain] == '\0')
			found = plain <= (size_t)(said + length - at) &&
						strcmp(said + length - plain, format) == 0
					? said + length - plain
					: NULL;
		if (found == NULL)
			return false;
		at = found + plain;
		format += plain;
	}
	return true;
}

/* Is `said` what this format prints? Then `filled` has the values. */
static bool match_format(const char *format, const char *said, struct filled *filled)
{
	while (*format != '\0') {
		size_t conversion = conversion_length(format);
		if (conversion == 0) {
			format += format[0] == '%' ? 1 : 0;
			if (*format++ != *said++)
				return false;
			continue;
		}
		char kind = format[conversion - 1];
		if (filled->count == VALUES_MAX)
			return false;
		struct value *value = &filled->values[filled->count++];
		*value = (struct value){said, kind == 's' ? 0 : number_length(said)};
		if (kind != 's') {
			if (value->length == 0)
				return false;
			said += value->length;
			format += conversion;
			continue;
		}
		/* As few bytes as the rest of the format allows. */
		int count = filled->count;
		size_t most = strlen(said);
		const char next = format[conversion];
		for (size_t length = 0; length <= most; length++) {
			if (next != '%' && said[length] != next)
				continue;
			if (++filled->tries > TRIES_MAX)
				return false;
			filled->count = count;
			value->length = length;
			if (match_format(format + conversion, said + length, filled))
				return true;
		}
		return false;
	}
	return *said == '\0';
}

/* The bytes that a format has of its own, and whether there is a letter among them. */
static size_t own_length(const char *format)
{
	size_t own = 0;
	while (*format != '\0') {
		size_t conversion = conversion_length(format);
		own += conversion == 0 ? 1 : 0;
		format += conversion == 0 ? 1 : conversion;
	}
	return own;
}

/* Words by themselves are those that stand in what nights tell. */
static bool is_kept(const struct phrase_pair *pair)
{
	static const char *const tables[] = {"document_words\4", "reason_words\4"};
	bool kept = pair->context == NULL;
	for (size_t i = 0; i < sizeof tables / sizeof tables[0] && !kept; i++)
		kept = strncmp(pair->context, tables[i], strlen(tables[i])) == 0;
	return kept;
}

static const char *retell_deep(
	const char *language, const char *said, struct arena *arena, int depth);

/* The other language's format with the values of the English one, by "%s" in turn or "%2$s". */
static const char *fill_format(const char *language, const char *format,
	const struct filled *filled, struct arena *arena, int depth)
{
	const char *text = "";
	int next = 0;
	while (*format != '\0') {
		size_t conversion = conversion_length(format);
		if (conversion == 0) {
			size_t plain = strcspn(format + 1, "%") + 1;
			bool percent = format[0] == '%';
			text = arena_print(arena, "%s%.*s", text, percent ? 1 : (int)plain, format);
			format += percent ? 2 : plain;
			continue;
		}
		char *behind;
		long named = strtol(format + 1, &behind, 10);
		int at = *behind == '$' ? (int)named - 1 : next++;
		format += conversion;
		if (at < 0 || at >= filled->count)
			continue;
		const struct value *value = &filled->values[at];
		text = arena_print(arena, "%s%s", text,
			retell_deep(language, arena_text(arena, value->text, value->length), arena,
				depth + 1));
	}
	return text;
}

static const char *retell_deep(
	const char *language, const char *said, struct arena *arena, int depth)
{
	struct phrase_pair pair, best = {NULL, NULL, NULL};
	struct filled filled, meant = {.count = 0};
	size_t most = 0;
	if (depth > DEPTH_MAX || said[0] == '\0')
		return said;
	for (unsigned i = 1; phrase_entry(language, i, &pair); i++) {
		if (!might_fit(pair.english, said) || !is_kept(&pair))
			continue;
		size_t own = own_length(pair.english);
		filled = (struct filled){.count = 0};
		if (own <= most || !match_format(pair.english, said, &filled))
			continue;
		most = own;
		best = pair;
		meant = filled;
	}
	return best.other == NULL ? said : fill_format(language, best.other, &meant, arena, depth);
}

const char *retell_spoken(const char *said, struct arena *arena)
{
	return retell(phrase_language(), said, arena);
}

const char *retell(const char *language, const char *said, struct arena *arena)
{
	return retell_deep(language, said, arena, 0);
}
