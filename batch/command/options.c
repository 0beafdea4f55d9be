#include "command/options.h"

#include "base/fault.h"
#include "base/text.h"
#include "model/committed_night.h"
#include "night/limits.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum option_key {
	KEY_WORD = 1, /* getopt's for what is no option */
	KEY_OFFICE,
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
	KEY_JSON,
	KEY_ACCEPT,
	KEY_WHY,
	KEY_BY,
	KEY_REASON,
	KEY_ON,
	KEY_AT,
	KEY_NO_LETTER,
	KEY_BEFORE,
	KEY_REMOVE,
	KEY_NOTICE,
	KEY_NIGHT,
	KEY_SHEETS,
	KEY_PULLED,
	KEY_LEFT,
	KEY_WAIT,
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
	{{"out", required_argument, NULL, KEY_OUT}, TAKES_OUT | TAKES_FILE},
	{{"counter", required_argument, NULL, KEY_COUNTER}, TAKES_COUNTER},
	{{"from", required_argument, NULL, KEY_FROM}, TAKES_RANGE},
	{{"to", required_argument, NULL, KEY_TO}, TAKES_RANGE},
	{{"quiet", no_argument, NULL, KEY_QUIET}, TAKES_QUIET},
	{{"places", no_argument, NULL, KEY_PLACES}, TAKES_PLACES},
	{{"json", no_argument, NULL, KEY_JSON}, TAKES_JSON},
	{{"accept", required_argument, NULL, KEY_ACCEPT}, TAKES_ACCEPT},
	{{"why", required_argument, NULL, KEY_WHY}, TAKES_ACT | TAKES_ACCEPT},
	{{"by", required_argument, NULL, KEY_BY}, TAKES_ACT | TAKES_ACCEPT},
	{{"reason", required_argument, NULL, KEY_REASON}, TAKES_REASON},
	{{"on", required_argument, NULL, KEY_ON}, TAKES_ON},
	{{"at", required_argument, NULL, KEY_AT}, TAKES_AT},
	{{"no-letter", no_argument, NULL, KEY_NO_LETTER}, TAKES_NO_LETTER},
	{{"before", required_argument, NULL, KEY_BEFORE}, TAKES_BEFORE},
	{{"remove-folders", no_argument, NULL, KEY_REMOVE}, TAKES_BEFORE},
	{{"notice", required_argument, NULL, KEY_NOTICE}, TAKES_SHEETS},
	{{"night", required_argument, NULL, KEY_NIGHT}, TAKES_SHEETS},
	{{"sheets", required_argument, NULL, KEY_SHEETS}, TAKES_SHEETS},
	{{"pulled", required_argument, NULL, KEY_PULLED}, TAKES_FATES},
	{{"left", required_argument, NULL, KEY_LEFT}, TAKES_FATES},
	{{"wait", required_argument, NULL, KEY_WAIT}, TAKES_WAIT},
	{{"help", no_argument, NULL, KEY_HELP}, 0},
};

enum {
	TABLE_COUNT = sizeof table / sizeof table[0],
	COMMAND_BYTES = 64,
	WAIT_SECONDS = 60, /* without --wait */
};

static bool parse_day(const char *command, const char *option, const char *value, day_number *day)
{
	if (civil_parse(value, strlen(value), day))
		return true;
	fprintf(stderr, "kigen %s: --%s takes a date such as 2026-11-24, not '%s'\n", command,
		option, value);
	return false;
}

static bool parse_instant(const char *command, const char *value, struct options *options)
{
	if (civil_parse_instant(value, strlen(value), &options->at, &options->at_minute))
		return true;
	fprintf(stderr, "kigen %s: --at takes a time such as 2026-12-16T17:30, not '%s'\n", command,
		value);
	return false;
}

static bool parse_wait(const char *command, const char *value, int *seconds)
{
	enum { WAIT_MAX = 3600 };
	char *end;
	long number = strtol(value, &end, 10);
	if (value[0] >= '0' && value[0] <= '9' && *end == '\0' && number <= WAIT_MAX) {
		*seconds = (int)number;
		return true;
	}
	fprintf(stderr, "kigen %s: --wait takes seconds, 0 to %d, not '%s'\n", command, WAIT_MAX,
		value);
	return false;
}

