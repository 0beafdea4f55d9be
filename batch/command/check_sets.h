#ifndef COMMAND_CHECK_SETS_H
#define COMMAND_CHECK_SETS_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/json.h"
#include "command/input.h"

#include <stdbool.h>
#include <stdio.h>

struct census;

/* What a data set that was given holds. */
struct check_set {
	const struct export_set *set;
	const char *path;            /* NULL: no file, and it needs none; the rest is not set */
	const struct census *census; /* as far as it was read */
	const char *trouble;         /* why not to its end; NULL: it was */
};

/* Reads each data set, as many as the description has. One that cannot be read keeps the others
 * from nothing; false at the end with the first one's fault, as rows_read sets it, *sets whole. */
bool check_sets_read(
	const struct input *input, struct arena *arena, struct check_set **sets, struct fault *why);

/* A table of each: its items, what they are taken as, how many are filled, which codes they have
 * and which values would not do, and the items that are never taken. Nothing of a value is shown
 * but codes: one without a word only where it cannot be a name. */
void check_sets_print(const struct check_set *sets, size_t count, FILE *stream);

/* The same as members of the array that is open. */
void check_sets_put(const struct check_set *sets, size_t count, struct json *json);

#endif
