#include "command/command.h"
#include "command/commands.h"

#include "base/phrase.h"
#include "ledger/enclosed.h"
#include "ledger/lineage.h"
#include "ledger/staff.h"
#include "model/notice_number.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Each number is a case of its own: one that is wrong is said and costs the others nothing;
 * those that are taken are committed together. */

static const char about[] = PHRASE(
	"Letters that came back, by the number on them (26-000123-7, or as a scanner reads it,\n"
	"260001237), one a line on standard input when none is given, or -. No letter goes to such a\n"
	"resident any more, and what the letter was about is by hand, until the register shows\n"
	"another address or `kigen hand release` says that the address is right. What lay in one\n"
	"envelope came back together: the other letters of it are taken as well, but for those that\n"
	"were pulled before it left, or printed again by themselves since. A number that is unknown,\n"
	"misread or given twice is said and costs the others nothing.\n"
	"Exit status 1: done, but some numbers could not be taken.\n");

/* Why a letter cannot be taken, NULL when it can. */
static const char *why_untaken(const struct letter_standing *letter)
{
	if (!letter->found)
		return phrase("there is no such letter");
	if (letter->day == DAY_NONE && letter->handed == DAY_NONE)
		return phrase("this letter has not been printed yet");
	if (letter->purged != DAY_NONE)
		return phrase(
			"this letter was purged, past its retention: whom it was to is not known "
			"any more");
	if (!letter->addressed && !letter->returned)
		return phrase("where this letter went has been deleted, past its retention");
	return NULL;
}

/* The numbers that this call has taken so far. */
struct taken {
	const char **numbers;
	size_t count, room;
};

/* A letter comes back once: a number that is given twice was scanned in the place of another. */
static bool given_before(struct command *command, const char *number)
{
	struct taken *taken = command->memo;
	for (size_t i = 0; i < taken->count; i++)
		if (strcmp(taken->numbers[i], number) == 0)
			return true;
	taken->numbers = arena_grow(command->arena, (void *)taken->numbers, taken->count, 1,
		&taken->room, sizeof *taken->numbers);
	taken->numbers[taken->count++] = arena_copy(command->arena, number);
	return false;
}

/* A letter of which only a lost night's folder knows (ledger/lineage.h). */
static bool is_lost(struct command *command, const char *number, bool *is, struct fault *why)
{
	struct lost_folder *folders = NULL;
	size_t count = 0;
	*is = false;
	if (!ledger_lost(command->ledger, command->arena, &folders, &count, why))
		return false;
	for (size_t i = 0; i < count; i++)
		if (strncmp(folders[i].number, number, 2) == 0 &&
			strcmp(folders[i].number, number) >= 0)
			*is = true;
	return true;
}

/* `given` as it was given, or as the number that was read of it. */
static void put_letter(struct command *command, const char *outcome, const char *given,
	const char *key, const char *value)
{
	struct json *act = answer_begin_act(&command->answer, outcome);
	answer_put_typed(act, "notice", given);
	answer_put_typed(act, key, value);
}

/* Answers false. */
static bool refuse_letter(struct command *command, const char *given, const char *message)
{
	put_letter(command, "refused", given, "message", message);
	command_refuse(command, 0, "%s", message);
	return false;
}

/* What came back lies in an envelope, and was all that it held. */
static bool take_others(struct command *command, const char *number, struct fault *why)
{
	struct enclosed enclosed;
	if (!ledger_enclosed(command->ledger, number, command->arena, &enclosed, why))
		return false;
	for (size_t i = 0; i < enclosed.count; i++) {
		const struct enclosed_letter *other = &enclosed.others[i];
		if (other->returned || other->taken_back)
			continue;
		if (other->apart || enclosed.apart) {
			answer_say(&command->answer,
				"%s: lay in the envelope of %s, and one of them was printed again "
				"by itself: not taken; if it came back too, give its number\n",
				other->number, number);
			continue;
		}
		if (!ledger_return(command->ledger, other->number, other->resident,
			    command->options.reason, &command->act, why))
			return false;
		put_letter(command, "done", other->number, "resident", other->resident);
		answer_say(&command->answer,
			"%s: lay in the same envelope: resident %s gets no further letter at this "
			"address\n",
			other->number, other->resident);
	}
	return true;
}

/* False when the letter could not be taken, which is then said, or *why is set. */
static bool take_letter(struct command *command, const char *text, struct fault *why)
{
	char number[NOTICE_NUMBER_BYTES];
	struct letter_standing letter;
	bool of_lost = false;
	struct arena *arena = command->arena;
	if (!notice_read_number(text, number))
		return refuse_letter(command, text,
			arena_print(arena,
				phrase("'%.40s' is no number of a letter, or was misread"), text));
	if (given_before(command, number))
		return refuse_letter(command, number,
			arena_print(arena, phrase("%s: given twice; was another letter meant?"),
				number));
	if (!ledger_letter(command->ledger, number, command->arena, &letter, why))
		return false;
	if (!letter.found && !is_lost(command, number, &of_lost, why))
		return false;
	const char *what =
		of_lost ? phrase("this letter is of a night that the ledger has lost; its "
				 "folder says whose it is")
			: why_untaken(&letter);
	if (what != NULL)
		return refuse_letter(command, number, arena_print(arena, "%s: %s", number, what));
	if (letter.returned) {
		put_letter(command, "already", number, "resident", letter.resident);
		answer_say(&command->answer, "%s: already recorded\n", number);
		return true;
	}
	if (!ledger_return(command->ledger, number, letter.resident, command->options.reason,
		    &command->act, why))
		return false;
	put_letter(command, "done", number, "resident", letter.resident);
	answer_say(&command->answer, "%s: resident %s gets no further letter at this address\n",
		number, letter.resident);
	return take_others(command, number, why);
}

static bool is_blank(const char *line)
{
	return line[strspn(line, " \t\r\n")] == '\0';
}

static long take_lines(struct command *command, struct fault *why)
{
	char line[256];
	long refused = 0;
	while (why->kind == FAULT_NONE && fgets(line, sizeof line, stdin) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		if (!is_blank(line) && !take_letter(command, line, why))
			refused++;
	}
	if (why->kind == FAULT_NONE && ferror(stdin))
		fault_set(why, FAULT_INPUT, "standard input cannot be read");
	return refused;
}

static int take_returned(struct command *command, struct fault *why)
{
	long refused = 0;
	command->memo = arena_alloc(command->arena, sizeof(struct taken));
	if (command->options.reason == NULL)
		return command_refuse(command, FAULT_USAGE,
			"--reason is needed: what did the post office write on it?\n"
			"hint: kigen returned --help");
	answer_begin_acts(&command->answer);
	if (command->options.operand_count == 0 || strcmp(command->options.operand, "-") == 0) {
		refused = take_lines(command, why);
	} else {
		for (int i = 0; i < command->options.operand_count && why->kind == FAULT_NONE; i++)
			refused += take_letter(command, command->options.operands[i], why) ? 0 : 1;
	}
	if (why->kind != FAULT_NONE || refused == 0)
		return 0;
	/* What could be taken is kept. */
	return ledger_staff_commit(command->ledger, why) ? 1 : 0;
}

int command_returned(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"returned",
		"NOTICE... --reason TEXT\n--reason TEXT < NUMBERS", OPERANDS_SEVERAL, OFFICE_FILE,
		LEDGER_CHANGED, NULL, take_returned};
	return command_perform(session, argc, argv, &verb, 1, about);
}
