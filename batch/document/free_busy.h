#ifndef DOCUMENT_FREE_BUSY_H
#define DOCUMENT_FREE_BUSY_H

#include "base/arena.h"
#include "model/calendar.h"
#include "model/free_visit.h"

#include <stddef.h>
#include <stdio.h>

/*
 * What can still be given, for a system that sells the same desks. No person is in it, nor anything
 * of one: only how many desks are free when. Write errors stay in the streams.
 */
struct free_busy {
	const struct office *office;
	const struct calendar *calendar; /* that reaches over the days */
	day_number from, to;             /* both included */
	counter_set counters;            /* those that are told of */
	const struct free_visit *visits; /* all of these, as free_visits_list has them */
	size_t count;
};

/* A row a visit, in their order: counter, day, starts, ends, minutes, free (desks), matters. CSV as
 * that of the night's folder (base/csv.h). */
void free_busy_csv(FILE *stream, const struct free_busy *places, struct arena *arena);

/*
 * One VCALENDAR with a VFREEBUSY a counter (RFC 5545, 3.6.4), `now` (seconds since 1970, UTC) its
 * DTSTAMP. From the beginning of the first day to the end of the last all time is spoken of, since
 * readers take what is not for free: FREE, each beginning and end of a visit once, as in the CSV
 * (visits that differ in length overlap); BUSY, what is offered and not free; BUSY-UNAVAILABLE,
 * when nothing is offered. Periods are in UTC, by beginning, then end.
 */
void free_busy_calendar(
	FILE *stream, const struct free_busy *places, long long now, struct arena *arena);

#endif
