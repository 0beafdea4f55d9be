#ifndef COMMAND_DESTROYED_H
#define COMMAND_DESTROYED_H

#include "command/act.h"

/* The verb `mailing destroyed` (command/act.h): sheets that never may leave are no more. */
int destroyed_sheets(struct act *act, struct fault *why);

#endif
