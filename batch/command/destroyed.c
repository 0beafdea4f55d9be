#include "command/destroyed.h"

#include "base/phrase.h"
#include "command/command.h"
#include "command/named.h"
#include "ledger/staff.h"
#include "ledger/unposted.h"
#include "model/committed_night.h"
#include "model/notice_number.h"

#include <stdio.h>

/* Only what is withdrawn can be destroyed: its letter is decided anew, whatever becomes of the
 * sheet. Each answers 0 or the status with which it was refused. */

static int destroy_mailing(struct command *command, const char *name, struct fault *why)
{
	struct mailing mailing;
	struct stopped_letter *letters = NULL;
	size_t count = 0;
	int status = named_mailing(command, name, &mailing, why);
	if (status != 0 || why->kind != FAULT_NONE)
		return status;
	if (mailing.state != MAILING_WITHDRAWN)
		return command_refuse(command, FAULT_USAGE,
			"%s is %s, and not withdrawn\nhint: kigen mailing withdraw, or name single "
			"letters by their numbers",
			name, PHRASE_WORD(mailing_state_words, mailing.state));
	if (!mailing.printed)
		return command_refuse(
			command, FAULT_USAGE, "%s: its letters were never printed", name);
	if (!ledger_withdrawn_sheets(
		    command->ledger, &mailing, command->arena, &letters, &count, why))
		return 0;
	for (size_t i = 0; i < count; i++) {
		const struct audit_subject sheet = {.mailing = &mailing,
			.notice = letters[i].number,
			.resident = letters[i].resident};
		if (!ledger_account(command->ledger, &sheet, SHEET_DESTROYED, &command->act, why))
			return 0;
	}
	struct json *act = answer_begin_act(&command->answer, count == 0 ? "already" : "done");
	json_put_text(act, "mailing", name);
	json_put_text(act, "state", sheet_fate_words[SHEET_DESTROYED]);
	json_put_integer(act, "sheets", (long long)count);
	if (count == 0)
		answer_say(&command->answer, "%s: already destroyed\n", name);
	else
		answer_say(&command->answer,
			"%s: destroyed: %zu sheets; no stop list names them again\n", name, count);
	return 0;
}

static int destroy_letter(struct command *command, const char *number, struct fault *why)
{
	struct letter_standing letter;
	if (!ledger_letter(command->ledger, number, command->arena, &letter, why))
		return 0;
	if (!letter.found)
		return command_refuse(command, FAULT_INPUT, "there is no letter %s", number);
	if (letter.fate == SHEET_DESTROYED || letter.fate == SHEET_PULLED) {
		answer_letter(&command->answer, "already", number, sheet_fate_words[letter.fate]);
		answer_say(&command->answer, "%s: already %s\n", number,
			PHRASE_WORD(sheet_fate_words, letter.fate));
		return 0;
	}
	if (letter.day == DAY_NONE && letter.handed == DAY_NONE)
		return command_refuse(command, FAULT_USAGE, "letter %s was never printed", number);
	if (letter.fate == SHEET_LEFT || letter.returned)
		return command_refuse(command, FAULT_USAGE, "letter %s has left", number);
	if (!letter.withdrawn)
		return command_refuse(command, FAULT_USAGE,
			"letter %s is not withdrawn\nhint: kigen mailing withdraw %s", number,
			number);
	const struct audit_subject sheet = {.notice = number, .resident = letter.resident};
	if (!ledger_account(command->ledger, &sheet, SHEET_DESTROYED, &command->act, why))
		return 0;
	answer_letter(&command->answer, "done", number, sheet_fate_words[SHEET_DESTROYED]);
	answer_say(&command->answer, "%s: destroyed; no stop list names it again\n", number);
	return 0;
}

int destroyed_sheets(struct command *command, struct fault *why)
{
	int status = 0;
	if (command->options.operand_count == 0)
		return command_refuse(command, FAULT_USAGE,
			"which mailing, or which letter?\nhint: kigen mailing --help");
	for (int i = 0;
		i < command->options.operand_count && status == 0 && why->kind == FAULT_NONE; i++) {
		const char *name = command->options.operands[i];
		char *number = arena_alloc(command->arena, NOTICE_NUMBER_BYTES);
		day_number day;
		int run;
		if (night_named(name, &day, &run))
			status = destroy_mailing(command, name, why);
		else if (notice_read_number(name, number))
			status = destroy_letter(command, number, why);
		else
			status = command_refuse(command, FAULT_USAGE,
				"'%.40s' is no mailing, such as 2026-11-24, nor the number of a "
				"letter, or was misread",
				name);
	}
	return status;
}
