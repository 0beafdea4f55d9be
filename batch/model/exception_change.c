#include "model/exception_change.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Figures are found in the sentences themselves, as the ledger keeps them, and not beside them:
 * what earlier nights told can be held against tonight's. A day, an hour, the number of a letter
 * and an id hold digits too, but never alone between blanks, brackets or a sentence's signs. */

enum { FIGURES_MAX = 8 };

/* The last figures of a code's sentences, in order: "+" is worse when it has risen, "-" when it has
 * fallen. Or what of a sentence is a figure that never is worse. */
enum loose { LOOSE_NOTHING, LOOSE_DIGITS, LOOSE_BRACKETS };

static const struct {
	const char *code, *signs;
	enum loose loose;
} counting[] = {
	{"places-short", "+++", LOOSE_NOTHING},
	{"desks-short", "+-", LOOSE_NOTHING},
	{"mailing-most", "-+", LOOSE_NOTHING},
	{"mailing-unconfirmed", "", LOOSE_BRACKETS},
	{"house-no-block", "+", LOOSE_NOTHING},
	{"set-left-out", "", LOOSE_DIGITS},
};

enum { COUNTING = sizeof counting / sizeof counting[0] };

struct figure {
	const char *from, *to;
	char sign;
};

struct figures {
	struct figure list[FIGURES_MAX];
	int count;
};

static int counting_of(const char *code)
{
	int i = 0;
	while (i < COUNTING && strcmp(counting[i].code, code) != 0)
		i++;
	return i;
}

static bool ends_with(const char *text, const char *end, const char *word)
{
	size_t length = strlen(word);
	return (size_t)(end - text) >= length && memcmp(end - length, word, length) == 0;
}

/* Does the number of a line begin at `at`: "line 7", "lines 7 and 9"? */
static bool is_line(const char *text, const char *at)
{
	if (ends_with(text, at, "line ") || ends_with(text, at, "lines "))
		return true;
	if (!ends_with(text, at, " and "))
		return false;
	const char *before = at - strlen(" and ");
	while (before > text && isdigit((unsigned char)before[-1]))
		before--;
	return ends_with(text, before, "lines ");
}

/* Do the digits from `at` to `end` stand alone? */
static bool stands_alone(const char *text, const char *at, const char *end)
{
	bool begins = at == text || at[-1] == ' ' || at[-1] == '(';
	return begins && strchr(" ;,)", *end) != NULL;
}

/* Where what begins at `at` ends, if it is a figure that never is worse; NULL for any other. */
static const char *loose_end(enum loose loose, const char *text, const char *at)
{
	if (loose == LOOSE_BRACKETS)
		return *at == '(' ? strchr(at, ')') : NULL;
	if (!isdigit((unsigned char)*at))
		return NULL;
	return loose == LOOSE_DIGITS || is_line(text, at) ? at + strspn(at, "0123456789") : NULL;
}

static struct figures find_figures(const char *code, const char *text)
{
	int kind = counting_of(code);
	const char *signs = kind < COUNTING ? counting[kind].signs : "";
	enum loose loose = kind < COUNTING ? counting[kind].loose : LOOSE_NOTHING;
	int most = (int)strlen(signs);
	struct figures found = {.count = 0};
	for (const char *at = text, *end; *at != '\0'; at = end) {
		end = loose_end(loose, text, at);
		bool neutral = end != NULL;
		size_t digits = strspn(at, "0123456789");
		if (!neutral)
			end = at + (digits == 0 ? 1 : digits);
		if (!neutral && (most == 0 || digits == 0 || !stands_alone(text, at, end)))
			continue;
		if (found.count == FIGURES_MAX || (!neutral && found.count == most)) {
			memmove(found.list, found.list + 1,
				sizeof found.list - sizeof found.list[0]);
			found.count--;
		}
		found.list[found.count++] = (struct figure){at, end, '.'};
	}
	for (int i = 0; i < found.count && most > 0; i++)
		if (found.count - i <= most)
			found.list[i].sign = signs[most - (found.count - i)];
	return found;
}

bool exception_has_figures(const char *code, const char *message)
{
	return find_figures(code, message).count > 0;
}

/* What stands between the figures, and before and behind them. */
static bool same_words(
	const char *before, const struct figures *one, const char *now, const struct figures *other)
{
	for (int i = 0; i <= one->count; i++) {
		bool last = i == one->count;
		size_t length = last ? strlen(before) : (size_t)(one->list[i].from - before);
		size_t second = last ? strlen(now) : (size_t)(other->list[i].from - now);
		if (length != second || memcmp(before, now, length) != 0)
			return false;
		if (last)
			break;
		before = one->list[i].to;
		now = other->list[i].to;
	}
	return true;
}

enum exception_change exception_change(const char *code, const char *before, const char *now)
{
	const struct figures one = find_figures(code, before), other = find_figures(code, now);
	bool worse = false;
	if (one.count != other.count || !same_words(before, &one, now, &other))
		return EXCEPTION_OTHER;
	for (int i = 0; i < one.count; i++) {
		long was = strtol(one.list[i].from, NULL, 10);
		long is = strtol(other.list[i].from, NULL, 10);
		worse |= one.list[i].sign == '+' && is > was;
		worse |= one.list[i].sign == '-' && is < was;
	}
	return worse ? EXCEPTION_WORSE : EXCEPTION_SAME;
}
