#include "command/command.h"
#include "command/commands.h"

#include "base/json.h"
#include "base/phrase.h"
#include "base/retell.h"
#include "base/text.h"
#include "ledger/acknowledgement.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* An exception is named by its number, which is of these words of this resident alone: what is said
 * of it cannot come to stand beside another. All that one command line names is said, or nothing
 * is. */

static const char about[] = PHRASE(
	"list         what the last night told and nobody has mended, tab-separated: number, code,\n"
	"             resident, since which night, what was found; where it is acknowledged by whom,\n"
	"             since when, and why\n"
	"acknowledge  we know this one: --why says why. What changes nothing for anybody is\n"
	"             folded away on the morning pages from then on; an exception that keeps\n"
	"             somebody from a letter or an appointment stays, with the words beside it.\n"
	"             Told in other words, or again after a night without it, it is new; not in\n"
	"             other figures, as how many letters, unless they are worse\n"
	"reopen       it is to be looked at again\n"
	"An exception that has been acknowledged already is left as it is: reopen it to say\n"
	"something else of it. Of several numbers all are taken, or none.\n");

/* ---- list ---- */

static const char *day_text(day_number day, char out[CIVIL_DATE_BYTES])
{
	return day == DAY_NONE ? "" : civil_format(day, out);
}

static void print_line(struct command *command, const struct standing_exception *exception)
{
	const struct exception_standing *standing = &exception->standing;
	char since[CIVIL_DATE_BYTES], day[CIVIL_DATE_BYTES];
	printf("%ld\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", exception->standing.number, exception->code,
		exception->resident, civil_format(standing->since, since),
		retell_spoken(exception->message, command->arena), standing->who,
		day_text(standing->acknowledged, day), standing->why);
}

static void put_exception(struct json *json, const struct standing_exception *exception)
{
	const struct exception_standing *standing = &exception->standing;
	json_begin_object(json, NULL);
	json_put_integer(json, "number", exception->standing.number);
	json_put_text(json, "code", exception->code);
	json_put_text(json, "resident", exception->resident);
	json_put_day(json, "since", standing->since);
	json_put_text(
		json, "state", exception_state_words[exception_state(exception->code, standing)]);
	json_put_truth(json, "may_rest", exception_may_rest(exception->code));
	json_put_text(json, "message", exception->message);
	bool known = standing->acknowledged != DAY_NONE;
	char day[CIVIL_DATE_BYTES];
	json_put_text(json, "by", known ? standing->who : NULL);
	json_put_text(
		json, "acknowledged", known ? civil_format(standing->acknowledged, day) : NULL);
	json_put_text(json, "why", known ? standing->why : NULL);
	json_end(json);
}

static int list_exceptions(struct command *command, struct fault *why)
{
	struct standing_exception *exceptions = NULL;
	size_t count = 0;
	if (!ledger_standing_exceptions(command->ledger, command->arena, &exceptions, &count, why))
		return 0;
	if (!command->options.json) {
		for (size_t i = 0; i < count; i++)
			print_line(command, &exceptions[i]);
		return 0;
	}
	struct json *json = json_open();
	json_begin_array(json, "exceptions");
	for (size_t i = 0; i < count; i++)
		put_exception(json, &exceptions[i]);
	json_end(json);
	if (!json_close(json, stdout))
		fault_set(why, FAULT_WRITE, "the list cannot be written");
	return 0;
}

/* ---- what is said of some ---- */

/* A number as `list` has it: digits and nothing else. */
static bool read_number(const char *text, long *number)
{
	char *end;
	errno = 0;
	*number = strtol(text, &end, 10);
	return text[0] >= '1' && text[0] <= '9' && *end == '\0' && errno == 0;
}

static void answer_exception(
	struct command *command, const char *outcome, const struct standing_exception *exception)
{
	struct json *act = answer_begin_act(&command->answer, outcome);
	json_put_integer(act, "number", exception->standing.number);
	json_put_text(act, "code", exception->code);
	json_put_text(act, "resident", exception->resident);
	json_put_truth(act, "rests",
		exception_state(exception->code, &exception->standing) == EXCEPTION_RESTING);
}

