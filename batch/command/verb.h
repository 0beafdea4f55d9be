#ifndef COMMAND_VERB_H
#define COMMAND_VERB_H

#include "base/fault.h"
#include "command/options.h"

#include <stddef.h>
#include <stdint.h>

struct command;

/* What of the office is read before a verb runs. */
enum verb_office {
	OFFICE_UNREAD, /* the verb does it */
	OFFICE_FILE,
	OFFICE_SETUP, /* its templates and fonts too */
};

/* What becomes of the ledger before a verb runs. */
enum verb_ledger {
	LEDGER_CLOSED,     /* the verb opens it, or needs none */
	LEDGER_OF_A_NIGHT, /* the verb opens it, and what keeps its night from being done is told on
			      a page in --out too (command/failed_run.h) */
	LEDGER_IF_THERE,   /* opened for reading; one that does not exist is none */
	LEDGER_LOOKED_AT,  /* opened for reading, as of one moment; one that does not exist is a
			      fault */
	LEDGER_CHANGED,    /* opened for writing when its turn comes, in a transaction */
	LEDGER_IN_TURNS,   /* must be there; the verb takes a turn as often as it needs one */
};

/* A verb of a command: `kigen mailing hold`. */
struct verb {
	const char *name; /* "mailing hold"; a single verb has its command's */
	/* What is written behind the name: "MAILING|NOTICE... [--on DATE]", each way on a line of
	 * its own. The options in it are those that the verb takes, beside --json, --office and
	 * what the ledger brings along: --ledger and --date, and when it is changed --why, --by,
	 * --wait. */
	const char *usage;
	enum operands operands;
	enum verb_office office;
	enum verb_ledger ledger;
	/* Before anything is opened: 0, or the status with which the command line was refused.
	 * NULL: nothing to be asked. */
	int (*check)(struct command *command);
	/* Answers with the exit status of what it did and said itself; or sets *why and answers 0,
	 * and that is said. What it changed is committed only when it answers 0 and *why is not
	 * set. */
	int (*run)(struct command *command, struct fault *why);
};

/* "hold" of "mailing hold"; NULL for a verb without a word of its own. */
const char *verb_word(const struct verb *verb);

/* All the options that it takes (options_named). */
uint64_t verb_options(const struct verb *verb);

/* Writes the help of a command on standard output: how it is called, what it does in the words of
 * `about`, and its options. */
void verb_help(const struct verb *verbs, size_t count, const char *about);

#endif