/* The codes that may be let pass: those of the limits, and no other. */
static bool accept_code(const char *command, const char *value, struct options *options)
{
	int limit = limit_named(value);
	if (limit >= 0) {
		options->accepted |= limit_bit(limit);
		return true;
	}
	fprintf(stderr, "kigen %s: --accept takes one of", command);
	for (int i = 0; i < LIMITS; i++)
		if (limit_codes[i] != NULL)
			fprintf(stderr, " %s", limit_codes[i]);
	fprintf(stderr, ", not '%s'\n", value);
	return false;
}

/* Do the options that were given go together? */
static bool fit(const char *command, unsigned takes, const struct options *options)
{
	const char *problem = NULL;
	if (options->cards != NULL && options->registers == NULL)
		problem = "--cards needs --register";
	else if (options->accepted != 0 && options->why[0] == '\0')
		problem = "--accept needs --why TEXT";
	else if ((takes & TAKES_ACCEPT) != 0 && options->accepted == 0 && options->why[0] != '\0')
		problem = "--why needs --accept CODE";
	else if ((takes & TAKES_ACCEPT) != 0 && options->accepted == 0 && options->by != NULL)
		problem = "--by needs --accept CODE";
	if (problem != NULL)
		fprintf(stderr, "kigen %s: %s\nhint: kigen %s --help\n", command, problem, command);
	return problem == NULL;
}

/* Words for the log: some, of one line, and not a book. */
static bool parse_words(
	const char *command, const char *option, const char *value, const char **words)
{
	enum { WORDS_MAX = 500 };
	size_t length = strlen(value);
	bool fit = length <= WORDS_MAX && text_valid(value, length) && !text_blank(value);
	for (size_t i = 0; i < length && fit; i++)
		fit = (unsigned char)value[i] >= 0x20 && value[i] != 0x7F;
	if (!fit)
		fprintf(stderr, "kigen %s: --%s takes a line of UTF-8 text of at most %d bytes\n",
			command, option, WORDS_MAX);
	else
		*words = value;
	return fit;
}

static bool add_sheet(const char *command, const char *word, bool left, struct options *options)
{
	if (options->sheet_count < OPTIONS_SHEETS_MAX) {
		options->said[options->sheet_count++] = (struct options_sheet){word, left};
		return true;
	}
	fprintf(stderr, "kigen %s: more than %d numbers\nhint: put them into a file, one a line\n",
		command, OPTIONS_SHEETS_MAX);
	return false;
}

/* Where an option's value is kept as it is given, NULL for one that is read. */
static const char **text_of(int key, struct options *options)
{
	switch (key) {
	case KEY_OFFICE:
		return &options->office;
	case KEY_LEDGER:
		return &options->ledger;
	case KEY_REGISTER:
		return &options->registers;
	case KEY_CARDS:
		return &options->cards;
	case KEY_OUT:
		return &options->out;
	case KEY_COUNTER:
		return &options->counter;
	case KEY_NOTICE:
		return &options->notice;
	case KEY_NIGHT:
		return &options->night;
	case KEY_SHEETS:
		return &options->sheets;
	default:
		return NULL;
	}
}

/* What an option without a value says, NULL for one that takes a value. */
static bool *flag_of(int key, struct options *options)
{
	switch (key) {
	case KEY_QUIET:
		return &options->quiet;
	case KEY_PLACES:
		return &options->places;
	case KEY_JSON:
		return &options->json;
	case KEY_NO_LETTER:
		return &options->no_letter;
	case KEY_REMOVE:
		return &options->remove;
	default:
		return NULL;
	}
}

static bool take(const char *command, int key, const char *value, struct options *options)
{
	const char **text = text_of(key, options);
	bool *flag = flag_of(key, options);
	if (text != NULL)
		*text = value;
	if (flag != NULL)
		*flag = true;
	if (text != NULL || flag != NULL)
		return true;
	switch (key) {
	case KEY_DATE:
		return parse_day(command, "date", value, &options->date);
	case KEY_FROM:
		return parse_day(command, "from", value, &options->from);
	case KEY_TO:
		return parse_day(command, "to", value, &options->to);
	case KEY_ON:
		return parse_day(command, "on", value, &options->on);
	case KEY_BEFORE:
		return parse_day(command, "before", value, &options->before);
	case KEY_AT:
		return parse_instant(command, value, options);
	case KEY_ACCEPT:
		return accept_code(command, value, options);
	case KEY_WHY:
		return parse_words(command, "why", value, &options->why);
	case KEY_BY:
		return parse_words(command, "by", value, &options->by);
	case KEY_REASON:
		return parse_words(command, "reason", value, &options->reason);
	case KEY_PULLED:
	case KEY_LEFT:
		return add_sheet(command, value, key == KEY_LEFT, options);
	case KEY_WAIT:
		return parse_wait(command, value, &options->wait);
	default:
		fprintf(stderr, "hint: kigen %s --help\n", command);
		return false;
	}
}

