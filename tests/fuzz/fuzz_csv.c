/* Any bytes as a CSV set and as a control file, in every encoding: no crash, no leak, cells that
 * are text, and counts that agree. The first byte says how the set is written. `make fuzz` builds
 * and runs it. */
#include "base/text.h"
#include "intake/export/control_file.h"
#include "intake/export/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

struct count {
	const struct export_set *set;
	long heads, rows, lines;
};

static void need(bool truth)
{
	if (!truth)
		abort();
}

static bool head(void *context, const struct set_head *head, struct fault *why)
{
	struct count *count = context;
	(void)why;
	count->heads++;
	need(head->count >= -1 && strlen(head->municipality) <= 6 && count->rows == 0);
	return true;
}

static bool row(void *context, const struct row *row, struct fault *why)
{
	struct count *count = context;
	(void)why;
	need(count->heads == 1 && row->kind == 0 && row->line > count->lines);
	count->lines = row->line;
	count->rows++;
	for (size_t i = 0; i < count->set->rows[0].item_count; i++) {
		const struct cell *cell = &row->cells[i];
		const char *value = cell->value;
		need(strlen(value) == cell->length && text_valid(value, cell->length));
		need(text_trim(&value, cell->length) == cell->length);
		need(cell->came || cell->length == 0);
		need(strcmp(value, "0") != 0);
	}
	return true;
}

static void other(void *context, unsigned kind, const char *path, const struct cell *cell)
{
	(void)context;
	need(kind == 0 && text_valid(path, strlen(path)) && strlen(cell->value) == cell->length);
}

static const char *const none[] = {"0"};
static const struct export_item named[] = {{.path = "id", .taken = true},
	{.path = "名", .taken = true, .optional = true}, {.path = "x"},
	{.path = "12", .refused = true}};
static const struct export_item numbered[] = {
	{.path = "1", .taken = true}, {.path = "3", .taken = true, .optional = true}};

static struct export_set set_of(uint8_t how)
{
	struct export_set set = {.name = "s",
		.csv = true,
		.encoding = (enum export_encoding)(how & 3),
		.separator = (how & 4) == 0 ? ',' : '\t',
		.header = (how & 8) == 0,
		.none = {none, 1},
		.rows_count = 1,
		.rows = {{.path = "",
			.items = (how & 8) == 0 ? named : numbered,
			.item_count = (how & 8) == 0 ? 4 : 2,
			.ignore_others = (how & 16) != 0}}};
	if ((how & 32) != 0)
		set.head[EXPORT_COUNT] =
			(struct export_said){.source = EXPORT_BY_ITEM, .item = "n"};
	return set;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char path[64];
	int file = memfd_create("set", 0);
	if (length == 0)
		return 0;
	const struct export_set set = set_of(bytes[0]);
	const struct export_description description = {.all_items = (bytes[0] & 64) != 0};
	need(file >= 0 && write(file, bytes + 1, length - 1) == (ssize_t)length - 1);
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	struct count count = {.set = &set};
	const struct row_visitor visitor = {.context = &count,
		.head = head,
		.row = row,
		.other = (bytes[0] & 128) != 0 ? other : NULL};
	const struct row_file read = {&description, &set, path, NULL};
	struct rows_summary summary;
	struct fault why = {0};
	if (rows_read(&read, &visitor, &summary, &why))
		need(summary.rows == count.rows && count.heads == 1 &&
			strlen(summary.digest) == 64);
	else
		need(why.kind == FAULT_REGISTER && text_valid(why.message, strlen(why.message)));

	struct export_set controlled = set;
	controlled.head[EXPORT_AS_OF] =
		(struct export_said){.source = EXPORT_BY_CONTROL, .item = "d"};
	controlled.head[EXPORT_COUNT] =
		(struct export_said){.source = EXPORT_BY_CONTROL, .item = "n"};
	struct set_head said = set_head_unsaid();
	if (control_file_read(&controlled, path, &said, &why))
		need(said.as_of != DAY_NONE && said.count >= 0);
	else
		need(said.count == -1 && text_valid(why.message, strlen(why.message)));
	close(file);
	return 0;
}
