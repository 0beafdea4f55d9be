#ifndef INTAKE_TEMPLATE_TEXTS_H
#define INTAKE_TEMPLATE_TEXTS_H

#include "base/arena.h"
#include "intake/template/condition.h"
#include "intake/template/mistakes.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>

/* The sentences of the letters: what templates.c reads beside the layout. A false answer ends the
 * reading with mistakes->why: FAULT_OFFICE with file and line. */

/* The tags of text/LANG.xml below `folder`; "ja" must be there. */
bool texts_tags(
	const char *folder, struct arena *arena, struct text_tags *tags, struct mistakes *mistakes);

/* By what a file is known again: TEXT_DIGITS of the SHA-256 of its bytes, in the arena. */
const char *texts_digits(const char *bytes, size_t length, struct arena *arena);

/* The file of every tag, each with a choice for every key of `templates`; a sentence that no
 * letter can have (its key is not used, or one before it always holds) is warned of. Sets
 * templates->languages; templates->digest is set before. */
bool texts_read(const char *folder, const struct text_tags *tags, struct arena *arena,
	struct templates *templates, struct mistakes *mistakes);

/* Has every language a sentence for every key? One that the office lists and that has not is a
 * mistake, told once for its file; of another it is warned. A night does without: its readers get
 * the next language (model/template.h). Both of the audience are there. FAULT_OFFICE when there was
 * a mistake. */
bool texts_check_whole(const struct templates *templates, const struct office *office,
	struct arena *arena, const struct audience *audience, struct fault *why);

#endif
