#include "command/appointment_list.h"

#include "base/json.h"
#include "base/phrase.h"
#include "base/sorted.h"
#include "command/columns.h"
#include "ledger/promise.h"
#include "ledger/turnout.h"
#include "model/format_need.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whoever is at the counter, or answers its telephone, sees on a line what the visit needs. */

struct line {
	const struct agenda_entry *entry;
	const char *resident;
	enum letter_format format;  /* in which the resident can read */
	enum attendance attendance; /* what is known by now of who came */
};

/* ---- what is listed ---- */

int appointment_list_check(struct command *command)
{
	struct options *options = &command->options;
	if (options->on != DAY_NONE && (options->from != DAY_NONE || options->to != DAY_NONE))
		return command_refuse(command, FAULT_USAGE, "--on goes without --from and --to");
	if (options->on != DAY_NONE)
		options->from = options->to = options->on;
	return 0;
}

static int order_uid(const void *left, const void *right)
{
	return strcmp(((const struct standing_appointment *)left)->appointment.uid,
		((const struct standing_appointment *)right)->appointment.uid);
}

static int compare_uid(const void *key, const void *element)
{
	return strcmp(key, ((const struct standing_appointment *)element)->appointment.uid);
}

/* As who stands at a desk looks for it. */
static int order_desk(const void *left, const void *right)
{
	const struct agenda_entry *one = ((const struct line *)left)->entry;
	const struct agenda_entry *other = ((const struct line *)right)->entry;
	const struct appointment *here = &one->appointment, *there = &other->appointment;
	int order = strcmp(here->counter, there->counter);
	if (order == 0)
		order = (here->day > there->day) - (here->day < there->day);
	if (order == 0)
		order = (here->starts > there->starts) - (here->starts < there->starts);
	if (order == 0)
		order = (one->desk > other->desk) - (one->desk < other->desk);
	return order != 0 ? order : strcmp(here->uid, there->uid);
}

static bool is_asked_for(const struct command *command, const struct appointment *appointment)
{
	const struct options *options = &command->options;
	return (options->counter == NULL || strcmp(options->counter, appointment->counter) == 0) &&
	       (options->to == DAY_NONE || appointment->day <= options->to);
}

/* Its form as the last letter has it, unless the desks have written down another one since; and
 * what became of the visit. */
static bool find_letter(struct command *command, struct line *line, struct fault *why)
{
	struct recipient *recipient = NULL;
	const struct format_need *need = format_need_find(&command->office->needs, line->resident);
	if (!ledger_recipient(
		    command->ledger, line->entry->notice, command->arena, &recipient, why))
		return false;
	if (!ledger_visit_attended(
		    command->ledger, line->entry->appointment.uid, &line->attendance, why))
		return false;
	line->format = recipient == NULL ? FORMAT_STANDARD : recipient->format;
	if (need != NULL && need->code == NULL)
		line->format = need->format;
	return true;
}

static bool find_lines(struct command *command, day_number from, struct line **lines, size_t *count,
	struct fault *why)
{
	struct agenda_entry *entries = NULL;
	struct standing_appointment *standing = NULL;
	size_t entry_count = 0, standing_count = 0;
	if (!ledger_agenda_now(
		    command->ledger, from, command->arena, &entries, &entry_count, why) ||
		!ledger_standing_appointments(
			command->ledger, from, command->arena, &standing, &standing_count, why))
		return false;
	if (standing_count > 0)
		qsort(standing, standing_count, sizeof *standing, order_uid);
	*lines = arena_alloc(command->arena, entry_count * sizeof **lines);
	*count = 0;
	for (size_t i = 0; i < entry_count; i++) {
		if (!is_asked_for(command, &entries[i].appointment))
			continue;
		const struct standing_appointment *of = sorted_run(entries[i].appointment.uid,
			standing, standing_count, sizeof *of, compare_uid, NULL);
		struct line *line = &(*lines)[(*count)++];
		line->entry = &entries[i];
		line->resident = of == NULL ? "" : of->resident;
		if (!find_letter(command, line, why))
			return false;
	}
	if (*count > 0)
		qsort(*lines, *count, sizeof **lines, order_desk);
	return true;
}

/* An appointment that lasts to midnight ends at 00:00 of the day after. */
static char *format_end(const struct appointment *appointment, char out[CIVIL_INSTANT_BYTES])
{
	return civil_format_instant(
		appointment->day + appointment->ends / 1440, appointment->ends % 1440, out);
}

/* ---- as text ---- */

static const char *join_matters(const struct agenda_entry *entry, struct arena *arena)
{
	const char *text = entry->notice[0] != '\0'  ? ""
			   : entry->house[0] != '\0' ? entry->house
						     : phrase("(another system's)");
	for (int matter = 0; matter < MATTERS; matter++)
		if (entry->matters[matter])
			text = arena_print(arena, "%s%s%s", text, text[0] == '\0' ? "" : ",",
				PHRASE_WORD(matter_words, matter));
	return text;
}

