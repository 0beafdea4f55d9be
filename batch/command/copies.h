#ifndef COMMAND_COPIES_H
#define COMMAND_COPIES_H

#include "command/command.h"
#include "ledger/copy.h"

/* What `backup`, `restore` and `verify` share. */

/* For verb.check: 0, or the refusal of a command line without its one FILE. */
int command_need_file(struct command *command);

/* FAULT_INTERNAL with the first of what is not as it must be (ledger_examine). */
bool command_prove_ledger(
	struct command *command, struct ledger *ledger, const char *path, struct fault *why);

/* A line on standard output, and the members of the answer that say the same. */
void command_print_extent(
	struct command *command, const struct ledger_extent *extent, const char *path);

#endif
