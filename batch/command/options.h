#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include "base/civil.h"

#include <stdbool.h>
#include <stdint.h>

/* A word behind --pulled or --left: a number, or where to read some (command/numbers.h). */
struct options_sheet {
	const char *word;
	bool left; /* --left */
};

enum { OPTIONS_SHEETS_MAX = 500 };

enum { OPTIONS_TYPED_BYTES = 128 };

/* The options of all commands, each with one meaning everywhere. */
struct options {
	const char *office;    /* --office FILE */
	const char *ledger;    /* --ledger FILE */
	const char *registers; /* --register FILE, NULL when not given */
	const char *cards;     /* --cards FILE, NULL when not given */
	const char *out;       /* --out DIR; --out FILE has no default: NULL when not given */
	const char *counter;   /* --counter ID, NULL when not given */
	day_number date;       /* --date D, DAY_NONE when not given */
	day_number from, to;   /* --from D, --to D, DAY_NONE when not given */
	bool quiet, places, json;
	int wait;           /* --wait SECONDS, for whoever holds the ledger */
	uint64_t accepted;  /* --accept CODE, a bit each (night/limits.h) */
	const char *why;    /* --why TEXT, "" when not given */
	const char *by;     /* --by TEXT, NULL when not given */
	const char *reason; /* --reason WORD, NULL when not given */
	const char *notice; /* --notice NUMBER, NULL when not given */
	const char *night;  /* --night NIGHT, NULL when not given */
	const char *sheets; /* --sheets A-B, NULL when not given */
	day_number on;      /* --on D, DAY_NONE when not given */
	day_number at;      /* --at YYYY-MM-DDTHH:MM: the day, DAY_NONE when not given */
	int at_minute;      /* and the time */
	bool no_letter;     /* --no-letter */
	day_number before;  /* --before D, DAY_NONE when not given */
	bool remove;        /* --remove-folders */
	const char
		*operand; /* the first word that is no option, NULL when not given; of "-" the first
			     line of standard input, for an id that other users of the machine
			     must not see among its processes (TAKES_OPERAND, TAKES_TYPED) */
	char **operands;  /* all of them */
	int operand_count;
	char typed[OPTIONS_TYPED_BYTES];               /* that line */
	struct options_sheet said[OPTIONS_SHEETS_MAX]; /* --pulled N..., --left N... */
	int sheet_count;
};

/* Which options a command takes: a set of these. --office and --help are every command's. */
enum {
	TAKES_LEDGER = 1 << 0,
	TAKES_DATE = 1 << 1,
	TAKES_REGISTER = 1 << 2, /* and --cards, which needs it */
	TAKES_OUT = 1 << 3,
	TAKES_COUNTER = 1 << 4,
	TAKES_RANGE = 1 << 5,
	TAKES_QUIET = 1 << 6,
	TAKES_PLACES = 1 << 7,
	TAKES_OPERAND = 1 << 8,
	TAKES_OPERANDS = 1 << 9, /* any number of them */
	TAKES_TYPED = 1 << 30,   /* the first of them may be "-", as with TAKES_OPERAND */
	TAKES_JSON = 1 << 10,
	TAKES_ACT = 1 << 11, /* --why and --by: what the desk does is logged */
	TAKES_REASON = 1 << 12,
	TAKES_ON = 1 << 13,
	TAKES_SHEETS = 1 << 14, /* --notice, --night and --sheets */
	TAKES_FILE = 1 << 15,   /* --out FILE */
	TAKES_ACCEPT = 1 << 16, /* and --why and --by, which go with it */
	TAKES_AT = 1 << 17,
	TAKES_NO_LETTER = 1 << 18,
	TAKES_FATES = 1 << 19,  /* --pulled and --left, with all words up to the next option that
				   name no mailing */
	TAKES_BEFORE = 1 << 27, /* --before and --remove-folders */
	TAKES_WAIT = 1 << 24,   /* opens the ledger for writing */
};

/* Parses a command's arguments; `help` is the text for --help. Defaults are those of the README.
 * False when the command has nothing more to do: help was asked for and given (*status 0), or the
 * command line is wrong and it was said (*status 64). */
bool options_parse(int argc, char **argv, unsigned takes, const char *help, struct options *options,
	int *status);

#endif
