#ifndef INTAKE_OFFICE_SENDER_H
#define INTAKE_OFFICE_SENDER_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/xml/tree.h"
#include "model/office.h"

#include <stdbool.h>

/* Reads <sender> into office->sender, once the counters are read: who writes, which lines are
 * answered when and in which languages. FAULT_OFFICE, "path:line: …", when the counter or label
 * named is not there, or hours would not print. */
bool sender_read(const struct tree_node *node, struct office *office, struct arena *arena,
	struct fault *why);

#endif
