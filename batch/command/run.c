#include "base/phrase.h"
#include "command/command.h"
#include "command/commands.h"
#include "command/dry_run.h"
#include "command/retention.h"
#include "command/say.h"
#include "command/turn.h"
#include "document/operators/summary.h"
#include "document/operators/tally.h"
#include "night/limits.h"
#include "night/night.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Broken nights first, then tonight: folders that an earlier run has not finished are written
 * from the ledger, then the register is read, decided and committed, and the new folder is
 * written by the very same function. A run that is killed leaves nothing that the next one would
 * not do by itself. */

static const char about[] = PHRASE(
	"The night of DATE: reads the register, decides, records the decisions in the ledger and\n"
	"writes the night's folder DIR/DATE. Whatever ends it half way, run the same command again:\n"
	"it goes on where it was and ends the same.\n\n"
	"An export past a limit of the office is refused with a code (export-shrank and the like).\n"
	"--accept CODE lets it pass that limit; the ledger and the report keep TEXT and NAME, so\n"
	"name no resident in them.\n\n"
	"Another run or a command of the desk that holds the ledger is waited for, --wait seconds\n"
	"at the most, then it is exit status 75.\n"
	"--dry-run decides the night on a copy of the ledger and shows it: counts beside last\n"
	"night's, who is treated otherwise than before, with --against whom another office file\n"
	"would treat otherwise. Nothing is written but that copy, in TMPDIR, which goes with it.\n"
	"--json of a night itself is its operators/summary.json.\n\n"
	"Exit status 1: done, but residents were set aside (operators/exceptions.csv).\n");

/* The mail room must hear of it today, whether it has a mailing or not. */
static void warn_of_stops(struct run *run, const struct night *night)
{
	char message[768], name[NIGHT_NAME_BYTES];
	if (night->stop_count == 0)
		return;
	snprintf(message, sizeof message,
		phrase("%ld printed sheets must not be posted; they are named in %s/%s/stop.csv"),
		night_stopped_sheets(night), night_name(night->day, night->run, name),
		night->mailing ? "mailroom" : "operators");
	command_warn(run->command, message);
}

/* Decided letters go out whatever has become of the texts since. */
static void warn_of_cramped(struct run *run)
{
	char message[192];
	size_t cramped = letters_cramped(run->command->setup.letters);
	if (cramped == 0)
		return;
	snprintf(message, sizeof message,
		phrase("%zu letters are in smaller type than the layout allows: their texts have "
		       "grown "
		       "since they were decided. hint: kigen check"),
		cramped);
	command_warn(run->command, message);
}

static void print_summary(const struct run *run, const struct night *night)
{
	struct tally tally;
	char loose[128] = "";
	if (run->options->quiet || run->options->json)
		return;
	tally_night(run->command->office, night, run->command->arena, &tally);
	const long *outcomes = tally.outcomes;
	if (tally.unconfirmed > 0)
		snprintf(loose, sizeof loose, phrase("; %ld mailings unconfirmed"),
			tally.unconfirmed);
	say("%s: %ld residents read, %ld decided, %ld set aside; dues: %ld letter, %ld covered, "
	    "%ld hand, %ld none; %ld sheets; %ld without a place%s; %s/%s\n",
		night_folder_name(run->command->arena, night->day, 1), night->read, night->decided,
		night->aside, outcomes[OUTCOME_LETTER], outcomes[OUTCOME_COVERED],
		outcomes[OUTCOME_HAND], outcomes[OUTCOME_NONE], night_sheets(night), tally.unplaced,
		loose, run->options->out,
		night_folder_name(run->command->arena, night->day, night->run));
}

/* What the operator should know of a night before it is committed. */
static void warn_of_decided(struct run *run, const struct night_result *result)
{
	char message[320];
	if (result->needless != NULL)
		command_warn(run->command,
			arena_print(run->command->arena, phrase("--accept was not needed: %s"),
				result->needless));
	if (result->unplaced == 0)
		return;
	snprintf(message, sizeof message, phrase("%ld letters found no free place for a visit"),
		result->unplaced);
	command_warn(run->command, message);
}

