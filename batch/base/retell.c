#include "base/retell.h"

#include "base/phrase.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/*
 * Of all formats that fit, the one with the most words of its own is the one that was meant: a
 * whole sentence says more than "%s: %s". A text among its values takes as few bytes as it can:
 * what stands behind it, up to the next text, has one way only to be printed, so that the first
 * place where it fits leaves all later ones to the rest, and no choice is ever taken back.
 */

enum { VALUES_MAX = 12, DEPTH_MAX = 4 };

struct value {
	const char *text;
	size_t length;
	bool quoted; /* "like this": somebody's own words, which are no word of the catalogue */
};

/* By the number of the format's argument, from 0. */
struct filled {
	struct value values[VALUES_MAX];
	int count;
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

/* Is the width or the precision an argument of its own? Nobody can see in a sentence which. */
static bool takes_width(const char *format, size_t conversion)
{
	return memchr(format, '*', conversion) != NULL;
}

/* How long a number is that stands at the head. */
static size_t number_length(const char *text)
{
	size_t sign = text[0] == '-' ? 1 : 0, digits = strspn(text + sign, "0123456789");
	if (digits > 0 && text[sign + digits] == '.')
		digits += 1 + strspn(text + sign + digits + 1, "0123456789");
	return digits == 0 ? 0 : sign + digits;
}

/* The value of a conversion, behind that of its width; NULL when there are too many. */
static struct value *add_value(
	struct filled *filled, const char *format, size_t conversion, struct value value)
{
	int more = takes_width(format, conversion) ? 2 : 1;
	if (filled->count + more > VALUES_MAX)
		return NULL;
	if (more == 2)
		filled->values[filled->count++] = (struct value){"", 0, true};
	filled->values[filled->count] = value;
	return &filled->values[filled->count++];
}

/* Are the format's words and numbers up to its next text, or to its end, what `*said` begins with,
 * or is? Then both are moved behind them. */
static bool match_words(const char **format, const char **said, struct filled *filled)
{
	const char *rest = *format, *at = *said;
	while (*rest != '\0') {
		size_t conversion = conversion_length(rest);
		if (conversion == 0) {
			rest += rest[0] == '%' && rest[1] == '%' ? 1 : 0;
			if (*rest++ != *at++)
				return false;
			continue;
		}
		if (rest[conversion - 1] == 's')
			break;
		size_t length = number_length(at);
		if (length == 0 || add_value(filled, rest, conversion,
					   (struct value){at, length, true}) == NULL)
			return false;
		at += length;
		rest += conversion;
	}
	if (*rest == '\0' && *at != '\0')
		return false;
	*format = rest;
	*said = at;
	return true;
}

/* Is `said` what this format prints? Then `filled` has the values. */
static bool match_format(const char *format, const char *said, struct filled *filled)
{
	struct value *text = NULL; /* the one that ends where the words behind it begin */
	const char *whole = format;
	for (;;) {
		const char *from = said;
		int count = filled->count;
		while (!match_words(&format, &said, filled)) {
			if (text == NULL || *from == '\0')
				return false;
			filled->count = count;
			said = ++from;
		}
		if (text != NULL)
			text->length = (size_t)(from - text->text);
		if (*format == '\0')
			return true;
		size_t conversion = conversion_length(format);
		bool quoted = format > whole && format[-1] == '"' && format[conversion] == '"';
		text = add_value(filled, format, conversion, (struct value){said, 0, quoted});
		if (text == NULL)
			return false;
		format += conversion;
	}
}

/* The bytes that a format has of its own. */
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
			bool percent = format[0] == '%' && format[1] == '%';
			text = arena_print(arena, "%s%.*s", text, percent ? 1 : (int)plain, format);
			format += percent ? 2 : plain;
			continue;
		}
		next += takes_width(format, conversion) ? 1 : 0;
		char *behind;
		long named = strtol(format + 1, &behind, 10);
		int at = *behind == '$' ? (int)named - 1 : next++;
		format += conversion;
		if (at < 0 || at >= filled->count)
			continue;
		const struct value *value = &filled->values[at];
		const char *own = arena_text(arena, value->text, value->length);
		text = arena_print(arena, "%s%s", text,
			value->quoted ? own : retell_deep(language, own, arena, depth + 1));
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
		size_t own = own_length(pair.english);
		filled.count = 0;
		if (own <= most || !is_kept(&pair) || !match_format(pair.english, said, &filled))
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
