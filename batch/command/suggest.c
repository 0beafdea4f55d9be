#include "command/suggest.h"

#include <string.h>

/* The distance of two words is that of their optimal alignment: Levenshtein's, with neighbours that
 * changed places as one step. */

enum { LETTERS_MAX = 24 };

static size_t least_of(size_t left, size_t right)
{
	return left < right ? left : right;
}

/* Words of up to LETTERS_MAX letters; longer ones are as far apart as that. */
static size_t word_distance(const char *from, const char *to)
{
	size_t steps[LETTERS_MAX + 1][LETTERS_MAX + 1];
	size_t rows = strlen(from), columns = strlen(to);
	if (rows > LETTERS_MAX || columns > LETTERS_MAX)
		return LETTERS_MAX;
	for (size_t i = 0; i <= rows; i++)
		for (size_t k = 0; k <= columns; k++) {
			if (i == 0 || k == 0) {
				steps[i][k] = i + k;
				continue;
			}
			size_t other = from[i - 1] == to[k - 1] ? 0 : 1;
			size_t step = least_of(steps[i - 1][k], steps[i][k - 1]) + 1;
			step = least_of(step, steps[i - 1][k - 1] + other);
			if (i > 1 && k > 1 && from[i - 1] == to[k - 2] && from[i - 2] == to[k - 1])
				step = least_of(step, steps[i - 2][k - 2] + 1);
			steps[i][k] = step;
		}
	return steps[rows][columns];
}

const char *suggest_word(const char *typed, size_t count,
	const char *(*words)(const void *context, size_t index), const void *context)
{
	const char *nearest = NULL;
	size_t least = (strlen(typed) + 2) / 3 + 1;
	for (size_t i = 0; i < count; i++) {
		const char *word = words(context, i);
		size_t distance = word == NULL ? least : word_distance(typed, word);
		if (distance >= least)
			continue;
		nearest = word;
		least = distance;
	}
	return nearest;
}
