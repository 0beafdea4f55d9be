/* Any bytes as an office file: refused with a message or read, never a crash, never a leak. The
 * shipped office is a good first corpus. `make fuzz` builds and runs it. */
#include "base/arena.h"
#include "intake/office/office_file.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[64];
	int file = memfd_create("office", 0);
	if (file < 0 || write(file, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	struct arena *arena = arena_open();
	struct office office = {0};
	struct fault why = {0};
	if (!office_read(path, arena, &office, &why) &&
		(why.kind == FAULT_NONE || why.message[0] == '\0'))
		abort();
	arena_close(arena);
	close(file);
	return 0;
}
