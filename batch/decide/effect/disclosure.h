#ifndef DECIDE_EFFECT_DISCLOSURE_H
#define DECIDE_EFFECT_DISCLOSURE_H

#include "base/arena.h"
#include "decide/effect/tabulation.h"

/* No count below this leaves the office: not letters, not those that renewed, not those that did
 * not. */
enum { DISCLOSURE_LEAST = 10 };

/* The value of groups together that may not be told apart. */
#define DISCLOSURE_MERGED "*"

/*
 * The groups of a table as they may be published: a measure that may not be told is 0 of 0. A group
 * of which a count is below DISCLOSURE_LEAST is merged with others, under both measures, with at
 * least one and as many as it takes for none of their common counts to be that small: so that it is
 * not found by subtraction from a total, which the other tables of the same letters tell as well
 * (cell suppression with its complement: Willenborg and de Waal, Elements of Statistical Disclosure
 * Control, 2001, 4). What one measure has more than the other, letters without an appointment and
 * who renewed after the visit, is such a count too. Of EFFECT_WAVE and EFFECT_TURN the reminders
 * stand for themselves, since no total has them. Rows in the table's order, those merged last.
 */
struct effect_table disclosure_table(const struct effect_table *table, struct arena *arena);

#endif
