#ifndef DOCUMENT_FLOW_H
#define DOCUMENT_FLOW_H

#include "base/arena.h"
#include "document/layout.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The blocks of a letter, put into the template's areas one after the other. A block that does not
 * fit into what is left of an area moves on whole, so nothing comes to lie on a fold. All type has
 * the largest scale at which everything fits: the scale of the letter's kind, worked out once with
 * a name of usual length, or a smaller one where this letter's own words ask for it. It is a
 * function of the letter alone, not of the letters before it.
 */

/* The scales of the kinds of letters seen so far. Zeroed to begin with. */
struct flow_scales {
	struct arena *arena; /* holds it */
	struct flow_kind *first;
};

/* A block and the place it has come to stand at. */
struct standing {
	struct placed *placed; /* x and y are the sheet's */
	size_t area;
	double gap; /* above it; 0 at an area's head */
	bool loose; /* the gap may be widened */
};

struct flow {
	struct standing *blocks;
	size_t count, capacity;
	size_t area; /* that is being filled */
	double y;    /* its height so far */
	/* the first block that found no place, NULL when all did; the height of all of those, mm */
	const struct template_element *left;
	double lacking;
};

/* False when the blocks do not fit even at the smallest scale, or layout->failed is set. */
bool flow_fill(struct layout *layout, struct flow_scales *scales, struct flow *flow);

/* The same at the smallest scale alone, for who wants to know what has no room: false when
 * flow->left is set or layout->failed. Nothing has a place then. */
bool flow_try(struct layout *layout, struct flow *flow);

#endif
