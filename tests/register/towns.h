#ifndef REGISTER_TOWNS_H
#define REGISTER_TOWNS_H

#include "base/arena.h"
#include "model/resident.h"
#include "register/chance.h"

/* Where people live: the towns (町名) of Kasugai with their postal codes as Japan Post publishes
 * them, houses and apartment buildings. The lots and rooms are made up. */

struct town {
	const char *postal; /* seven digits */
	const char *name;
	int blocks;         /* 丁目, 1 to this; 0: none */
	bool house_numbers; /* 住居表示 (番, 号) instead of lots (番地) */
	int weight;         /* of its people */
};

enum { TOWN_COUNT = 143, BUILDINGS_OPEN = 48 };

extern const struct town towns[TOWN_COUNT];

/* An apartment building that still has rooms to let. */
struct building {
	const char *postal;
	char lines[160];
	char name[120];
	int floors, rooms; /* rooms a floor */
	int let;           /* rooms given out */
};

/* The city's buildings that fill up at the moment; start zeroed. */
struct housing {
	struct building open[BUILDINGS_OPEN];
};

/* A house of its own, or (apartment) the next room of some building. Strings from the arena, the
 * postal code from the table. */
struct address housing_address(
	struct housing *housing, struct chance *chance, bool apartment, struct arena *arena);

#endif
