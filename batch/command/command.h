#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "base/arena.h"
#include "base/fault.h"
#include "command/answer.h"
#include "command/progress.h"
#include "command/session.h"
#include "command/verb.h"
#include "ledger/audit.h"
#include "ledger/ledger.h"
#include "model/office.h"
#include "night/setup.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The frame of every command: its options are read, what it needs is opened, it runs, what it
 * changed is committed, what went wrong is said, all is closed, and there is an exit status. A
 * command is a table of verbs that say what they need, and a function for each.
 */
struct command {
	const char *name; /* for messages: "mailing hold" */
	const struct session *session;
	struct options options;
	struct arena *arena;
	const struct office *office; /* from here on as far as the verb needs it */
	struct setup setup;
	struct ledger *ledger;
	day_number day;       /* --date, or today */
	struct staff_act act; /* for the log, of that day */
	struct progress progress;
	char user[USER_BYTES];
	/* Set by a verb that has something left to do once what it changed is committed. */
	bool (*after)(struct command *command, struct fault *why);
	void *memo; /* for it */
	struct answer answer;
};

/* Finds the verb that argv[1] names (a single verb without a word of its own is its command's name
 * alone), opens all it needs and runs it: the command's exit status. `about` is what the command
 * does, for help. */
int command_perform(const struct session *session, int argc, char **argv, const struct verb *verbs,
	size_t count, const char *about);

/* Says `text` on stderr as this command, and returns `status`. */
int command_refuse(const struct command *command, int status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* For verb.check: 0, or the refusal of a command line that lacks an option ("--out FILE.pdf"). */
int command_needs(const struct command *command, const char *value, const char *option);

/* For night_job.progress: `context` is a struct command. */
void command_draw_progress(void *context, uint64_t done, uint64_t total);

/* Warns when a ledger that was opened for reading, and not read yet, is other than it was left. */
bool command_look_at_ledger(struct command *command, struct ledger *ledger, struct fault *why);

/* Tells the command's office, where it was read, what its ledger, which is open, has seen
 * (night/kept_appointments.h). The frame does it for the ledgers that it opens. */
bool command_learn(struct command *command, struct fault *why);

/* A sentence for the operator that stops nothing; `context` is a struct command. */
void command_warn(void *context, const char *message);

#endif
