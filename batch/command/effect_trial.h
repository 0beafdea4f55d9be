#ifndef COMMAND_EFFECT_TRIAL_H
#define COMMAND_EFFECT_TRIAL_H

#include "base/fault.h"
#include "command/command.h"
#include "model/effect.h"

/* `kigen effect --trial`: how many letters take part in the office's trial, and, once its end is
 * past and the days of all of them are over, what came of both wordings, as they were assigned.
 * Before that nothing of it is told. Answers with the exit status. */
int effect_trial(struct command *command, const struct effect_rows *rows, struct fault *why);

#endif
