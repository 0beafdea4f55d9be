#include "base/buckets.h"

/* From its hash's bucket on, an element lies in the first that was free: whoever looks for it goes
 * the same way, and at the first free one knows that it is not there. */

enum { BUCKETS_LEAST = 64 };

struct buckets buckets_open(size_t elements, struct arena *arena)
{
	size_t count = BUCKETS_LEAST;
	while (count < elements * 2)
		count *= 2;
	return (struct buckets){arena_alloc(arena, count * sizeof(uint32_t)), count - 1};
}

void buckets_put(struct buckets *buckets, uint64_t hash, size_t position)
{
	size_t at = hash & buckets->mask;
	while (buckets->positions[at] != 0)
		at = (at + 1) & buckets->mask;
	buckets->positions[at] = (uint32_t)position + 1;
}
