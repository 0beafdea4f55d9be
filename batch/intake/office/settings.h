#ifndef INTAKE_OFFICE_SETTINGS_H
#define INTAKE_OFFICE_SETTINGS_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/xml/tree.h"
#include "model/office.h"

#include <stdbool.h>

/* Reads what stands around the counters in the office file: sender, languages, matters, validity,
 * window, mailing, limits and retention, into *office, whose path and counters are there already.
 * Fails with FAULT_OFFICE, "path:line: …"; *office is then half filled. */
bool settings_read(const struct tree_node *root, struct office *office, struct arena *arena,
	struct fault *why);

#endif
