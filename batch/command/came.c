#include "command/came.h"

#include "base/phrase.h"
#include "command/turn.h"
#include "ledger/promise.h"
#include "ledger/staff.h"
#include "ledger/turnout.h"
#include "model/notice_number.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Each number is a case of its own. Somebody who scans at a desk keeps the ledger from nobody: it
 * is opened for each line of a terminal, and once for all that is there already. */

struct scan {
	const char *text;
	const char *where; /* "FILE:3: ", or nothing */
};

struct scans {
	struct scan *items;
	size_t count, room;
};

static void add_scan(struct command *command, struct scans *scans, const char *text, char *where)
{
	scans->items = arena_grow(
		command->arena, scans->items, scans->count, 1, &scans->room, sizeof *scans->items);
	scans->items[scans->count++] = (struct scan){arena_copy(command->arena, text), where};
}

/* ---- one number ---- */

/* Why a number cannot be taken as a visit of today. */
enum came_refusal {
	CAME_MISREAD,
	CAME_UNKNOWN,
	CAME_NO_APPOINTMENT,
	CAME_CANCELLED,
	CAME_OTHER_DAY,
	CAME_REFUSALS /* it can be */
};

/* Stable words: kigen-codes(7). */
static const char *const came_codes[CAME_REFUSALS] = {
	[CAME_MISREAD] = "misread",
	[CAME_UNKNOWN] = "unknown",
	[CAME_NO_APPOINTMENT] = "no-appointment",
	[CAME_CANCELLED] = "cancelled",
	[CAME_OTHER_DAY] = "other-day",
};

static enum came_refusal why_untaken(
	const struct command *command, const char *uid, const struct promise *promise)
{
	if (uid == NULL)
		return CAME_UNKNOWN;
	if (promise == NULL || promise->resident[0] == '\0')
		return CAME_NO_APPOINTMENT;
	if (promise->appointment.state == APPOINTMENT_STATE_CANCELLED)
		return CAME_CANCELLED;
	return promise->appointment.day == command->day ? CAME_REFUSALS : CAME_OTHER_DAY;
}

/* In a sentence; of a number that could be read. */
static const char *tell_untaken(
	const struct command *command, enum came_refusal refusal, const struct promise *promise)
{
	char day[CIVIL_DATE_BYTES];
	if (refusal == CAME_UNKNOWN)
		return phrase("there is no such letter");
	if (refusal == CAME_NO_APPOINTMENT)
		return phrase("this letter names no appointment");
	if (refusal == CAME_CANCELLED)
		return phrase("its appointment was cancelled");
	return arena_print(command->arena, phrase("its appointment is on %s"),
		civil_format(promise->appointment.day, day));
}

static void put_visit(
	struct command *command, const char *outcome, const char *number, const char *resident)
{
	struct json *act = answer_begin_act(&command->answer, outcome);
	json_put_text(act, "notice", number);
	json_put_text(act, "resident", resident);
}

/* Answers false. */
static bool refuse_scan(
	struct command *command, const char *given, enum came_refusal refusal, const char *sentence)
{
	const char *message = arena_print(command->arena, "%s (%s)", sentence, came_codes[refusal]);
	struct json *act = answer_begin_act(&command->answer, "refused");
	answer_put_typed(act, "notice", given);
	json_put_text(act, "code", came_codes[refusal]);
	answer_put_typed(act, "message", message);
	command_refuse(command, 0, "%s", message);
	return false;
}

