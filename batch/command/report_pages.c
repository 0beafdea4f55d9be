#include "base/phrase.h"
#include "command/command.h"
#include "command/commands.h"
#include "document/operators/other_pages.h"
#include "document/operators/report.h"
#include "document/operators/summary.h"
#include "document/operators/tally.h"
#include "intake/template/words_file.h"
#include "ledger/counts.h"
#include "night/outlook_read.h"

#include <stdio.h>

/* The page is made by the function that makes it for the folder, from the same rows. */

static const char about[] = PHRASE(
	"The morning page of a night, as its folder has it in operators/report.html: on standard\n"
	"output, from the ledger. NIGHT is the name of its folder; without, it is the last one.\n"
	"--all: a page with a row for each night, and links to their pages, to stand beside the\n"
	"nights' folders: kigen report --all > DIR/index.html\n"
	"--json: the night in numbers, as its folder has it in operators/summary.json.\n");

static bool find_night(
	struct command *command, day_number *day, int *run, bool *found, struct fault *why)
{
	struct ledger_export latest;
	*found = true;
	if (command->options.operand != NULL) {
		*found = night_named(command->options.operand, day, run);
		return true;
	}
	if (!ledger_latest_export(command->ledger, &latest, why))
		return false;
	*day = latest.night;
	*run = latest.run;
	return latest.found || fault_set(why, FAULT_INPUT, "%s: the ledger holds no night yet",
				       command->options.ledger);
}

static bool print_night(struct command *command, const struct wordbook *words, day_number day,
	int run, struct fault *why)
{
	struct night night;
	struct tally tally;
	struct arena *arena = command->arena;
	if (!ledger_night(command->ledger, day, run, arena, &night, why) ||
		!outlook_of_night(command->office, &night, arena, why))
		return false;
	tally_night(command->office, &night, arena, &tally);
	if (command->options.json)
		return summary_write(stdout, command->office, &night, &tally) ||
		       fault_set(why, FAULT_WRITE, "the night cannot be written");
	const struct report report = {command->office, words, &night, &tally};
	return report_write(stdout, &report, why);
}

static bool print_all(struct command *command, const struct wordbook *words, struct fault *why)
{
	struct past_night *nights = NULL;
	size_t count = 0;
	if (!ledger_past_nights(command->ledger, command->arena, &nights, &count, why))
		return false;
	if (command->options.json) {
		struct json *json = answer_json(&command->answer);
		json_begin_array(json, "nights");
		for (size_t i = 0; i < count; i++) {
			json_begin_object(json, NULL);
			summary_put_past(json, &nights[i]);
			json_put_truth(json, "purged", nights[i].purged);
			json_end(json);
		}
		json_end(json);
		return true;
	}
	const struct nights_index index = {words, command->office, nights, count};
	return index_page_write(stdout, &index, why);
}

static int print_pages(struct command *command, struct fault *why)
{
	struct wordbook words;
	day_number day = DAY_NONE;
	int run = 0;
	bool found = true;
	if (!words_read(command->arena, &words, why))
		return 0;
	if (command->options.all) {
		print_all(command, &words, why);
		return 0;
	}
	if (!find_night(command, &day, &run, &found, why))
		return 0;
	if (!found)
		return command_refuse(command, FAULT_USAGE,
			"'%s' names no night\nhint: as its folder is called, 2026-11-24",
			command->options.operand);
	print_night(command, &words, day, run, why);
	return 0;
}

int command_report(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"report", "[NIGHT] [--all] [--office FILE]",
		OPERANDS_ONE_TYPED, OFFICE_FILE, LEDGER_LOOKED_AT, NULL, print_pages};
	return command_perform(session, argc, argv, &verb, 1, about);
}
