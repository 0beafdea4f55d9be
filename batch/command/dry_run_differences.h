#ifndef COMMAND_DRY_RUN_DIFFERENCES_H
#define COMMAND_DRY_RUN_DIFFERENCES_H

#include "base/arena.h"
#include "model/committed_night.h"

/* What becomes of one due, or where one appointment is: "" where there is none. */
struct difference {
	const char *resident, *matter; /* of a due; "" of an appointment */
	day_number expires;
	const char *notice; /* of an appointment that was given before */
	const char *here, *there;
};

struct differences {
	struct arena *arena;
	bool spoken;
	struct difference *list;
	size_t count, capacity;
};

/* What differs between two nights of the same day: the dues by resident, matter and expiry, then
 * the appointments that were given before it, by UID. Of a night nothing but day, dues and agenda
 * is asked. `spoken`: in the operator's language, else in the ledger's words. */
struct differences differences_between(
	const struct night *here, const struct night *there, bool spoken, struct arena *arena);

#endif
