#include "command/command.h"
#include "command/night.h"
#include "command/options.h"
#include "command/progress.h"
#include "command/setup.h"
#include "document/lists.h"

#include <stdio.h>
#include <unistd.h>

static const char help[] =
	"usage: kigen plan --register FILE [--cards FILE] [--office FILE] [--ledger FILE]\n"
	"                  [--date DATE] [--accept CODE... --why TEXT [--by NAME]]\n\n"
	"The decisions of the night of DATE (default: today) as CSV on standard output; nothing is\n"
	"written. Columns: resident,matter,expires,opens,wave,outcome,reason,visit_from,\n"
	"visit_until,counter,starts,ends; by resident, then matter. A ledger that does not exist\n"
	"counts as none: every open due is new. The office's limits only warn,\n"
	"with the code that `kigen run --accept` takes.\n"
	"Exit status 1: done, but residents were set aside.\n";

static void warn(void *context, const char *message)
{
	progress_wipe(context);
	fprintf(stderr, "kigen plan: warning: %s\n", message);
}

static int plan(const struct options *options, day_number day, struct setup *setup,
	struct ledger *ledger, struct progress *progress, struct fault *why)
{
	const struct night_job job = {
		.office = &setup->office,
		.letters = setup->letters,
		.ledger = ledger,
		.day = day,
		.register_path = options->registers,
		.cards_path = options->cards,
		.limits_warn = true,
		.accepted = options->accepted,
		.accepted_why = options->why,
		.accepted_by = "",
		.warn = warn,
		.progress = progress_draw,
		.context = progress,
	};
	struct night_result result;
	if (!night_decide(&job, setup->arena, &result, why))
		return (int)why->kind;
	progress_wipe(progress);
	if (result.needless != NULL)
		warn(progress,
			arena_print(setup->arena, "--accept was not needed: %s", result.needless));
	if (result.decided.aside > 0)
		warn(progress, arena_print(setup->arena, "%ld of %ld residents are set aside",
				       result.decided.aside, result.decided.read));
	lists_plan(stdout, result.rows, result.row_count);
	return result.decided.aside > 0 ? 1 : 0;
}

int command_plan(const struct session *session, int argc, char **argv)
{
	struct options options;
	int status;
	if (!options_parse(argc, argv,
		    TAKES_LEDGER | TAKES_DATE | TAKES_REGISTER | TAKES_QUIET | TAKES_ACCEPT, help,
		    &options, &status))
		return status;
	if (options.registers == NULL) {
		fputs("kigen plan: --register FILE is needed\nhint: kigen plan --help\n", stderr);
		return FAULT_USAGE;
	}
	struct setup setup;
	struct ledger *ledger = NULL;
	struct fault why = {0};
	struct progress progress = {session, session->terminal && !options.quiet, 0};
	if (!setup_open(options.office, &setup, &why)) {
		fprintf(stderr, "kigen plan: %s\n", why.message);
		return (int)why.kind;
	}
	day_number day =
		options.date != DAY_NONE ? options.date : session->today(setup.office.utc_offset);
	bool known = access(options.ledger, F_OK) == 0;
	if (!known || ledger_open(options.ledger, LEDGER_READ, &ledger, &why))
		status = plan(&options, day, &setup, ledger, &progress, &why);
	else
		status = (int)why.kind;
	if (status > 1) {
		progress_wipe(&progress);
		fprintf(stderr, "kigen plan: %s\n", why.message);
	}
	ledger_close(ledger);
	setup_close(&setup);
	return status;
}
