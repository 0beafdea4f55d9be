#include "register/chance.h"

void chance_seed(struct chance *chance, uint64_t seed)
{
	chance->state = seed ^ UINT64_C(0x6b6967656e323332);
}

/* SplitMix64: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators". */
static uint64_t chance_next(struct chance *chance)
{
	uint64_t z = chance->state += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

uint32_t chance_below(struct chance *chance, uint32_t count)
{
	/* The high half times the count: unbiased enough for counts far below 2^32. */
	return (uint32_t)(((chance_next(chance) >> 32) * count) >> 32);
}

int chance_between(struct chance *chance, int low, int high)
{
	return low + (int)chance_below(chance, (uint32_t)(high - low + 1));
}

bool chance_hits(struct chance *chance, uint32_t per_10000)
{
	return chance_below(chance, 10000) < per_10000;
}

size_t chance_weighted(struct chance *chance, const int *weights, size_t count)
{
	int total = 0;
	for (size_t i = 0; i < count; i++)
		total += weights[i];
	int at = (int)chance_below(chance, (uint32_t)total);
	for (size_t i = 0; i < count; i++) {
		at -= weights[i];
		if (at < 0)
			return i;
	}
	return count - 1;
}

size_t chance_skewed(struct chance *chance, size_t count)
{
	uint32_t first = chance_below(chance, (uint32_t)count);
	uint32_t second = chance_below(chance, (uint32_t)count);
	return first < second ? first : second;
}