/* False when the number could not be taken, which is then said, or *why is set. */
static bool take_scan(struct command *command, const struct scan *scan, struct fault *why)
{
	char number[NOTICE_NUMBER_BYTES];
	const char *uid = NULL;
	struct promise *promise = NULL;
	bool scanned = false;
	if (!notice_read_number(scan->text, number))
		return refuse_scan(command, scan->text, CAME_MISREAD,
			arena_print(command->arena,
				phrase("%s'%.40s' is no number of a letter, or was misread"),
				scan->where, scan->text));
	if (!ledger_promised(command->ledger, number, command->arena, &uid, why) ||
		(uid != NULL && uid[0] != '\0' &&
			(!ledger_promise(command->ledger, uid, command->arena, &promise, why) ||
				!ledger_scanned(command->ledger, uid, &scanned, why))))
		return false;
	enum came_refusal refusal = scanned ? CAME_REFUSALS : why_untaken(command, uid, promise);
	if (refusal != CAME_REFUSALS)
		return refuse_scan(command, number, refusal,
			arena_print(command->arena, "%s%s: %s", scan->where, number,
				tell_untaken(command, refusal, promise)));
	if (scanned) {
		put_visit(command, "already", number, promise->resident);
		answer_say(&command->answer, "%s: already recorded\n", number);
		return true;
	}
	if (!ledger_scan(command->ledger, number, uid, promise->resident, &command->act, why))
		return false;
	put_visit(command, "done", number, promise->resident);
	answer_say(&command->answer, "%s: came\n", number);
	return true;
}

/* ---- all of them ---- */

/* In one turn at the ledger; *refused grows. */
static bool take_turn(
	struct command *command, const struct scans *scans, long *refused, struct fault *why)
{
	if (!turn_take(command->session, &command->options, &command->ledger, why))
		return false;
	answer_hold(&command->answer, command->arena);
	bool done = ledger_begin(command->ledger, why);
	for (size_t i = 0; done && i < scans->count; i++) {
		*refused += !take_scan(command, &scans->items[i], why);
		done = why->kind == FAULT_NONE;
	}
	done = done && ledger_staff_commit(command->ledger, why);
	answer_release(&command->answer, done);
	ledger_close(command->ledger);
	command->ledger = NULL;
	return done;
}

static bool is_blank(const char *line)
{
	return line[strspn(line, " \t\r\n")] == '\0';
}

/* `alone`: each line has a turn of its own. */
static bool take_lines(struct command *command, FILE *stream, const char *name, bool alone,
	long *refused, struct fault *why)
{
	static const char mark[] = "\xEF\xBB\xBF";
	struct scans scans = {0};
	char line[256];
	for (long at = 1; fgets(line, sizeof line, stream) != NULL; at++) {
		char *text = line;
		if (at == 1 && strncmp(text, mark, sizeof mark - 1) == 0)
			text += sizeof mark - 1;
		text[strcspn(text, "\r\n")] = '\0';
		if (is_blank(text))
			continue;
		add_scan(command, &scans, text, arena_print(command->arena, "%s:%ld: ", name, at));
		if (!alone)
			continue;
		if (!take_turn(command, &scans, refused, why))
			return false;
		scans.count = 0;
	}
	if (ferror(stream))
		return fault_set(why, FAULT_INPUT, "%s cannot be read", name);
	return scans.count == 0 || take_turn(command, &scans, refused, why);
}

static bool take_file(struct command *command, long *refused, struct fault *why)
{
	const char *path = command->options.file;
	FILE *stream = fopen(path, "r");
	if (stream == NULL)
		return fault_system(why, FAULT_INPUT, errno, "%s", path);
	bool done = take_lines(command, stream, path, false, refused, why);
	fclose(stream);
	return done;
}

static bool take_words(struct command *command, long *refused, struct fault *why)
{
	struct scans scans = {0};
	for (int i = 0; i < command->options.operand_count; i++)
		add_scan(command, &scans, command->options.operands[i],
			arena_copy(command->arena, ""));
	return take_turn(command, &scans, refused, why);
}

int came_check(struct command *command)
{
	const struct options *options = &command->options;
	return options->file != NULL && options->operand_count > 0
		       ? command_refuse(command, FAULT_USAGE, "--file goes without numbers")
		       : 0;
}

int came_take(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	long refused = 0;
	bool done;
	answer_begin_acts(&command->answer);
	if (options->file != NULL)
		done = take_file(command, &refused, why);
	else if (options->operand_count > 0 && strcmp(options->operand, "-") != 0)
		done = take_words(command, &refused, why);
	else
		done = take_lines(command, stdin, phrase("standard input"),
			isatty(STDIN_FILENO) == 1, &refused, why);
	return done && refused > 0 ? 1 : 0;
}
