#ifndef COMMAND_VOICE_FILES_H
#define COMMAND_VOICE_FILES_H

#include "base/arena.h"
#include "base/fault.h"
#include "command/command.h"
#include "document/mailroom/letter.h"
#include "model/committed_night.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Beside a PDF of letters (again.pdf) what the voice codes of those that have one are to say, a
 * file each: again-26-000123-7.txt. Like the PDF they appear whole or not at all, and replace
 * nothing (document/files/atomic_file.h).
 */
struct voice_files;

/* Writes them beside their places; lives in `arena`. */
bool voice_files_open(struct letters *letters, const struct night *night, const char *pdf,
	struct arena *arena, struct voice_files **files, struct fault *why);

/* Puts them in their places, and says where, in the answer as `spoken`. After a failure only
 * voice_files_close may be called.
 */
bool voice_files_commit(struct command *command, struct voice_files *files, struct fault *why);

/* Removes what was not committed. NULL is allowed. */
void voice_files_close(struct voice_files *files);

/* Such a path: what stands before its ending ".pdf", a hyphen and `name` unless that is "", and
 * ".txt". */
const char *voice_files_path(const char *pdf, const char *name, struct arena *arena);

#endif
