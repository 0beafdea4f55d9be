#ifndef DOCUMENT_FILES_DISCARD_H
#define DOCUMENT_FILES_DISCARD_H

#include "base/fault.h"

#include <stdbool.h>

/*
 * Removes the folder of a night that is past its retention, or clears it of all but its summary:
 * exactly the files that its SHA256SUMS names, that file last, and the folders that are then empty.
 * Nothing that is not named there is removed, no symbolic link is followed, and a removal that was
 * cut off goes on when it is done again.
 */

/* Is there a folder of this name in `parent` (no link) with a regular SHA256SUMS in it? */
bool discard_is_night(const char *parent, const char *name);

/* *gone: the folder is no more; false when something else lies in it, which stays. FAULT_WRITE when
 * a file that should go cannot be removed. */
bool discard_night(const char *parent, const char *name, bool *gone, struct fault *why);

/* What a removal leaves that was cut off at its last step: a folder with nothing in it. True when
 * there was one, and it is gone; no other is touched. */
bool discard_remainder(const char *parent, const char *name);

/* Leaves of the files that are named operators/summary.json alone, and in SHA256SUMS its line: so
 * the folder still shows of which ledger it is, and can be verified. FAULT_WRITE as above. */
bool discard_clear(const char *parent, const char *name, struct fault *why);

/* Is the folder one that was cleared? */
bool discard_is_cleared(const char *parent, const char *name);

#endif
