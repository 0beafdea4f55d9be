#ifndef COMMAND_REBOOK_H
#define COMMAND_REBOOK_H

#include "base/fault.h"
#include "command/command.h"
#include "ledger/promise.h"

/* The verbs `appointment move` and `appointment cancel`: in one transaction a new version of the
 * appointment, with --out also the order for a folder (letter and calendar files) that is written
 * once that is committed. The same command again finds the version there and only finishes what is
 * missing. */
int rebook_move(struct command *command, struct fault *why);
int rebook_cancel(struct command *command, struct fault *why);

/* `appointment give`: the same for somebody who has none (command/give.c). */
int rebook_give(struct command *command, struct fault *why);

/* ---- what they share, with whatever else changes appointments (command/desk_requests.c) ---- */

/* What is asked for. */
struct rebook_asked {
	const char
		*who; /* a letter's number as it was typed; to be given one a resident's id too */
	const char *counter; /* its id; NULL where nothing is said */
	day_number day;      /* DAY_NONE: the first place that is free, */
	day_number from;     /* from this day on, or tomorrow where it is DAY_NONE */
	int starts;          /* minutes; counts with a day */
};

/* What a verb works on, and what is left for after the commit: it lives in the command's arena. */
struct rebook {
	const char *number; /* of the letter, as it was named */
	const char *uid;
	struct promise *promise;        /* of one that is to be given its UID, resident and items */
	const struct visit_days *first; /* the place is the first that the letter has; else NULL */
	bool given;                     /* there is none that stands */
	bool changed;                   /* false: it is as it was asked for already */
	bool cancels;                   /* `place` does not count */
	struct given_place place;       /* counts where something is changed */
	struct setup setup;             /* open with --out only */
};

/* What would have to be changed to move, take back or give an appointment: nothing is written yet.
 * What cannot be done has a code (model/desk_request.h); else as the ledger's reads and
 * hours_expand fail. */
bool rebook_find_move(struct command *command, const struct rebook_asked *asked,
	struct rebook *rebook, struct fault *why);
bool rebook_find_cancel(struct command *command, const struct rebook_asked *asked,
	struct rebook *rebook, struct fault *why);
bool rebook_find_give(struct command *command, const struct rebook_asked *asked,
	struct rebook *rebook, struct fault *why);

/* The same of a place that the desk gives: not to whoever is under protection. */
bool rebook_find_given(struct command *command, const struct rebook_asked *asked,
	struct rebook *rebook, struct fault *why);

/* Writes the change, if there is one, and reads the appointment as it then is. */
bool rebook_apply(struct command *command, struct rebook *rebook, struct fault *why);

/* The same, says it, and orders the folder where one is wanted. */
void rebook_change(struct command *command, struct rebook *rebook, struct fault *why);

#endif
