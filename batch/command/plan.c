#include "command/command.h"
#include "command/commands.h"
#include "command/input.h"
#include "document/operators/lists.h"
#include "night/night.h"

#include "base/phrase.h"

#include <stdio.h>

/* The night as run decides it, without the ledger's transaction: nothing told, nothing numbered,
 * the decisions printed. */

static const char about[] = PHRASE(
	"The decisions of the night of DATE as CSV on standard output; nothing is written. Columns:\n"
	"resident,matter,expires,opens,wave,outcome,reason,visit_from,visit_until,counter,starts,\n"
	"ends; by resident, then matter. A ledger that does not exist counts as none: every open due\n"
	"is new. The office's limits only warn, with the code that --accept takes here as for\n"
	"`kigen run`.\n"
	"Exit status 1: done, but residents were set aside.\n");

static int plan_night(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	struct arena *arena = command->arena;
	struct input input;
	if (!input_open(&input, options, command->office, command->session->now(), arena, why))
		return 0;
	if (input_note(&input, arena) != NULL)
		command_warn(command, input_note(&input, arena));
	const struct night_job job = {
		.office = command->office,
		.letters = command->setup.letters,
		.ledger = command->ledger,
		.day = command->day,
		.register_path = input.exports.register_path,
		.cards_path = input.exports.cards_path,
		.delivery = input.exports.delivery,
		.limits_warn = true,
		.accepted = options->accepted,
		.accepted_why = options->why,
		.accepted_by = "",
		.warn = command_warn,
		.progress = command_draw_progress,
		.context = command,
	};
	struct night_result result;
	if (!night_decide(&job, arena, &result, why))
		return 0;
	progress_wipe(&command->progress);
	if (result.needless != NULL)
		command_warn(command,
			arena_print(arena, phrase("--accept was not needed: %s"), result.needless));
	if (result.decided.aside > 0)
		command_warn(
			command, arena_print(arena, phrase("%ld of %ld residents are set aside"),
					 result.decided.aside, result.decided.read));
	if (command->options.json)
		lists_plan_json(answer_json(&command->answer), result.rows, result.row_count);
	else
		lists_plan(stdout, result.rows, result.row_count);
	return result.decided.aside > 0 ? 1 : 0;
}

int command_plan(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"plan",
		INPUT_USAGE " [--accept CODE... --why TEXT [--by NAME]] [--quiet]", OPERANDS_NONE,
		OFFICE_SETUP, LEDGER_IF_THERE, input_needed, plan_night};
	return command_perform(session, argc, argv, &verb, 1, about);
}
