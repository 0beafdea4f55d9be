#ifndef DOCUMENT_MAILROOM_FLOW_H
#define DOCUMENT_MAILROOM_FLOW_H

#include "base/arena.h"
#include "document/mailroom/layout.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The blocks of a letter, put into the areas of the template's flow for it, one after the other. A
 * block that does not fit into what is left of an area moves on whole, so nothing comes to lie on a
 * fold. All type has the largest scale at which everything fits: the scale of the letter's kind,
 * worked out once with a name of usual length, or a smaller one where this letter's own words ask
 * for it. It is a function of the letter alone, not of the letters before it.
 */

/* The scales of the kinds of letters seen so far. Zeroed to begin with. */
struct flow_scales {
	struct arena *arena; /* holds it */
	struct flow_kind *first;
	size_t cramped; /* letters that were filled below the smallest scale */
};

/* A block and the place it has come to stand at. */
struct standing {
	struct placed *placed; /* x and y are the sheet's */
	size_t area;
	double gap; /* above it; 0 at an area's head */
	bool loose; /* the gap may be widened */
};

struct flow {
	const struct template_flow *plan;
	struct standing *blocks;
	size_t count, capacity;
	size_t area;  /* that is being filled */
	double y;     /* its height so far */
	bool cramped; /* filled below the smallest scale */
	/* the first block that found no place, NULL when all did; the height of all of those, mm */
	const struct template_element *left;
	double lacking;
};

/* All that tells a letter's sentences from another's but names, numbers and dates. Lives in the
 * filling's arena. */
const char *flow_kind(const struct filling *filling);

/* False when the blocks do not fit even at the smallest scale, the template has no flow for such a
 * letter, or layout->failed is set. With `promised` smaller scales than the template's are tried
 * too. */
bool flow_fill(struct layout *layout, struct flow_scales *scales, bool promised, struct flow *flow);

/* The same at the smallest scale alone, for who wants to know what has no room: false when
 * flow->left is set or layout->failed. Nothing has a place then. */
bool flow_try(struct layout *layout, struct flow *flow);

#endif
