#ifndef TESTS_INTAKE_EXPORT_READING_H
#define TESTS_INTAKE_EXPORT_READING_H

#include "intake/export/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

/* Descriptions made by hand, and what a file says by them as one text. A unit is one source, so the
 * functions stand here. */

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* What a set is. Items are paths with blanks between: ?PATH may be missing, ~PATH is ignored, !PATH
 * must not be there, all others are taken. */
struct wanted_set {
	bool xml, csv;
	const char *record;
	const char *items;
	const char *nested[2], *nested_items[2]; /* NULL: none */
	const char *none;                        /* words of the set, with blanks between */
	const char *head[EXPORT_HEAD_PARTS];     /* items; NULL: unsaid */
	enum export_encoding encoding;
	char separator; /* 0: a comma */
	bool no_header, ignore_others, all_items;
	const char *namespace;
};

struct reading {
	struct arena *arena;
	struct export_description *description;
	const struct export_set *set;
	char *said;    /* the rows as one text, a line each */
	size_t length; /* of it */
	size_t room;
	bool others; /* items that are not named are asked for */
	long rows;
};

static inline size_t words_of(struct arena *arena, const char *text, const char ***words)
{
	size_t count = 0;
	char *copy = arena_copy(arena, text == NULL ? "" : text), *state = NULL;
	*words = arena_alloc(arena, (strlen(copy) + 1) * sizeof(char *));
	for (char *word = strtok_r(copy, " ", &state); word != NULL;
		word = strtok_r(NULL, " ", &state))
		(*words)[count++] = word;
	return count;
}

static inline struct export_rows rows_of(
	struct arena *arena, const struct wanted_set *wanted, const char *path, const char *items)
{
	const char **words;
	size_t count = words_of(arena, items, &words);
	struct export_item *made = arena_alloc(arena, count * sizeof *made);
	for (size_t i = 0; i < count; i++) {
		char sign = words[i][0];
		made[i].path = words[i] + (sign != '\0' && strchr("?~!", sign) != NULL ? 1 : 0);
		made[i].line = 7;
		made[i].optional = sign == '?';
		made[i].refused = sign == '!';
		made[i].taken = sign != '~' && sign != '!';
	}
	return (struct export_rows){.path = path == NULL ? "" : path,
		.items = made,
		.item_count = count,
		.ignore_others = wanted->ignore_others};
}

static inline struct reading reading_of(const struct wanted_set *wanted, struct arena *arena)
{
	struct reading reading = {.arena = arena};
	struct export_set *set;
	reading.description = arena_alloc(arena, sizeof *reading.description);
	reading.set = set = &reading.description->sets[0];
	const char **words;
	*set = (struct export_set){.name = "people",
		.xml = wanted->xml,
		.csv = wanted->csv,
		.namespace = wanted->namespace,
		.encoding = wanted->encoding,
		.separator = wanted->separator == 0 ? ',' : wanted->separator,
		.header = !wanted->no_header,
		.rows_count = 1};
	set->none.count = words_of(arena, wanted->none, &words);
	set->none.words = words;
	set->rows[0] = rows_of(arena, wanted, wanted->record, wanted->items);
	for (size_t i = 0; i < 2 && wanted->nested[i] != NULL; i++)
		set->rows[set->rows_count++] =
			rows_of(arena, wanted, wanted->nested[i], wanted->nested_items[i]);
	for (size_t i = 0; i < EXPORT_HEAD_PARTS; i++)
		if (wanted->head[i] != NULL)
			set->head[i] = (struct export_said){
				.source = EXPORT_BY_ITEM, .item = wanted->head[i]};
	reading.description->path = "export.xml";
	reading.description->set_count = 1;
	reading.description->all_items = wanted->all_items;
	return reading;
}

__attribute__((format(printf, 2, 3))) static inline void reading_add(
	struct reading *reading, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	int more = vsnprintf(NULL, 0, format, values);
	va_end(values);
	while (reading->length + (size_t)more + 1 > reading->room) {
		reading->room = reading->room * 2 + (size_t)more + 1;
		char *grown = arena_alloc(reading->arena, reading->room);
		if (reading->said != NULL)
			memcpy(grown, reading->said, reading->length);
		reading->said = grown;
	}
	va_start(values, format);
	vsnprintf(reading->said + reading->length, (size_t)more + 1, format, values);
	va_end(values);
	reading->length += (size_t)more;
}

