#include "base/phrase.h"
#include "base/retell.h"
#include "command/check_desks.h"
#include "command/check_sets.h"
#include "command/check_trial.h"
#include "command/command.h"
#include "command/commands.h"
#include "command/input.h"
#include "command/say.h"
#include "document/mailroom/examine.h"
#include "intake/export/draft.h"
#include "intake/office/office_file.h"
#include "intake/template/templates.h"
#include "intake/template/texts.h"
#include "night/night.h"

#include <stdio.h>
#include <unistd.h>

/* All that a night would ask is asked here by the functions that the night asks, and every
 * finding is printed before the status is decided; nothing is written anywhere. */

static const char about[] = PHRASE(
	"Reads the office file, the holidays and templates that it names and the fonts that they\n"
	"name, and with --register a register, and prints every finding with file and line. With\n"
	"--from it prints a table of each data set of the export description: what each item is\n"
	"taken as, how often it is filled, its codes, and what would not do. With --draft it writes\n"
	"a first description for the files of a city, to be completed. What was read is held\n"
	"against the office's limits for the night of DATE as `kigen run` would decide it, and where\n"
	"there is a ledger, against the night before it; --accept CODE is what the night would be\n"
	"run with. Of a ledger it also says who has an appointment when the office offers too few\n"
	"desks (desks-short). Nothing is written.\n"
	"Exit status: 0 nothing stands in the way of a night (warnings are counted, not an error);\n"
	"1 residents would be set aside; 65 the register would be refused; 78 the office or what it\n"
	"names is wrong.\n");

/* How much a finding weighs, as JSON says it. */
enum weight { WEIGHT_WARNING, WEIGHT_ASIDE, WEIGHT_LIMIT, WEIGHT_MISTAKE };

static const char *const weight_words[] = {
	[WEIGHT_WARNING] = "warning",
	[WEIGHT_ASIDE] = "aside",
	[WEIGHT_LIMIT] = "limit",
	[WEIGHT_MISTAKE] = "mistake",
};

struct check {
	struct command *command;
	struct input input;
	struct night_job job; /* what a night would be asked; register_path NULL: no register */
	struct progress *progress;
	struct arena *arena;
	struct check_set *sets; /* of an export description's, what they hold */
	size_t set_count;
	const char *trial; /* what its power is, NULL when nothing was asked */
	long warnings, read, aside;
	bool decided; /* the night has been */
	bool refused; /* it would be, for a limit that is not accepted */
};

/* Where JSON is shown, for a register may be wrong in every line: opens a finding, to which members
 * can be added until json_end. `file` is NULL when the message names it, a line of 0 is none. */
static struct json *begin_finding(const struct check *check, enum weight weight, const char *file,
	long line, const char *message)
{
	struct json *json = answer_json(&check->command->answer);
	json_begin_object(json, NULL);
	json_put_text(json, "weight", weight_words[weight]);
	answer_put_typed(json, "file", file);
	json_put_integer(json, "line", line);
	answer_put_typed(json, "message", message);
	return json;
}

static void print_finding(void *context, const char *file, long line, const char *message)
{
	struct check *check = context;
	check->warnings++;
	if (check->command->answer.shown)
		json_end(begin_finding(check, WEIGHT_WARNING, file, line, message));
	else if (line > 0)
		say("%s:%ld: warning: %s\n", file, line, message);
	else
		say("%s: warning: %s\n", file, message);
}

static void print_limit(void *context, const char *message)
{
	struct check *check = context;
	progress_wipe(check->progress);
	if (check->command->answer.shown)
		json_end(begin_finding(check, WEIGHT_LIMIT, check->job.register_path, 0, message));
	else
		printf("%s: %s\n", check->job.register_path, message);
}

/* What keeps letters from being written. `file` is NULL when the message names it. */
static void print_mistake(void *context, const char *file, long line, const char *message)
{
	const struct check *check = context;
	if (check->command->answer.shown)
		json_end(begin_finding(check, WEIGHT_MISTAKE, file, line, message));
	else if (file == NULL)
		printf("%s\n", message);
	else if (line > 0)
		printf("%s:%ld: %s\n", file, line, message);
	else
		printf("%s: %s\n", file, message);
}

/* A record with a fault. One beside the register that sets nobody aside is an oddity: counted as a
 * warning. */
