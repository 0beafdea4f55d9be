#ifndef DOCUMENT_COUNTERS_H
#define DOCUMENT_COUNTERS_H

#include "base/arena.h"
#include "base/fault.h"
#include "document/files/outbox.h"
#include "document/mailroom/letter.h"
#include "model/committed_night.h"
#include "model/office.h"

#include <stdbool.h>

/* counters/ of a night's folder: of each counter of the office ID.ics, its appointments whole,
 * ID/UID.ics, the same one file each (a vdir, its name in ID/displayname), and ID.csv, the same as
 * a list. `arena` is reset. Fails as the outbox does. */
bool counters_write(const struct office *office, const struct night *night, struct letters *letters,
	struct outbox *outbox, struct arena *arena, struct fault *why);

#endif