/* Whoever wants no summary must hear of it all the same: nothing is decided of these people. */
static void warn_of_aside(struct run *run, const struct night *night)
{
	char message[768], name[NIGHT_NAME_BYTES];
	if (!run->options->quiet || night->aside == 0)
		return;
	snprintf(message, sizeof message,
		phrase("%ld of %ld residents were set aside: %s/operators/exceptions.csv"),
		night->aside, night->read, night_name(night->day, night->run, name));
	command_warn(run->command, message);
}

bool run_decide(struct run *run, day_number day, int *number, bool *fresh, struct fault *why)
{
	struct command *command = run->command;
	if (!input_open(&run->input, run->options, command->office, command->session->now(),
		    command->arena, why))
		return false;
	if (input_note(&run->input, command->arena) != NULL)
		command_warn(command, input_note(&run->input, command->arena));
	const struct night_job job = {
		.office = command->office,
		.letters = run->command->setup.letters,
		.ledger = run->command->ledger,
		.recording = true,
		.day = day,
		.register_path = run->input.exports.register_path,
		.cards_path = run->input.exports.cards_path,
		.delivery = run->input.exports.delivery,
		.accepted = run->options->accepted,
		.accepted_why = run->options->why,
		.accepted_by = run->command->act.who,
		.behind = run->behind.message,
		.warn = command_warn,
		.progress = command_draw_progress,
		.context = run->command,
	};
	struct night_result result;
	struct ledger_export seen;
	int same = 0, last = 0;
	if (!ledger_begin(run->command->ledger, why))
		return false;
	if (!behind_lose(&run->behind, run->command->ledger, why) ||
		!night_decide(&job, run->command->arena, &result, why) ||
		(!result.repeated &&
			(!ledger_find_night(run->command->ledger, day,
				 result.decided.register_digest, &same, &last, why) ||
				!ledger_export_seen(run->command->ledger,
					result.decided.register_digest, &seen, why)))) {
		ledger_rollback(run->command->ledger);
		return false;
	}
	*fresh = !result.repeated;
	if (last < behind_run(&run->behind, day))
		last = behind_run(&run->behind, day);
	*number = *fresh ? last + 1 : result.decided.run;
	if (!*fresh) {
		ledger_rollback(run->command->ledger);
		return true;
	}
	if (seen.found)
		command_warn(run->command,
			phrase("this register has decided an earlier night already; is the "
			       "export late?"));
	warn_of_decided(run, &result);
	progress_phase(&run->command->progress, PHRASE("writing the ledger"));
	result.decided.run = *number;
	return ledger_commit(run->command->ledger, &result.decided, why);
}

static bool is_behind_accepted(const struct run *run)
{
	return (run->options->accepted & limit_bit(LIMIT_LEDGER_BEHIND)) != 0;
}

/* Opens the ledger, unless it is behind its folders and nobody lets that pass: then nothing is
 * touched, and a ledger that is gone is not begun anew. */
static bool open_ledger(struct run *run, struct fault *why)
{
	const struct options *options = run->options;
	struct arena *arena = run->command->arena;
	if (!is_behind_accepted(run) && behind_missing(options->ledger) &&
		(!behind_find(options->out, NULL, arena, &run->behind, why) ||
			(run->behind.lost_count > 0 && behind_missing(options->ledger) &&
				!behind_refuse(&run->behind, why))))
		return false;
	return turn_take(run->command->session, options, &run->command->ledger, why) &&
	       behind_find(options->out, run->command->ledger, arena, &run->behind, why) &&
	       (run->behind.lost_count == 0 || is_behind_accepted(run) ||
		       behind_refuse(&run->behind, why)) &&
	       command_learn(run->command, why);
}

/* A folder that cannot be cleared is told every night, and holds nothing up. */
static void clear_old(struct run *run, day_number day)
{
	struct fault trouble = {0};
	size_t cleared = 0;
	if (!retention_clear(run->command, day, &cleared, &trouble))
		command_warn(run->command, trouble.message);
	if (cleared > 0 && !run->options->quiet)
		answer_say(&run->command->answer,
			"%zu folders older than %d days are cleared but for their summaries\n",
			cleared, run->command->office->folder_days);
}

/* After the night, whatever became of it before: what is past its retention goes, and its folders
 * are named, since they hold it still. */
