#include "intake/export/delivered.h"

/* One set is the main one, whatever its place among the others. */

struct delivered_set *delivered_main(struct delivered *delivered)
{
	return &delivered->sets[delivered->description->main_set];
}

size_t delivered_count(const struct delivered *delivered)
{
	return delivered->description->set_count;
}

bool delivered_fault(const struct delivered_set *part, struct fault *why, const char *message)
{
	return fault_set(
		why, FAULT_REGISTER, "%s: set %s: %s", part->path, part->set->name, message);
}
