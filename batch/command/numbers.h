#ifndef COMMAND_NUMBERS_H
#define COMMAND_NUMBERS_H

#include "command/command.h"

#include <stddef.h>

/* Numbers of letters as a person gives them: `word` is a number (as printed, or as a scanner reads
 * it), several with commas between, "-" for standard input, or the name of a file (also behind an
 * @); both hold one a line, and blank lines count for nothing. In the arena, in the order in which
 * they came. 0, or the status with which it was refused, which is then said: 64 for what is no
 * number or was misread, with its line; 66 for a file that cannot be read. */
int numbers_read(struct command *command, const char *word, const char ***numbers, size_t *count,
	struct fault *why);

#endif
