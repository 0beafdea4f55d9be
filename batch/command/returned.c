#include "command/act.h"
#include "command/command.h"

#include "ledger/lineage.h"
#include "model/notice.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char help[] =
	"usage: kigen returned NOTICE... --reason TEXT [--why TEXT] [--by NAME]\n"
	"       kigen returned --reason TEXT < NUMBERS\n"
	"       [--office FILE] [--ledger FILE] [--date DATE]\n\n"
	"Letters that came back, by the number on them (26-000123-7, or as a scanner reads it,\n"
	"260001237), one a line on standard input when none is given, or -. --reason is what the post\n"
	"office wrote on them. No letter goes to such a resident any more, and what the letter was\n"
	"about is by hand, until the register shows another address or `kigen hand release` says\n"
	"that the address is right. A number that is unknown, misread or given twice is said and\n"
	"costs the others nothing.\n"
	"Exit status 1: done, but some numbers could not be taken.\n";

/* Why a letter cannot be taken, NULL when it can. */
static const char *obstacle(const struct letter_standing *letter)
{
	if (!letter->found)
		return "there is no such letter";
	if (letter->day == DAY_NONE && letter->handed == DAY_NONE)
		return "this letter has not been printed yet";
	if (letter->purged != DAY_NONE)
		return "this letter was purged, past its retention: whom it was to is not known any more";
	if (!letter->addressed && !letter->returned)
		return "where this letter went has been deleted, past its retention";
	return NULL;
}

/* The numbers that this call has taken so far. */
struct taken {
	const char **numbers;
	size_t count, room;
};

/* A letter comes back once: a number that is given twice was scanned in the place of another. */
static bool given_before(struct act *act, const char *number)
{
	struct taken *taken = act->memo;
	for (size_t i = 0; i < taken->count; i++)
		if (strcmp(taken->numbers[i], number) == 0)
			return true;
	taken->numbers = arena_grow(act->arena, (void *)taken->numbers, taken->count, 1,
		&taken->room, sizeof *taken->numbers);
	taken->numbers[taken->count++] = arena_copy(act->arena, number);
	return false;
}

/* A letter of which only a lost night's folder knows (ledger/lineage.h). */
static bool lost(struct act *act, const char *number, bool *is, struct fault *why)
{
	struct lost_folder *folders = NULL;
	size_t count = 0;
	*is = false;
	if (!ledger_lost(act->ledger, act->arena, &folders, &count, why))
		return false;
	for (size_t i = 0; i < count; i++)
		if (strncmp(folders[i].number, number, 2) == 0 &&
			strcmp(folders[i].number, number) >= 0)
			*is = true;
	return true;
}

/* False when the letter could not be taken, which is then said, or *why is set. */
static bool take(struct act *act, const char *text, struct fault *why)
{
	char number[NOTICE_NUMBER_BYTES];
	struct letter_standing letter;
	bool of_lost = false;
	if (!notice_read_number(text, number)) {
		act_refuse(act, 0, "'%.40s' is no number of a letter, or was misread", text);
		return false;
	}
	if (given_before(act, number)) {
		act_refuse(act, 0, "%s: given twice; was another letter meant?", number);
		return false;
	}
	if (!ledger_letter(act->ledger, number, act->arena, &letter, why))
		return false;
	if (!letter.found && !lost(act, number, &of_lost, why))
		return false;
	const char *what = of_lost ? "this letter is of a night that the ledger has lost; its "
				     "folder says whose it is"
				   : obstacle(&letter);
	if (what != NULL) {
		act_refuse(act, 0, "%s: %s", number, what);
		return false;
	}
	if (letter.returned) {
		printf("%s: already recorded\n", number);
		return true;
	}
	if (!ledger_return(
		    act->ledger, number, letter.resident, act->options.reason, &act->desk, why))
		return false;
	printf("%s: resident %s gets no further letter at this address\n", number, letter.resident);
	return true;
}

static bool blank(const char *line)
{
	return line[strspn(line, " \t\r\n")] == '\0';
}

static long take_lines(struct act *act, struct fault *why)
{
	char line[256];
	long refused = 0;
	while (why->kind == FAULT_NONE && fgets(line, sizeof line, stdin) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		if (!blank(line) && !take(act, line, why))
			refused++;
	}
	if (why->kind == FAULT_NONE && ferror(stdin))
		fault_set(why, FAULT_INPUT, "standard input cannot be read");
	return refused;
}

static int returned(struct act *act, struct fault *why)
{
	long refused = 0;
	act->memo = arena_alloc(act->arena, sizeof(struct taken));
	if (act->options.reason == NULL)
		return act_refuse(act, FAULT_USAGE,
			"--reason is needed: what did the post office write on it?\n"
			"hint: kigen returned --help");
	if (act->options.operand_count == 0 || strcmp(act->options.operand, "-") == 0) {
		refused = take_lines(act, why);
	} else {
		for (int i = 0; i < act->options.operand_count && why->kind == FAULT_NONE; i++)
			refused += take(act, act->options.operands[i], why) ? 0 : 1;
	}
	if (why->kind != FAULT_NONE || refused == 0)
		return 0;
	/* What could be taken is kept. */
	return ledger_desk_commit(act->ledger, why) ? 1 : 0;
}

int command_returned(const struct session *session, int argc, char **argv)
{
	static const struct act_verb verbs[] = {
		{"returned", TAKES_OPERANDS | TAKES_REASON, true, returned},
	};
	return act_run(session, argc, argv, verbs, 1, help);
}
