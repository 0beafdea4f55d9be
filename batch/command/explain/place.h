#ifndef COMMAND_EXPLAIN_PLACE_H
#define COMMAND_EXPLAIN_PLACE_H

#include "base/fault.h"
#include "command/command.h"

/* `explain --counter ID --at TIME`: what is offered there then, who has it, and who once had it.
 * Its JSON is schemas/place.json. Answers as a verb does. */
int explain_place(struct command *command, struct fault *why);

#endif
