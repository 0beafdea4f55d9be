#include "decide/dues/due_index.h"

#include "base/buckets.h"

#include <stdint.h>
#include <string.h>

/* Nearly every resident of the register has no known due: a bit each, of which all fit into a
 * processor's cache, says so without a look at the table. */

/* Buckets for each word of 64 marks: a power of two, so that a bucket has eight marks. */
enum { MARK_BUCKETS = 8 };

struct due_index {
	const struct known_due *dues;
	size_t count;
	struct buckets firsts; /* the first due of each resident */
	/* A bit for each known resident among sixteen or more: small enough to stay in the cache
	 * while the register passes through it, it tells nearly all who have no known due. */
	uint64_t *marks;
};

/* FNV-1a: short keys, no adversary (residents do not choose their id). */
static uint64_t hash_text(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325u;
	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return hash ^ hash >> 29;
}

/* The word and bit of a hash: taken from its upper half, the bucket from the lower. */
static uint64_t *mark_of(const struct due_index *index, uint64_t hash, uint64_t *bit)
{
	*bit = (uint64_t)1 << (hash >> 58);
	return &index->marks[(hash >> 32) & (index->firsts.mask / MARK_BUCKETS)];
}

struct due_index *due_index_open(const struct known_due *dues, size_t count, struct arena *arena)
{
	struct due_index *index = arena_alloc(arena, sizeof *index);
	index->dues = dues;
	index->count = count;
	index->firsts = buckets_open(count, arena);
	index->marks =
		arena_alloc(arena, (index->firsts.mask + 1) / MARK_BUCKETS * sizeof *index->marks);
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && strcmp(dues[i].resident, dues[i - 1].resident) == 0)
			continue;
		uint64_t hash = hash_text(dues[i].resident), bit;
		uint64_t *marks = mark_of(index, hash, &bit);
		*marks |= bit;
		buckets_put(&index->firsts, hash, i);
	}
	return index;
}

size_t due_index_find(const struct due_index *index, const char *resident, size_t *first)
{
	uint64_t hash = hash_text(resident), bit;
	if ((*mark_of(index, hash, &bit) & bit) == 0)
		return 0;
	for (size_t i; (i = buckets_next(&index->firsts, &hash)) != BUCKETS_END;) {
		if (strcmp(index->dues[i].resident, resident) != 0)
			continue;
		size_t end = i + 1;
		while (end < index->count && strcmp(index->dues[end].resident, resident) == 0)
			end++;
		*first = i;
		return end - i;
	}
	return 0;
}
