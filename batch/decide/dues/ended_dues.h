#ifndef DECIDE_DUES_ENDED_DUES_H
#define DECIDE_DUES_ENDED_DUES_H

#include "base/arena.h"
#include "decide/dues/reconciliation.h"
#include "model/due.h"
#include "model/standing.h"

#include <stdbool.h>
#include <stddef.h>

/* The dues that no longer need an appointment from tonight on: renewed, withdrawn, lapsed. */
struct ended_due {
	const char *resident;
	enum document document;
	day_number expires;
};

struct ended {
	const struct ended_due *dues; /* sorted */
	size_t count;
	const char *const *pulled; /* letters that must not go, by number, once each */
	size_t pulled_count;
};

/* All that ends by this reconciliation; lives in the arena. */
struct ended ended_tonight(const struct reconciliation *reconciliation, struct arena *arena);

/* Is this due among them? */
bool ended_has(const struct ended *ended, const char *resident, enum document document,
	day_number expires);

/* Is this letter taken back tonight? */
bool ended_pulled(const struct ended *ended, const char *notice);

/* Does this due still need its appointment, by this letter? */
bool ended_goes_on(const struct ended *ended, const struct served_due *served);

#endif
