#include "base/phrase.h"
#include "command/command.h"
#include "command/commands.h"
#include "document/residents/hours_calendar.h"
#include "intake/office/opening_hours.h"

#include <stdio.h>

/* What is printed is the calendar that a night works with, unfiltered: hours that look wrong
 * here are wrong there. */

static const char about[] = PHRASE(
	"Prints when the counters are open, a line a day and counter, separated by tabs:\n"
	"date, weekday, counter, intervals (08:30-12:00,13:00-17:00 or closed), reason.\n"
	"Both days are included. With --places instead a line for each slot that is offered\n"
	"to appointments: counter, start, end, desks. With --ics as a calendar, an event for each\n"
	"time from opening to closing; the closures are those of today's office file.\n");

static void print_day(
	struct command *command, const char *counter, day_number day, const struct counter_day *row)
{
	(void)command;
	char date[CIVIL_DATE_BYTES], from[CIVIL_TIME_BYTES], to[CIVIL_TIME_BYTES];
	printf("%s\t%s\t%s\t", civil_format(day, date), civil_weekday_name(civil_weekday(day)),
		counter);
	if (row->interval_count == 0)
		fputs("closed", stdout);
	for (size_t i = 0; i < row->interval_count; i++)
		printf("%s%s-%s", i > 0 ? "," : "", civil_format_time(row->intervals[i].from, from),
			civil_format_time(row->intervals[i].to, to));
	printf("\t%s\n", row->reason);
}

static void print_places(
	struct command *command, const char *counter, day_number day, const struct counter_day *row)
{
	(void)command;
	char start[CIVIL_INSTANT_BYTES], end[CIVIL_INSTANT_BYTES];
	for (size_t i = 0; i < row->slot_count; i++)
		printf("%s\t%s\t%s\t%d\n", counter,
			civil_format_instant(day, row->slots[i].start, start),
			civil_format_instant(day, row->slots[i].end, end), row->slots[i].desks);
}

/* The two as JSON: a line is an object. */
static void put_day(
	struct command *command, const char *counter, day_number day, const struct counter_day *row)
{
	char from[CIVIL_TIME_BYTES], to[CIVIL_TIME_BYTES];
	struct json *json = answer_json(&command->answer);
	json_begin_object(json, NULL);
	json_put_day(json, "date", day);
	json_put_text(json, "weekday", civil_weekday_name(civil_weekday(day)));
	json_put_text(json, "counter", counter);
	json_begin_array(json, "intervals");
	for (size_t i = 0; i < row->interval_count; i++) {
		json_begin_object(json, NULL);
		json_put_text(json, "from", civil_format_time(row->intervals[i].from, from));
		json_put_text(json, "to", civil_format_time(row->intervals[i].to, to));
		json_end(json);
	}
	json_end(json);
	json_put_text(json, "reason", row->reason);
	json_end(json);
}

static void put_places(
	struct command *command, const char *counter, day_number day, const struct counter_day *row)
{
	char start[CIVIL_INSTANT_BYTES], end[CIVIL_INSTANT_BYTES];
	struct json *json = answer_json(&command->answer);
	for (size_t i = 0; i < row->slot_count; i++) {
		json_begin_object(json, NULL);
		json_put_text(json, "counter", counter);
		json_put_text(
			json, "starts", civil_format_instant(day, row->slots[i].start, start));
		json_put_text(json, "ends", civil_format_instant(day, row->slots[i].end, end));
		json_put_integer(json, "desks", row->slots[i].desks);
		json_end(json);
	}
}

/* By --json and --places. */
static void (*const tellers[2][2])(struct command *command, const char *counter, day_number day,
	const struct counter_day *row) = {{print_day, print_places}, {put_day, put_places}};

static int check_range(struct command *command)
{
	const struct options *options = &command->options;
	if (options->from == DAY_NONE || options->to == DAY_NONE || options->to < options->from)
		return command_refuse(command, FAULT_USAGE,
			"--from and --to are needed, in this order\nhint: kigen hours --help");
	if (options->ics && options->json)
		return command_refuse(command, FAULT_USAGE,
			"--ics or --json, not both\nhint: kigen hours --help");
	if (options->places && options->ics)
		return command_refuse(command, FAULT_USAGE,
			"--places or --ics, not both\nhint: kigen hours --help");
	return 0;
}

static int print_hours(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	const struct office *office = command->office;
	struct calendar calendar;
	int only = -1;
	if (options->counter != NULL) {
		only = office_counter(office, options->counter);
		if (only < 0)
			return command_refuse(command, FAULT_USAGE,
				"the office has no counter '%s'", options->counter);
	}
	if (!hours_expand(office, options->from, options->to, command->arena, &calendar, why))
		return 0;
	if (options->ics) {
		hours_calendar(stdout, office, &calendar, only, command->arena);
		return 0;
	}
	if (options->json)
		json_begin_array(
			answer_json(&command->answer), options->places ? "places" : "days");
	for (day_number day = options->from; day <= options->to; day++) {
		for (size_t i = 0; i < office->counter_count; i++) {
			if (only >= 0 && (size_t)only != i)
				continue;
			tellers[options->json][options->places](command, office->counters[i].id,
				day, calendar_day(&calendar, day, i));
		}
	}
	if (options->json)
		json_end(answer_json(&command->answer));
	return 0;
}

int command_hours(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"hours",
		"--from DATE --to DATE [--counter ID] [--places] [--ics] [--office FILE]",
		OPERANDS_NONE, OFFICE_FILE, LEDGER_CLOSED, check_range, print_hours};
	return command_perform(session, argc, argv, &verb, 1, about);
}
