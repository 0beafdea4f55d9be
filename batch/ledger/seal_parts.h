#ifndef LEDGER_SEAL_PARTS_H
#define LEDGER_SEAL_PARTS_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

/* Which rows and columns of the ledger are sealed, in groups. A group is what has the same number
 * in one column, so that a commit seals what it has written and reads no more than that. A row with
 * NULL there is in no group of that part (yet). */
struct seal_part {
	const char *name; /* as seals name it; never changed once there are ledgers with it */
	const char *table;
	const char *group;   /* a column, or "0": all rows of the table are one group */
	const char *columns; /* that are sealed, by commas; the key's first */
	int key;             /* so many of them are the key */
};

/* What is not sealed, each with the reason. */
struct seal_exempt {
	const char *table;
	const char *columns; /* by commas, or "*" */
	const char *why;
};

extern const struct seal_part seal_parts[];
extern const int seal_part_count;
extern const struct seal_exempt seal_exempts[];
extern const int seal_exempt_count;

/* The statements of a part, in the arena. Rows of one group, by key: group → its columns. Numbers
 * of groups that have rows and no seal that stands, or of all groups. */
const char *seal_rows_text(const struct seal_part *part, struct arena *arena);
const char *seal_unsealed_text(const struct seal_part *part, struct arena *arena);

/* The triggers of a part, as a script: they call `function` with the part's index and the number of
 * the group that a row is about to leave or to come to. They are the connection's own. */
const char *seal_triggers_text(int part, const char *function, struct arena *arena);

#endif
