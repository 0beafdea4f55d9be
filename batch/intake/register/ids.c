#include "intake/register/ids.h"

#include "base/arena.h"

#include <string.h>

/* An id is kept as its hash alone, 0 standing for a free slot. Each step of the hash is one to
 * one, so that short ids of one length are never taken for each other. */

enum { SLOTS_MIN = 1 << 12, SLOTS_FIRST_MAX = 1 << 21 };

struct ids {
	struct arena *arena; /* of the set; the table's own is given back when it grows */
	struct arena *table;
	uint64_t *slots; /* 0 is free */
	size_t mask;     /* slots - 1; their number is a power of two */
	size_t used;
};

static void open_table(struct ids *ids, size_t slots)
{
	ids->table = arena_open();
	ids->slots = arena_alloc(ids->table, slots * sizeof ids->slots[0]);
	ids->mask = slots - 1;
	ids->used = 0;
}

struct ids *ids_open(size_t expected)
{
	struct arena *arena = arena_open();
	struct ids *ids = arena_alloc(arena, sizeof *ids);
	size_t slots = SLOTS_MIN;
	while (slots < SLOTS_FIRST_MAX && slots / 4 * 3 < expected)
		slots *= 2;
	ids->arena = arena;
	open_table(ids, slots);
	return ids;
}

/* Each step is one to one in `hash`, so that ids of one length up to 8 bytes never meet. */
static uint64_t mix_word(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9E3779B97F4A7C15;
	hash ^= hash >> 32;
	hash *= 0xD6E8FEB86659FD93;
	return hash ^ hash >> 29;
}

uint64_t ids_sum(const char *id, size_t length)
{
	uint64_t hash = mix_word(0, length);
	for (size_t at = 0; at < length; at += sizeof(uint64_t)) {
		uint64_t word = 0;
		size_t rest = length - at;
		memcpy(&word, id + at, rest < sizeof word ? rest : sizeof word);
		hash = mix_word(hash, word);
	}
	return hash == 0 ? 1 : hash;
}

uint64_t ids_hash(const struct ids *ids, const char *id, size_t length)
{
	uint64_t hash = ids_sum(id, length);
	__builtin_prefetch(&ids->slots[hash & ids->mask], 1);
	return hash;
}

static bool put_hash(struct ids *ids, uint64_t hash)
{
	size_t at = hash & ids->mask;
	for (; ids->slots[at] != 0; at = (at + 1) & ids->mask)
		if (ids->slots[at] == hash)
			return false;
	ids->slots[at] = hash;
	ids->used++;
	return true;
}

static void grow_slots(struct ids *ids)
{
	struct arena *old = ids->table;
	const uint64_t *slots = ids->slots;
	size_t count = ids->mask + 1;
	open_table(ids, count * 2);
	for (size_t i = 0; i < count; i++)
		if (slots[i] != 0)
			put_hash(ids, slots[i]);
	arena_close(old);
}

bool ids_add(struct ids *ids, uint64_t hash)
{
	if (ids->used >= (ids->mask + 1) / 4 * 3)
		grow_slots(ids);
	return put_hash(ids, hash);
}

void ids_close(struct ids *ids)
{
	if (ids == NULL)
		return;
	arena_close(ids->table);
	arena_close(ids->arena);
}
