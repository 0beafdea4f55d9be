#ifndef COMMAND_CAME_H
#define COMMAND_CAME_H

#include "base/fault.h"
#include "command/command.h"

/* `kigen appointment came`: visits that a desk has scanned, by the number of any letter that names
 * the appointment. A number that cannot be taken is said, with its line and a code (misread,
 * unknown, no-appointment, cancelled, other-day), and costs the others nothing: 1 when there was
 * one. Given again, nothing is done twice. */
int came_take(struct command *command, struct fault *why);

/* For verb.check. */
int came_check(struct command *command);

#endif
