#ifndef NIGHT_STAFF_FOLDER_H
#define NIGHT_STAFF_FOLDER_H

#include "base/arena.h"
#include "base/fault.h"
#include "ledger/promise.h"
#include "night/setup.h"

#include <stdbool.h>

/* A folder that staff has at once for its change (`kigen appointment … --out`). */

/* The absolute form of the path that staff gave, in the arena. FAULT_OUTPUT when something is
 * there already or it cannot name a folder. */
bool staff_folder_path(
	const char *given, struct arena *arena, const char **path, struct fault *why);

/* Writes the folder that the ledger has the order for, and tells the ledger that it is in place:
 * made from the ledger alone, so that it can be done again after any interruption. Fails as the
 * ledger's reads, outbox_open and folder_write_change do. */
bool staff_folder_write(struct ledger *ledger, const struct staff_folder *folder,
	const struct setup *setup, struct arena *arena, struct fault *why);

#endif
