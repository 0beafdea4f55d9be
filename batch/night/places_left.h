#ifndef NIGHT_PLACES_LEFT_H
#define NIGHT_PLACES_LEFT_H

#include "base/arena.h"
#include "base/fault.h"
#include "decide/visits/free_places.h"
#include "ledger/ledger.h"
#include "model/office.h"

#include <stdbool.h>

/* The places that are left between two nights: what the office offers, less what the ledger has
 * given away. */
struct places_left {
	struct calendar calendar;
	struct places places; /* of this calendar: the struct stays where it is */
};

struct places_asked {
	const struct office *office;
	day_number from, to;             /* both included */
	const char *uid;                 /* what this appointment has counts as free; NULL: none */
	const struct calendar *calendar; /* the office's, over these days; NULL: it is expanded */
};

/* Reads them into *left, as of now. Fails as hours_expand and the ledger's reads do. */
bool places_left_read(struct ledger *ledger, const struct places_asked *asked, struct arena *arena,
	struct places_left *left, struct fault *why);

#endif
