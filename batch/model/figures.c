#include "model/figures.h"

/* The words that what waits is kept under. */

const char *const backlog_words[BACKLOGS] = {
	[BACKLOG_HAND] = "hand",
	[BACKLOG_RETURNED] = "returned",
	[BACKLOG_WAITING] = "waiting",
	[BACKLOG_HELD] = "held",
	[BACKLOG_HELD_LETTERS] = "held-letters",
};
