#include "intake/export/row_condition.h"

#include "base/phrase.h"
#include "base/text.h"

#include <string.h>

/* Nothing is escaped: an item's name ends at the first sign of (in)equality, a value at the next
 * apostrophe. That is less than a language, and so a clerk can read it. */

static const char *skip_blanks(const char *at)
{
	while (*at == ' ')
		at++;
	return at;
}

/* The first =, ≠ or != from `at` on, and whether it is of equality; NULL: there is none. */
static const char *find_sign(const char *at, bool *equal, size_t *length)
{
	static const struct {
		const char *sign;
		bool equal;
	} signs[] = {{"!=", false}, {"≠", false}, {"=", true}};
	for (; *at != '\0' && *at != '\''; at++)
		for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
			*length = strlen(signs[i].sign);
			*equal = signs[i].equal;
			if (strncmp(at, signs[i].sign, *length) == 0)
				return at;
		}
	return NULL;
}

static const char *trimmed_text(const char *text, size_t length, struct arena *arena)
{
	length = text_trim(&text, length);
	return arena_text(arena, text, length);
}

/* One term; *at is then behind it. */
static const char *parse_term(const char **at, struct arena *arena, struct worded_term *term)
{
	size_t sign_length;
	const char *sign = find_sign(*at, &term->equal, &sign_length);
	if (sign == NULL)
		return phrase("an item, then = or ≠, then a value in apostrophes is wanted");
	term->item = trimmed_text(*at, (size_t)(sign - *at), arena);
	if (term->item[0] == '\0')
		return phrase("no item stands before = or ≠");
	const char *value = skip_blanks(sign + sign_length);
	if (*value != '\'')
		return phrase("a value stands in apostrophes, like '1'");
	const char *end = strchr(value + 1, '\'');
	if (end == NULL)
		return phrase("the second apostrophe of a value is missing");
	term->value = trimmed_text(value + 1, (size_t)(end - value - 1), arena);
	*at = skip_blanks(end + 1);
	return NULL;
}

bool row_condition_parse(const char *words, struct arena *arena, struct worded_condition *condition,
	const char **problem)
{
	static const char and[] = "and ";
	struct worded_term *terms = NULL;
	size_t count = 0, capacity = 0;
	for (const char *at = words;; at += strlen(and)) {
		terms = arena_grow(arena, terms, count, 1, &capacity, sizeof *terms);
		*problem = parse_term(&at, arena, &terms[count++]);
		if (*problem != NULL)
			return false;
		if (*at == '\0')
			break;
		if (!text_begins(at, and)) {
			*problem = phrase(
				"between two conditions stands \"and\", behind the last nothing");
			return false;
		}
	}
	*condition = (struct worded_condition){terms, count};
	return true;
}

bool row_condition_holds(const struct export_condition *condition, const struct row *row)
{
	for (size_t i = 0; i < condition->count; i++) {
		const struct export_term *term = &condition->terms[i];
		if ((strcmp(row->cells[term->item].value, term->value) == 0) != term->equal)
			return false;
	}
	return true;
}
