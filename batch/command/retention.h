#ifndef COMMAND_RETENTION_H
#define COMMAND_RETENTION_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/fault.h"
#include "command/command.h"
#include "ledger/erasure.h"
#include "ledger/ledger.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>

/* What is past its retention (ledger/erasure.h): deleted from the ledger each night and by
 * `kigen purge`; the nights' folders are listed, or removed where somebody says so. */

/* Deletes what belongs to nights before `before`, as of `today`, within a transaction. Fails as the
 * ledger does. */
bool retention_delete(struct ledger *ledger, const struct office *office, day_number before,
	day_number today, struct purge_count *count, struct fault *why);

/* The same of a night: what is past the office's days, committed. A failure after the commit leaves
 * the file to be written anew by the next one. */
bool retention_night(
	struct ledger *ledger, const struct office *office, day_number night, struct fault *why);

struct retention_folders {
	const char **left; /* folders of purged nights that are there, by name */
	size_t left_count;
	size_t removed; /* folders that are gone now */
};

/* Looks in `out` for the folders of purged nights (what is no such folder is never touched, nor one
 * that was cleared); with `remove` it removes them (document/files/discard.h). FAULT_WRITE when one
 * cannot be removed. */
bool retention_folders(struct ledger *ledger, const char *out, bool remove, struct arena *arena,
	struct retention_folders *folders, struct fault *why);

/* Clears in `out` the folders of nights that are older than the office's folder days, all but their
 * summaries; *cleared is how many. Those behind one that cannot be cleared are all the same; then
 * FAULT_WRITE. */
bool retention_clear(struct command *command, day_number night, size_t *cleared, struct fault *why);

#endif
