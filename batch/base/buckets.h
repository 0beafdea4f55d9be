#ifndef BASE_BUCKETS_H
#define BASE_BUCKETS_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

/*
 * Where in an array an element lies, by a hash: open addressing, a position of four bytes a bucket,
 * half of them free at the least. The elements and their keys stay their owner's, who makes the
 * hashes (of their lower bits a bucket is chosen) and compares: one that is looked for is the first
 * of the positions found by buckets_next that has its key. No element is ever taken out.
 */
struct buckets {
	uint32_t *positions; /* + 1; 0 is free */
	size_t mask;         /* their number less one; it is a power of two */
};

/* Room for so many elements, in the arena. */
struct buckets buckets_open(size_t elements, struct arena *arena);

/* Enters the position of an element. There must be room for it. */
void buckets_put(struct buckets *buckets, uint64_t hash, size_t position);

#define BUCKETS_END SIZE_MAX

/* The positions of elements that may have this hash, one by one, BUCKETS_END behind the last. *at
 * is the hash before the first, and is the function's own from then on. */
static inline size_t buckets_next(const struct buckets *buckets, uint64_t *at)
{
	uint32_t position = buckets->positions[(*at)++ & buckets->mask];
	return position == 0 ? BUCKETS_END : position - 1;
}

#endif
