#ifndef INTAKE_FIELD_H
#define INTAKE_FIELD_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/tree.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Values out of a tree that office.xsd has checked: forms and ranges are the schema's, so the
 * plain ones cannot fail. An attribute that is absent gives NULL, 0, false or DAY_NONE. White
 * space is folded, as the schema's types do.
 */
const char *field_text(const struct tree_node *node, const char *name, struct arena *arena);
int field_number(const struct tree_node *node, const char *name);
double field_decimal(const struct tree_node *node, const char *name);
bool field_truth(const struct tree_node *node, const char *name);
day_number field_day(const struct tree_node *node, const char *name, struct arena *arena);
int field_minute(const struct tree_node *node, const char *name, struct arena *arena);
int field_months(const struct tree_node *node, const char *name); /* of "P3M" */

/* The words of a list; none for an absent attribute. */
const char *const *field_list(
	const struct tree_node *node, const char *name, struct arena *arena, size_t *count);

/* `matters`: all or a list of them. */
matter_set field_matters(const struct tree_node *node, struct arena *arena);

/* These fail with FAULT_OFFICE, "path:line: …", where the schema cannot know. */

/* `counters`: all or a list of ids that office->counters has. */
bool field_counters(const struct tree_node *node, const struct office *office, struct arena *arena,
	counter_set *counters, struct fault *why);

/* A recurrence that hours_rule_valid takes; NULL for an absent one. */
bool field_rule(const struct tree_node *node, const char *name, const char *path,
	struct arena *arena, const char **rrule, struct fault *why);

/* `from` and `to`: from before to, and to no later than 20:00, when the national system stops. */
bool field_span(const struct tree_node *node, const char *path, struct arena *arena, int *from,
	int *to, struct fault *why);

/* The texts of the child element `name`, each language once and Japanese among them; none for an
 * absent element. */
bool field_wordings(const struct tree_node *node, const char *name, const char *path,
	struct arena *arena, struct wordings *wordings, struct fault *why);

#endif
