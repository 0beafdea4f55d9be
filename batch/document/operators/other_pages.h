#ifndef DOCUMENT_OPERATORS_OTHER_PAGES_H
#define DOCUMENT_OPERATORS_OTHER_PAGES_H

#include "base/fault.h"
#include "model/figures.h"
#include "model/office.h"
#include "model/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The operators' pages that are about no one night that is done. Both fail as page_write does. */

/* failed.html: a run that did not come to its end, why in the program's words, and what to do by
 * the kind of the fault. The office may be NULL, when it could not be read. */
struct failed_run {
	const struct wordbook *words;
	const struct office *office;
	day_number day; /* of the night that was to be */
	const struct fault *fault;
};

bool failed_page_write(FILE *stream, const struct failed_run *run, struct fault *why);

/* index.html, to stand beside the nights' folders: a row each, the latest first, with a link to its
 * page unless it is purged. */
struct nights_index {
	const struct wordbook *words;
	const struct office *office;
	const struct past_night *nights; /* in order */
	size_t count;
};

bool index_page_write(FILE *stream, const struct nights_index *index, struct fault *why);

#endif
