#ifndef DOCUMENT_FILES_MIRROR_H
#define DOCUMENT_FILES_MIRROR_H

#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A folder of folders of small files that stands for years and is brought up to date file by file:
 * what is there with the same bytes is not touched, what is new or other is written beside its
 * place, synced and renamed, and only then what is no more is removed. So whoever reads meanwhile,
 * or after a run that was killed anywhere, finds each file whole, as it was or as it will be; and
 * bringing it up to date again mends whatever was left undone.
 *
 * Removed is nothing but what has the form of our own files (mirror_names) and what a killed run
 * left (.NAME.partial of such a file): all else in it is somebody else's and stays. A link is never
 * followed: one that stands in the place of a folder is a failure, one in the place of a file is
 * replaced. Files are 0640, folders 0750, whatever the umask (which may only take away).
 *
 * Failures: FAULT_OUTPUT a file or folder cannot be made; FAULT_WRITE a write, sync, rename or
 * removal failed (disk full). What was done before stays done.
 */
struct mirror;

struct mirror_file {
	const char *name;  /* a plain file name, not hidden */
	const char *bytes; /* NUL-terminated */
};

/* Has the file of this name the form of those that are removed when they are no more? */
typedef bool mirror_names(const char *name);

/* Opens the folder `name` in `parent`, both made when missing. */
bool mirror_open(const char *parent, const char *name, mirror_names *is_ours,
	struct mirror **mirror, struct fault *why);

/* Writes what is new or other of the folder `folder` below it, made when missing. All folders
 * before mirror_tidy, each once. */
bool mirror_update(struct mirror *mirror, const char *folder, const struct mirror_file *files,
	size_t count, struct fault *why);

/* Removes what of ours no mirror_update has named, in every folder below. */
bool mirror_tidy(struct mirror *mirror, struct fault *why);

/* NULL is allowed. */
void mirror_close(struct mirror *mirror);

#endif