static void print_faulty(void *context, const struct night_exception *fault,
	const struct side_record *side, bool aside)
{
	struct check *check = context;
	check->warnings += !aside;
	progress_wipe(check->progress);
	const char *path = side == NULL ? check->job.register_path : side->path;
	const char *noun = side == NULL ? PHRASE("resident") : side->noun;
	const char *message = retell_spoken(fault->message, check->arena);
	if (!check->command->answer.shown) {
		printf("%s:%ld: %s%s %s: %s: %s\n", path, fault->line,
			aside ? "" : phrase("warning: "), phrase(noun), fault->resident,
			fault->code, message);
		return;
	}
	struct json *json = begin_finding(
		check, aside ? WEIGHT_ASIDE : WEIGHT_WARNING, path, fault->line, message);
	json_put_text(json, "of", noun);
	json_put_text(json, "resident", fault->resident);
	json_put_text(json, "code", fault->code);
	json_end(json);
}

static void draw_progress(void *context, uint64_t done, uint64_t total)
{
	struct check *check = context;
	progress_draw(check->progress, done, total);
}

/* The night itself, decided and thrown away: what it would refuse, and by the same numbers. */
static bool check_register(struct check *check, struct arena *arena, struct fault *why)
{
	struct night_result result;
	if (!night_decide(&check->job, arena, &result, why))
		return false;
	progress_wipe(check->progress);
	check->decided = true;
	check->aside = result.decided.aside;
	check->refused = (result.hit & ~check->job.accepted) != 0;
	check->read = result.decided.read;
	answer_say(&check->command->answer, "%s: %ld residents, %ld set aside\n",
		check->job.register_path, check->read, check->aside);
	if (check->job.cards_path != NULL)
		answer_say(&check->command->answer, "%s: %ld holders, %ld without a resident\n",
			check->job.cards_path, result.decided.holders, result.orphans);
	if (result.needless != NULL)
		answer_say(
			&check->command->answer, "--accept was not needed: %s\n", result.needless);
	return true;
}

/* Of a trial that has begun nothing is asked any more. */
static bool check_trial_ahead(struct check *check, struct arena *arena, struct fault *why)
{
	const struct trial *trial = &check->job.office->trial;
	const struct forecast_job job = {.office = check->job.office,
		.exports = &check->input.exports,
		.ledger = check->job.ledger,
		.day = check->job.day};
	if (trial->id == NULL || check->job.day > trial->begin)
		return true;
	if (!check_trial(&job, arena, &check->trial, why))
		return false;
	if (!check->command->answer.shown)
		printf("%s\n", check->trial);
	return true;
}

/* What the office says of its desks and its trial, and what a ledger has to say to that. */
static bool check_against_ledger(
	struct check *check, struct office *office, struct arena *arena, struct fault *why)
{
	const char *path = check->command->options.ledger, *doubt = NULL, *begun = NULL;
	const struct desks_check desks = {office, check->job.day, print_finding, check};
	struct ledger *ledger = NULL;
	if (access(path, R_OK) != 0)
		return check_expected(&desks, NULL, arena, why);
	bool done = ledger_open(path, LEDGER_READ, &ledger, why) &&
		    ledger_doubt(ledger, arena, &doubt, why);
	if (doubt != NULL)
		print_finding(check, path, 0, doubt);
	done = done && check_expected(&desks, ledger, arena, why) &&
	       check_desks(&desks, ledger, path, arena, why) &&
	       check_trial_begun(office, ledger, arena, &begun, why);
	if (begun != NULL)
		print_finding(check, office->path, office->trial.line, begun);
	ledger_close(ledger);
	return done;
}

/* A ledger that does not exist counts as none, as for `kigen plan`. */
static bool check_night(
	const struct options *options, struct arena *arena, struct check *check, struct fault *why)
{
	check->job.register_path = check->input.exports.register_path;
	check->job.cards_path = check->input.exports.cards_path;
	check->job.delivery = check->input.exports.delivery;
	check->job.limits_warn = true;
	check->job.accepted = options->accepted;
	check->job.accepted_why = options->why;
	check->job.accepted_by = "";
	check->job.warn = print_limit;
	check->job.faulty = print_faulty;
	check->job.progress = draw_progress;
	check->job.context = check;
	bool known = access(options->ledger, F_OK) == 0;
	bool done =
		(!known || ledger_open(options->ledger, LEDGER_READ, &check->job.ledger, why)) &&
		check_register(check, arena, why) && check_trial_ahead(check, arena, why);
	ledger_close(check->job.ledger);
	return done;
}

/* What was given to read: of an export's sets first what each holds. */
static bool check_input(struct check *check, const struct options *options,
	const struct session *session, const struct office *office, struct arena *arena,
	struct fault *why)
{
	const struct export_description *description;
	if (office->export_path != NULL &&
		!export_description_read(office->export_path, arena, &description, why))
		return false;
	if (!input_open(&check->input, options, office, session->now(), arena, why))
		return false;
	if (input_note(&check->input, arena) != NULL)
		print_finding(check, options->folder, 0, input_note(&check->input, arena));
	if (check->input.exports.delivery != NULL) {
		bool read = check_sets_read(&check->input, arena, &check->sets, why);
		check->set_count = check->input.delivery.description->set_count;
		if (!options->json)
			check_sets_print(check->sets, check->set_count, stdout);
		if (!read)
			return false;
	}
	return check->input.exports.register_path == NULL ||
	       check_night(options, arena, check, why);
}

