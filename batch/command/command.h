#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "base/civil.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The commands of the program: one file each, the only floor that speaks (stdout, stderr). A
 * command gets its own arguments (argv[0] is its name) and answers with the exit status
 * (base/fault.h; 0 done, 1 done but residents were set aside).
 */

/* Room for the name of who runs the program. */
enum { USER_BYTES = 256 };

/* What main.c knows and no one below may ask for: the clock. */
struct session {
	long long (*clock)(void);              /* milliseconds of a clock that never goes back */
	day_number (*today)(int utc_offset);   /* the day now, minutes east of UTC */
	bool terminal;                         /* is stderr a terminal? */
	void (*user)(char *name, size_t size); /* who runs the program */
};

int command_run(const struct session *session, int argc, char **argv);
int command_plan(const struct session *session, int argc, char **argv);
int command_check(const struct session *session, int argc, char **argv);
int command_proof(const struct session *session, int argc, char **argv);
int command_hours(const struct session *session, int argc, char **argv);
int command_mailing(const struct session *session, int argc, char **argv);
int command_returned(const struct session *session, int argc, char **argv);
int command_hand(const struct session *session, int argc, char **argv);
int command_purge(const struct session *session, int argc, char **argv);
int command_reprint(const struct session *session, int argc, char **argv);
int command_appointment(const struct session *session, int argc, char **argv);
int command_explain(const struct session *session, int argc, char **argv);

#endif