static const char *join_needs(const struct line *line, struct arena *arena)
{
	const char *const needs[] = {line->format == FORMAT_STANDARD
					     ? NULL
					     : PHRASE_WORD(letter_format_words, line->format),
		line->entry->minor ? phrase("minor") : NULL,
		line->entry->ward ? phrase("ward") : NULL};
	const char *text = "";
	for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++)
		if (needs[i] != NULL)
			text = arena_print(
				arena, "%s%s%s", text, text[0] == '\0' ? "" : ",", needs[i]);
	return text;
}

static void print_table(const struct command *command, const struct line *lines, size_t count)
{
	static const struct column headings[] = {{PHRASE("counter"), false}, {PHRASE("day"), false},
		{"", false}, {PHRASE("from"), false}, {PHRASE("to"), false},
		{PHRASE("minutes"), true}, {PHRASE("desk"), true}, {PHRASE("letter"), false},
		{PHRASE("resident"), false}, {PHRASE("state"), false}, {PHRASE("came"), false},
		{PHRASE("matters"), false}, {PHRASE("language"), false}, {PHRASE("needs"), false}};
	struct columns table =
		columns_open(headings, sizeof headings / sizeof headings[0], command->arena);
	for (size_t i = 0; i < count; i++) {
		const struct agenda_entry *entry = lines[i].entry;
		const struct appointment *now = &entry->appointment;
		char day[CIVIL_DATE_BYTES], from[CIVIL_TIME_BYTES], to[CIVIL_TIME_BYTES];
		const char *const cells[] = {now->counter, civil_format(now->day, day),
			phrase_word("weekday_words", civil_weekday_name(civil_weekday(now->day))),
			civil_format_time(now->starts, from), civil_format_time(now->ends, to),
			arena_print(command->arena, "%d", now->ends - now->starts),
			arena_print(command->arena, "%d", entry->desk + 1), entry->notice,
			lines[i].resident, PHRASE_WORD(appointment_state_words, now->state),
			PHRASE_WORD(attendance_words, lines[i].attendance),
			join_matters(entry, command->arena), entry->language,
			join_needs(&lines[i], command->arena)};
		columns_add(&table, cells);
	}
	columns_print(&table, stdout);
}

/* ---- as JSON ---- */

static void put_line(struct json *json, const struct line *line)
{
	const struct agenda_entry *entry = line->entry;
	const struct appointment *now = &entry->appointment;
	char starts[CIVIL_INSTANT_BYTES], ends[CIVIL_INSTANT_BYTES];
	json_begin_object(json, NULL);
	json_put_text(json, "counter", now->counter);
	json_put_text(json, "starts", civil_format_instant(now->day, now->starts, starts));
	json_put_text(json, "ends", format_end(now, ends));
	json_put_integer(json, "minutes", now->ends - now->starts);
	json_put_integer(json, "desk", entry->desk + 1);
	json_put_text(json, "notice", entry->notice);
	json_put_text(json, "resident", line->resident);
	json_put_text(json, "state", appointment_state_words[now->state]);
	json_put_text(json, "uid", now->uid);
	json_put_integer(json, "sequence", now->sequence);
	json_begin_array(json, "matters");
	for (int matter = 0; matter < MATTERS; matter++)
		if (entry->matters[matter])
			json_put_text(json, NULL, matter_words[matter]);
	json_end(json);
	json_put_text(json, "language", entry->language);
	json_put_text(json, "format", letter_format_words[line->format]);
	json_put_truth(json, "minor", entry->minor);
	json_put_truth(json, "ward", entry->ward);
	json_put_text(json, "came", attendance_words[line->attendance]);
	json_end(json);
}

static bool print_json(const struct line *lines, size_t count)
{
	struct json *json = json_open();
	json_begin_array(json, "appointments");
	for (size_t i = 0; i < count; i++)
		put_line(json, &lines[i]);
	json_end(json);
	return json_close(json, stdout);
}

int appointment_list(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	struct line *lines = NULL;
	size_t count = 0;
	day_number from = options->from != DAY_NONE ? options->from : command->day;
	if (options->counter != NULL && office_counter(command->office, options->counter) < 0)
		return command_refuse(
			command, FAULT_USAGE, "the office has no counter '%s'", options->counter);
	if (options->to != DAY_NONE && options->to < from)
		return command_refuse(command, FAULT_USAGE, "--to lies before --from");
	if (!find_lines(command, from, &lines, &count, why))
		return 0;
	if (!options->json)
		print_table(command, lines, count);
	else if (!print_json(lines, count))
		fault_set(why, FAULT_WRITE, "the list cannot be written");
	return 0;
}
