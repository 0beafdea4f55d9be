#include "document/pdf/readback_parts.h"

#include <string.h>

/* Values are looked up in the text that they are: dictionaries here have a dozen keys at most, but
 * for the widths of a font, which nobody asks for. Of an object stream that one is asked of, all
 * are kept, and each is gone through whole. */

static const char *skip_value(const char *at, int depth);

/* What stands between brackets: values, in a dictionary each behind its name. */
static const char *skip_members(const char *at, const char *end, bool named, int depth)
{
	enum { DEPTH_MAX = 6 };
	if (depth == DEPTH_MAX)
		return NULL;
	while (!reading_word(&at, end)) {
		if (named)
			at = *at == '/' ? skip_value(at, depth) : NULL;
		if (at == NULL || (at = skip_value(*at == ' ' ? at + 1 : at, depth)) == NULL)
			return NULL;
		at += *at == ' ';
	}
	return at;
}

/* Signs of a kind, and one behind them that ends them. */
static const char *skip_signs(const char *at, const char *signs, char end)
{
	at += strspn(at, signs);
	return *at == end ? at + 1 : NULL;
}

#define DIGITS  "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

static const char *skip_number(const char *at)
{
	unsigned ignored;
	const char *reference = at;
	if (reading_reference(&reference, &ignored))
		return reference;
	at += *at == '-';
	const char *behind = at + strspn(at, DIGITS ".");
	return behind == at ? NULL : behind;
}

static const char *skip_word(const char *at)
{
	return reading_word(&at, "true") || reading_word(&at, "false") || reading_word(&at, "null")
		       ? at
		       : NULL;
}

static const char *skip_value(const char *at, int depth)
{
	switch (*at) {
	case '<':
		return at[1] == '<' ? skip_members(at + 2, ">>", true, depth + 1)
				    : skip_signs(at + 1, DIGITS "ABCDEF", '>');
	case '[':
		return skip_members(at + 1, "]", false, depth + 1);
	case '/':
		return at + 1 + strspn(at + 1, LETTERS DIGITS "+-_");
	case '(':
		return skip_signs(at + 1, LETTERS DIGITS ":+-'_. ", ')');
	default:
		return g_ascii_isalpha(*at) ? skip_word(at) : skip_number(at);
	}
}

const char *reading_value_end(const char *at)
{
	return skip_value(at, 0);
}

const char *reading_entry(const char *dictionary, const char *key)
{
	const char *at = dictionary;
	if (at == NULL || !reading_word(&at, "<<"))
		return NULL;
	while (at != NULL && *at == '/') {
		const char *behind = skip_value(at, 0);
		bool found = strlen(key) == (size_t)(behind - at) &&
			     strncmp(at, key, (size_t)(behind - at)) == 0;
		at = *behind == ' ' ? behind + 1 : behind;
		if (found)
			return at;
		at = skip_value(at, 0);
	}
	return NULL;
}

const char *reading_value(struct reading *reading, const char *dictionary, const char *key)
{
	unsigned number = reading_object(dictionary, key);
	return number == 0 ? reading_entry(dictionary, key) : reading_text(reading, number);
}

unsigned reading_object(const char *dictionary, const char *key)
{
	const char *value = reading_entry(dictionary, key);
	unsigned number;
	return value != NULL && reading_reference(&value, &number) ? number : 0;
}

bool reading_is(const char *value, const char *word)
{
	return value != NULL && reading_word(&value, word) && strchr("/>]\n ", *value) != NULL;
}

long long reading_number(const char *dictionary, const char *key)
{
	const char *value = reading_entry(dictionary, key);
	unsigned number;
	return value != NULL && reading_count(&value, &number) && strchr("/>", *value) != NULL
		       ? (long long)number
		       : -1;
}

bool reading_box(const char *value, double box[4])
{
	if (value == NULL || !reading_word(&value, "["))
		return false;
	for (int i = 0; i < 4; i++) {
		char *end;
		box[i] = g_ascii_strtod(value, &end);
		if (end == value)
			return false;
		value = *end == ' ' ? end + 1 : end;
	}
	return *value == ']';
}

/* ---- objects ---- */

static bool keep_object(void *context, unsigned number, const char *object)
{
	struct reading *reading = context;
	const char *end = reading_value_end(object);
	if (end == NULL || *end != '\n')
		return false;
	g_hash_table_insert(reading->texts, GUINT_TO_POINTER(number),
		g_string_chunk_insert_len(reading->kept, object, end - object));
	return true;
}

const char *reading_text(struct reading *reading, unsigned number)
{
	const char *known = g_hash_table_lookup(reading->texts, GUINT_TO_POINTER(number));
	struct reading_raw raw;
	if (known != NULL || number >= reading->read->len || reading->places[number].state != 2 ||
		!reading_raw_at(reading, reading->places[number].where, &raw) ||
		!reading_pack(reading, &raw, keep_object, reading))
		return known;
	return g_hash_table_lookup(reading->texts, GUINT_TO_POINTER(number));
}
