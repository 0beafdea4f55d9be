#ifndef DOCUMENT_RESIDENTS_HOURS_CALENDAR_H
#define DOCUMENT_RESIDENTS_HOURS_CALENDAR_H

#include "base/arena.h"
#include "model/calendar.h"

#include <stdio.h>

/*
 * When counters are open, for residents' calendars, a city's web page and signs: one VCALENDAR
 * (RFC 5545) with an event for each time from opening to closing, single dates and closures taken
 * in, so that no reader need know a rule. UIDs are made of counter, day and beginning: a later file
 * says the same event anew, with DTSTAMP the first day of its calendar. Events take nobody's time
 * (TRANSP:TRANSPARENT).
 */

/* Of all the counters, or of the one with this index where it is not negative, whose name is then
 * the calendar's. Write errors stay in the stream. */
void hours_calendar(FILE *stream, const struct office *office, const struct calendar *calendar,
	int counter, struct arena *arena);

#endif
