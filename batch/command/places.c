#include "command/columns.h"
#include "command/command.h"
#include "command/commands.h"
#include "command/say.h"

#include "base/json.h"
#include "base/phrase.h"
#include "decide/visits/free_visits.h"
#include "document/files/atomic_file.h"
#include "document/free_busy.h"
#include "night/places_left.h"

#include <stdio.h>
#include <string.h>

/* What is listed is asked of the same calendar and the same ledger as `appointment move` asks for a
 * place, so that the desk can promise it on the telephone. */

static const char about[] = PHRASE(
	"free    what can be given to somebody who asks for it, from --from (or DATE) to --to (or\n"
	"        two weeks), by day and hour: a line for each time at which a visit could begin,\n"
	"        how long it would be, how many people can come at once, and for which matters.\n"
	"        Visits of matters that differ in length have a line each. They overlap: who is\n"
	"        given one takes a part of others. Whether a resident's own letter allows a day is\n"
	"        said by `kigen appointment`.\n"
	"export  the same for a system that sells these desks too, and for whoever shows what is\n"
	"        free: as CSV, and as a calendar with the free and busy times of each counter. Each\n"
	"        file is replaced in one step. No person is in it.\n");

enum { DAYS_UNLESS = 14 };

static int check_range(struct command *command)
{
	const struct options *options = &command->options;
	if (options->from == DAY_NONE || options->to == DAY_NONE || options->to >= options->from)
		return 0;
	return command_refuse(command, FAULT_USAGE, "--to lies before --from");
}

/* "card, stay": the matters of a set; "all". */
static const char *name_matters(matter_set matters, struct arena *arena)
{
	const char *text = "";
	if (matters == MATTERS_ALL)
		return phrase("all");
	for (int matter = 0; matter < MATTERS; matter++)
		if ((matters >> matter & 1) != 0)
			text = arena_print(arena, "%s%s%s", text, text[0] == '\0' ? "" : ", ",
				PHRASE_WORD(matter_words, matter));
	return text;
}

static void print_table(
	const struct command *command, const struct free_visit *visits, size_t count)
{
	static const struct column headings[] = {{PHRASE("day"), false}, {"", false},
		{PHRASE("from"), false}, {PHRASE("to"), false}, {PHRASE("counter"), false},
		{PHRASE("minutes"), true}, {PHRASE("free"), true}, {PHRASE("matters"), false}};
	struct columns table =
		columns_open(headings, sizeof headings / sizeof headings[0], command->arena);
	for (size_t i = 0; i < count; i++) {
		const struct free_visit *visit = &visits[i];
		char day[CIVIL_DATE_BYTES], from[CIVIL_TIME_BYTES], to[CIVIL_TIME_BYTES];
		const char *const cells[] = {civil_format(visit->day, day),
			phrase_word("weekday_words", civil_weekday_name(civil_weekday(visit->day))),
			civil_format_time(visit->starts, from), civil_format_time(visit->ends, to),
			command->office->counters[visit->counter].id,
			arena_print(command->arena, "%d", visit->ends - visit->starts),
			arena_print(command->arena, "%d", visit->free),
			name_matters(visit->matters, command->arena)};
		columns_add(&table, cells);
	}
	columns_print(&table, stdout);
	if (count == 0)
		say("nothing is free on these days\n");
}

static bool print_json(const struct command *command, const struct free_visit *visits, size_t count)
{
	struct json *json = json_open();
	json_begin_array(json, "places");
	for (size_t i = 0; i < count; i++) {
		const struct free_visit *visit = &visits[i];
		char time[CIVIL_TIME_BYTES];
		json_begin_object(json, NULL);
		json_put_day(json, "day", visit->day);
		json_put_text(json, "from", civil_format_time(visit->starts, time));
		json_put_text(json, "to", civil_format_time(visit->ends, time));
		json_put_text(json, "counter", command->office->counters[visit->counter].id);
		json_put_integer(json, "minutes", visit->ends - visit->starts);
		json_put_integer(json, "free", visit->free);
		json_begin_array(json, "matters");
		for (int matter = 0; matter < MATTERS; matter++)
			if ((visit->matters >> matter & 1) != 0)
				json_put_text(json, NULL, matter_words[matter]);
		json_end(json);
		json_end(json);
	}
	json_end(json);
	return json_close(json, stdout);
}

/* What is asked for, and what is free of it. */
struct found {
	struct places_asked asked;
	counter_set counters;
	struct places_left left;
	struct free_visit *visits;
	size_t count;
};

static bool find_counters(const struct command *command, counter_set *counters)
{
	int counter = office_counter(command->office, command->options.counter);
	if (counter < 0)
		return false;
	*counters = (counter_set)1 << counter;
	return true;
}

