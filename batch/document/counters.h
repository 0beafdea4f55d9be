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
 * ID.csv, the same as a list, and ID.pdf, those of the night's own day on paper. The same one file
 * each stand beside the nights' folders (document/calendars.h). `arena` is reset. Fails as the
 * outbox does. */
bool counters_write(const struct office *office, const struct night *night, struct letters *letters,
	struct outbox *outbox, struct arena *arena, struct fault *why);

/* A name that any file system takes, different for different names: bytes that do not fit are +XX
 * (hexadecimal). */
const char *counters_file_name(const char *name, struct arena *arena);

#endif
