/* Any bytes as a recurrence rule: refused with a reason or expanded, and every day that is found
 * lies in the range. `make fuzz` builds and runs it. */
#include "base/arena.h"
#include "intake/office/recurrence.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_open();
	const char *rule = arena_text(arena, (const char *)data, size), *problem = NULL;
	if (recurrence_valid(rule, &problem)) {
		if (recurrence_days(rule, civil_day(2026, 1, 1), civil_day(2027, 12, 31), arena) ==
			NULL)
			abort();
	} else if (problem == NULL) {
		abort();
	}
	arena_close(arena);
	return 0;
}
