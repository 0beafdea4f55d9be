#ifndef DOCUMENT_RESIDENTS_COUNTER_EVENT_H
#define DOCUMENT_RESIDENTS_COUNTER_EVENT_H

#include "base/arena.h"
#include "model/committed_night.h"
#include "model/office.h"

/* An appointment in its counter's calendar, for the staff: a VEVENT whose title is the notice
 * number. It says the same every night until it is moved (DTSTAMP and LAST-MODIFIED are the night
 * that changed it, a second later for each number of SEQUENCE). `place` is its counter's
 * (invite_place). NUL-terminated. */
char *counter_event(const struct office *office, const struct agenda_entry *entry,
	const char *place, struct arena *arena);

#endif
