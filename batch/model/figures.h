#ifndef MODEL_FIGURES_H
#define MODEL_FIGURES_H

#include "base/civil.h"
#include "model/due.h"

#include <stddef.h>

/* Nights in counts, as the ledger keeps them when their rows are gone: what waits, what the last
 * nights came to, what is to come. Nobody is named. */

/* What waits for somebody. */
enum backlog {
	BACKLOG_HAND,         /* cases by hand that are open */
	BACKLOG_RETURNED,     /* residents whose letter came back, and no other goes */
	BACKLOG_WAITING,      /* letters that are not printed yet */
	BACKLOG_HELD,         /* mailings that must not leave */
	BACKLOG_HELD_LETTERS, /* letters in these, printed or waiting */
	BACKLOGS
};

extern const char *const backlog_words[BACKLOGS]; /* as in schemas/ledger.sql, table backlog */

/* What one night came to. */
struct past_night {
	day_number day;
	int run;
	bool purged;             /* past its retention: its pages can be made no more */
	long read, aside;        /* residents */
	long outcomes[OUTCOMES]; /* rows of dues.csv */
	long sheets;             /* letters in its mailing */
	long exceptions;         /* rows of exceptions.csv */
	bool counted;            /* was the backlog counted then? Else it is zero */
	long backlog[BACKLOGS];
};

/* How many nights are looked back upon, the night itself among them. */
enum { PAST_NIGHTS = 30 };

/* What runs out in the week that begins on `monday`, by a night's register. */
struct load_week {
	day_number monday;
	long people;               /* of whom any document runs out then */
	long documents[DOCUMENTS]; /* none for revocations, which nobody can foresee */
};

/* How many weeks ahead are counted: half a year, that of the night first. */
enum { LOAD_WEEKS = 26 };

/* Of the people of these weeks those whom one counter serves (office_counter_serving, by the postal
 * code to which a letter would go). */
struct load_counter {
	const char *counter; /* its id */
	long people[LOAD_WEEKS];
};

#endif
