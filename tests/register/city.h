#ifndef REGISTER_CITY_H
#define REGISTER_CITY_H

#include "base/arena.h"
#include "model/resident.h"
#include "register/chance.h"
#include "register/names.h"
#include "register/sets.h"
#include "register/towns.h"

#include <stdbool.h>
#include <stdio.h>

enum { AGES = 108 };

/* The city while it is being written: one household in memory at a time. */
struct city {
	struct chance chance;
	day_number as_of;
	long wanted, written; /* residents */
	long foreigners;
	long ages[AGES]; /* residents by age, to stay on the pyramid */
	unsigned long next_id, next_household;
	struct housing housing;
	struct arena *arena; /* the household's, reset by its maker */
	FILE *out;
	FILE *cards;       /* for cards and certificates; NULL: they stand in the register */
	struct sets *sets; /* the data sets to write instead; NULL: our own register */
	long holders;      /* written to it */
};

/* Who lives behind one door. */
struct household {
	const char *id;
	const struct name *family;
	struct address address;
	enum protection_state protection_state;
	day_number leaving_on;
};

/* A new household number and resident number, ten digits, never twice. */
const char *city_household_id(struct city *city);
const char *city_resident_id(struct city *city);

/* Starts a household: number, family name, address. */
struct household household_open(struct city *city, bool apartment);

/* The resident's name and reading from a family and a given name. */
void resident_name(struct city *city, struct resident *resident, const struct name *family,
	const struct name *given);

/* A birthday for somebody who is `age` on the register's day; the birth with its text. */
day_number birth_draw(struct city *city, int age);
struct birth birth_of(struct arena *arena, day_number born);

/* What happens to people and papers here and there: deaths, removals, lost cards, guardians,
 * facilities, old registers' birth dates. `born` is the true day. */
void resident_mishaps(struct city *city, struct resident *resident, day_number born);

/* Writes and counts one resident; false when the city is full (nothing is written). */
bool city_write(struct city *city, const struct resident *resident);

/* Writes one whole household, cut where the city is full. */
void japanese_household(struct city *city);
void foreign_household(struct city *city);

/* The named cases (cases.c): the first residents, each showing one rule. Their list goes to
 * `list`, which may be NULL. */
void cases_write(struct city *city, FILE *list);

#endif
