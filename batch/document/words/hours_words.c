#include "document/words/hours_words.h"

#include "base/text.h"
#include "model/text_key.h"

#include <stdlib.h>
#include <string.h>

/* Spans of time are gathered that are open on the same days; those that touch are made one. */

enum { DAYS = 7, SPANS_MAX = 12 };

struct span {
	weekday_set days;
	int from, to; /* minutes */
};

static bool is_meant(const struct opening_list *openings, const struct opening *opening)
{
	return openings->label == NULL || text_equal(opening->label, openings->label);
}

bool hours_sayable(const struct opening_list *openings)
{
	size_t meant = 0;
	for (size_t i = 0; i < openings->count; i++) {
		if (!is_meant(openings, &openings->list[i]))
			continue;
		if (openings->list[i].weekdays == 0)
			return false;
		meant++;
	}
	return meant > 0 && meant <= SPANS_MAX;
}

/* The first of the days, from Monday. */
static int first_day(weekday_set days)
{
	int day = 0;
	while (day < DAYS && (days & 1u << (day + 1) % DAYS) == 0)
		day++;
	return day;
}

static int count_days(weekday_set days)
{
	int count = 0;
	for (; days != 0; days &= (weekday_set)(days - 1))
		count++;
	return count;
}

/* By their first day; of two that have the same the one with more days. */
static int by_days(const void *left, const void *right)
{
	const struct span *one = left, *other = right;
	int first = first_day(one->days) - first_day(other->days);
	if (first != 0)
		return first;
	if (one->days != other->days)
		return count_days(other->days) - count_days(one->days) != 0
			       ? count_days(other->days) - count_days(one->days)
			       : (int)one->days - (int)other->days;
	return one->from - other->from;
}

/* In the order in which they are said. */
static size_t gather_spans(const struct opening_list *openings, struct span spans[SPANS_MAX])
{
	size_t count = 0, kept = 0;
	for (size_t i = 0; i < openings->count; i++) {
		const struct opening *opening = &openings->list[i];
		if (is_meant(openings, opening))
			spans[count++] =
				(struct span){opening->weekdays, opening->from, opening->to};
	}
	qsort(spans, count, sizeof spans[0], by_days);
	for (size_t i = 0; i < count; i++)
		if (kept > 0 && spans[i].days == spans[kept - 1].days &&
			spans[i].from <= spans[kept - 1].to)
			spans[kept - 1].to = spans[i].to;
		else
			spans[kept++] = spans[i];
	return kept;
}

/* What came before, and one more. */
static const char *join_words(
	const struct hours_language *language, size_t key, const char *before, const char *more)
{
	return *before == '\0' ? more : language->join(language->context, key, before, more);
}

/* Three or more that follow each other as a span. */
static const char *days_words(const struct hours_language *language, weekday_set days)
{
	const char *words = "";
	for (int at = 0; at < DAYS; at++) {
		int end = at;
		while (end < DAYS && (days & 1u << (end + 1) % DAYS) != 0)
			end++;
		if (end == at)
			continue;
		const char *name = language->days[(at + 1) % DAYS];
		const char *last = language->days[end % DAYS];
		if (end - at > 1)
			name = language->join(language->context,
				end - at > 2 ? TEXT_HOURS_SPAN : TEXT_HOURS_AND, name, last);
		words = join_words(language, TEXT_HOURS_AND, words, name);
		at = end;
	}
	return words;
}

static const char *clock_words(const struct hours_language *language, int minute)
{
	if (language->clock != NULL)
		return language->clock(language->context, minute);
	return arena_print(language->arena, "%d:%02d", minute / 60, minute % 60);
}

const char *hours_words(const struct hours_language *language, const struct opening_list *openings)
{
	struct span spans[SPANS_MAX];
	const char *words = "";
	if (!hours_sayable(openings))
		return words;
	size_t count = gather_spans(openings, spans);
	for (size_t i = 0; i < count;) {
		const char *times = "";
		weekday_set days = spans[i].days;
		for (; i < count && spans[i].days == days; i++)
			times = join_words(language, TEXT_HOURS_AND, times,
				language->join(language->context, TEXT_HOURS_SPAN,
					clock_words(language, spans[i].from),
					clock_words(language, spans[i].to)));
		words = join_words(language, TEXT_HOURS_NEXT, words,
			arena_print(language->arena, "%s %s", days_words(language, days), times));
	}
	return words;
}
