#include "command/command.h"
#include "command/commands.h"
#include "command/rebook.h"

#include "base/json.h"
#include "base/phrase.h"
#include "ledger/ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Each verb is one transaction of the ledger or a reading; moving and cancelling are rebook.c's. */

static const char about[] = PHRASE(
	"list    who comes when, from --from (or DATE) on, by counter and day, tab-separated:\n"
	"        counter, start, end, desk, letter, resident, state, sequence\n"
	"move    to any free place that is offered, long enough, inside the expiry; says what is\n"
	"        free near by when it cannot be. A cancelled appointment is given anew this way\n"
	"cancel  frees the place; no other one is given unless the desk says so\n"
	"give    to somebody who has none: the letter found no place, it asked to call, or what it\n"
	"        named was taken back or has passed. The place of --at, or without it the first that\n"
	"        is free from tomorrow (or --from) on, at --counter or where the postal code belongs\n"
	"        to. The resident is told by the desk: a letter that is not printed yet names the\n"
	"        place, the page behind the code of one that is shows it. Refused for who has an\n"
	"        appointment, is under protection, has nothing open any more, or has no letter\n\n"
	"NOTICE is the number of any letter that names the appointment, or - for the first line of\n"
	"standard input, which no other user of the machine sees. Letter and calendar file\n"
	"follow in the next night's folder, the letter to the address of that night; or at once\n"
	"in the new folder NEWDIR, to the last known address.\n"
	"Whatever ends the command half way, give it again: nothing is done twice.\n"
	"TEXT and NAME stay in the ledger's log: no names of residents.\n");

/* ---- list ---- */

static int by_counter(const void *left, const void *right)
{
	const struct appointment *one = &((const struct standing_appointment *)left)->appointment;
	const struct appointment *other =
		&((const struct standing_appointment *)right)->appointment;
	int order = strcmp(one->counter, other->counter);
	if (order == 0)
		order = (one->day > other->day) - (one->day < other->day);
	if (order == 0)
		order = (one->starts > other->starts) - (one->starts < other->starts);
	if (order == 0)
		order = ((const struct standing_appointment *)left)->desk -
			((const struct standing_appointment *)right)->desk;
	return order != 0 ? order : strcmp(one->uid, other->uid);
}

static bool asked_for(const struct command *command, const struct appointment *appointment)
{
	const struct options *options = &command->options;
	return (options->counter == NULL || strcmp(options->counter, appointment->counter) == 0) &&
	       (options->to == DAY_NONE || appointment->day <= options->to);
}

/* An appointment that lasts to midnight ends at 00:00 of the day after. */
static char *format_end(const struct appointment *appointment, char out[CIVIL_INSTANT_BYTES])
{
	return civil_format_instant(
		appointment->day + appointment->ends / 1440, appointment->ends % 1440, out);
}

static void print_line(const struct standing_appointment *standing)
{
	const struct appointment *appointment = &standing->appointment;
	char starts[CIVIL_INSTANT_BYTES], ends[CIVIL_INSTANT_BYTES];
	printf("%s\t%s\t%s\t%d\t%s\t%s\t%s\t%d\n", appointment->counter,
		civil_format_instant(appointment->day, appointment->starts, starts),
		format_end(appointment, ends), standing->desk + 1, standing->notice,
		standing->resident, appointment_state_words[appointment->state],
		appointment->sequence);
}

static void print_json(struct json *json, const struct standing_appointment *standing)
{
	const struct appointment *appointment = &standing->appointment;
	char starts[CIVIL_INSTANT_BYTES], ends[CIVIL_INSTANT_BYTES];
	json_begin_object(json, NULL);
	json_put_text(json, "counter", appointment->counter);
	json_put_text(json, "starts",
		civil_format_instant(appointment->day, appointment->starts, starts));
	json_put_text(json, "ends", format_end(appointment, ends));
	json_put_integer(json, "desk", standing->desk + 1);
	json_put_text(json, "notice", standing->notice);
	json_put_text(json, "resident", standing->resident);
	json_put_text(json, "state", appointment_state_words[appointment->state]);
	json_put_text(json, "uid", appointment->uid);
	json_put_integer(json, "sequence", appointment->sequence);
	json_end(json);
}

static int list_appointments(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	struct standing_appointment *standing = NULL;
	size_t count = 0;
	day_number from = options->from != DAY_NONE ? options->from : command->day;
	if (options->counter != NULL && office_counter(command->office, options->counter) < 0)
		return command_refuse(
			command, FAULT_USAGE, "the office has no counter '%s'", options->counter);
	if (options->to != DAY_NONE && options->to < from)
		return command_refuse(command, FAULT_USAGE, "--to lies before --from");
	if (!ledger_standing_appointments(
		    command->ledger, from, command->arena, &standing, &count, why))
		return 0;
	if (count > 0)
		qsort(standing, count, sizeof *standing, by_counter);
	struct json *json = options->json ? json_open() : NULL;
	if (json != NULL)
		json_begin_array(json, "appointments");
	for (size_t i = 0; i < count; i++) {
		if (!asked_for(command, &standing[i].appointment))
			continue;
		if (json != NULL)
			print_json(json, &standing[i]);
		else
			print_line(&standing[i]);
	}
	if (json != NULL) {
		json_end(json);
		json_close(json, stdout);
	}
	return 0;
}

int command_appointment(const struct session *session, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"appointment list", "[--counter ID] [--from DATE] [--to DATE] [--json]",
			OPERANDS_NONE, OFFICE_FILE, LEDGER_LOOKED_AT, NULL, list_appointments},
		{"appointment move",
			"NOTICE --counter ID --at YYYY-MM-DDTHH:MM [--no-letter] [--out NEWDIR]",
			OPERANDS_ONE_TYPED, OFFICE_FILE, LEDGER_CHANGED, NULL, rebook_move},
		{"appointment give",
			"NOTICE|RESIDENT [--counter ID] [--at YYYY-MM-DDTHH:MM | --from DATE] [--no-letter] [--out NEWDIR]",
			OPERANDS_ONE_TYPED, OFFICE_FILE, LEDGER_CHANGED, NULL, rebook_give},
		{"appointment cancel", "NOTICE [--no-letter] [--out NEWDIR]", OPERANDS_ONE_TYPED,
			OFFICE_FILE, LEDGER_CHANGED, NULL, rebook_cancel},
	};
	return command_perform(session, argc, argv, verbs, sizeof verbs / sizeof verbs[0], about);
}
