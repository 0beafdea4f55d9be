#include "command/command.h"
#include "command/commands.h"
#include "command/forecast_text.h"
#include "command/input.h"
#include "document/files/atomic_file.h"
#include "document/operators/forecast_lists.h"
#include "document/operators/forecast_picture.h"
#include "intake/template/words_file.h"
#include "night/forecast_read.h"

#include "base/phrase.h"

#include <stdio.h>

/* Decided as the nights ahead will decide it, and nothing of it written but what is asked for. */

static const char about[] = PHRASE(
	"What is to come, counted from the register's own dates: letters first and late, people to\n"
	"be telephoned since their letter comes too late, people by hand, visits against places, by\n"
	"month and week; desks that will be missing, and the cheapest remedy. Each mailing night is\n"
	"decided by the same rules as `kigen run`, with what the ledger knows; a ledger that does\n"
	"not exist counts as none. Everybody is taken to have a visit when told, once: of reminders the\n"
	"most is told, as if nobody had. Beside the visits stand those who will come, if as many do\n"
	"as after earlier letters (kigen effect), once a hundred of them are over. A letter that will\n"
	"wait for a mailing with room counts with that one. Who moves, dies or renews early is not\n"
	"foreseen, nor which letters no sheet holds, nor revocations. Nothing is written but FILE.\n"
	"Exit status 1: done, but residents were set aside.\n");

static bool draw_picture(
	struct command *command, const struct forecast *forecast, struct fault *why)
{
	const char *path = command->options.svg;
	struct wordbook words;
	struct atomic_file *file = NULL;
	bool done = words_read(command->arena, &words, why) &&
		    atomic_file_open(path, command->arena, &file, why);
	if (done && !forecast_picture(atomic_file_stream(file), command->office, &words, forecast))
		done = fault_set(why, FAULT_INTERNAL, "%s: the picture cannot be made", path);
	done = done && atomic_file_commit(file, why);
	atomic_file_close(file);
	return done;
}

static bool print_forecast(
	const struct command *command, const struct forecast *forecast, struct fault *why)
{
	if (command->options.csv)
		forecast_csv(stdout, command->office, forecast);
	else if (!command->options.json)
		forecast_print(command->office, forecast, command->arena);
	else if (!forecast_json(stdout, command->office, forecast))
		return fault_set(why, FAULT_WRITE, "the forecast cannot be written");
	return true;
}

static int check_forecast(struct command *command)
{
	if (command->options.csv && command->options.json)
		return command_refuse(command, FAULT_USAGE,
			"--csv or --json, not both\nhint: kigen forecast --help");
	return input_needed(command);
}

static int make_forecast(struct command *command, struct fault *why)
{
	const struct options *options = &command->options;
	struct arena *arena = command->arena;
	struct input input;
	struct forecast forecast;
	if (!input_open(&input, options, command->office, command->session->now(), arena, why))
		return 0;
	if (input_note(&input, arena) != NULL)
		command_warn(command, input_note(&input, arena));
	const struct forecast_job job = {.office = command->office,
		.exports = &input.exports,
		.ledger = command->ledger,
		.day = command->day,
		.months = options->months,
		.progress = command_draw_progress,
		.context = command};
	if (!forecast_read(&job, arena, &forecast, why))
		return 0;
	progress_wipe(&command->progress);
	if ((options->svg != NULL && !draw_picture(command, &forecast, why)) ||
		!print_forecast(command, &forecast, why))
		return 0;
	return forecast.aside > 0 ? 1 : 0;
}

int command_forecast(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"forecast",
		INPUT_USAGE " [--months N] [--csv] [--svg FILE] [--quiet]", OPERANDS_NONE,
		OFFICE_FILE, LEDGER_IF_THERE, check_forecast, make_forecast};
	return command_perform(session, argc, argv, &verb, 1, about);
}
