#include "command/command.h"
#include "command/desks_short.h"
#include "command/limits.h"
#include "command/options.h"
#include "command/progress.h"
#include "document/examine.h"
#include "intake/exports.h"
#include "intake/hours.h"
#include "intake/office.h"
#include "intake/templates.h"
#include "intake/texts.h"

#include <stdio.h>
#include <unistd.h>

static const char help[] =
	"usage: kigen check [--office FILE] [--register FILE [--cards FILE]] [--ledger FILE]\n"
	"                   [--date DATE] [--accept CODE... --why TEXT [--by NAME]]\n\n"
	"Reads the office file, the holidays and templates that it names and the fonts that they\n"
	"name, and with --register a register (with --cards its cards and certificates in a file\n"
	"of their own), and prints every finding with file and line. A register is held against the\n"
	"office's limits for the night of DATE (default: today), and where there is a ledger, against\n"
	"the export before it; --accept CODE is what the night would be run with. Of a ledger it also\n"
	"says who has an appointment when the office offers too few desks (desks-short).\n"
	"Nothing is written. Exit status: 0 nothing stands in the way of a night (warnings are\n"
	"counted, not an error); 1 residents would be set aside; 65 the register would be refused;\n"
	"78 the office or what it names is wrong.\n";

struct check {
	struct exports exports; /* register_path NULL: none to check */
	struct night_job job;   /* that the limits are asked for */
	struct limits_watch limits;
	struct progress progress;
	long warnings, aside;
};

static void print_finding(void *context, const char *file, long line, const char *message)
{
	struct check *check = context;
	check->warnings++;
	if (line > 0)
		printf("%s:%ld: warning: %s\n", file, line, message);
	else
		printf("%s: warning: %s\n", file, message);
}

static void print_limit(void *context, const char *message)
{
	struct check *check = context;
	progress_wipe(&check->progress);
	printf("%s: %s\n", check->exports.register_path, message);
}

/* What keeps letters from being written. `file` is NULL when the message names it. */
static void print_mistake(void *context, const char *file, long line, const char *message)
{
	(void)context;
	if (file == NULL)
		printf("%s\n", message);
	else if (line > 0)
		printf("%s:%ld: %s\n", file, line, message);
	else
		printf("%s: %s\n", file, message);
}

static bool take_head(void *context, const struct register_head *head, struct fault *why)
{
	struct check *check = context;
	return limits_head(&check->limits, head, why);
}

static bool take_resident(void *context, const struct resident *resident, struct fault *why)
{
	(void)context;
	(void)resident;
	(void)why;
	return true;
}

static bool take_aside(void *context, long line, const char *id, const char *code,
	const char *message, struct fault *why)
{
	struct check *check = context;
	(void)why;
	check->aside++;
	progress_wipe(&check->progress);
	printf("%s:%ld: resident %s: %s: %s\n", check->exports.register_path, line, id, code,
		message);
	return true;
}

/* A holder that sets nobody aside is an oddity: counted as a warning. */
static bool take_holder(void *context, long line, const char *id, const char *code,
	const char *message, bool aside, struct fault *why)
{
	struct check *check = context;
	(void)why;
	*(aside ? &check->aside : &check->warnings) += 1;
	progress_wipe(&check->progress);
	printf("%s:%ld: %sholder %s: %s: %s\n", check->exports.cards_path, line,
		aside ? "" : "warning: ", id, code, message);
	return true;
}

static void take_progress(void *context, uint64_t done, uint64_t total)
{
	struct check *check = context;
	progress_draw(&check->progress, done, total);
}

static bool check_register(struct check *check, struct fault *why)
{
	const struct register_visitor visitor = {
		.context = check,
		.head = take_head,
		.resident = take_resident,
		.aside = take_aside,
		.progress = take_progress,
		.holder = take_holder,
	};
	struct register_summary summary;
	if (!exports_read(&check->exports, &visitor, &summary, why) ||
		!limits_summary(&check->limits, &summary, why))
		return false;
	progress_wipe(&check->progress);
	printf("%s: %ld residents, %ld set aside\n", check->exports.register_path, summary.read,
		summary.aside);
	if (check->exports.cards_path != NULL)
		printf("%s: %ld holders, %ld without a resident\n", check->exports.cards_path,
			summary.holders, summary.orphans);
	return true;
}

/* Appointments that stand where the office file offers too few desks by now. */
static bool check_desks(struct check *check, const char *path, const struct office *office,
	day_number today, struct arena *arena, struct fault *why)
{
	struct ledger *ledger = NULL;
	struct held_appointment *held = NULL;
	struct standing *found = NULL;
	struct calendar calendar;
	char message[256];
	size_t held_count = 0, count = 0;
	day_number last = today;
	bool done = ledger_open(path, LEDGER_READ, &ledger, why) &&
		    ledger_held_appointments(ledger, today, arena, &held, &held_count, why);
	ledger_close(ledger);
	for (size_t i = 0; i < held_count; i++)
		last = held[i].appointment.day > last ? held[i].appointment.day : last;
	if (!done || !hours_expand(office, today, last, arena, &calendar, why))
		return false;
	desks_short_find(office, &calendar, held, held_count, arena, &found, &count);
	for (size_t i = 0; i < count; i++)
		print_finding(check, path, 0,
			arena_print(arena, "resident %s: desks-short: %s", found[i].resident,
				desks_short_message(office, &found[i], message, sizeof message)));
	return true;
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
	if (!templates_examine(office.templates_path, arena, print_mistake, print_finding, check,
		    &templates, why) ||
		!letters_open(&office, templates, &letters, why))
		return false;
	office_check_texts(&office, templates, arena, print_finding, check);
	struct fault later;
	bool whole = texts_check_whole(
		templates, &office, arena, print_mistake, print_finding, check, why);
	bool fits = examine_letters(letters, today, print_mistake, check, whole ? why : &later);
	fits = fits && whole;
	letters_close(letters);
	bool known = access(options->ledger, R_OK) == 0;
	if (!fits || (known && !check_desks(check, options->ledger, &office, today, arena, why)))
		return false;
	if (check->exports.register_path == NULL)
		return true;
	check->exports.office = &office;
	check->job = (struct night_job){
		.office = &office,
		.day = today,
		.register_path = options->registers,
		.cards_path = options->cards,
		.limits_warn = true,
		.accepted = options->accepted,
		.accepted_why = options->why,
		.accepted_by = "",
		.warn = print_limit,
		.context = check,
	};
	check->limits = (struct limits_watch){.job = &check->job, .arena = arena};
	bool done =
		(!known || ledger_open(options->ledger, LEDGER_READ, &check->job.ledger, why)) &&
		check_register(check, why);
	ledger_close(check->job.ledger);
	return done;
}

int command_check(const struct session *session, int argc, char **argv)
{
	struct options options;
	int status;
	if (!options_parse(argc, argv, TAKES_REGISTER | TAKES_LEDGER | TAKES_DATE | TAKES_ACCEPT,
		    help, &options, &status))
		return status;
	struct check check = {
		.exports = {.register_path = options.registers, .cards_path = options.cards},
		.progress = {session, session->terminal, 0},
	};
	struct arena *arena = arena_open();
	struct fault why = {0};
	if (check_all(&options, session, arena, &check, &why)) {
		printf("%s: in order, %ld warnings\n", options.office, check.warnings);
		status = check.aside > 0 ? 1 : 0;
		if ((check.limits.hit & ~options.accepted) != 0)
			status = FAULT_REGISTER;
	} else {
		progress_wipe(&check.progress);
		printf("%s\n", why.message);
		status = (int)why.kind;
	}
	arena_close(arena);
	return status;
}
