#ifndef LEDGER_COPY_H
#define LEDGER_COPY_H

#include "base/arena.h"
#include "base/fault.h"
#include "ledger/ledger.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Copies of a ledger, whether one is whole, and how one comes back. Outside any transaction.
 */

/* Writes all that the ledger holds at this moment to the new file `path` (0640), while others read
 * or write it; with a sum of its own beside it. It is there whole, on the disk, or not at all.
 * FAULT_OUTPUT when `path` is there already or cannot be made; FAULT_WRITE the disk is full. */
bool ledger_backup(struct ledger *ledger, const char *path, struct fault *why);

/* What of a ledger is not as it must be: a sentence each. Asked are its sum, SQLite (structure,
 * and each row against the constraints that hold the guarantees of ledger/ledger.h), references
 * between tables, whether every table, index and trigger of the schema is there, whether each night
 * has its lineage, and the chain of seals (ledger/seal.h). None: *count is 0. */
bool ledger_examine(struct ledger *ledger, struct arena *arena, const char *const **findings,
	size_t *count, struct fault *why);

/* What a ledger is, in counts. */
struct ledger_extent {
	long nights, letters, appointments;
	long acts;       /* of staff, and of files of requests: lines of the log */
	day_number last; /* of the last night, DAY_NONE without one */
	int run;
};

bool ledger_extent(struct ledger *ledger, struct ledger_extent *extent, struct fault *why);

/* Where and when a copy comes back. */
struct ledger_place {
	const char *path;
	int seconds; /* that another process that writes there is waited for at the most */
	day_number today;
};

/* Puts a copy of the ledger `backup`, which is open for reading, in the place of a file; nobody may
 * have that open, and one that another process writes to for too long is FAULT_BUSY. The copy's
 * chain of seals says on which day it was brought back. What was there, with what lay beside it,
 * keeps its name and `.before-1` (or the next number that is free): *before, in the arena, "" when
 * nothing was there. At every moment one of the two stands there whole. Copy and lock belong to
 * whom the ledger or its folder does. One that is killed before its end may leave its copy, whole
 * or not, under that name. */
bool ledger_restore(struct ledger *backup, const struct ledger_place *place, struct arena *arena,
	const char **before, struct fault *why);

#endif
