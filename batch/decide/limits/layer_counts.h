#ifndef DECIDE_LIMITS_LAYER_COUNTS_H
#define DECIDE_LIMITS_LAYER_COUNTS_H

#include "base/arena.h"
#include "base/civil.h"
#include "model/layer.h"
#include "model/office.h"
#include "model/resident.h"

/*
 * How many residents of an export have what (model/layer.h), and whether that can be a day's work.
 * Pure; memory does not grow with the register.
 */

/* No count is known: no night before, or one that did not count this layer. */
#define LAYER_UNKNOWN (-1)

struct layer_counts;

/* To count the residents of a night; lives in the arena. Cannot fail. */
struct layer_counts *layer_counts_open(
	const struct office *office, day_number night, struct arena *arena);

/* A resident as the register has it, once each. Of who is dead or gone only that is counted: such
 * records are kept for years, and then cleared out in a night. */
void layer_counts_take(struct layer_counts *layers, const struct resident *resident);

/* The counts so far. Different addresses and households are estimated, to about a hundredth; the
 * same residents always give the same number. */
void layer_counts_get(const struct layer_counts *layers, long counts[LAYERS]);

enum layer_change {
	LAYER_STEADY,
	LAYER_SHRANK,
	LAYER_GREW,
	LAYER_MISSING, /* on a first night */
};

/* What has become of a layer between two nights. Where fewer residents live here than before, so
 * many fewer of them are expected to have what is counted: that an export shrank is told once. A
 * layer that was not counted before is held against what a first night must have, once there are
 * a few residents to judge by. */
enum layer_change layer_counts_judge(const struct layer_bound *bound, enum layer layer,
	const long before[LAYERS], const long now[LAYERS]);

#endif