static bool check_all(const struct options *options, const struct session *session,
	struct arena *arena, struct check *check, struct fault *why)
{
	struct office office;
	const struct templates *templates;
	struct letters *letters;
	if (!office_read(options->office, arena, &office, why))
		return false;
	day_number today =
		options->date != DAY_NONE ? options->date : session->today(office.utc_offset);
	office_check(&office, today, arena, print_finding, check);
	const struct audience reader = {print_mistake, print_finding, check};
	if (!templates_examine(office.templates_path, arena, &reader, &templates, why) ||
		!letters_open(&office, templates, &letters, why))
		return false;
	office_check_texts(&office, templates, arena, print_finding, check);
	struct fault unfit, later; /* letters without room end a check, but not the reading */
	bool whole = texts_check_whole(templates, &office, arena, &reader, why);
	bool fits = examine_letters(letters, today, print_mistake, check, whole ? &unfit : &later);
	check->job.office = &office;
	check->job.letters = letters;
	check->job.day = today;
	bool done = whole && check_against_ledger(check, &office, arena, why) &&
		    check_input(check, options, session, &office, arena, why);
	letters_close(letters);
	return done && (fits || fault_set(why, unfit.kind, "%s", unfit.message));
}

/* How it ended, behind the findings. */
static void put_verdict(const struct check *check, const char *verdict)
{
	struct json *json = answer_json(&check->command->answer);
	json_end(json);
	answer_put_typed(json, "office", check->command->options.office);
	json_put_text(json, "verdict", verdict);
	json_put_integer(json, "warnings", check->warnings);
	if (check->decided) {
		json_put_integer(json, "residents", check->read);
		json_put_integer(json, "aside", check->aside);
	}
	if (check->trial != NULL)
		answer_put_typed(json, "trial", check->trial);
	json_begin_array(json, "sets");
	check_sets_put(check->sets, check->set_count, json);
	json_end(json);
}

/* What ends a check is a finding too. Clears *why: the frame need not say it again. */
static int tell_end(struct check *check, struct fault *why)
{
	bool could = check->decided || check->input.exports.register_path == NULL;
	int status = (int)why->kind;
	progress_wipe(check->progress);
	json_end(begin_finding(check, WEIGHT_MISTAKE, NULL, 0, why->message));
	put_verdict(check, "wrong");
	if (!check->command->options.json)
		printf("%s\n", why->message);
	if (!could)
		answer_say(&check->command->answer, "a night could not run\n");
	*why = (struct fault){0};
	return status;
}

/* Findings, and what ends them, are what was asked for: all is said on standard output. */
static int check_everything(struct command *command, struct fault *why)
{
	struct check check = {
		.command = command, .progress = &command->progress, .arena = command->arena};
	const struct options *options = &command->options;
	if (options->unknown.count > 0) {
		draft_write(stdout, options->unknown.words, (size_t)options->unknown.count,
			command->arena, why);
		return 0;
	}
	command->answer.examines = true;
	json_begin_array(answer_json(&command->answer), "findings");
	if (!check_all(options, command->session, command->arena, &check, why))
		return tell_end(&check, why);
	put_verdict(&check, check.refused ? "refused" : "in order");
	answer_say(
		&command->answer, "%s: in order, %ld warnings\n", options->office, check.warnings);
	if (check.input.exports.register_path != NULL)
		answer_say(&command->answer, check.refused ? PHRASE("a night would be refused\n")
							   : PHRASE("a night could run\n"));
	if (check.refused)
		return FAULT_REGISTER;
	return check.aside > 0 ? 1 : 0;
}

/* A draft is XML. */
static int check_draft(struct command *command)
{
	return command->options.unknown.count > 0 && command->options.json
		       ? command_refuse(command, FAULT_USAGE,
				 "--draft or --json, not both\nhint: kigen check --help")
		       : 0;
}

int command_check(const struct session *session, int argc, char **argv)
{
	static const struct verb verb = {"check",
		"[--office FILE] [--ledger FILE] [--date DATE]\n" INPUT_USAGE
		" [--office FILE] [--ledger FILE] [--date DATE] "
		"[--accept CODE... --why TEXT [--by NAME]]\n"
		"--draft FILE...",
		OPERANDS_NONE, OFFICE_UNREAD, LEDGER_CLOSED, check_draft, check_everything};
	return command_perform(session, argc, argv, &verb, 1, about);
}
