#ifndef DOCUMENT_FILES_ATOMIC_FILE_H
#define DOCUMENT_FILES_ATOMIC_FILE_H

#include "base/arena.h"
#include "base/fault.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * A single file that appears whole or not at all: written as .NAME.partial beside its place (what
 * a killed run left there is written over), synced, renamed. A file that is there already is not
 * replaced, unless that is what is asked for: a proof may bear somebody's word on it, and a slip of
 * the keys is no reason to lose a ledger. Files are 0640.
 *
 * Failures: FAULT_OUTPUT it is there already, or cannot be made; FAULT_BUSY somebody else is
 * writing it; FAULT_WRITE a write, sync or rename failed (disk full).
 */
struct atomic_file;

/* Begins the file `path`; atomic_file_stream is for writing, and reading what was written. Lives in
 * `arena`. */
bool atomic_file_open(
	const char *path, struct arena *arena, struct atomic_file **atomic, struct fault *why);

/* The same for a file that says how things are now: it takes the place of what is there, which
 * whoever has it open reads to its end. What is there must be a link, which is replaced and not
 * followed, an empty file, or one that begins with `beginning` (1 to ATOMIC_BEGINNING_MAX bytes) as
 * all do that are written so: a slip in a crontab must not put a table in the ledger's place. Else
 * FAULT_OUTPUT, and so when it cannot be read. */
enum { ATOMIC_BEGINNING_MAX = 32 };
bool atomic_file_replace(const char *path, const char *beginning, struct arena *arena,
	struct atomic_file **atomic, struct fault *why);

FILE *atomic_file_stream(const struct atomic_file *atomic);

/* Puts it in its place. After a failure only atomic_file_close may be called. */
bool atomic_file_commit(struct atomic_file *atomic, struct fault *why);

/* Removes what was not committed. NULL is allowed. */
void atomic_file_close(struct atomic_file *atomic);

#endif
