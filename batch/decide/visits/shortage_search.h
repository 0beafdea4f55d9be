#ifndef DECIDE_VISITS_SHORTAGE_SEARCH_H
#define DECIDE_VISITS_SHORTAGE_SEARCH_H

#include "decide/visits/allocation.h"

/*
 * Why somebody is left over, in counts (model/shortage.h). The alternating trees of those who could
 * not be admitted, joined where they meet, are the smallest sets of places that are too few: each
 * place in them is full, and who has it can come nowhere else. Nothing here fails.
 */

/* The certificates of visits of one slot; after they have been admitted, before anything else is
 * given. Nobody's admission is changed by it. */
void shortage_certify(struct allocation *allocation, struct slot_shortages *shortages);

/* Adds the longer visits that found no run of free slots, an entry a length. */
void shortage_of_runs(struct allocation *allocation, struct slot_shortages *shortages);

#endif
