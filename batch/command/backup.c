#include "base/phrase.h"
#include "command/command.h"
#include "command/commands.h"
#include "command/copies.h"

#include <stdio.h>

/* Ledger and copy are both looked at: a backup is worth what it can be restored to. */

static const char about[] = PHRASE(
	"Writes a copy of the ledger to FILE, which must not be there yet: all that it holds at\n"
	"this moment, also while a night or a command of staff runs. Both are looked at as `kigen\n"
	"verify` does it, and FILE.sum beside it says later whether it is still as it was\n"
	"written. It holds names and addresses: keep it where the ledger could be kept.\n"
	"Exit status: 0 done; 66 no such ledger; 70 the ledger is damaged; 73, 74 the copy could\n"
	"not be made.\n");

int command_need_file(struct command *command)
{
	return command->options.operand_count == 1
		       ? 0
		       : command_refuse(command, FAULT_USAGE,
				 "one FILE is needed\nhint: kigen %s --help", command->name);
}

bool command_prove_ledger(
	struct command *command, struct ledger *ledger, const char *path, struct fault *why)
{
	const char *const *findings;
	size_t count;
	if (!ledger_examine(ledger, command->arena, &findings, &count, why))
		return false;
	return count == 0 ||
	       fault_set(why, FAULT_INTERNAL, "%s: %s%s", path, findings[0],
		       count > 1 ? phrase("; and more: kigen verify --ledger tells all") : "");
}

void command_print_extent(
	struct command *command, const struct ledger_extent *extent, const char *path)
{
	char name[NIGHT_NAME_BYTES];
	bool any = extent->last != DAY_NONE;
	struct json *answer = answer_json(&command->answer);
	answer_put_typed(answer, "file", path);
	json_put_integer(answer, "nights", extent->nights);
	json_put_integer(answer, "letters", extent->letters);
	json_put_integer(answer, "appointments", extent->appointments);
	json_put_text(answer, "last", any ? night_name(extent->last, extent->run, name) : NULL);
	answer_say(&command->answer,
		"%s: %ld nights, %ld letters, %ld appointments; the last night is %s\n", path,
		extent->nights, extent->letters, extent->appointments,
		any ? night_name(extent->last, extent->run, name) : phrase("none"));
}

static int make_backup(struct command *command, struct fault *why)
{
	const char *file = command->options.operand;
	struct ledger *ledger = NULL, *copy = NULL;
	struct ledger_extent extent;
	bool done =
		ledger_open(command->options.ledger, LEDGER_READ, &ledger, why) &&
		command_prove_ledger(command, ledger, command->options.ledger, why) &&
		ledger_backup(ledger, file, why) && ledger_open(file, LEDGER_READ, &copy, why) &&
		command_prove_ledger(command, copy, file, why) && ledger_extent(copy, &extent, why);
	if (done) {
		answer_begin_act(&command->answer, "done");
		command_print_extent(command, &extent, file);
	}
	ledger_close(copy);
	ledger_close(ledger);
	return 0;
}

int command_backup(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"backup", "FILE [--ledger FILE]", OPERANDS_SEVERAL,
		OFFICE_UNREAD, LEDGER_CLOSED, command_need_file, make_backup};
	return command_perform(session, argc, argv, &verb, 1, about);
}
