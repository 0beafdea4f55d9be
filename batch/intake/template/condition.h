#ifndef INTAKE_TEMPLATE_CONDITION_H
#define INTAKE_TEMPLATE_CONDITION_H

#include "base/arena.h"
#include "intake/template/mistakes.h"
#include "intake/xml/tree.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>

/* The languages that there are texts in, by the names of the files. */
struct text_tags {
	const char *const *list; /* BCP 47, sorted */
	size_t count;            /* at most LANGUAGES_MAX */
};

/* Reads a node's `when` attribute: clauses with a blank between them, all of which must hold, each
 * of facts with | between them, one of which must (! before a fact: its absence); no attribute is
 * the condition that always holds. A word that names no fact is a mistake; false when one ended the
 * reading. */
bool condition_read(const char *path, const struct tree_node *node, const struct text_tags *tags,
	struct arena *arena, struct condition *condition, struct mistakes *mistakes);

#endif
