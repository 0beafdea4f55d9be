#ifndef COMMAND_SUGGEST_H
#define COMMAND_SUGGEST_H

#include <stddef.h>

/* Of `count` words the one that may have been meant by `typed`: a third of its letters
 * at the most are wrong, missing or too many, or two next to each other changed places. NULL when
 * none is that near. `words` is called with `context` and an index. */
const char *suggest_word(const char *typed, size_t count,
	const char *(*words)(const void *context, size_t index), const void *context);

#endif
