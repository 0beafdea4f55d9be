/* Any bytes as an export description, and a row of nothing under each set that comes of it: refused
 * with a message or read, never a crash, never a leak. `make fuzz` builds and runs it. */
#include "base/arena.h"
#include "intake/export/description.h"
#include "intake/export/mapping.h"
#include "intake/export/row_history.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each item says its own name, or the value that the first condition asks for. */
static void map_row(const struct export_set *set, unsigned kind, struct arena *arena)
{
	const struct export_rows *rows = &set->rows[kind];
	struct cell *cells = arena_alloc(arena, (rows->item_count + 1) * sizeof *cells);
	for (size_t i = 0; i < rows->item_count; i++)
		cells[i].value = rows->items[i].path;
	for (size_t i = 0; i < rows->step_count; i++)
		for (size_t k = 0; k < rows->steps[i].when.count; k++)
			cells[rows->steps[i].when.terms[k].item].value =
				rows->steps[i].when.terms[k].value;
	for (size_t i = 0; i < rows->item_count; i++)
		cells[i].length = strlen(cells[i].value);
	struct row row = {.kind = kind,
		.line = 1,
		.cells = cells,
		.twice = rows->item_count == 0 ? NULL : rows->items};
	struct said said;
	struct fault why = {0};
	history_counts(set, &row, 20000);
	history_rank(set, &row);
	if (!mapping_row(set, &row, "file", arena, &said, &why) && why.kind != FAULT_REGISTER)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[64];
	int file = memfd_create("export", 0);
	if (file < 0 || write(file, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	struct arena *arena = arena_open();
	const struct export_description *description;
	struct fault why = {0};
	if (export_description_read(path, arena, &description, &why)) {
		for (size_t i = 0; i < description->set_count; i++)
			for (unsigned k = 0; k < description->sets[i].rows_count; k++)
				map_row(&description->sets[i], k, arena);
	} else if (why.kind == FAULT_NONE || why.message[0] == '\0') {
		abort();
	}
	arena_close(arena);
	close(file);
	return 0;
}
