#ifndef COMMAND_INPUT_H
#define COMMAND_INPUT_H

#include "base/arena.h"
#include "base/fault.h"
#include "command/command.h"
#include "intake/export/exports.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * What a command is given to read: files in our own format (--register, --cards), or the data sets
 * of the office's export description (--from, --set), which where it has none is that of our own
 * format (cron/exports/own.xml).
 */
struct input {
	struct exports exports; /* register_path NULL: nothing was given */
	struct delivery delivery;
};

/* For a command's usage. */
#define INPUT_USAGE                                                                                \
	"--register FILE [--cards FILE] | --from DIR [--set NAME=FILE...] [--as-of DATE] "         \
	"[--municipality CODE]"

/* For verb.check: 0 when one of the two shapes is given, else the refusal. */
int input_needed(struct command *command);

/* Opens what the options name; `now` is in seconds since 1970. `input` stays where it is while it
 * is used: its parts point to each other. FAULT_OFFICE when sets are given and the office names an
 * export description that is wrong; FAULT_USAGE when files in our own format are said to be of a
 * day or a city; else as collection_choose. */
bool input_open(struct input *input, const struct options *options, const struct office *office,
	int64_t now, struct arena *arena, struct fault *why);

/* What the operator should know of what was chosen: a later day has come in part. NULL: nothing. */
const char *input_note(const struct input *input, struct arena *arena);

#endif
