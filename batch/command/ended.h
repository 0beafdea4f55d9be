#ifndef COMMAND_ENDED_H
#define COMMAND_ENDED_H

#include "base/arena.h"
#include "decide/admit.h"
#include "model/due.h"

#include <stdbool.h>
#include <stddef.h>

/* The dues that no longer need an appointment from tonight on: renewed, withdrawn, lapsed, or
 * settled by a letter that was pulled. */
struct ended_due {
	const char *resident;
	enum document document;
	day_number expires;
};

struct ended {
	const struct ended_due *dues; /* sorted */
	size_t count;
};

struct ended ended_tonight(const struct admission *admission, struct arena *arena);

bool ended_has(const struct ended *ended, const char *resident, enum document document,
	day_number expires);

#endif
