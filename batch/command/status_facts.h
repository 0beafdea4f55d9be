#ifndef COMMAND_STATUS_FACTS_H
#define COMMAND_STATUS_FACTS_H

#include "command/command.h"
#include "document/operators/tasks.h"
#include "model/outlook.h"

#include <stdbool.h>

/* What `kigen status` says, as of now. The values are its exit statuses. */
enum status_verdict {
	STATUS_WELL = 0,
	STATUS_ACT = 1,    /* something presses (document/operators/tasks.h) */
	STATUS_FAILED = 2, /* no night of the day is done, or the last run failed */
};

/* How many nights are shown. */
enum { STATUS_NIGHTS = 7 };

struct status_facts {
	enum status_verdict verdict;
	bool failed;     /* the last run did not come to its end: it left a page that says so, or
			    a night whose folder is not in place (a full disk, a killed run) */
	bool page;       /* it left a page */
	day_number last; /* the last night, DAY_NONE for none */
	long counts[TASKS];
	long backlog[BACKLOGS];
	day_number next_mailing;         /* from the day on, DAY_NONE when it is far */
	struct outlook_share places;     /* from the day on */
	long long disk_free;             /* bytes that --out has left, -1: it is not there */
	const char *fonts;               /* what is wrong with templates or fonts, NULL: nothing */
	const struct past_night *nights; /* the last ones, the latest last */
	size_t night_count;
};

/* Finds it all; texts live in the command's arena. Fails as the ledger's reads and hours_expand do.
 */
bool status_find(struct command *command, struct status_facts *facts, struct fault *why);

#endif
