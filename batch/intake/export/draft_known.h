#ifndef INTAKE_EXPORT_DRAFT_KNOWN_H
#define INTAKE_EXPORT_DRAFT_KNOWN_H

#include "intake/export/draft_file.h"
#include "intake/xml/tree.h"

#include <stdbool.h>
#include <stddef.h>

/* What the standard's description (cron/exports/standard.xml) knows of a file's items. */

/* Is `end` the end of the path, by whole names? */
bool known_path(const char *path, const char *end);

/* The number of the file's item that a path of the standard names, in a kind of row; -1: none. */
int known_item(const struct draft_file *file, unsigned kind, const char *path);

/* The set of the standard that is nearest to the file, and how many of its items it takes; NULL:
 * none takes any. */
const struct tree_node *known_set(
	const struct tree_node *standard, const struct draft_file *file, size_t *known);

/* The nested rows of a set by the path of the file's, or NULL. */
const struct tree_node *known_rows(const struct tree_node *set, const char *path);

#endif
