#include "command/columns.h"
#include "command/command.h"
#include "command/commands.h"
#include "command/failed_run.h"
#include "command/say.h"
#include "command/status_facts.h"
#include "document/operators/summary.h"

#include "base/json.h"
#include "base/phrase.h"

#include <stdio.h>

/* Facts first, then one of two ways to say them; the exit status is the verdict. */

static const char about[] = PHRASE(
	"Is all well? On one screen, as of now: what there is to do since the last night (the same\n"
	"as on its morning page, less the sheets that are accounted for since, mailings that are no\n"
	"more held or are confirmed, cases by hand that are done, and exceptions that are\n"
	"acknowledged), what waits, the next mailing day, free places, the disk, the fonts, the last\n"
	"nights.\n"
	"Exit status 1: somebody must act; 2: no night of the day is done, or the last run failed\n"
	"or was killed.\n");

static const char *const verdicts[] = {
	[STATUS_WELL] = PHRASE("all is well"),
	[STATUS_ACT] = PHRASE("somebody must act"),
	[STATUS_FAILED] = PHRASE("the night is not done"),
};

static const char *const verdict_words[] = {
	[STATUS_WELL] = "well",
	[STATUS_ACT] = "act",
	[STATUS_FAILED] = "failed",
};

static const char *const task_texts[TASKS] = {
	[TASK_STOPS] = PHRASE("printed sheets must not leave: stop.csv"),
	[TASK_VISITS] = PHRASE("appointments on its day: the counters' day sheets"),
	[TASK_CALLS] = PHRASE("people to be telephoned: call.csv"),
	[TASK_HELD] = PHRASE("mailings are held: kigen mailing list"),
	[TASK_UNCONFIRMED] = PHRASE("mailings that nobody has confirmed: kigen mailing list"),
	[TASK_HAND] = PHRASE("people by hand since the last night: hand.csv"),
	[TASK_EXCEPTIONS] = PHRASE("new exceptions: exceptions.csv"),
	[TASK_UNPLACED] = PHRASE("letters without an appointment"),
	[TASK_HOUSES] = PHRASE("houses to be asked: kigen house list"),
	[TASK_POST] = PHRASE("sheets of the last night's mailing"),
	[TASK_HAND_OPEN] = PHRASE("cases by hand: kigen hand list"),
	[TASK_RETURNED] = PHRASE("residents whose letter came back"),
	[TASK_KNOWN] = PHRASE("exceptions known before: kigen exception list"),
	[TASK_RESIDENTS] = PHRASE("residents' pages and calendar files to be published"),
	[TASK_COUNTERS] = PHRASE("appointments to come"),
};

/* ---- as text ---- */

/* What a line is about, and a blank. */
static void print_label(const char *label)
{
	enum { LABEL_COLUMNS = 15 };
	columns_pad(label, LABEL_COLUMNS);
}

static void print_day(const char *name, day_number day)
{
	char date[CIVIL_DATE_BYTES];
	print_label(name);
	printf("%s\n", day == DAY_NONE ? phrase("none") : civil_format(day, date));
}

static void print_task(enum task task, long count)
{
	print_label(task_urgent(task) ? phrase("to do today") : "");
	printf("%6ld %s\n", count, phrase(task_texts[task]));
}

static void print_tasks(const struct status_facts *facts)
{
	for (int task = 0; task < TASKS; task++)
		if (facts->counts[task] > 0)
			print_task((enum task)task, facts->counts[task]);
}