static void acknowledge_one(
	struct command *command, struct standing_exception *exception, struct fault *why)
{
	struct exception_standing *standing = &exception->standing;
	char day[CIVIL_DATE_BYTES];
	if (standing->acknowledged != DAY_NONE) {
		answer_exception(command, "already", exception);
		answer_say(&command->answer, "%ld: already acknowledged on %s by %s: %s\n",
			exception->standing.number, civil_format(standing->acknowledged, day),
			standing->who, standing->why);
		return;
	}
	if (!ledger_acknowledge(command->ledger, exception, &command->act, why))
		return;
	standing->acknowledged = command->act.day;
	standing->who = command->act.who;
	standing->why = command->act.why;
	answer_exception(command, "done", exception);
	if (exception_may_rest(exception->code))
		answer_say(&command->answer, "%ld (%s): acknowledged\n", exception->standing.number,
			exception->code);
	else
		answer_say(&command->answer,
			"%ld (%s): acknowledged; it stays among what there is to do, "
			"until its cause has gone\n",
			exception->standing.number, exception->code);
}

static void reopen_one(
	struct command *command, struct standing_exception *exception, struct fault *why)
{
	if (exception->standing.acknowledged == DAY_NONE) {
		answer_exception(command, "already", exception);
		answer_say(
			&command->answer, "%ld: is not acknowledged\n", exception->standing.number);
		return;
	}
	if (!ledger_reopen(command->ledger, exception, &command->act, why))
		return;
	exception->standing.acknowledged = DAY_NONE;
	answer_exception(command, "done", exception);
	answer_say(&command->answer, "%ld (%s): open again\n", exception->standing.number,
		exception->code);
}

static struct standing_exception *find_number(
	struct standing_exception *exceptions, size_t count, long number)
{
	for (size_t i = 0; i < count; i++)
		if (exceptions[i].standing.number == number)
			return &exceptions[i];
	return NULL;
}

/* Each that the command line names, in its order: nothing is said of one before all are found. */
static int find_named(
	struct command *command, struct standing_exception ***named, struct fault *why)
{
	struct standing_exception *exceptions = NULL;
	size_t count = 0;
	int asked = command->options.operand_count;
	if (!ledger_standing_exceptions(command->ledger, command->arena, &exceptions, &count, why))
		return 0;
	*named = arena_alloc(command->arena, (size_t)asked * sizeof(struct standing_exception *));
	for (int i = 0; i < asked; i++) {
		const char *text = command->options.operands[i];
		long number = 0;
		if (!read_number(text, &number))
			return command_refuse(command, FAULT_USAGE,
				"'%.40s' is no number of an exception; nothing is changed\n"
				"hint: kigen exception list",
				text);
		(*named)[i] = find_number(exceptions, count, number);
		if ((*named)[i] == NULL)
			return command_refuse(command, FAULT_INPUT,
				"no exception %ld stands; nothing is changed\n"
				"hint: kigen exception list",
				number);
	}
	return 0;
}

static int say_of_each(struct command *command,
	void (*say)(struct command *, struct standing_exception *, struct fault *),
	struct fault *why)
{
	struct standing_exception **named = NULL;
	int status = find_named(command, &named, why);
	for (int i = 0; status == 0 && i < command->options.operand_count; i++)
		if (why->kind == FAULT_NONE)
			say(command, named[i], why);
	return status;
}

static int acknowledge_named(struct command *command, struct fault *why)
{
	return say_of_each(command, acknowledge_one, why);
}

static int reopen_named(struct command *command, struct fault *why)
{
	return say_of_each(command, reopen_one, why);
}

static int check_named(struct command *command)
{
	if (command->options.operand_count == 0)
		return command_refuse(
			command, FAULT_USAGE, "which exception?\nhint: kigen exception --help");
	return 0;
}

static int check_reason(struct command *command)
{
	int status = check_named(command);
	if (status != 0)
		return status;
	if (text_blank(command->options.why))
		return command_refuse(command, FAULT_USAGE,
			"--why is needed: why is nothing to be done about it?");
	return 0;
}

int command_exception(const struct session *session, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"exception list", "", OPERANDS_NONE, OFFICE_FILE, LEDGER_LOOKED_AT, NULL,
			list_exceptions},
		{"exception acknowledge", "NUMBER... --why TEXT", OPERANDS_SEVERAL, OFFICE_FILE,
			LEDGER_CHANGED, check_reason, acknowledge_named},
		{"exception reopen", "NUMBER...", OPERANDS_SEVERAL, OFFICE_FILE, LEDGER_CHANGED,
			check_named, reopen_named},
	};
	return command_perform(session, argc, argv, verbs, sizeof verbs / sizeof verbs[0], about);
}
