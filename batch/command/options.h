#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include "base/civil.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The options of all commands. Everything about one is in its row (option_rows.c): how it is
 * written, what help says of it, how its value is read and where it goes. A command takes those
 * that its usage names, "--register FILE [--cards FILE]", and no others.
 */

/* A word behind --pulled or --left: a number, or where to read some (command/numbers.h). */
struct options_fate {
	const char *word;
	bool left; /* --left */
};

enum { OPTIONS_FATES_MAX = 500, OPTIONS_SETS_MAX = 16, OPTIONS_TYPED_BYTES = 128 };

/* Words behind an option that takes several: files, or "NAME=FILE". */
struct options_sets {
	const char *words[OPTIONS_SETS_MAX];
	int count;
};

struct options_fates {
	struct options_fate items[OPTIONS_FATES_MAX];
	int count;
};

struct options_instant {
	day_number day; /* DAY_NONE when not given */
	int minute;
};

/* What was given: a text is NULL and a day DAY_NONE when it was not, unless its row has a value
 * for that. */
struct options {
	const char *office, *ledger, *registers, *cards, *out, *counter;
	const char *why; /* "" when not given */
	const char *by, *reason, *notice, *night, *sheets;
	const char *svg, *file;
	const char *folders;               /* where the nights' folders are */
	const char *format;                /* of letters (model/letter_format.h) */
	const char *matter;                /* a word of matter_words */
	const char *folder, *municipality; /* of an export's sets */
	struct options_sets sets, unknown; /* of --set; of files that are yet to be described */
	day_number date, from, to, on, before, as_of;
	struct options_instant at;
	const char *language, *wave; /* a BCP 47 tag; a word of wave_words */
	const char *group;           /* a word of effect_words but the first and last */
	const char *against;         /* another office file */
	bool changed, dry_run, quiet, places, json, no_letter, remove, all;
	bool csv, ics, trial;
	const char *csv_file, *ics_file;
	int wait; /* seconds */
	int months;
	uint64_t accepted;          /* a bit each (night/limits.h) */
	struct options_fates fates; /* --pulled, --left */
	const char *operand; /* the first word that is no option, NULL when not given; of "-" the
				first line of standard input, for an id that other users of the
				machine must not see among its processes */
	char **operands;     /* all of them */
	int operand_count;
	char typed[OPTIONS_TYPED_BYTES]; /* that line */
};

/* One option, said once. */
struct option_row {
	const char *as;   /* "--date DATE"; without a word it takes no value, with "..." several */
	const char *help; /* a line, or more with '\n' between */
	/* Reads `value` (NULL where it takes none) into its place; or says as `command` what it
	 * takes. */
	bool (*read)(
		const struct option_row *row, const char *value, void *into, const char *command);
	size_t into;        /* in struct options */
	const char *unless; /* the value when it is not given, NULL for none */
	const char *needs;  /* goes only with this one, where the command takes that at all */
};

enum { OPTION_ROWS_MAX = 64 };

/* All of them, in the order of help; *count at most OPTION_ROWS_MAX. */
const struct option_row *option_rows(int *count);

/* Which words may follow that are no option. */
enum operands {
	OPERANDS_NONE,
	OPERANDS_ONE_TYPED,     /* one at the most, and it may be "-" */
	OPERANDS_SEVERAL,       /* any number */
	OPERANDS_SEVERAL_TYPED, /* any number, and the first may be "-" */
};

/* The options that a usage names, a bit for each row. */
uint64_t options_named(const char *usage);

enum options_end { OPTIONS_READ, OPTIONS_HELP, OPTIONS_WRONG };

/* Parses a command's arguments, argv[0] its name. OPTIONS_HELP when help is asked for;
 * OPTIONS_WRONG when the command line is wrong, which has then been said. */
enum options_end options_parse(
	int argc, char **argv, uint64_t taken, enum operands operands, struct options *options);

#endif
