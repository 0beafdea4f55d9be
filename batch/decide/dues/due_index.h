#ifndef DECIDE_DUES_DUE_INDEX_H
#define DECIDE_DUES_DUE_INDEX_H

#include "base/arena.h"
#include "model/due.h"

#include <stddef.h>

/* Which dues of a resident are known: an index over the ledger's list that 310,000 residents are
 * looked up in, most of whom have none. Lives in the arena; cannot fail. */
struct due_index;

/* Over `dues` in order of resident; they must live as long as the index. */
struct due_index *due_index_open(const struct known_due *dues, size_t count, struct arena *arena);

/* How many of the dues are this resident's (0: none), and where they begin in *first. */
size_t due_index_find(const struct due_index *known, const char *resident, size_t *first);

#endif
