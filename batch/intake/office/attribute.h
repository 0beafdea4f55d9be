#ifndef INTAKE_OFFICE_ATTRIBUTE_H
#define INTAKE_OFFICE_ATTRIBUTE_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/xml/tree.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Values out of a tree that office.xsd has checked: forms and ranges are the schema's, so the
 * plain ones cannot fail. An attribute that is absent gives NULL, 0, false or DAY_NONE. White
 * space is folded, as the schema's types do.
 */
const char *attribute_text(const struct tree_node *node, const char *name, struct arena *arena);
int attribute_number(const struct tree_node *node, const char *name);
double attribute_decimal(const struct tree_node *node, const char *name);
bool attribute_truth(const struct tree_node *node, const char *name);
day_number attribute_day(const struct tree_node *node, const char *name, struct arena *arena);
int attribute_minute(const struct tree_node *node, const char *name, struct arena *arena);
int attribute_months(const struct tree_node *node, const char *name); /* of "P3M" */

/* The words of a list; none for an absent attribute. */
const char *const *attribute_list(
	const struct tree_node *node, const char *name, struct arena *arena, size_t *count);

/* `matters`: all or a list of them. */
matter_set attribute_matters(const struct tree_node *node, struct arena *arena);

/* These fail with FAULT_OFFICE, "path:line: …", where the schema cannot know. */

/* `counters`: all or a list of ids that office->counters has. */
bool attribute_counters(const struct tree_node *node, const struct office *office,
	struct arena *arena, counter_set *counters, struct fault *why);

/* A recurrence that recurrence_valid takes; NULL for an absent one. */
bool attribute_rule(const struct tree_node *node, const char *name, const char *path,
	struct arena *arena, const char **rrule, struct fault *why);

/* `from` and `to`: from before to, and to no later than 20:00, when the national system stops. */
bool attribute_span(const struct tree_node *node, const char *path, struct arena *arena, int *from,
	int *to, struct fault *why);

/* The texts of the child element `name`, each language once and Japanese among them; none for an
 * absent element. */
bool attribute_wordings(const struct tree_node *node, const char *name, const char *path,
	struct arena *arena, struct wordings *wordings, struct fault *why);

#endif
