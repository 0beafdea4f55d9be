#ifndef COMMAND_REBOOK_H
#define COMMAND_REBOOK_H

#include "base/fault.h"
#include "command/command.h"

/* The verbs `appointment move` and `appointment cancel`: in one transaction a new version of the
 * appointment, with --out also the order for a folder (letter and calendar files) that is written
 * once that is committed. The same command again finds the version there and only finishes what is
 * missing. */
int rebook_move(struct command *command, struct fault *why);
int rebook_cancel(struct command *command, struct fault *why);

#endif
