#ifndef NIGHT_KNOWN_RESIDENT_H
#define NIGHT_KNOWN_RESIDENT_H

#include "base/arena.h"
#include "decide/dues/due_index.h"
#include "decide/forecast/letters_ahead.h"
#include "night/knowledge.h"

/* What the ledger knows of each resident of a register, for those who look ahead. */
struct known_residents {
	const struct office *office;
	const struct knowledge *knowledge;
	struct due_index *index;
};

struct known_residents known_residents_open(
	const struct office *office, const struct knowledge *knowledge, struct arena *arena);

/* As decide/forecast wants a resident, who is as the register says but for protection that stands.
 * *circumstances is filled and pointed to. */
struct resident_ahead known_resident(const struct known_residents *known,
	const struct resident *resident, struct circumstances *circumstances);

#endif
