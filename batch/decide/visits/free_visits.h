#ifndef DECIDE_VISITS_FREE_VISITS_H
#define DECIDE_VISITS_FREE_VISITS_H

#include "base/arena.h"
#include "decide/visits/free_places.h"
#include "model/free_visit.h"
#include "model/office.h"

#include <stddef.h>

/* What can still be given to somebody who asks for it: each visit that would fit into what is free,
 * as long as its matter needs. Which of them a letter may have is a question of its dues
 * (decide/visits/visit.h); here nobody has come yet. Pure. */

/* All visits for any of these matters at any of these counters, in the places' days; by day, start,
 * counter, then end. Where matters differ in length each length is a visit of its own. They
 * overlap: who gets one takes a part of others. *visits lives in the arena; returns their number.
 */
size_t free_visits_list(const struct office *office, const struct places *places,
	matter_set matters, counter_set counters, struct arena *arena, struct free_visit **visits);

#endif
