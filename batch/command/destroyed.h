#ifndef COMMAND_DESTROYED_H
#define COMMAND_DESTROYED_H

#include "command/command.h"

/* The verb `mailing destroyed` (command/command.h): sheets that never may leave are no more. */
int destroyed_sheets(struct command *command, struct fault *why);

#endif
