#ifndef COMMAND_IMPORT_REQUESTS_H
#define COMMAND_IMPORT_REQUESTS_H

#include "base/fault.h"
#include "command/command.h"

/*
 * `kigen appointment import`: what another system, or a form, asks of the desks
 * (intake/requests/request_file.h), in one transaction. Each row is answered by itself: 1 when one
 * was refused. By the same rules as `appointment move`, `cancel` and `give`, and where these leave
 * to staff what a system may not do by itself, refused. Asked once more, a request is answered the
 * same and nothing is done.
 */
int import_requests_take(struct command *command, struct fault *why);

/* For verb.check. */
int import_requests_check(struct command *command);

#endif
