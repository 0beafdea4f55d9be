#ifndef INTAKE_EXPORT_COLLECTION_H
#define INTAKE_EXPORT_COLLECTION_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/fault.h"
#include "intake/export/row_visitor.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Which files a night reads: one of each set, all of one day.
 *
 * From a folder each set's newest complete file is taken: of those whose name fits the pattern and
 * whose sender is done with them (the done file is there, or size and time have stood still), the
 * day that counts is the newest on which all required sets have one. A day is known by the file's
 * name, its control file, or, where neither says it, by the time of its last change (then sets are
 * only held together by what the files themselves say when they are read).
 */
struct collected_file {
	const char *path;     /* NULL: an optional set has none */
	struct set_head head; /* what its name and its control file say */
};

struct collection {
	struct collected_file files[EXPORT_SETS_MAX]; /* by the number of the set */
	day_number
		day; /* that the files' names or control files agree on; DAY_NONE: they say none */
	/* A later day of which only some required sets have a whole file, which is not taken;
	 * DAY_NONE: there is none. */
	day_number begun;
};

/* `NAME=FILE` of the command line. */
struct named_file {
	const char *set, *path;
};

/* What there is to choose from. */
struct collection_offer {
	const struct export_description *description;
	const char *folder;             /* NULL: none */
	const struct named_file *named; /* these go before what the folder has */
	size_t named_count;
	int64_t now; /* seconds since 1970 */
};

/* Chooses. FAULT_USAGE: a name that is no set's, or twice. FAULT_INPUT: the folder cannot be read;
 * a required set has no complete file (the message names the set, the pattern, and what was seen:
 * none, or how many that are not complete); no day has all required sets (the message says which
 * newest day each one has). FAULT_REGISTER: the newest control file of a set cannot be understood.
 *
 * A file has stood still when neither its bytes nor its name, owner and the like have changed. A
 * done file that is older than its file does not count. The files of a set that do not say their
 * day are newer by the {date} of their name, then by the time of their last change. */
bool collection_choose(const struct collection_offer *offer, struct arena *arena,
	struct collection *collection, struct fault *why);

#endif
