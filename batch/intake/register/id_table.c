#include "intake/register/id_table.h"

#include "base/arena.h"
#include "intake/register/ids.h"

#include <stdint.h>
#include <string.h>

/* Slots in an arena of their own, so that a table that has grown gives the old ones back. Never
 * more than three quarters full: a search always comes to an empty slot. Beside each slot stands a
 * byte of its record's hash, so that a search does not go to records that are another's: they lie
 * anywhere in memory, the bytes of all neighbours in one line of the processor's cache. */

enum { MARK_EMPTY, MARK_SHIFT = 57, MARK_FULL = 0x80 };
enum { SLOTS_MIN = 1 << 12, SLOTS_FIRST_MAX = 1 << 21 };

struct id_table {
	size_t id_offset;
	size_t used;
	size_t mask; /* slots - 1; their number is a power of two */
	void **slots;
	uint8_t *marks;      /* MARK_EMPTY, or MARK_FULL and the highest bits of the hash */
	struct arena *arena; /* of the slots and marks */
	struct arena *own;   /* of this struct */
};

static void open_slots(struct id_table *table, size_t slots)
{
	table->arena = arena_open();
	table->slots = arena_alloc(table->arena, slots * sizeof(void *));
	table->marks = arena_alloc(table->arena, slots);
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

static uint8_t mark_of(uint64_t hash)
{
	return (uint8_t)(MARK_FULL | hash >> MARK_SHIFT);
}

static void enter_record(struct id_table *table, void *record)
{
	const char *id = id_of(table, record);
	uint64_t hash = ids_sum(id, strlen(id));
	size_t at = hash & table->mask;
	while (table->marks[at] != MARK_EMPTY)
		at = (at + 1) & table->mask;
	table->slots[at] = record;
	table->marks[at] = mark_of(hash);
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
	uint64_t hash = ids_sum(id, strlen(id));
	uint8_t mark = mark_of(hash);
	for (size_t at = hash & table->mask; table->marks[at] != MARK_EMPTY;
		at = (at + 1) & table->mask)
		if (table->marks[at] == mark && strcmp(id_of(table, table->slots[at]), id) == 0)
			return table->slots[at];
	return NULL;
}

void id_table_close(struct id_table *table)
{
	if (table == NULL)
		return;
	arena_close(table->arena);
	arena_close(table->own);
}
