#ifndef DOCUMENT_FILES_SUMS_H
#define DOCUMENT_FILES_SUMS_H

#include "base/arena.h"

/* Is the folder `name` in `parent` as its SHA256SUMS says? NULL when it is, else what is not: a
 * file's name, and whether it is missing or has other bytes. Files that are named nowhere are
 * nobody's concern. */
const char *sums_trouble(const char *parent, const char *name, struct arena *arena);

#endif
