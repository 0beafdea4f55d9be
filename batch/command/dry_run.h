#ifndef COMMAND_DRY_RUN_H
#define COMMAND_DRY_RUN_H

#include "base/fault.h"
#include "command/input.h"
#include "command/night_folders.h"
#include "night/behind.h"

#include <stdbool.h>

/* A night that is being decided. */
struct run {
	struct command *command;
	const struct options *options;
	struct input input;
	struct behind behind;   /* what the ledger does not know, and is let go */
	int number;             /* of the day's run that was decided; 0 before */
	struct night_id mended; /* the night last written down for an earlier, broken run */
};

/* Decides the night and commits it as run *number of its day to the command's ledger, which is open
 * for writing. When the same bytes have decided this day before, nothing is done: *number is that
 * run and *fresh false. */
bool run_decide(struct run *run, day_number day, int *number, bool *fresh, struct fault *why);

/* `run --dry-run`: the same, up to the commit and what the folder would be made from, on a copy of
 * the ledger that is removed again. Neither the ledger nor --out is written to, and no lock is
 * held against a night or a desk. With --against the night is decided once more by that office
 * file, and it is said who would get what else. Answers as the night would. */
int run_dry(struct command *command, struct fault *why);

#endif