/* Which option does what getopt has found belong to: its own, or, of a word in its order, the one
 * before it that takes several, unless the word names a mailing; KEY_WORD for none. */
static int owner_of(int key, int last, const char *word)
{
	day_number day;
	int run;
	if (key != KEY_WORD)
		return key;
	bool several = last == KEY_PULLED || last == KEY_LEFT;
	return several && !night_named(word, &day, &run) ? last : KEY_WORD;
}

/* Takes option by option. False when nothing more is to be done, with *status as of options_parse.
 * Words that are no option's are put one behind the other, where getopt has passed. */
static bool take_all(int argc, char **argv, const char *command, unsigned takes, const char *help,
	struct options *options, int *status)
{
	struct option allowed[TABLE_COUNT + 1] = {0};
	int count = 0, last = KEY_WORD, words = 0;
	const char *order = (takes & TAKES_FATES) != 0 ? "-" : ""; /* GNU: words in their order */
	for (int i = 0; i < TABLE_COUNT; i++)
		if (table[i].takes == 0 || (table[i].takes & takes) != 0)
			allowed[count++] = table[i].option;
	optind = 0; /* GNU: start afresh, whatever was parsed before */
	for (int key; (key = getopt_long(argc, argv, order, allowed, NULL)) != -1;) {
		if (key == KEY_HELP) {
			fputs(help, stdout);
			*status = 0;
			return false;
		}
		key = owner_of(key, last, optarg);
		if (key == KEY_WORD)
			argv[++words] = optarg;
		else if (!take(command, key, optarg, options))
			return false;
		last = key == KEY_WORD ? last : key;
	}
	for (int i = optind; i < argc; i++)
		argv[++words] = argv[i];
	options->operands = argv + 1;
	options->operand_count = words;
	options->operand = words > 0 ? argv[1] : NULL;
	return fit(command, takes, options);
}

/* The operand "-": the first line of standard input without the blanks around it. */
static bool read_typed(const char *command, struct options *options)
{
	char line[OPTIONS_TYPED_BYTES];
	const char *word = line;
	if (options->operand == NULL || strcmp(options->operand, "-") != 0)
		return true;
	size_t length =
		fgets(line, sizeof line, stdin) == NULL ? 0 : text_trim(&word, strlen(line));
	if (length == 0 || strlen(line) + 1 == sizeof line) {
		fprintf(stderr,
			"kigen %s: '-' takes one line of at most %d bytes on standard input\n",
			command, OPTIONS_TYPED_BYTES - 2);
		return false;
	}
	memcpy(options->typed, word, length);
	options->typed[length] = '\0';
	options->operand = options->typed;
	options->operands[0] = options->typed;
	return true;
}

bool options_parse(int argc, char **argv, unsigned takes, const char *help, struct options *options,
	int *status)
{
	char *command = argv[0], name[COMMAND_BYTES];
	*status = FAULT_USAGE;
	*options = (struct options){
		.office = "/etc/kigen/office.xml",
		.ledger = "/var/lib/kigen/ledger.db",
		.out = (takes & TAKES_FILE) != 0 ? NULL : "/var/lib/kigen/out",
		.date = DAY_NONE,
		.from = DAY_NONE,
		.to = DAY_NONE,
		.on = DAY_NONE,
		.before = DAY_NONE,
		.at = DAY_NONE,
		.why = "",
		.wait = WAIT_SECONDS,
	};
	/* getopt speaks for itself, in the name that it finds there. */
	snprintf(name, sizeof name, "kigen %s", command);
	argv[0] = name;
	bool taken = take_all(argc, argv, command, takes, help, options, status);
	argv[0] = command;
	if (!taken)
		return false;
	int most = (takes & TAKES_OPERANDS) != 0 ? argc : (takes & TAKES_OPERAND) != 0 ? 1 : 0;
	if (options->operand_count > most) {
		fprintf(stderr, "kigen %s: unexpected '%s'\nhint: kigen %s --help\n", command,
			options->operands[options->operand_count - 1], command);
		return false;
	}
	return (takes & (TAKES_OPERAND | TAKES_TYPED)) == 0 || read_typed(command, options);
}
