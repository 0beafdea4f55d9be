#ifndef DOCUMENT_FILES_OUTBOX_H
#define DOCUMENT_FILES_OUTBOX_H

#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * A folder that appears whole or not at all. Files are written into a hidden sibling
 * (DIR/.NAME.partial, left over from a killed run: removed first), then SHA256SUMS, everything is
 * synced to the disk, and one rename puts it in place; then the parent is synced. Files are 0640,
 * folders 0750, whatever the umask (which may only take away).
 *
 * Failures: FAULT_OUTPUT a file or folder cannot be made; FAULT_WRITE a write, sync or rename
 * failed (disk full). After a failure only outbox_close may be called; the target is untouched.
 */
struct outbox;

/* Begins folder `name` in `parent`, which is made when missing (0750). */
bool outbox_open(const char *parent, const char *name, struct outbox **outbox, struct fault *why);

/* A folder below it ("residents"), also when no file comes to lie in it. */
bool outbox_folder(struct outbox *outbox, const char *path, struct fault *why);

/* A new file, path relative to the folder ("operators/dues.csv"; folders are made), for writing,
 * and for reading what was written: what is written comes behind that in any case. NULL on failure.
 * One at a time; end it with outbox_finish. */
FILE *outbox_create(struct outbox *outbox, const char *path, struct fault *why);

/* Ends a file: flushes it and takes it into the sums. False also when an earlier write to the
 * stream failed. The stream is closed either way. */
bool outbox_finish(struct outbox *outbox, FILE *stream, struct fault *why);

/* The same of a file that somebody else has written, whole or not: where `written` is false, *why
 * says why, and stays, for it tells more than what ending the file may add. */
bool outbox_end(struct outbox *outbox, FILE *stream, bool written, struct fault *why);

/* A whole file at once. */
bool outbox_write(struct outbox *outbox, const char *path, const void *bytes, size_t length,
	struct fault *why);

/* Writes SHA256SUMS (coreutils' form, by path), syncs, renames. When the target is there already
 * with the same SHA256SUMS (a run was killed between the rename and the ledger's word) the hidden
 * folder is dropped and all is well; with others FAULT_OUTPUT: somebody else's folder is never
 * touched. */
bool outbox_commit(struct outbox *outbox, struct fault *why);

/* Removes the hidden folder if it was not committed, and frees. NULL is allowed. */
void outbox_close(struct outbox *outbox);

#endif
