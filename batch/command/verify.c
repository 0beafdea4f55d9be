#include "base/phrase.h"
#include "command/command.h"
#include "command/commands.h"
#include "command/copies.h"
#include "document/files/shown.h"
#include "document/files/sums.h"
#include "ledger/lineage.h"
#include "ledger/seal.h"

#include <stdio.h>
#include <string.h>

/* All that is wrong is told, a line each: who looks after a damaged disk wants to know how much. */

static const char about[] = PHRASE(
	"Looks whether the ledger is whole: byte for byte as it was left (its .sum), each row as the\n"
	"schema wants it, every reference, every table, index and trigger, the nights in order and\n"
	"each with its lineage, and each row as it was sealed when it was written (kigen-ledger(5)).\n"
	"Then whether the nights' folders in DIR hold what their SHA256SUMS says, and are of this\n"
	"ledger, of no other state of it and of this chain of seals. Nothing is changed; a night may\n"
	"run meanwhile. What is wrong is said on standard error, a line each.\n"
	"Exit status: 0 all is well; 66 no such ledger; 70 something is wrong.\n");

static void tell_finding(struct command *command, const char *file, const char *message)
{
	struct json *answer = answer_json(&command->answer);
	json_begin_object(answer, NULL);
	answer_put_typed(answer, "file", file);
	json_put_text(answer, "message", message);
	json_end(answer);
	command_refuse(command, 0, "%s: %s", file, message);
}

static size_t tell_ledger(struct command *command, struct ledger *ledger, struct fault *why)
{
	const char *const *findings;
	size_t count = 0;
	if (!ledger_examine(ledger, command->arena, &findings, &count, why))
		return 0;
	for (size_t i = 0; i < count; i++)
		tell_finding(command, command->options.ledger, findings[i]);
	return count;
}

/* Where a copy has been brought back, what was decided once more may have been sealed otherwise. */
static bool look_at_seal(struct ledger *ledger, const struct shown_folder *shown,
	const char **trouble, struct fault *why)
{
	enum seal_agreement agreement;
	if (!ledger_seal_agrees(ledger, shown->day, shown->run, shown->seal, &agreement, why))
		return false;
	if (agreement == SEAL_CUT)
		*trouble =
			phrase("chain-cut: it shows a seal that the ledger's chain does not reach");
	else if (agreement == SEAL_OTHER)
		*trouble = phrase(
			"chain-other: the ledger's chain of seals is not the one that it shows");
	return true;
}

/* What is wrong with one folder; *trouble stays NULL when nothing is. */
static bool look_at_folder(struct command *command, struct ledger *ledger, const char *mark,
	const struct shown_folder *shown, const char **trouble, struct fault *why)
{
	char lineage[LINEAGE_BYTES];
	*trouble = sums_trouble(command->options.out, shown->name, command->arena);
	if (*trouble != NULL || shown->day == DAY_NONE || *shown->ledger == '\0')
		return true;
	if (!ledger_lineage(ledger, shown->day, shown->run, lineage, why))
		return false;
	if (strcmp(shown->ledger, mark) != 0)
		*trouble = phrase("of another ledger");
	else if (lineage[0] == '\0')
		*trouble = phrase("of a night that the ledger does not know");
	else if (strcmp(lineage, shown->lineage) != 0)
		*trouble = phrase("of another state of the ledger");
	else
		return look_at_seal(ledger, shown, trouble, why);
	return true;
}

static size_t tell_folders(
	struct command *command, struct ledger *ledger, size_t *folders, struct fault *why)
{
	const char *out = command->options.out, *trouble;
	char mark[MARK_BYTES];
	struct shown_folder *shown;
	size_t count = 0, wrong = 0;
	if (!shown_read(out, command->arena, &shown, &count, why) ||
		!ledger_mark(ledger, mark, why))
		return 0;
	for (size_t i = 0; i < count; i++) {
		if (!look_at_folder(command, ledger, mark, &shown[i], &trouble, why))
			return 0;
		if (trouble != NULL)
			tell_finding(command,
				arena_print(command->arena, "%s/%s", out, shown[i].name), trouble);
		wrong += trouble != NULL ? 1 : 0;
	}
	*folders = count;
	return wrong;
}

static int verify_all(struct command *command, struct fault *why)
{
	struct ledger *ledger = NULL;
	struct ledger_extent extent;
	size_t wrong = 0, folders = 0;
	struct json *answer = answer_json(&command->answer);
	command->answer.examines = true;
	json_begin_array(answer, "findings");
	if (ledger_open(command->options.ledger, LEDGER_READ, &ledger, why)) {
		wrong = tell_ledger(command, ledger, why);
		if (why->kind == FAULT_NONE && ledger_extent(ledger, &extent, why))
			wrong += tell_folders(command, ledger, &folders, why);
	}
	ledger_close(ledger);
	if (why->kind != FAULT_NONE)
		return 0;
	json_end(answer);
	command_print_extent(command, &extent, command->options.ledger);
	json_put_integer(answer, "folders", (long long)folders);
	answer_say(&command->answer, "%s: %zu folders\n", command->options.out, folders);
	return wrong == 0 ? 0
			  : command_refuse(command, FAULT_INTERNAL,
				    "%zu things are not as they must be", wrong);
}

int command_verify(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"verify", "[--ledger FILE] [--out DIR]", OPERANDS_NONE,
		OFFICE_UNREAD, LEDGER_CLOSED, NULL, verify_all};
	return command_perform(session, argc, argv, &verb, 1, about);
}
