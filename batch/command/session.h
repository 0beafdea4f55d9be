#ifndef COMMAND_SESSION_H
#define COMMAND_SESSION_H

#include "base/civil.h"

#include <stdbool.h>
#include <stddef.h>

/* Room for the name of who runs the program. */
enum { USER_BYTES = 256 };

/* What main.c knows and no one below may ask for: the clock. */
struct session {
	long long (*clock)(void);              /* milliseconds of a clock that never goes back */
	long long (*now)(void);                /* seconds since 1970, UTC */
	day_number (*today)(int utc_offset);   /* the day now, minutes east of UTC */
	bool terminal;                         /* is stderr a terminal? */
	void (*user)(char *name, size_t size); /* who runs the program */
};

#endif
