#ifndef INTAKE_EXPORT_UNCOUNTED_H
#define INTAKE_EXPORT_UNCOUNTED_H

#include "base/arena.h"

/*
 * Residents of whom a row of the main set has come that does not count (its history): when no other
 * row of theirs counts they would be nobody, silently. One entry a resident, 16 bytes and the id
 * with its NUL, rounded up to 16, and 12 to 24 bytes of a table.
 */
struct uncounted;

struct uncounted_resident {
	const struct uncounted_resident *next; /* NULL behind the last */
	long line;                             /* of the first such row */
	char id[];
};

/* Lives in the arena but for its table: the caller closes it before. */
struct uncounted *uncounted_open(struct arena *arena);

void uncounted_note(struct uncounted *uncounted, const char *id, long line);

/* In the order in which they came; NULL when there are none. */
const struct uncounted_resident *uncounted_first(const struct uncounted *uncounted);

/* NULL is allowed. */
void uncounted_close(struct uncounted *uncounted);

#endif
