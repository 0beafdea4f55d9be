/* Writes a sample night's folder for the tests that look at it from outside.
 * usage: sample-folder PARENT NAME mailing|quiet|empty FURTHER [EMAIL [WEB-BASE]]
 * Beside it stand the counters' calendars, PARENT/counters. FURTHER appointments of earlier nights
 * are added to the agenda. Run in the project's folder. Exit status as the program's. */
#include "doubles.h"
#include "sample.h"

#include "document/calendars.h"
#include "document/folder.h"
#include "intake/template/templates.h"

#include <stdio.h>

int main(int argc, char **argv)
{
	struct fault why = {0};
	if (argc < 5 || argc > 7) {
		fprintf(stderr,
			"usage: sample-folder PARENT NAME mailing|quiet|empty FURTHER [EMAIL [WEB-BASE]]\n");
		return FAULT_USAGE;
	}
	struct arena *arena = arena_open();
	struct office office = sample_office();
	if (argc >= 6)
		office.sender.email = argv[5];
	if (argc == 7)
		office.sender.web_base = argv[6];
	struct night night =
		sample_night(strcmp(argv[3], "mailing") == 0, strtoul(argv[4], NULL, 10), arena);
	if (strcmp(argv[3], "empty") == 0)
		night = (struct night){.day = night.day,
			.run = 1,
			.as_of = night.as_of,
			.posting_day = night.day,
			.mailing = true};
	/* The double never looks into the letters; any address will do. */
	struct letters *letters = (struct letters *)&night;
	struct outbox *outbox = NULL;
	const struct templates *templates = NULL;
	bool wrote = templates_read("templates", arena, &templates, &why) &&
		     outbox_open(argv[1], argv[2], &outbox, &why) &&
		     folder_write(&office, templates, &night, letters, outbox, &why) &&
		     outbox_commit(outbox, &why) && calendars_write(&office, &night, argv[1], &why);
	outbox_close(outbox);
	arena_close(arena);
	if (!wrote)
		fprintf(stderr, "sample-folder: %s\n", why.message);
	return wrote ? 0 : (int)why.kind;
}
