#ifndef LEDGER_SUM_H
#define LEDGER_SUM_H

#include "base/arena.h"
#include "base/fault.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Is the ledger byte for byte as kigen left it? SQLite finds what does not fit together, but a bit
 * that flips in a date or in an outcome fits, and decides another night. So whoever wrote leaves
 * beside the ledger (LEDGER.sum) the SHA-256 of the whole file with its change counter, which
 * SQLite raises with each transaction. A file with that counter must have that digest. With another
 * counter it was written since by somebody who left no sum (a run that was killed, a tool): then
 * the sum vouches for nothing.
 */
enum sum_verdict {
	SUM_SILENT, /* no sum, or one of another state of the file */
	SUM_SAME,   /* the file is as it was left */
	SUM_OTHER,  /* it is not */
};

/* Compares the file `real` with its sum, outside any transaction. FAULT_WRITE when the file cannot
 * be read. */
bool sum_check(const char *real, struct arena *arena, enum sum_verdict *verdict, struct fault *why);

/* Leaves the sum of the file as it is, unless there is one with its change counter. Where that
 * cannot be done there is none: nothing depends on it but the next look. */
void sum_leave(const char *real, struct arena *arena);

/* The sum of a file that is no more says nothing of the one that is made in its place. */
void sum_forget(const char *real, struct arena *arena);

#endif
