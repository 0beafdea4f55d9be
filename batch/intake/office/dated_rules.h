#ifndef INTAKE_OFFICE_DATED_RULES_H
#define INTAKE_OFFICE_DATED_RULES_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/xml/tree.h"
#include "model/office.h"

/* The sections of the office file that the law can change: `validity` and `window`. All of them are
 * tables whose rows begin on a day, the first since ever. Fills in office->validity and
 * office->window; the schema has seen to forms and ranges. Fails with FAULT_OFFICE, "path:line: …",
 * when a table does not begin on 0001-01-01 or does not ascend, and when a row contradicts itself:
 * a renewal that shortens the validity, an unknown status of residence, a wave or a reminder that
 * does not lie inside the window. */
bool dated_rules_read(const struct tree_node *root, struct office *office, struct arena *arena,
	struct fault *why);

#endif
