#include "command/options.h"

#include "base/fault.h"
#include "base/text.h"
#include "command/limits.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum option_key {
	KEY_OFFICE = 1,
	KEY_LEDGER,
	KEY_DATE,
	KEY_REGISTER,
	KEY_CARDS,
	KEY_OUT,
	KEY_COUNTER,
	KEY_FROM,
	KEY_TO,
	KEY_QUIET,
	KEY_PLACES,
	KEY_ACCEPT,
	KEY_WHY,
	KEY_HELP,
};

static const struct {
	struct option option;
	unsigned takes; /* 0: every command's */
} table[] = {
	{{"office", required_argument, NULL, KEY_OFFICE}, 0},
	{{"ledger", required_argument, NULL, KEY_LEDGER}, TAKES_LEDGER},
	{{"date", required_argument, NULL, KEY_DATE}, TAKES_DATE},
	{{"register", required_argument, NULL, KEY_REGISTER}, TAKES_REGISTER},
	{{"cards", required_argument, NULL, KEY_CARDS}, TAKES_REGISTER},
	{{"out", required_argument, NULL, KEY_OUT}, TAKES_OUT},
	{{"counter", required_argument, NULL, KEY_COUNTER}, TAKES_COUNTER},
	{{"from", required_argument, NULL, KEY_FROM}, TAKES_RANGE},
	{{"to", required_argument, NULL, KEY_TO}, TAKES_RANGE},
	{{"quiet", no_argument, NULL, KEY_QUIET}, TAKES_QUIET},
	{{"places", no_argument, NULL, KEY_PLACES}, TAKES_PLACES},
	{{"accept", required_argument, NULL, KEY_ACCEPT}, TAKES_ACCEPT},
	{{"why", required_argument, NULL, KEY_WHY}, TAKES_ACCEPT},
	{{"help", no_argument, NULL, KEY_HELP}, 0},
};

enum { WHY_LENGTH_MAX = 400 };

enum { TABLE_COUNT = sizeof table / sizeof table[0] };

static bool parse_day(const char *command, const char *option, const char *value, day_number *day)
{
	if (civil_parse(value, strlen(value), day))
		return true;
	fprintf(stderr, "kigen %s: --%s takes a date such as 2026-11-24, not '%s'\n", command,
		option, value);
	return false;
}

/* The codes that may be let pass: those of the limits, and no other. */
static bool accept_code(const char *command, const char *value, struct options *options)
{
	int limit = word_index(limit_codes, LIMITS, value);
	if (limit >= 0) {
		options->accepted |= 1u << limit;
		return true;
	}
	fprintf(stderr, "kigen %s: --accept takes one of", command);
	for (int i = 0; i < LIMITS; i++)
		fprintf(stderr, " %s", limit_codes[i]);
	fprintf(stderr, ", not '%s'\n", value);
	return false;
}

/* It is kept in the ledger and printed: one line of text that says something. */
static bool take_why(const char *command, const char *value, struct options *options)
{
	bool good = text_valid(value, strlen(value)) && !text_blank(value) &&
		    text_length(value) <= WHY_LENGTH_MAX;
	for (const char *at = value; *at != '\0'; at++)
		good &= (unsigned char)*at >= ' ';
	if (!good)
		fprintf(stderr, "kigen %s: --why takes one line of at most %d characters\n",
			command, WHY_LENGTH_MAX);
	options->why = value;
	return good;
}

/* Do the options that were given go together? */
static bool fit(const char *command, const struct options *options)
{
	const char *problem = NULL;
	if (options->cards != NULL && options->registers == NULL)
		problem = "--cards needs --register";
	else if (options->accepted != 0 && options->why == NULL)
		problem = "--accept needs --why TEXT";
	else if (options->accepted == 0 && options->why != NULL)
		problem = "--why needs --accept CODE";
	if (problem != NULL)
		fprintf(stderr, "kigen %s: %s\nhint: kigen %s --help\n", command, problem, command);
	return problem == NULL;
}

static bool take(const char *command, int key, const char *value, struct options *options)
{
	switch (key) {
	case KEY_OFFICE:
		options->office = value;
		return true;
	case KEY_LEDGER:
		options->ledger = value;
		return true;
	case KEY_REGISTER:
		options->registers = value;
		return true;
	case KEY_CARDS:
		options->cards = value;
		return true;
	case KEY_OUT:
		options->out = value;
		return true;
	case KEY_COUNTER:
		options->counter = value;
		return true;
	case KEY_DATE:
		return parse_day(command, "date", value, &options->date);
	case KEY_FROM:
		return parse_day(command, "from", value, &options->from);
	case KEY_TO:
		return parse_day(command, "to", value, &options->to);
	case KEY_QUIET:
		options->quiet = true;
		return true;
	case KEY_PLACES:
		options->places = true;
		return true;
	case KEY_ACCEPT:
		return accept_code(command, value, options);
	case KEY_WHY:
		return take_why(command, value, options);
	default:
		fprintf(stderr, "hint: kigen %s --help\n", command);
		return false;
	}
}

bool options_parse(int argc, char **argv, unsigned takes, const char *help, struct options *options,
	int *status)
{
	*status = FAULT_USAGE;
	struct option allowed[TABLE_COUNT + 1] = {0};
	int count = 0;
	for (int i = 0; i < TABLE_COUNT; i++)
		if (table[i].takes == 0 || (table[i].takes & takes) != 0)
			allowed[count++] = table[i].option;
	*options = (struct options){
		.office = "/etc/kigen/office.xml",
		.ledger = "/var/lib/kigen/ledger.db",
		.out = "/var/lib/kigen/out",
		.date = DAY_NONE,
		.from = DAY_NONE,
		.to = DAY_NONE,
	};
	optind = 0; /* GNU: start afresh, main.c has used getopt before */
	for (int key; (key = getopt_long(argc, argv, "", allowed, NULL)) != -1;) {
		if (key == KEY_HELP) {
			fputs(help, stdout);
			*status = 0;
			return false;
		}
		if (!take(argv[0], key, optarg, options))
			return false;
	}
	if (!fit(argv[0], options))
		return false;
	int operands = argc - optind;
	if (operands > ((takes & TAKES_OPERAND) != 0 ? 1 : 0)) {
		fprintf(stderr, "kigen %s: unexpected '%s'\nhint: kigen %s --help\n", argv[0],
			argv[argc - 1], argv[0]);
		return false;
	}
	options->operand = operands == 1 ? argv[optind] : NULL;
	return true;
}
