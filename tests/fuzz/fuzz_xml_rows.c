/* Any bytes as an XML set with rows within its records: no crash, no leak, cells that are text, and
 * counts that agree. The first byte says what the set is. `make fuzz` builds and runs it. */
#include "base/text.h"
#include "intake/export/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

struct count {
	const struct export_set *set;
	long heads, records;
};

static void need(bool truth)
{
	if (!truth)
		abort();
}

static bool head(void *context, const struct set_head *head, struct fault *why)
{
	struct count *count = context;
	(void)head, (void)why;
	count->heads++;
	return true;
}

static bool row(void *context, const struct row *row, struct fault *why)
{
	struct count *count = context;
	(void)why;
	need(count->heads == 1 && row->kind < count->set->rows_count && row->line > 0);
	count->records += row->kind == 0 ? 1 : 0;
	for (size_t i = 0; i < count->set->rows[row->kind].item_count; i++) {
		const struct cell *cell = &row->cells[i];
		need(strlen(cell->value) == cell->length);
		need(text_valid(cell->value, cell->length) && (cell->came || cell->length == 0));
	}
	return true;
}

static void other(void *context, unsigned kind, const char *path, const struct cell *cell)
{
	const struct count *count = context;
	need(kind < count->set->rows_count && text_valid(path, strlen(path)));
	need(strlen(cell->value) == cell->length);
}

static const struct export_item items[] = {{.path = "i", .taken = true},
	{.path = "a/n", .taken = true, .optional = true},
	{.path = "@b", .taken = true, .optional = true}, {.path = "x"},
	{.path = "12", .refused = true}};
static const struct export_item nested[] = {{.path = "t", .taken = true, .optional = true},
	{.path = "@k", .taken = true, .optional = true}};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char path[64];
	int file = memfd_create("set", 0);
	if (length == 0)
		return 0;
	bool open = (bytes[0] & 1) != 0;
	const struct export_set set = {.name = "s",
		.xml = true,
		.namespace = (bytes[0] & 2) != 0 ? "urn:a" : NULL,
		.head = {[EXPORT_AS_OF] = {.source = (bytes[0] & 4) != 0 ? EXPORT_BY_ITEM
									 : EXPORT_UNSAID,
				 .item = "d"}},
		.rows_count = 3,
		.rows = {{.path = "r", .items = items, .item_count = 5, .ignore_others = open},
			{.path = "r/t", .items = nested, .item_count = 2, .ignore_others = open},
			{.path = "c", .items = nested, .item_count = 2, .ignore_others = open}}};
	const struct export_description description = {.all_items = (bytes[0] & 8) != 0};
	need(file >= 0 && write(file, bytes + 1, length - 1) == (ssize_t)length - 1);
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	struct count count = {.set = &set};
	const struct row_visitor visitor = {.context = &count,
		.head = head,
		.row = row,
		.other = (bytes[0] & 16) != 0 ? other : NULL};
	const struct row_file read = {&description, &set, path, NULL};
	struct rows_summary summary;
	struct fault why = {0};
	if (rows_read(&read, &visitor, &summary, &why))
		need(summary.rows == count.records && count.heads == 1);
	else
		need(why.kind == FAULT_REGISTER && text_valid(why.message, strlen(why.message)));
	close(file);
	return 0;
}
