#include "base/sorted.h"

#include <string.h>

/* The run's ends are found by halving, each by itself, so that a run of thousands costs no more
 * than one element. */

/* The first element that is not below the key; with `past` the first one above it. */
static size_t find_bound(const void *key, const char *elements, size_t count, size_t size,
	sorted_order *order, bool past)
{
	size_t from = 0, end = count;
	while (from < end) {
		size_t middle = from + (end - from) / 2;
		int compared = order(key, elements + middle * size);
		if (compared > 0 || (past && compared == 0))
			from = middle + 1;
		else
			end = middle;
	}
	return from;
}

const void *sorted_run(const void *key, const void *elements, size_t count, size_t size,
	sorted_order *order, size_t *run)
{
	size_t first = find_bound(key, elements, count, size, order, false);
	bool found = first < count && order(key, (const char *)elements + first * size) == 0;
	if (run != NULL)
		*run = !found ? 0 : find_bound(key, elements, count, size, order, true) - first;
	return found ? (const char *)elements + first * size : NULL;
}

int sorted_texts(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

bool sorted_lists(const char *const *texts, size_t count, const char *text)
{
	return sorted_run(&text, texts, count, sizeof *texts, sorted_texts, NULL) != NULL;
}
