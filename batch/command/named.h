#ifndef COMMAND_NAMED_H
#define COMMAND_NAMED_H

#include "command/command.h"

/* The mailing that is named like its folder: 0, or the status with which the name was refused; or
 * *why is set. */
int named_mailing(
	struct command *command, const char *name, struct mailing *found, struct fault *why);

#endif
