#ifndef COMMAND_CHECK_SETS_H
#define COMMAND_CHECK_SETS_H

#include "base/arena.h"
#include "base/fault.h"
#include "command/input.h"

#include <stdbool.h>
#include <stdio.h>

/* Prints a table of each data set that was given: its items, what they are taken as, how many are
 * filled, which codes they have and which values would not do, and the items that are never taken.
 * Nothing of a value is printed but codes: one without a word only where it cannot be a name. A set
 * that cannot be read is printed as far as it was, then the table of the next; false at the end
 * with the first one's fault, as rows_read sets it. */
bool check_sets_print(
	const struct input *input, FILE *stream, struct arena *arena, struct fault *why);

#endif
