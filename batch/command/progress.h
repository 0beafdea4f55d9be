#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

#include "command/session.h"

#include <stdbool.h>
#include <stdint.h>

/* A bar on a terminal's last line, redrawn at most ten times a second; nothing elsewhere. */
struct progress {
	const struct session *session;
	bool shown;         /* draw at all? */
	long long drawn_at; /* milliseconds; 0 before the first time */
};

/* For night_job.progress: `context` is a struct progress. */
void progress_draw(void *context, uint64_t done, uint64_t total);

/* Wipes the bar before other words are written. */
void progress_wipe(struct progress *progress);

#endif
