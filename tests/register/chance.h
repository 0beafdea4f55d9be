#ifndef REGISTER_CHANCE_H
#define REGISTER_CHANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A made-up city's dice: the same seed gives the same throws on every machine. No floating point
 * and no library, so that a register can be made again byte for byte. */
struct chance {
	uint64_t state;
};

void chance_seed(struct chance *chance, uint64_t seed);

/* A number from 0 to count - 1; count at least 1. */
uint32_t chance_below(struct chance *chance, uint32_t count);

/* A number from low to high, both included. */
int chance_between(struct chance *chance, int low, int high);

/* True in `per_10000` of ten thousand throws. */
bool chance_hits(struct chance *chance, uint32_t per_10000);

/* An index into `weights`, each as often as its weight says; not all may be 0. */
size_t chance_weighted(struct chance *chance, const int *weights, size_t count);

/* An index from 0 to count - 1, the low ones more often: names are like that. */
size_t chance_skewed(struct chance *chance, size_t count);

#endif
