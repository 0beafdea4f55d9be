#include "command/command.h"
#include "command/commands.h"

#include "base/json.h"
#include "base/phrase.h"
#include "ledger/protected.h"
#include "ledger/staff.h"

#include <stdio.h>
#include <string.h>

/* A case by hand is closed by words and never by time. It is looked up as it stands now, within
 * the transaction that closes it, so that two at two desks do not both close it. */

static const char about[] = PHRASE(
	"list     what is left to staff, the most urgent first, tab-separated: resident, matter,\n"
	"         expires, reason, since, days left, and the house that keeps a place for them\n"
	"         (kigen house). change-by-hand: a changed appointment of which no letter may tell\n"
	"done     staff has dealt with it: the cases of this resident with this reason are no\n"
	"         longer listed. The dues stay open, for only a letter settles a due: one goes out\n"
	"         when the cause ends. change-by-hand: the resident knows, no letter tells it\n"
	"release  returned: the address is right, letters go again. address-cap: the resident's\n"
	"         address is a dormitory or an institution; any number of letters may go there, to\n"
	"         everybody. protection (--why is needed): it has ended, though no register says\n"
	"         released; one that still names it wins. Other reasons end in the register\n"
	"RESIDENT may be -: then the id is the first line of standard input, and no other user of\n"
	"the machine sees it among the processes.\n");

static int list_cases(struct command *command, struct fault *why)
{
	struct hand_case *cases = NULL;
	size_t count = 0;
	char expires[CIVIL_DATE_BYTES], since[CIVIL_DATE_BYTES];
	if (!ledger_hand_cases(command->ledger, command->arena, &cases, &count, why))
		return 0;
	struct json *json = command->options.json ? json_open() : NULL;
	if (json != NULL)
		json_begin_array(json, "cases");
	for (size_t i = 0; i < count; i++) {
		const struct hand_case *one = &cases[i];
		long left = (long)(one->expires - command->day);
		civil_format(one->expires, expires);
		civil_format(one->since, since);
		if (json == NULL) {
			printf("%s\t%s\t%s\t%s\t%s\t%ld%s%s\n", one->resident,
				matter_words[one->matter], expires, one->reason, since, left,
				one->house[0] == '\0' ? "" : "\t", one->house);
			continue;
		}
		json_begin_object(json, NULL);
		json_put_text(json, "resident", one->resident);
		json_put_text(json, "matter", matter_words[one->matter]);
		json_put_text(json, "expires", expires);
		json_put_text(json, "reason", one->reason);
		json_put_text(json, "since", since);
		json_put_integer(json, "days_left", left);
		json_put_text(json, "house", one->house);
		json_end(json);
	}
	if (json != NULL) {
		json_end(json);
		if (!json_close(json, stdout))
			fault_set(why, FAULT_WRITE, "the list cannot be written");
	}
	return 0;
}

/* Resident and reason are there: 0, or the status with which the command line was refused. */
static int check_words(struct command *command)
{
	if (command->options.operand_count != 1)
		return command_refuse(
			command, FAULT_USAGE, "which resident?\nhint: kigen hand --help");
	const char *reason = command->options.reason;
	if (reason == NULL ||
		(strcmp(reason, HAND_CHANGE) != 0 &&
			word_index(reason_words, REASONS, reason) < REASON_PROTECTION))
		return command_refuse(command, FAULT_USAGE,
			"--reason is needed, one of those that `kigen hand list` names\n"
			"hint: kigen hand --help");
	return 0;
}

static struct json *put_resident(struct command *command)
{
	struct json *act = answer_begin_act(&command->answer, "done");
	json_put_text(act, "resident", command->options.operand);
	json_put_text(act, "reason", command->options.reason);
	return act;
}

