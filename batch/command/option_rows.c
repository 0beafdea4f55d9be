#include "command/options.h"
#include "command/say.h"

#include "base/municipality.h"
#include "base/phrase.h"
#include "base/text.h"
#include "model/due.h"
#include "model/effect.h"
#include "model/forecast.h"
#include "night/limits.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A row each, and nothing about an option anywhere else: usage, help, getopt's table, the value
 * without it and what it goes with are all taken from here. */

/* "--date" of "--date DATE", for a message. */
#define NAMED(row) (int)strcspn((row)->as, " "), (row)->as

static bool refuse_value(const char *command, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool refuse_value(const char *command, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	say_on(stderr, "kigen %s: ", command);
	vfprintf(stderr, phrase(format), values);
	fputc('\n', stderr);
	va_end(values);
	return false;
}

static bool read_text(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	(void)row;
	(void)command;
	*(const char **)into = value;
	return true;
}

static bool set_flag(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	(void)row;
	(void)value;
	(void)command;
	*(bool *)into = true;
	return true;
}

static bool read_day(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	return civil_parse(value, strlen(value), into) ||
	       refuse_value(command, "%.*s takes a date such as 2026-11-24, not '%s'", NAMED(row),
		       value);
}

static bool read_instant(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	struct options_instant *instant = into;
	return civil_parse_instant(value, strlen(value), &instant->day, &instant->minute) ||
	       refuse_value(command, "%.*s takes a time such as 2026-12-16T17:30, not '%s'",
		       NAMED(row), value);
}

static bool read_seconds(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	enum { SECONDS_MAX = 3600 };
	char *end;
	long number = strtol(value, &end, 10);
	if (value[0] < '0' || value[0] > '9' || *end != '\0' || number > SECONDS_MAX)
		return refuse_value(command, "%.*s takes seconds, 0 to %d, not '%s'", NAMED(row),
			SECONDS_MAX, value);
	*(int *)into = (int)number;
	return true;
}

static bool read_months(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	char *end;
	long number = strtol(value, &end, 10);
	if (value[0] < '0' || value[0] > '9' || *end != '\0' || number < 1 ||
		number > FORECAST_MONTHS_MAX)
		return refuse_value(command, "%.*s takes months, 1 to %d, not '%s'", NAMED(row),
			FORECAST_MONTHS_MAX, value);
	*(int *)into = (int)number;
	return true;
}

/* The codes that may be let pass: those of the limits, and no other. */
static bool add_code(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	int limit = limit_named(value);
	if (limit >= 0) {
		*(uint64_t *)into |= limit_bit(limit);
		return true;
	}
	say_on(stderr, "kigen %s: %.*s takes one of", command, NAMED(row));
	for (int i = 0; i < LIMITS; i++)
		if (limit_codes[i] != NULL)
			fprintf(stderr, " %s", limit_codes[i]);
	say_on(stderr, ", not '%s'\n", value);
	return false;
}

/* One of the words of a table. */
static bool read_word(const struct option_row *row, const char *value, const char *const words[],
	int count, const char *command)
{
	if (word_index(words, count, value) >= 0)
		return true;
	say_on(stderr, "kigen %s: %.*s takes one of", command, NAMED(row));
	for (int i = 0; i < count; i++)
		fprintf(stderr, " %s", words[i]);
	say_on(stderr, ", not '%s'\n", value);
	return false;
}

static bool read_matter(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	*(const char **)into = value;
	return read_word(row, value, matter_words, MATTERS, command);
}

static bool read_wave(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	*(const char **)into = value;
	return read_word(row, value, wave_words, WAVES, command);
}

static bool read_group(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	*(const char **)into = value;
	return read_word(row, value, effect_words + 1, EFFECT_BYS - 2, command);
}

/* Words for the log: some, of one line, and not a book. */
static bool read_line(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	enum { LINE_MAX_BYTES = 500 };
	size_t length = strlen(value);
	bool fit = length <= LINE_MAX_BYTES && text_valid(value, length) && !text_blank(value);
	const char *at = value;
	for (uint32_t sign; fit && (sign = text_next(&at)) != 0;)
		fit = text_is_of_line(sign);
	if (!fit)
		return refuse_value(command, "%.*s takes a line of UTF-8 text of at most %d bytes",
			NAMED(row), LINE_MAX_BYTES);
	*(const char **)into = value;
	return true;
}

static bool add_fate(struct options_fates *fates, const char *word, bool left, const char *command)
{
	if (fates->count == OPTIONS_FATES_MAX)
		return refuse_value(command,
			"more than %d numbers\nhint: put them into a file, one a line",
			OPTIONS_FATES_MAX);
	fates->items[fates->count++] = (struct options_fate){word, left};
	return true;
}

static bool add_pulled(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	(void)row;
	return add_fate(into, value, false, command);
}

static bool add_left(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	(void)row;
	return add_fate(into, value, true, command);
}

static bool add_draft(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	struct options_sets *sets = into;
	if (sets->count == OPTIONS_SETS_MAX)
		return refuse_value(command, "%.*s: more than %d", NAMED(row), OPTIONS_SETS_MAX);
	sets->words[sets->count++] = value;
	return true;
}

static bool add_set(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	const char *equals = strchr(value, '=');
	if (equals == NULL || equals == value || equals[1] == '\0')
		return refuse_value(command, "%.*s takes NAME=FILE, not '%s'", NAMED(row), value);
	return add_draft(row, value, into, command);
}

static bool read_municipality(
	const struct option_row *row, const char *value, void *into, const char *command)
{
	if (!municipality_valid(value))
		return refuse_value(command,
			"%.*s takes six digits, the last a check digit, not '%s'", NAMED(row),
			value);
	*(const char **)into = value;
	return true;
}

#define INTO(field) offsetof(struct options, field)

static const struct option_row rows[] = {
	{"--register FILE", PHRASE("the export of the resident register"), read_text,
		INTO(registers), NULL, NULL},
	{"--cards FILE", PHRASE("its cards and certificates, in a file of their own, joined by id"),
		read_text, INTO(cards), NULL, "--register"},
	{"--from DIR", PHRASE("the folder into which the city's systems drop their files"),
		read_text, INTO(folder), NULL, NULL},
	{"--set NAME=FILE...", PHRASE("this file for that set, whatever the folder has"), add_set,
		INTO(sets), NULL, NULL},
	{"--draft FILE...", PHRASE("write a first export description for these files"), add_draft,
		INTO(unknown), NULL, NULL},
	{"--as-of DATE", PHRASE("the day whose end the sets show, where they do not say it"),
		read_day, INTO(as_of), NULL, NULL},
	{"--municipality CODE", PHRASE("whose the sets are, where they do not say it"),
		read_municipality, INTO(municipality), NULL, NULL},
	{"--counter ID", PHRASE("this counter of the office"), read_text, INTO(counter), NULL,
		NULL},
	{"--from DATE", PHRASE("the first day"), read_day, INTO(from), NULL, NULL},
	{"--to DATE", PHRASE("the last day"), read_day, INTO(to), NULL, NULL},
	{"--at YYYY-MM-DDTHH:MM", PHRASE("the day and the time"), read_instant, INTO(at), NULL,
		NULL},
	{"--language TAG", PHRASE("in this language: ja, en and the like"), read_text,
		INTO(language), NULL, NULL},
	{"--wave WAVE", PHRASE("of this turn: first, late, reminder"), read_wave, INTO(wave), NULL,
		NULL},
	{"--by GROUP",
		PHRASE("ahead, counter, first-or-reminder, hour, language, matter, text, wave, "
		       "weekday"),
		read_group, INTO(group), NULL, NULL},
	{"--trial", PHRASE("the trial of a second wording, when it is over"), set_flag, INTO(trial),
		NULL, NULL},
	{"--changed", PHRASE("only in languages whose texts are not those that were approved"),
		set_flag, INTO(changed), NULL, NULL},
	{"--matter MATTER",
		PHRASE("of this matter: authentication, card, revoked, signature, stay"),
		read_matter, INTO(matter), NULL, NULL},
	{"--places", PHRASE("what is offered to appointments, slot by slot"), set_flag,
		INTO(places), NULL, NULL},
	{"--ics", PHRASE("as a calendar (iCalendar), for residents, web pages and signs"), set_flag,
		INTO(ics), NULL, NULL},
	{"--csv FILE", PHRASE("as CSV into this file, which is replaced"), read_text,
		INTO(csv_file), NULL, NULL},
	{"--ics FILE", PHRASE("as a calendar (iCalendar) into this file, which is replaced"),
		read_text, INTO(ics_file), NULL, NULL},
	{"--file FILE", PHRASE("their numbers, one a line"), read_text, INTO(file), NULL, NULL},
	{"--notice NUMBER", PHRASE("the letter of this number"), read_text, INTO(notice), NULL,
		NULL},
	{"--night NIGHT", PHRASE("the mailing, by the name of its folder"), read_text, INTO(night),
		NULL, NULL},
	{"--sheets A-B", PHRASE("its sheets; A alone for one"), read_text, INTO(sheets), NULL,
		NULL},
	{"--reason TEXT", PHRASE("what the post office wrote on them"), read_line, INTO(reason),
		NULL, NULL},
	{"--reason REASON", PHRASE("one of those that `kigen hand list` names"), read_line,
		INTO(reason), NULL, NULL},
	{"--on DATE", PHRASE("the day on which they left (default: today)"), read_day, INTO(on),
		NULL, NULL},
	{"--on DAY", PHRASE("this day alone"), read_day, INTO(on), NULL, NULL},
	{"--pulled N...", PHRASE("these were taken out: the next night takes the letters back"),
		add_pulled, INTO(fates), NULL, NULL},
	{"--left N...", PHRASE("these left: the next night's call.csv has whom to telephone"),
		add_left, INTO(fates), NULL, NULL},
	{"--before DATE",
		PHRASE("nights before this day (default: those past the office's retention)"),
		read_day, INTO(before), NULL, NULL},
	{"--remove-folders", PHRASE("their folders go too"), set_flag, INTO(remove), NULL, NULL},
	{"--no-letter", PHRASE("the resident knows: no letter tells it"), set_flag, INTO(no_letter),
		NULL, NULL},
	{"--folders DIR", PHRASE("the nights' folders, if not beside the ledger"), read_text,
		INTO(folders), NULL, NULL},
	{"--out DIR", PHRASE("where the nights' folders are"), read_text, INTO(out),
		"/var/lib/kigen/out", NULL},
	{"--out FILE.pdf", PHRASE("where it is printed to; must not be there yet"), read_text,
		INTO(out), NULL, NULL},
	{"--out FILE.csv", PHRASE("what became of each, as CSV into this file, which is replaced"),
		read_text, INTO(out), NULL, NULL},
	{"--out NEWDIR", PHRASE("letter and calendar file at once, in this new folder"), read_text,
		INTO(out), NULL, NULL},
	{"--format FORMAT", PHRASE("in this form: standard, voice, large-print"), read_text,
		INTO(format), "standard", NULL},
	{"--all", PHRASE("all of them"), set_flag, INTO(all), NULL, NULL},
	{"--months N", PHRASE("so many months from today on"), read_months, INTO(months), "24",
		NULL},
	{"--dry-run", PHRASE("show what the night would do, and write nothing"), set_flag,
		INTO(dry_run), NULL, NULL},
	{"--against FILE", PHRASE("and what it would do by this office file"), read_text,
		INTO(against), NULL, "--dry-run"},
	{"--json", PHRASE("as JSON, the same in every language; faults stand on stderr"), set_flag,
		INTO(json), NULL, NULL},
	{"--csv", PHRASE("as CSV"), set_flag, INTO(csv), NULL, NULL},
	{"--svg FILE", PHRASE("a picture of it too, into this file, which must not be there yet"),
		read_text, INTO(svg), NULL, NULL},
	{"--quiet", PHRASE("no progress and no summary, only what is wrong"), set_flag, INTO(quiet),
		NULL, NULL},
	{"--accept CODE", PHRASE("lets pass the limit of that code; may come once for each"),
		add_code, INTO(accepted), NULL, "--why TEXT"},
	{"--why TEXT", PHRASE("why, in a line that the ledger keeps: no names of residents"),
		read_line, INTO(why), NULL, "--accept CODE"},
	{"--by NAME", PHRASE("who says so, for the same line (default: the user)"), read_line,
		INTO(by), NULL, "--accept CODE"},
	{"--office FILE", PHRASE("the office's settings"), read_text, INTO(office),
		"/etc/kigen/office.xml", NULL},
	{"--ledger FILE", PHRASE("what earlier nights decided"), read_text, INTO(ledger),
		"/var/lib/kigen/ledger.db", NULL},
	{"--date DATE", PHRASE("the day that it is (default: today)"), read_day, INTO(date), NULL,
		NULL},
	{"--wait SECONDS", PHRASE("how long to wait for whoever holds the ledger"), read_seconds,
		INTO(wait), "60", NULL},
	{"--help", PHRASE("this text"), NULL, 0, NULL, NULL},
};
_Static_assert(sizeof rows / sizeof rows[0] <= OPTION_ROWS_MAX, "a row is a bit");

const struct option_row *option_rows(int *count)
{
	*count = sizeof rows / sizeof rows[0];
	return rows;
}
