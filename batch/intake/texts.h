#ifndef INTAKE_TEXTS_H
#define INTAKE_TEXTS_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/tree.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>

/* The sentences of the letters: what templates.c reads beside the layout. Failures are
 * FAULT_OFFICE with file and line, FAULT_INPUT for what cannot be opened. */

/* A node's `when` attribute; no attribute is the condition that always holds. */
bool texts_condition(const char *path, const struct tree_node *node, struct arena *arena,
	struct condition *condition, struct fault *why);

/* Every text/LANG.xml below `folder`, sorted by language, each with a choice for every key; other
 * keys in the files are passed over. "ja" must be there and have a text for every key; what
 * another language lacks is counted. */
bool texts_read(const char *folder, const char *const *keys, size_t key_count, struct arena *arena,
	const struct template_language **languages, size_t *count, struct fault *why);

#endif
