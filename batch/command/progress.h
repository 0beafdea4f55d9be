#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

#include "command/session.h"

#include <stdbool.h>
#include <stdint.h>

/* What is being done, on a terminal's last line, redrawn at most ten times a second: of a file that
 * is read a bar and how long it will take. Nothing elsewhere. */
struct progress {
	const struct session *session;
	bool shown;         /* draw at all? */
	long long drawn_at; /* milliseconds; 0 before the first time, and once it is wiped */
	long long begun_at; /* when the file was begun; 0 before */
};

/* For night_job.progress: `context` is a struct progress. */
void progress_draw(void *context, uint64_t done, uint64_t total);

/* What comes without a bar, marked by PHRASE; until other words are written or something else is
 * done. */
void progress_phase(struct progress *progress, const char *phase);

/* Wipes the line before other words are written. */
void progress_wipe(struct progress *progress);

#endif