static void print_nights(const struct command *command, const struct status_facts *facts)
{
	static const struct column headings[] = {{PHRASE("night"), false}, {PHRASE("read"), true},
		{PHRASE("aside"), true}, {PHRASE("by letter"), true}, {PHRASE("by hand"), true},
		{PHRASE("mailed"), true}, {PHRASE("exceptions"), true}};
	enum { FIGURES = sizeof headings / sizeof headings[0] - 1 };
	struct columns table = columns_open(headings, FIGURES + 1, command->arena);
	char name[NIGHT_NAME_BYTES];
	for (size_t i = facts->night_count; i-- > 0;) {
		const struct past_night *night = &facts->nights[i];
		const long figures[FIGURES] = {night->read, night->aside,
			night->outcomes[OUTCOME_LETTER], night->outcomes[OUTCOME_HAND],
			night->sheets, night->exceptions};
		const char *cells[FIGURES + 1] = {night_name(night->day, night->run, name)};
		for (int k = 0; k < FIGURES; k++)
			cells[k + 1] = arena_print(command->arena, "%ld", figures[k]);
		columns_add(&table, cells);
	}
	putchar('\n');
	columns_print(&table, stdout);
}

static void print_facts(const struct command *command, const struct status_facts *facts)
{
	char date[CIVIL_DATE_BYTES];
	print_label(civil_format(command->day, date));
	puts(phrase(verdicts[facts->verdict]));
	if (facts->page) {
		print_label(phrase("last run failed"));
		say("%s/%s says why\n", command->options.out, FAILED_PAGE);
	} else if (facts->failed) {
		print_label(phrase("unfinished"));
		say("a night's folder is not in place: kigen run makes it\n");
	}
	print_day(phrase("last night"), facts->last);
	print_tasks(facts);
	print_label(phrase("waiting"));
	say("%6ld letters wait, %ld in held mailings\n", facts->backlog[BACKLOG_WAITING],
		facts->backlog[BACKLOG_HELD_LETTERS]);
	print_day(phrase("next mailing"), facts->next_mailing);
	print_label(phrase("places"));
	say("%6d of %d free in %d weeks\n", facts->places.offered - facts->places.taken,
		facts->places.offered, OUTLOOK_WEEKS);
	if (facts->disk_free >= 0) {
		print_label(phrase("disk"));
		say("%6lld MB free for %s\n", facts->disk_free / 1000000, command->options.out);
	}
	print_label(phrase("fonts"));
	puts(facts->fonts == NULL ? phrase("all there") : facts->fonts);
	print_nights(command, facts);
}

/* ---- as JSON ---- */

static void put_nights(struct json *json, const struct status_facts *facts)
{
	json_begin_array(json, "nights");
	for (size_t i = 0; i < facts->night_count; i++) {
		json_begin_object(json, NULL);
		summary_put_past(json, &facts->nights[i]);
		json_end(json);
	}
	json_end(json);
}

static bool print_json(const struct command *command, const struct status_facts *facts)
{
	struct json *json = json_open();
	json_put_day(json, "day", command->day);
	json_put_text(json, "verdict", verdict_words[facts->verdict]);
	json_put_truth(json, "failed", facts->failed);
	json_put_day(json, "last_night", facts->last);
	json_begin_object(json, "tasks");
	for (int task = 0; task < TASKS; task++)
		json_put_integer(json, task_words[task], facts->counts[task]);
	json_end(json);
	json_begin_object(json, "backlog");
	for (int what = 0; what < BACKLOGS; what++)
		json_put_integer(json, backlog_words[what], facts->backlog[what]);
	json_end(json);
	json_put_day(json, "next_mailing", facts->next_mailing);
	json_begin_object(json, "places");
	json_put_integer(json, "offered", facts->places.offered);
	json_put_integer(json, "taken", facts->places.taken);
	json_end(json);
	json_put_integer(json, "disk_free", facts->disk_free);
	json_put_text(json, "fonts", facts->fonts);
	put_nights(json, facts);
	return json_close(json, stdout);
}

static int print_status(struct command *command, struct fault *why)
{
	struct status_facts facts;
	if (!status_find(command, &facts, why))
		return 0;
	if (!command->options.json)
		print_facts(command, &facts);
	else if (!print_json(command, &facts)) {
		fault_set(why, FAULT_WRITE, "the status cannot be written");
		return 0;
	}
	return (int)facts.verdict;
}

int command_status(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"status", "[--out DIR]", OPERANDS_NONE, OFFICE_FILE,
		LEDGER_LOOKED_AT, NULL, print_status};
	return command_perform(session, argc, argv, &verb, 1, about);
}
