#include "intake/office/towns.h"

#include "base/text.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* libcsv reads, field by field; what a row says is taken when the row ends. Its calls cannot stop
 * it: what is wrong first is remembered, and asked after each piece. */

enum { COLUMNS = 15, FIELD_BYTES = 400, LINE_BYTES = 8192 };
enum { COLUMN_POSTAL = 2, COLUMN_PREFECTURE = 6, COLUMN_CITY = 7, COLUMN_TOWN = 8 };

struct reading {
	const char *path;
	struct arena *arena;
	struct fault *why;
	struct town *list;
	size_t count, capacity;
	char fields[COLUMNS][FIELD_BYTES];
	size_t column;
	long line;
	bool bracket_open; /* the row before has begun a bracket and not closed it */
	bool failed;
};

static void refuse_row(struct reading *reading, const char *what)
{
	if (!reading->failed)
		fault_set(reading->why, FAULT_OFFICE,
			"%s:%ld: %s; hint: Japan Post's utf_ken_all.csv as it is, or rows of it",
			reading->path, reading->line, what);
	reading->failed = true;
}

static void take_field(void *bytes, size_t length, void *context)
{
	struct reading *reading = context;
	if (reading->failed)
		return;
	if (reading->column >= COLUMNS || length >= FIELD_BYTES || !text_valid(bytes, length)) {
		refuse_row(reading, reading->column >= COLUMNS ? "more than fifteen columns"
				    : length >= FIELD_BYTES    ? "a field is too long"
							       : "not UTF-8");
		return;
	}
	char *field = reading->fields[reading->column++];
	memcpy(field, bytes, length);
	field[length] = '\0';
}

/* Cuts at the first of these words: before it, or everything when nothing of the name is one. */
static void cut_name(char *name)
{
	static const char *const without_town[] = {"以下に掲載がない場合", "の次に", "一円"};
	for (size_t i = 0; i < sizeof without_town / sizeof without_town[0]; i++)
		if (strstr(name, without_town[i]) != NULL)
			name[0] = '\0';
	char *bracket = strstr(name, "（");
	if (bracket != NULL)
		*bracket = '\0';
	/* Of a run of blocks (種市第１５地割～第２１地割) the name is what stands before the first.
	 */
	if (strstr(name, "～") != NULL || strstr(name, "、") != NULL) {
		char *block = strstr(name, "第");
		if (block != NULL)
			*block = '\0';
	}
}

static void take_row(int end, void *context)
{
	struct reading *reading = context;
	(void)end;
	size_t columns = reading->column;
	reading->column = 0;
	if (reading->failed)
		return;
	if (columns != COLUMNS) {
		refuse_row(reading, "not fifteen columns");
		return;
	}
	const char *postal = reading->fields[COLUMN_POSTAL];
	char *name = reading->fields[COLUMN_TOWN];
	if (strlen(postal) != 7 || strspn(postal, "0123456789") != 7) {
		refuse_row(reading, "the third column is no postal code");
		return;
	}
	bool goes_on = reading->bracket_open;
	if (strstr(name, "（") != NULL)
		reading->bracket_open = true;
	if (strstr(name, "）") != NULL)
		reading->bracket_open = false;
	if (goes_on)
		return;
	cut_name(name);
	reading->list = arena_grow(reading->arena, reading->list, reading->count, 1,
		&reading->capacity, sizeof *reading->list);
	struct town *town = &reading->list[reading->count++];
	*town = (struct town){
		.prefecture = arena_copy(reading->arena, reading->fields[COLUMN_PREFECTURE]),
		.city = arena_copy(reading->arena, reading->fields[COLUMN_CITY]),
		.name = arena_copy(reading->arena, name)};
	memcpy(town->postal, postal, sizeof town->postal);
}

static int by_postal(const void *left, const void *right)
{
	const struct town *one = left, *other = right;
	int order = strcmp(one->postal, other->postal);
	return order != 0 ? order : strcmp(one->name, other->name);
}

/* A line at a time, so that a row's end is known to be of its line. */
static bool parse_lines(struct reading *reading, struct csv_parser *parser, FILE *file)
{
	char line[LINE_BYTES];
	while (!reading->failed && fgets(line, sizeof line, file) != NULL) {
		size_t length = strlen(line);
		reading->line++;
		if (length == sizeof line - 1)
			refuse_row(reading, "the line is too long");
		else if (csv_parse(parser, line, length, take_field, take_row, reading) != length)
			refuse_row(reading, csv_strerror(csv_error(parser)));
	}
	if (!reading->failed && ferror(file))
		return fault_system(reading->why, FAULT_INPUT, errno, "%s", reading->path);
	if (!reading->failed && csv_fini(parser, take_field, take_row, reading) != 0)
		refuse_row(reading, csv_strerror(csv_error(parser)));
	if (!reading->failed && reading->bracket_open)
		refuse_row(reading, "the last row goes on, but nothing follows");
	if (!reading->failed && reading->count == 0)
		refuse_row(reading, "no towns in it");
	return !reading->failed;
}

/* NULL, and *why is set, when there is no regular file. Without O_NONBLOCK a FIFO would be waited
 * for. */
static FILE *open_list(const char *path, struct fault *why)
{
	struct stat status;
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (descriptor < 0) {
		fault_system(why, FAULT_INPUT, errno, "%s", path);
		return NULL;
	}
	if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
		fault_set(why, FAULT_INPUT, "%s: not a regular file", path);
		close(descriptor);
		return NULL;
	}
	FILE *file = fdopen(descriptor, "r");
	if (file == NULL) {
		fault_system(why, FAULT_INPUT, errno, "%s", path);
		close(descriptor);
	}
	return file;
}

bool towns_read(const char *path, struct arena *arena, struct town_list *towns, struct fault *why)
{
	FILE *file = open_list(path, why);
	if (file == NULL)
		return false;
	struct csv_parser parser;
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
		fclose(file);
		return fault_set(why, FAULT_INTERNAL, "%s: no parser", path);
	}
	struct reading *reading = arena_alloc(arena, sizeof *reading);
	*reading = (struct reading){.path = path, .arena = arena, .why = why};
	bool done = parse_lines(reading, &parser, file);
	csv_free(&parser);
	fclose(file);
	if (!done)
		return false;
	qsort(reading->list, reading->count, sizeof *reading->list, by_postal);
	*towns = (struct town_list){.list = reading->list, .count = reading->count};
	return true;
}
