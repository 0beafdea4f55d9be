#ifndef DOCUMENT_FILES_DISCARD_H
#define DOCUMENT_FILES_DISCARD_H

#include "base/fault.h"

#include <stdbool.h>

/*
 * Removes the folder of a night that is past its retention: exactly the files that its SHA256SUMS
 * names, that file last, and the folders that are then empty. Nothing that is not named there is
 * removed, no symbolic link is followed, and a removal that was cut off goes on when it is done
 * again.
 */

/* Is there a folder of this name in `parent` (no link) with a regular SHA256SUMS in it? */
bool discard_is_night(const char *parent, const char *name);

/* *gone: the folder is no more; false when something else lies in it, which stays. FAULT_WRITE when
 * a file that should go cannot be removed. */
bool discard_night(const char *parent, const char *name, bool *gone, struct fault *why);

#endif
