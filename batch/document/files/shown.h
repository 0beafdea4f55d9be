#ifndef DOCUMENT_FILES_SHOWN_H
#define DOCUMENT_FILES_SHOWN_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What the folders beside a night's show of the ledger that they were made from: read back from
 * operators/summary.json and, for a folder of staff's, mailroom/manifest.csv. A folder of which
 * a reader has been given a part, or of another version, shows its name alone.
 */
struct shown_folder {
	const char *name;
	day_number day; /* of the night of this name; DAY_NONE: a folder of staff's */
	int run;
	const char *ledger;  /* the mark of its ledger, "" for none (ledger/lineage.h) */
	const char *lineage; /* "" for none */
	const char *seal;    /* the head of the chain of seals, "" for none (ledger/seal.h) */
	const char *number;  /* the highest number of a letter, "" for none */
};

/* Every night's folder in `parent`, and every other one that holds letters, by name; none when
 * there is no such parent. Hidden ones are left out. FAULT_OUTPUT when it cannot be listed. */
bool shown_read(const char *parent, struct arena *arena, struct shown_folder **folders,
	size_t *count, struct fault *why);

/* Is there such a folder? */
bool shown_there(const char *parent, const char *name);

#endif