static int close_cases(struct command *command, struct fault *why)
{
	struct hand_case *cases = NULL;
	size_t count = 0, chosen = 0;
	int status = check_words(command);
	if (status != 0 || !ledger_hand_cases(command->ledger, command->arena, &cases, &count, why))
		return status;
	const struct hand_case **mine =
		arena_alloc(command->arena, count * sizeof(const struct hand_case *));
	for (size_t i = 0; i < count; i++)
		if (strcmp(cases[i].resident, command->options.operand) == 0 &&
			strcmp(cases[i].reason, command->options.reason) == 0)
			mine[chosen++] = &cases[i];
	if (chosen == 0)
		return command_refuse(command, FAULT_INPUT,
			"resident %s has no open case with the reason %s", command->options.operand,
			command->options.reason);
	if (!ledger_hand_done(command->ledger, mine, chosen, &command->act, why))
		return 0;
	json_put_integer(put_resident(command), "cases", (long long)chosen);
	answer_say(&command->answer, "resident %s, %s: %zu dealt with\n", command->options.operand,
		command->options.reason, chosen);
	return 0;
}

static int release_returned(struct command *command, struct fault *why)
{
	const char *resident = command->options.operand;
	long released = 0;
	if (!ledger_release_returned(command->ledger, resident, &command->act, &released, why))
		return 0;
	if (released == 0)
		return command_refuse(command, FAULT_INPUT,
			"no letter to resident %s has come back that is not released", resident);
	put_resident(command);
	answer_say(&command->answer, "resident %s: letters go again\n", resident);
	return 0;
}

static int release_address(struct command *command, struct fault *why)
{
	const char *resident = command->options.operand;
	bool known = false;
	if (!ledger_release_address(
		    command->ledger, resident, command->arena, &command->act, &known, why))
		return 0;
	if (!known)
		return command_refuse(command, FAULT_INPUT,
			"resident %s was never one of too many at one address", resident);
	put_resident(command);
	answer_say(&command->answer, "resident %s: any number of letters may go to this address\n",
		resident);
	return 0;
}

/* Whom a register names again is under protection again, whatever was said here. */
static int release_protection(struct command *command, struct fault *why)
{
	const char *resident = command->options.operand;
	bool known = false;
	if (command->act.why[0] == '\0')
		return command_refuse(command, FAULT_USAGE,
			"--why is needed: who said that the protection has ended?");
	if (!ledger_release_protection(command->ledger, resident, &command->act, &known, why))
		return 0;
	if (!known)
		return command_refuse(
			command, FAULT_INPUT, "resident %s is not known to be protected", resident);
	put_resident(command);
	answer_say(&command->answer,
		"resident %s: letters go again, unless the register still names protection\n",
		resident);
	return 0;
}

static int release_resident(struct command *command, struct fault *why)
{
	int status = check_words(command);
	if (status != 0)
		return status;
	if (strcmp(command->options.reason, reason_words[REASON_RETURNED]) == 0)
		return release_returned(command, why);
	if (strcmp(command->options.reason, reason_words[REASON_ADDRESS_CAP]) == 0)
		return release_address(command, why);
	if (strcmp(command->options.reason, reason_words[REASON_PROTECTION]) == 0)
		return release_protection(command, why);
	return command_refuse(command, FAULT_USAGE,
		"%s ends in the register (or in the templates), not here\n"
		"hint: kigen hand done says that staff has dealt with it",
		command->options.reason);
}

int command_hand(const struct session *session, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"hand list", "", OPERANDS_NONE, OFFICE_FILE, LEDGER_LOOKED_AT, NULL, list_cases},
		{"hand done", "RESIDENT --reason REASON", OPERANDS_SEVERAL_TYPED, OFFICE_FILE,
			LEDGER_CHANGED, NULL, close_cases},
		{"hand release", "RESIDENT --reason REASON", OPERANDS_SEVERAL_TYPED, OFFICE_FILE,
			LEDGER_CHANGED, NULL, release_resident},
	};
	return command_perform(session, argc, argv, verbs, sizeof verbs / sizeof verbs[0], about);
}
