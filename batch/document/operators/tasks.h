#ifndef DOCUMENT_OPERATORS_TASKS_H
#define DOCUMENT_OPERATORS_TASKS_H

#include "document/operators/tally.h"
#include "model/committed_night.h"

#include <stdbool.h>

/*
 * What there is to do after a night, most urgent first, for the page and for whoever asks later.
 * The more urgent is what costs somebody something sooner if it is left undone; of two that cost at
 * the same time what cannot be mended afterwards, or is not done every day, comes first:
 *
 * - within hours: a sheet that has left cannot be called back, whoever comes this morning is not
 *   expected, a day is lost of the few that are left to telephone in, and a mailing that misses its
 *   collection is a day late for all who are in it;
 * - within days: letters that are held, or may never have left, wait while their days run; who is
 *   by hand is told by nobody else, whoever found no place loses one more each night, and who is
 *   set aside may be due any day, and a house that nobody asks loses its places on a day; a letter
 * that has come leads to no page, a counter does not know who comes next;
 * - not by a day of its own: what has been waiting since an earlier night. Cases by hand have an
 *   expiry, residents whose letter came back may have one later, exceptions that are known have
 *   been looked at.
 */
enum task {
	TASK_STOPS,       /* printed sheets that must not leave */
	TASK_VISITS,      /* appointments on the night's own day: before the counters open */
	TASK_CALLS,       /* people whom a letter reaches too late: telephone */
	TASK_POST,        /* sheets to be posted */
	TASK_HELD,        /* mailings that are held: release or withdraw */
	TASK_UNCONFIRMED, /* mailings that nobody has confirmed as posted */
	TASK_HAND, /* people who are by hand since tonight, not as part of a house that is asked */
	TASK_UNPLACED,   /* letters without an appointment */
	TASK_EXCEPTIONS, /* exceptions that the night before did not tell */
	TASK_HOUSES,     /* offers to houses that nobody has answered: telephone */
	TASK_RESIDENTS,  /* pages and calendar files to be published */
	TASK_COUNTERS,   /* appointments in the counters' calendars, that day's as well */
	TASK_HAND_OPEN,  /* cases by hand, tonight's and earlier ones */
	TASK_RETURNED,   /* residents whose letter came back */
	TASK_KNOWN,      /* exceptions that the night before told too, and that do not rest */
	TASKS
};

extern const char *const task_words[TASKS]; /* "stops" */

/* Must somebody act for it today who otherwise would not? What is done every day, however soon, and
 * what has been known since an earlier night, does not say so. */
bool task_urgent(enum task task);

/* Is it daily work that has an hour of the day itself? */
bool task_has_hour(enum task task);

/* Under which of them an exception counts that stands so; TASKS: under none. One that rests is
 * nobody's task, and a mailing that nobody has confirmed is told as one of its own. */
enum task task_of_exception(const char *code, enum exception_state state);

/* How much there is of each after a night; `pages`: does the office publish pages? */
void tasks_of_night(
	const struct night *night, const struct tally *tally, bool pages, long counts[TASKS]);

/* Is there anything urgent? */
bool tasks_press(const long counts[TASKS]);

#endif
