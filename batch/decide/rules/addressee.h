#ifndef DECIDE_RULES_ADDRESSEE_H
#define DECIDE_RULES_ADDRESSEE_H

#include "base/arena.h"
#include "decide/rules/ruling.h"
#include "model/notice.h"
#include "model/office.h"
#include "model/resident.h"

/* To whom a letter on this ruling would go; strings are the resident's own. */
struct recipient addressee_of(const struct office *office, day_number night,
	const struct resident *resident, const struct ruling *ruling);

/* Makes the strings of a recipient the arena's. */
void addressee_copy(struct arena *arena, struct recipient *recipient);

#endif
