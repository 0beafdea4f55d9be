#ifndef LEDGER_HOLD_H
#define LEDGER_HOLD_H

#include "base/arena.h"
#include "base/fault.h"

#include <stdbool.h>

/*
 * One ledger is one ledger, whatever it is called. Links are followed to the one file behind them,
 * and the lock stands beside that file, so that whoever comes by another name meets the same one.
 * Names that cannot be seen through are refused: a second hard link, or a mount of the single file;
 * SQLite looks for its journal beside the name it is given, and would miss the half of a night that
 * a killed run left under the other.
 */

/* The file that `path` leads to, links and all: *real. A file that is not there is one in its
 * folder, but for a link whose file is gone. Refused with `kind`: such a link, what is no ordinary
 * file, one with a second name, and a folder that cannot be seen. */
bool hold_find(const char *path, enum fault_kind kind, struct arena *arena, const char **real,
	struct fault *why);

/* Takes the lock of the file `real` (REAL.lock, flock), which goes when *lock is closed, however
 * that comes. Another process may have it: it is waited for, `seconds` at the most, then
 * FAULT_BUSY. FAULT_OUTPUT when there can be no lock. Messages name `path`. */
bool hold_lock(const char *path, const char *real, int seconds, struct arena *arena, int *lock,
	struct fault *why);

/* Is no writer at work on the file `real`, nor can one begin until *lock is closed (-1: there is no
 * lock file, so none has ever written here)? False, too, when that cannot be told. */
bool hold_still(const char *real, struct arena *arena, int *lock);

#endif
