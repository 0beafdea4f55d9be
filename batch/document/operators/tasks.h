#ifndef DOCUMENT_OPERATORS_TASKS_H
#define DOCUMENT_OPERATORS_TASKS_H

#include "document/operators/tally.h"
#include "model/committed_night.h"

#include <stdbool.h>

/* What there is to do after a night, most urgent first: what cannot be undone later, then what
 * somebody waits for, then what every night brings. For the page, and for whoever asks later. */
enum task {
	TASK_STOPS,       /* printed sheets that must not leave */
	TASK_CALLS,       /* people whom a letter reaches too late: telephone */
	TASK_HELD,        /* mailings that are held: release or withdraw */
	TASK_UNCONFIRMED, /* mailings that nobody has confirmed as posted */
	TASK_HAND,        /* people who are by hand since tonight */
	TASK_EXCEPTIONS,  /* exceptions that the night before did not tell */
	TASK_UNPLACED,    /* letters without an appointment */
	TASK_POST,        /* sheets to be posted */
	TASK_HAND_OPEN,   /* cases by hand, tonight's and earlier ones */
	TASK_RETURNED,    /* residents whose letter came back */
	TASK_KNOWN,       /* exceptions that the night before told too, and that do not rest */
	TASK_RESIDENTS,   /* pages and calendar files to be published */
	TASK_COUNTERS,    /* appointments in the counters' calendars */
	TASKS
};

extern const char *const task_words[TASKS]; /* "stops" */

/* Must somebody act for it today? What comes every night, and what has been known since an earlier
 * one, does not say so. */
bool task_urgent(enum task task);

/* Under which of them an exception counts that stands so; TASKS: under none. One that rests is
 * nobody's task, and a mailing that nobody has confirmed is told as one of its own. */
enum task task_of_exception(const char *code, enum exception_state state);

/* How much there is of each after a night; `pages`: does the office publish pages? */
void tasks_of_night(
	const struct night *night, const struct tally *tally, bool pages, long counts[TASKS]);

/* Is there anything urgent? */
bool tasks_press(const long counts[TASKS]);

#endif
