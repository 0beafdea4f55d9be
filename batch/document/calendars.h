#ifndef DOCUMENT_CALENDARS_H
#define DOCUMENT_CALENDARS_H

#include "base/fault.h"
#include "model/committed_night.h"
#include "model/office.h"

#include <stdbool.h>

/* The counters' calendars beside the nights' folders, PARENT/counters/ID/: each counter's
 * appointments as a vdir, one event a file (UID.ics, the events of a night's counters/ID.ics), its
 * name in `displayname`. Brought up to date file by file (document/files/mirror.h): a function of
 * office and agenda, whatever was there and wherever an earlier run was killed. Of *night only the
 * agenda is read.
 *
 * A counter without appointments has an empty one. One that the office has no more keeps its folder
 * and name without an event, for a program that follows a vdir takes away what was in it, and not
 * what was in one that is gone. Files of other names, and folders of others, are left alone; of a
 * folder that cannot be written the others are, and nothing is removed anywhere.
 *
 * Fails as the mirror does. */
bool calendars_write(const struct office *office, const struct night *night, const char *parent,
	struct fault *why);

#endif
