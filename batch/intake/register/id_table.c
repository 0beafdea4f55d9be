#include "intake/register/id_table.h"

#include "base/arena.h"
#include "intake/register/ids.h"

#include <stdint.h>
#include <string.h>

/* Slots in an arena of their own, so that a table that has grown gives the old ones back. Never
 * more than three quarters full: a search always comes to an empty slot. */

enum { SLOTS_MIN = 1 << 12, SLOTS_FIRST_MAX = 1 << 21 };

struct id_table {
	size_t id_offset;
	size_t used;
	size_t mask; /* slots - 1; their number is a power of two */
	void **slots;
	struct arena *arena; /* of the slots */
	struct arena *own;   /* of this struct */
};

static void open_slots(struct id_table *table, size_t slots)
{
	table->arena = arena_open();
	table->slots = arena_alloc(table->arena, slots * sizeof(void *));
	table->mask = slots - 1;
}

struct id_table *id_table_open(size_t expected, size_t id_offset)
{
	struct arena *own = arena_open();
	struct id_table *table = arena_alloc(own, sizeof *table);
	size_t slots = SLOTS_MIN;
	while (slots < SLOTS_FIRST_MAX && slots / 4 * 3 < expected)
		slots *= 2;
	*table = (struct id_table){.id_offset = id_offset, .own = own};
	open_slots(table, slots);
	return table;
}

static const char *id_of(const struct id_table *table, const void *record)
{
	return (const char *)record + table->id_offset;
}

static size_t first_slot(const struct id_table *table, const char *id)
{
	return ids_sum(id, strlen(id)) & table->mask;
}

static void enter_record(struct id_table *table, void *record)
{
	size_t at = first_slot(table, id_of(table, record));
	while (table->slots[at] != NULL)
		at = (at + 1) & table->mask;
	table->slots[at] = record;
}

static void double_slots(struct id_table *table)
{
	struct arena *old_arena = table->arena;
	void **old = table->slots;
	size_t count = table->mask + 1;
	open_slots(table, count * 2);
	for (size_t i = 0; i < count; i++)
		if (old[i] != NULL)
			enter_record(table, old[i]);
	arena_close(old_arena);
}

void id_table_put(struct id_table *table, void *record)
{
	if (table->used++ >= (table->mask + 1) / 4 * 3)
		double_slots(table);
	enter_record(table, record);
}

void *id_table_find(const struct id_table *table, const char *id)
{
	size_t at = first_slot(table, id);
	while (table->slots[at] != NULL && strcmp(id_of(table, table->slots[at]), id) != 0)
		at = (at + 1) & table->mask;
	return table->slots[at];
}

void id_table_close(struct id_table *table)
{
	if (table == NULL)
		return;
	arena_close(table->arena);
	arena_close(table->own);
}