static bool forget_old(struct run *run, day_number day, struct fault *why)
{
	struct arena *arena = run->command->arena;
	struct retention_folders folders;
	if (!retention_night(run->command->ledger, run->command->office, day, why))
		return false;
	clear_old(run, day);
	if (!retention_folders(
		    run->command->ledger, run->options->out, false, arena, &folders, why))
		return false;
	if (folders.left_count > 0)
		command_warn(run->command,
			arena_print(arena,
				phrase("%zu folders in %s are past their retention, the first "
				       "%s; hint: "
				       "kigen purge --remove-folders"),
				folders.left_count, run->options->out, folders.left[0]));
	return true;
}

/* Answers 0 or 1, or sets *why. */
static int run_night(struct run *run, day_number day, struct fault *why)
{
	int number;
	bool fresh;
	struct night night;
	struct ledger_export latest;
	if (!night_folders_finish(run->command, &run->mended, why) ||
		!night_folders_finish_changes(run->command, why) ||
		!ledger_latest_export(run->command->ledger, &latest, why))
		return 0;
	if (!latest.found)
		command_warn(run->command,
			phrase("the ledger holds no night yet: everybody with an open window is "
			       "new"));
	if (latest.found && latest.night > day) {
		night_folders_remake(run->command, day, latest.night, why);
		return 0;
	}
	if (!run_decide(run, day, &number, &fresh, why))
		return 0;
	run->number = number;
	bool mended = run->mended.day == day && run->mended.number == number;
	if (!fresh && !mended) {
		progress_wipe(&run->command->progress);
		night_folder_look_after(run->command, day, number, why);
		return 0;
	}
	progress_phase(&run->command->progress, PHRASE("writing the night's folder"));
	/* A broken run that is mended ends as it would have, summary and status included. */
	if (!(fresh ? night_folder_write(run->command, day, number, &night, why)
		    : ledger_night(
			      run->command->ledger, day, number, run->command->arena, &night, why)))
		return 0;
	progress_wipe(&run->command->progress);
	warn_of_cramped(run);
	warn_of_stops(run, &night);
	warn_of_aside(run, &night);
	print_summary(run, &night);
	return night.aside > 0 ? 1 : 0;
}

/* The night of the day, the newest one where only its folders were made again. */
static bool print_json(const struct run *run, day_number day, struct fault *why)
{
	struct command *command = run->command;
	struct night night;
	struct tally tally;
	int number = run->number, same = 0;
	if (!command->options.json)
		return true;
	if ((number == 0 && !ledger_find_night(command->ledger, day, "", &same, &number, why)) ||
		!ledger_night(command->ledger, day, number, command->arena, &night, why))
		return false;
	tally_night(command->office, &night, command->arena, &tally);
	return summary_write(stdout, command->office, &night, &tally) ||
	       fault_set(why, FAULT_WRITE, "the night cannot be written");
}

static int run_command(struct command *command, struct fault *why)
{
	struct run run = {.command = command, .options = &command->options};
	if (command->options.dry_run)
		return run_dry(command, why);
	if (!open_ledger(&run, why))
		return 0;
	int status = run_night(&run, command->day, why);
	struct fault trouble = {0};
	/* Also after a night that failed: what one before it has committed may not be there yet;
	 * but that one makes no folder. A calendar that cannot be written holds nothing else up. */
	bool nowhere = why->kind != FAULT_NONE && access(command->options.out, F_OK) != 0;
	bool followed = nowhere || night_folders_follow(command, command->options.out, &trouble);
	if (why->kind != FAULT_NONE || !forget_old(&run, command->day, why))
		return 0;
	if (!followed)
		*why = trouble;
	return followed && print_json(&run, command->day, why) ? status : 0;
}

int command_run(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"run",
		INPUT_USAGE
		" [--office FILE] [--ledger FILE] [--date DATE] "
		"[--out DIR] [--accept CODE... --why TEXT [--by NAME]] [--wait SECONDS] [--quiet] "
		"[--dry-run [--against FILE]]",
		OPERANDS_NONE, OFFICE_SETUP, LEDGER_OF_A_NIGHT, input_needed, run_command};
	return command_perform(session, argc, argv, &verb, 1, about);
}
