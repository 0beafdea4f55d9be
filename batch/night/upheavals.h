#ifndef NIGHT_UPHEAVALS_H
#define NIGHT_UPHEAVALS_H

#include "decide/limits/layer_counts.h"
#include "decide/limits/upheaval.h"
#include "night/limits.h"

/* What no real day brings, held against the office's limits and told of with its numbers: each
 * calls limits_hit (night/limits.h) for what was gone past. Cannot fail. */

/* The layers of tonight's export, `now`, against those of the last night, `before`; NULL: tonight's
 * were not counted. */
void upheavals_layers(
	struct limits_watch *watch, const long before[LAYERS], const long now[LAYERS]);

/* What becomes at once of the residents with open dues. */
void upheavals_dues(struct limits_watch *watch, const struct upheaval *upheaval);

/* What is written at once, and what cannot be written; `residents` of the export. */
void upheavals_letters(struct limits_watch *watch, const struct upheaval *upheaval, long residents);

#endif
