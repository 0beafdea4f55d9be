#ifndef INTAKE_TEXTS_H
#define INTAKE_TEXTS_H

#include "base/arena.h"
#include "intake/mistakes.h"
#include "intake/tree.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>

/* The sentences of the letters: what templates.c reads beside the layout. A false answer ends the
 * reading with mistakes->why: FAULT_OFFICE with file and line. */

/* The languages that there are texts in, by the names of the files. */
struct text_tags {
	const char *const *list; /* BCP 47, sorted */
	size_t count;            /* at most LANGUAGES_MAX */
};

/* The tags of text/LANG.xml below `folder`; "ja" must be there. */
bool texts_tags(
	const char *folder, struct arena *arena, struct text_tags *tags, struct mistakes *mistakes);

/* A node's `when` attribute; no attribute is the condition that always holds. */
bool texts_condition(const char *path, const struct tree_node *node, const struct text_tags *tags,
	struct arena *arena, struct condition *condition, struct mistakes *mistakes);

/* The file of every tag, each with a choice for every key of `templates`; a sentence that no
 * letter can have (its key is not used, or one before it always holds) is warned of. Sets
 * templates->languages. */
bool texts_read(const char *folder, const struct text_tags *tags, struct arena *arena,
	struct templates *templates, struct mistakes *mistakes);

#endif