/* 0, or the status with which it was refused or *why says. */
static int find_free(struct command *command, struct found *found, struct fault *why)
{
	const struct options *options = &command->options;
	const struct office *office = command->office;
	struct places_asked *asked = &found->asked;
	*found = (struct found){
		.asked = {.office = office, .from = command->day}, .counters = UINT32_MAX};
	int matter =
		options->matter == NULL ? -1 : word_index(matter_words, MATTERS, options->matter);
	if (options->counter != NULL && !find_counters(command, &found->counters))
		return command_refuse(
			command, FAULT_USAGE, "the office has no counter '%s'", options->counter);
	if (options->to != DAY_NONE && options->to < command->day)
		return command_refuse(command, FAULT_USAGE, "--to lies before today");
	/* What has been is nobody's any more. */
	if (options->from != DAY_NONE && options->from > command->day)
		asked->from = options->from;
	asked->to = options->to != DAY_NONE ? options->to : asked->from + DAYS_UNLESS - 1;
	if (!places_left_read(command->ledger, asked, command->arena, &found->left, why))
		return (int)why->kind;
	found->count = free_visits_list(office, &found->left.places,
		(matter_set)(matter < 0 ? MATTERS_ALL : 1u << matter), found->counters,
		command->arena, &found->visits);
	return 0;
}

/* A fault that *why says is the frame's to answer with. */
static int refusal_status(int status, const struct fault *why)
{
	return why->kind == FAULT_NONE ? status : 0;
}

static int list_free(struct command *command, struct fault *why)
{
	struct found found;
	int status = find_free(command, &found, why);
	if (status != 0)
		return refusal_status(status, why);
	if (!command->options.json)
		print_table(command, found.visits, found.count);
	else if (!print_json(command, found.visits, found.count))
		fault_set(why, FAULT_WRITE, "the places cannot be written");
	return 0;
}

/* ---- for other systems ---- */

static int check_export(struct command *command)
{
	const struct options *options = &command->options;
	if (options->csv_file == NULL && options->ics_file == NULL)
		return command_refuse(command, FAULT_USAGE,
			"--csv FILE or --ics FILE is needed, or both\n"
			"hint: kigen places export --help");
	if (options->csv_file != NULL && options->ics_file != NULL &&
		strcmp(options->csv_file, options->ics_file) == 0)
		return command_refuse(command, FAULT_USAGE, "--csv and --ics name the same file");
	return check_range(command);
}

enum form { FORM_CSV, FORM_CALENDAR };

/* Of what is replaced: a table of places, which has a mark first, and a calendar. */
static const char *const beginnings[] = {
	[FORM_CSV] = "\357\273\277counter,", [FORM_CALENDAR] = "BEGIN:VCALENDAR"};

static bool write_file(struct command *command, const struct found *found, enum form form,
	const char *path, struct fault *why)
{
	struct atomic_file *file = NULL;
	const struct free_busy places = {command->office, &found->left.calendar, found->asked.from,
		found->asked.to, found->counters, found->visits, found->count};
	bool done = atomic_file_replace(path, beginnings[form], command->arena, &file, why);
	if (done && form == FORM_CSV)
		free_busy_csv(atomic_file_stream(file), &places, command->arena);
	else if (done)
		free_busy_calendar(
			atomic_file_stream(file), &places, command->session->now(), command->arena);
	done = done && atomic_file_commit(file, why);
	atomic_file_close(file);
	if (!done)
		return false;
	struct json *act = answer_begin_act(&command->answer, "done");
	answer_put_typed(act, "file", path);
	json_put_integer(act, "visits", (long long)found->count);
	answer_say(&command->answer, "%s: %zu visits\n", path, found->count);
	return true;
}

static int export_free(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	struct found found;
	int status = find_free(command, &found, why);
	if (status != 0)
		return refusal_status(status, why);
	if (options->csv_file == NULL ||
		write_file(command, &found, FORM_CSV, options->csv_file, why))
		if (options->ics_file != NULL)
			write_file(command, &found, FORM_CALENDAR, options->ics_file, why);
	return 0;
}

int command_places(const struct session *session, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"places free", "[--counter ID] [--matter MATTER] [--from DATE] [--to DATE]",
			OPERANDS_NONE, OFFICE_FILE, LEDGER_LOOKED_AT, check_range, list_free},
		{"places export",
			"[--counter ID] [--from DATE] [--to DATE] [--csv FILE] [--ics FILE]",
			OPERANDS_NONE, OFFICE_FILE, LEDGER_LOOKED_AT, check_export, export_free},
	};
	return command_perform(session, argc, argv, verbs, sizeof verbs / sizeof verbs[0], about);
}
