#ifndef COMMAND_ACT_H
#define COMMAND_ACT_H

#include "base/arena.h"
#include "base/fault.h"
#include "command/command.h"
#include "command/options.h"
#include "ledger/desk.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>

/* What the commands of the desk have in common: a verb, the office, the ledger, who does it. */
struct act {
	const char *command; /* for messages: "mailing hold" */
	struct options options;
	struct arena *arena;
	struct office office;
	struct ledger *ledger;
	struct staff_act desk; /* its day is the command's */
	char user[USER_BYTES];
	/* Set by a verb that has something left to do once what it changed is committed. */
	bool (*after)(struct act *act, struct fault *why);
	void *memo; /* for it */
};

/* A verb of a command: `kigen mailing hold`. */
struct act_verb {
	const char *name; /* "mailing hold" */
	unsigned takes;   /* beside --ledger and --date */
	bool changes; /* opens the ledger for writing, in a transaction, and takes --why, --by */
	/* Speaks by itself, and answers with the exit status where it did; else 0 and a set *why is
	 * told. What it changed is committed only when it answers 0 and *why is not set. */
	int (*run)(struct act *act, struct fault *why);
};

/* Finds the verb that argv[1] names (a single verb without a word of its own is its command's name
 * alone), opens all it needs and runs it: the command's exit status. */
int act_run(const struct session *session, int argc, char **argv, const struct act_verb *verbs,
	size_t count, const char *help);

/* Says `text` on stderr as this command, and returns `status`. */
int act_refuse(const struct act *act, int status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
