#ifndef NIGHT_BEHIND_H
#define NIGHT_BEHIND_H

#include "base/arena.h"
#include "base/fault.h"
#include "document/files/shown.h"
#include "ledger/lineage.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Does the ledger know the folders that lie where the night's is to be put? One that is gone,
 * empty, restored from a backup, or another city's, would decide everybody anew, give the same
 * numbers to other letters, and give places away that people hold in writing.
 */
struct behind {
	const struct shown_folder *shown; /* all folders, by name */
	size_t shown_count;
	const struct lost_folder *lost; /* of these: what the ledger does not know */
	size_t lost_count;
	const char *message; /* what is wrong, NULL when nothing is */
};

/* Looks through `out`. `ledger` NULL: there is none, so that every night's folder is unknown to it.
 */
bool behind_find(const char *out, struct ledger *ledger, struct arena *arena, struct behind *behind,
	struct fault *why);

/* Is there no ledger of this name, or an empty one, so that a night would make it? */
bool behind_missing(const char *ledger_path);

/* Refuses: FAULT_REGISTER, with what there is to do. Returns false. */
bool behind_refuse(const struct behind *behind, struct fault *why);

/* Lets the lost folders go, within the night's transaction. */
bool behind_lose(const struct behind *behind, struct ledger *ledger, struct fault *why);

/* The highest run of a day that has a folder, 0 for none: its name is taken. */
int behind_run(const struct behind *behind, day_number day);

#endif
