#include "intake/export/uncounted.h"

#include "intake/register/id_table.h"

#include <stddef.h>
#include <string.h>

/* Nobody is taken out when a row of theirs counts later: who has been shown is known elsewhere, and
 * asked of each entry at the end. */

struct uncounted {
	struct arena *arena;
	struct id_table *table;
	struct uncounted_resident *first, *last;
};

struct uncounted *uncounted_open(struct arena *arena)
{
	struct uncounted *uncounted = arena_alloc(arena, sizeof *uncounted);
	uncounted->arena = arena;
	uncounted->table = id_table_open(0, offsetof(struct uncounted_resident, id));
	return uncounted;
}

void uncounted_note(struct uncounted *uncounted, const char *id, long line)
{
	if (id_table_find(uncounted->table, id) != NULL)
		return;
	size_t length = strlen(id);
	struct uncounted_resident *one =
		arena_alloc(uncounted->arena, offsetof(struct uncounted_resident, id) + length + 1);
	memcpy(one->id, id, length + 1);
	one->line = line;
	id_table_put(uncounted->table, one);
	if (uncounted->last == NULL)
		uncounted->first = one;
	else
		uncounted->last->next = one;
	uncounted->last = one;
}

const struct uncounted_resident *uncounted_first(const struct uncounted *uncounted)
{
	return uncounted->first;
}

void uncounted_close(struct uncounted *uncounted)
{
	if (uncounted != NULL)
		id_table_close(uncounted->table);
}
