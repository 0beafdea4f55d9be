#include "command/options.h"
#include "command/say.h"

#include "base/phrase.h"
#include "base/text.h"
#include "model/committed_night.h"

#include <ctype.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

/* getopt_long sees the rows that a command takes, each with its index for a key: what is not taken
 * is unknown to it, and it says so in the command's name. */

enum {
	KEY_WORD = 1, /* getopt's for what is no option */
	KEY_ROW = 256,
	NAME_BYTES = 32,
};

struct parsing {
	const char *command;
	const struct option_row *rows;
	int count;
	uint64_t taken, given;
	struct options *options;
};

static uint64_t bit_of(int row)
{
	return (uint64_t)1 << row;
}

/* Does what stands at `end` of a usage belong to the option before it no more? An option without a
 * word is not the one of the same name that has one: "--csv" is not "--csv FILE". */
static bool ends_there(const struct option_row *row, const char *end)
{
	bool bare = strchr(row->as, ' ') == NULL;
	return !isalpha((unsigned char)*end) && *end != '-' &&
	       !(bare && *end == ' ' && isupper((unsigned char)end[1]));
}

uint64_t options_named(const char *usage)
{
	int count;
	const struct option_row *rows = option_rows(&count);
	uint64_t named = 0;
	for (const char *at = usage; (at = strstr(at, "--")) != NULL; at += 2) {
		for (int i = 0; i < count; i++) {
			size_t length = strlen(rows[i].as);
			if (strncmp(at, rows[i].as, length) == 0 &&
				ends_there(&rows[i], at + length))
				named |= bit_of(i);
		}
	}
	return named;
}

static bool is_several(const struct option_row *row)
{
	return strstr(row->as, "...") != NULL;
}

static bool takes_several(const struct parsing *parsing)
{
	for (int i = 0; i < parsing->count; i++)
		if ((parsing->taken & bit_of(i)) != 0 && is_several(&parsing->rows[i]))
			return true;
	return false;
}

static bool read_value(struct parsing *parsing, int row, const char *value)
{
	const struct option_row *of = &parsing->rows[row];
	return of->read(of, value, (char *)parsing->options + of->into, parsing->command);
}

static void set_unless(struct parsing *parsing)
{
	for (int i = 0; i < parsing->count; i++)
		if ((parsing->taken & bit_of(i)) != 0 && parsing->rows[i].unless != NULL)
			read_value(parsing, i, parsing->rows[i].unless);
}

/* Those that the command takes of the name of `as`, whatever their word. */
static uint64_t taken_as(const struct parsing *parsing, const char *as)
{
	size_t length = strcspn(as, " ");
	uint64_t found = 0;
	for (int i = 0; i < parsing->count; i++)
		if (strncmp(parsing->rows[i].as, as, length) == 0 &&
			strcspn(parsing->rows[i].as, " ") == length)
			found |= bit_of(i);
	return found & parsing->taken;
}

/* Do the options that were given go together? */
static bool check_needs(const struct parsing *parsing)
{
	for (int i = 0; i < parsing->count; i++) {
		const struct option_row *row = &parsing->rows[i];
		if ((parsing->given & bit_of(i)) == 0 || row->needs == NULL)
			continue;
		uint64_t needed = taken_as(parsing, row->needs);
		if (needed == 0 || (needed & parsing->given) != 0)
			continue;
		say_on(stderr, "kigen %s: %.*s needs %s\nhint: kigen %s --help\n", parsing->command,
			(int)strcspn(row->as, " "), row->as, row->needs, parsing->command);
		return false;
	}
	return true;
}

/* Which option does what getopt has found belong to: its own, or, of a word in its order, the one
 * before it that takes several, unless the word names a mailing; KEY_WORD for none. */
static int owner_of(const struct parsing *parsing, int key, int last, const char *word)
{
	day_number day;
	int run;
	if (key != KEY_WORD)
		return key;
	bool several = last != KEY_WORD && is_several(&parsing->rows[last - KEY_ROW]);
	return several && !night_named(word, &day, &run) ? last : KEY_WORD;
}

