#ifndef COMMAND_ACCOUNTS_H
#define COMMAND_ACCOUNTS_H

#include "command/command.h"

#include <stdbool.h>

/*
 * What the mail room says of sheets that the stop list names, when their mailing has left: which
 * were pulled, and which left all the same (kigen mailing posted --pulled, --left). Numbers come as
 * words, or a line each from a file or from standard input, as a scanner types them.
 *
 * A pulled letter is withdrawn: the next night takes it back, its dues are decided anew, and what
 * it offered goes to others. One that left settles its dues, and staff telephones. Whoever is
 * accounted for is named on no stop list any more.
 */
struct accounts;

/* All that the options say; NULL when something was refused, which is then said (the status in
 * *status), or *why is set. Nothing is written. */
struct accounts *accounts_read(struct command *command, int *status, struct fault *why);

/* The mailing is about to be posted: holds what is said against the last night's stop list and
 * writes it down. *pulled: how many of its letters were not taken back before. 0, or the status
 * with which it was refused; else *why. */
int accounts_record(struct command *command, struct accounts *accounts,
	const struct mailing *mailing, long *pulled, struct fault *why);

/* The mailing is posted already: may the same be said again? 0, or the status of a refusal. */
int accounts_again(
	struct command *command, struct accounts *accounts, const struct mailing *mailing);

/* After all mailings: 0, or the refusal of a number that is in none of them. */
int accounts_finish(struct command *command, const struct accounts *accounts);

#endif
