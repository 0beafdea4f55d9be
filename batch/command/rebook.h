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

/* ---- what they share ---- */

/* What a verb works on, and what is left for after the commit: it lives in the command's arena. */
struct rebook {
	const char *number; /* of the letter, as it was named */
	const char *uid;
	struct promise *promise;        /* of one that is to be given its UID, resident and items */
	const struct visit_days *first; /* the place is the first that the letter has; else NULL */
	bool given;                     /* there is none that stands */
	struct setup setup;             /* open with --out only */
};

/* Writes the change (`place` NULL: it is cancelled) unless it is there (`changed` false), says it,
 * and orders the folder where one is wanted. */
void rebook_change(struct command *command, struct rebook *rebook, const struct given_place *place,
	bool changed, struct fault *why);

#endif