static inline bool reading_head(void *context, const struct set_head *head, struct fault *why)
{
	char day[CIVIL_DATE_BYTES];
	(void)why;
	reading_add(context, "head %s %s %ld\n", head->municipality, civil_format(head->as_of, day),
		head->count);
	return true;
}

/* kind@line, a cell each: -: it did not come; !: an item came twice. */
static inline bool reading_row(void *context, const struct row *row, struct fault *why)
{
	struct reading *reading = context;
	(void)why;
	reading_add(reading, "%u@%ld", row->kind, row->line);
	for (size_t i = 0; i < reading->set->rows[row->kind].item_count; i++) {
		const struct cell *cell = &row->cells[i];
		assert_int_equal(strlen(cell->value), cell->length);
		assert_true(cell->came || cell->length == 0);
		reading_add(reading, "|%s", cell->came ? cell->value : "-");
	}
	if (row->twice != NULL)
		reading_add(reading, "!%s", row->twice->path);
	reading_add(reading, "\n");
	reading->rows += row->kind == 0 ? 1 : 0;
	return true;
}

static inline void reading_other(
	void *context, unsigned kind, const char *path, const struct cell *cell)
{
	reading_add(context, "%u other %s=%s\n", kind, path, cell->value);
}

static inline bool reading_run(struct reading *reading, const char *path,
	const struct set_head *known, struct rows_summary *summary, struct fault *why)
{
	const struct row_visitor visitor = {.context = reading,
		.head = reading_head,
		.row = reading_row,
		.other = reading->others ? reading_other : NULL};
	const struct row_file file = {reading->description, reading->set, path, known};
	reading->length = 0;
	reading->rows = 0;
	reading_add(reading, "%s", "");
	*why = (struct fault){0};
	return rows_read(&file, &visitor, summary, why);
}

/* Bytes as a file that is gone with the test. */
static inline const char *bytes_file(const void *bytes, size_t length, int *number)
{
	static char path[64];
	*number = memfd_create("set", 0);
	assert_true(*number >= 0);
	for (size_t done = 0; done < length;) {
		ssize_t wrote = write(*number, (const char *)bytes + done, length - done);
		assert_true(wrote > 0);
		done += (size_t)wrote;
	}
	snprintf(path, sizeof path, "/proc/self/fd/%d", *number);
	return path;
}

/* What the bytes say by the set; or, where they are refused, the message behind "path:". */
static inline const char *read_bytes(
	struct reading *reading, const void *bytes, size_t length, const struct set_head *known)
{
	struct rows_summary summary;
	struct fault why;
	int number;
	const char *path = bytes_file(bytes, length, &number);
	bool read = reading_run(reading, path, known, &summary, &why);
	close(number);
	if (read) {
		assert_int_equal(summary.rows, reading->rows);
		assert_int_equal(strlen(summary.digest), 64);
		return reading->said;
	}
	assert_int_equal(why.kind, FAULT_REGISTER);
	assert_memory_equal(why.message, path, strlen(path));
	return arena_copy(reading->arena, why.message + strlen(path) + 1);
}

static inline const char *read_text(struct reading *reading, const char *text)
{
	return read_bytes(reading, text, strlen(text), NULL);
}

/* A case: a sentence, a file, and what it says, or how the refusal begins. */
static inline void expect_text(const char *sentence, const struct wanted_set *wanted,
	const char *text, const char *expected)
{
	struct arena *arena = arena_open();
	struct reading reading = reading_of(wanted, arena);
	const char *said = read_text(&reading, text);
	if (strncmp(said, expected, strlen(expected)) != 0 ||
		(strncmp(expected, "head", 4) == 0 && strcmp(said, expected) != 0))
		fail_msg("%s\n--- expected\n%s\n--- said\n%s", sentence, expected, said);
	arena_close(arena);
}

#endif
