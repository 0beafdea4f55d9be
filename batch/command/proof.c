#include "document/proof.h"
#include "base/arena.h"
#include "command/command.h"
#include "command/options.h"
#include "command/setup.h"
#include "document/draft.h"

#include <stdio.h>

static const char help[] =
	"usage: kigen proof --out FILE.pdf [--office FILE] [--date DATE]\n\n"
	"Prints one made-up letter of each matter, wave and language, and of what else changes the\n"
	"words, for the office to approve: 見本 lies across each, and nothing in them is real. The\n"
	"first pages list the sheets and who approved each language. The letters are dated DATE (today\n"
	"without it); the same office, templates and date give the same bytes. FILE.pdf must not be\n"
	"there yet.\n";

static bool write_proof(const struct setup *setup, const struct options *options, day_number day,
	size_t *sheets, struct fault *why)
{
	struct draft *draft = NULL;
	bool done = draft_open(options->out, setup->arena, &draft, why) &&
		    proof_write(setup->letters, day, draft_stream(draft), sheets, why) &&
		    draft_commit(draft, why);
	draft_close(draft);
	return done;
}

int command_proof(const struct session *session, int argc, char **argv)
{
	struct options options;
	struct setup setup;
	struct fault why = {0};
	size_t sheets;
	int status;
	if (!options_parse(argc, argv, TAKES_FILE | TAKES_DATE, help, &options, &status))
		return status;
	if (options.out == NULL) {
		fputs("kigen proof: --out FILE.pdf is needed\nhint: kigen proof --help\n", stderr);
		return FAULT_USAGE;
	}
	bool done = setup_open(options.office, &setup, &why);
	if (done) {
		day_number day = options.date != DAY_NONE ? options.date
							  : session->today(setup.office.utc_offset);
		done = write_proof(&setup, &options, day, &sheets, &why);
		setup_close(&setup);
	}
	if (!done) {
		fprintf(stderr, "kigen proof: %s\n", why.message);
		return (int)why.kind;
	}
	printf("%s: %zu sheets\n", options.out, sheets);
	return 0;
}
