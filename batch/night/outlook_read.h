#ifndef NIGHT_OUTLOOK_READ_H
#define NIGHT_OUTLOOK_READ_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/committed_night.h"
#include "model/office.h"

#include <stdbool.h>

/* Sets night->outlook (model/outlook.h) of a night as the ledger has it, by the office as it is
 * now. Fails as hours_expand does. */
bool outlook_of_night(
	const struct office *office, struct night *night, struct arena *arena, struct fault *why);

#endif
