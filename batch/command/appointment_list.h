#ifndef COMMAND_APPOINTMENT_LIST_H
#define COMMAND_APPOINTMENT_LIST_H

#include "base/fault.h"
#include "command/command.h"

/* The verb `appointment list`: what stands, as of now. Its JSON is schemas/appointments.json. */
int appointment_list_check(struct command *command);
int appointment_list(struct command *command, struct fault *why);

#endif