/* getopt's table of what is taken; `names` has room for as many. */
static void list_taken(
	const struct parsing *parsing, char (*names)[NAME_BYTES], struct option *list)
{
	for (int i = 0; i < parsing->count; i++) {
		const char *as = parsing->rows[i].as;
		size_t length = strcspn(as, " ");
		if ((parsing->taken & bit_of(i)) == 0)
			continue;
		snprintf(*names, NAME_BYTES, "%.*s", (int)length - 2, as + 2);
		*list++ = (struct option){*names++,
			as[length] == ' ' ? required_argument : no_argument, NULL, KEY_ROW + i};
	}
}

/* What getopt says of an option, which it would say in the C library's language. */
static enum options_end refuse_option(const struct parsing *parsing, int key, const char *word)
{
	const char *as = optopt >= KEY_ROW ? parsing->rows[optopt - KEY_ROW].as : NULL;
	int length = as == NULL ? 0 : (int)strcspn(as, " ");
	say_on(stderr, "kigen %s: ", parsing->command);
	if (key == ':')
		say_on(stderr, "option '%.*s' requires an argument", length, as);
	else if (as != NULL)
		say_on(stderr, "option '%.*s' doesn't allow an argument", length, as);
	else if (optopt > 0 && optopt < KEY_ROW)
		say_on(stderr, "invalid option -- '%c'", optopt);
	else
		say_on(stderr, "unrecognized option '%s'", word);
	say_on(stderr, "\nhint: kigen %s --help\n", parsing->command);
	return OPTIONS_WRONG;
}

/* Takes option by option. Words that are no option's are put one behind the other, where getopt has
 * passed. */
static enum options_end take_all(struct parsing *parsing, int argc, char **argv)
{
	struct option list[OPTION_ROWS_MAX + 1] = {0};
	char names[OPTION_ROWS_MAX][NAME_BYTES];
	struct options *options = parsing->options;
	int last = KEY_WORD, words = 0;
	const char *order = takes_several(parsing) ? "-:" : ":"; /* GNU: words in their order */
	list_taken(parsing, names, list);
	opterr = 0; /* it is said here */
	optind = 0; /* GNU: start afresh, whatever was parsed before */
	for (int key; (key = getopt_long(argc, argv, order, list, NULL)) != -1;) {
		key = owner_of(parsing, key, last, optarg);
		if (key == KEY_WORD) {
			argv[++words] = optarg;
			continue;
		}
		if (key < KEY_ROW)
			return refuse_option(parsing, key, argv[optind - 1]);
		if (parsing->rows[key - KEY_ROW].read == NULL)
			return OPTIONS_HELP;
		if (!read_value(parsing, key - KEY_ROW, optarg))
			return OPTIONS_WRONG;
		parsing->given |= bit_of(key - KEY_ROW);
		last = key;
	}
	for (int i = optind; i < argc; i++)
		argv[++words] = argv[i];
	options->operands = argv + 1;
	options->operand_count = words;
	options->operand = words > 0 ? argv[1] : NULL;
	return check_needs(parsing) ? OPTIONS_READ : OPTIONS_WRONG;
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
		say_on(stderr,
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

static bool check_operands(const char *command, enum operands operands, struct options *options)
{
	bool one = operands == OPERANDS_ONE_TYPED;
	int most = operands == OPERANDS_NONE ? 0 : one ? 1 : options->operand_count;
	if (options->operand_count > most) {
		say_on(stderr, "kigen %s: unexpected '%s'\nhint: kigen %s --help\n", command,
			options->operands[options->operand_count - 1], command);
		return false;
	}
	return (!one && operands != OPERANDS_SEVERAL_TYPED) || read_typed(command, options);
}

enum options_end options_parse(
	int argc, char **argv, uint64_t taken, enum operands operands, struct options *options)
{
	char *command = argv[0];
	struct parsing parsing = {.command = command, .taken = taken, .options = options};
	parsing.rows = option_rows(&parsing.count);
	*options = (struct options){
		.date = DAY_NONE,
		.from = DAY_NONE,
		.to = DAY_NONE,
		.on = DAY_NONE,
		.before = DAY_NONE,
		.as_of = DAY_NONE,
		.at = {.day = DAY_NONE},
		.why = "",
	};
	set_unless(&parsing);
	enum options_end end = take_all(&parsing, argc, argv);
	if (end == OPTIONS_READ && !check_operands(command, operands, options))
		return OPTIONS_WRONG;
	return end;
}
