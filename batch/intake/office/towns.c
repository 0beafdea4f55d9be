#include "intake/office/towns.h"

#include "base/phrase.h"
#include "base/text.h"
#include "intake/xml/source.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

/* libcsv reads, field by field; what a row says is taken when the row ends. Its calls cannot stop
 * it: what is wrong first is remembered, and asked after each piece. */

enum { COLUMNS = 15, FIELD_BYTES = 400, PIECE_BYTES = 16 * 1024 };
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
	if (reading->column >= COLUMNS || length >= FIELD_BYTES || !text_valid(bytes, length) ||
		memchr(bytes, 0, length) != NULL) {
		refuse_row(reading, reading->column >= COLUMNS ? phrase("more than fifteen columns")
				    : length >= FIELD_BYTES    ? phrase("a field is too long")
							       : "not UTF-8");
		return;
	}
	char *field = reading->fields[reading->column++];
	memcpy(field, bytes, length);
	field[length] = '\0';
}

/* Takes away what is no name: what says that there is none, brackets, runs of blocks. */
static void cut_name(char *name)
{
	static const char all[] = "一円"; /* 利島村一円; but 一円 alone is a town of 多賀町 */
	size_t length = strlen(name), tail = sizeof all - 1;
	bool whole = length > tail && strcmp(name + length - tail, all) == 0;
	if (whole || strstr(name, "以下に掲載がない場合") != NULL || strstr(name, "の次に") != NULL)
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
		refuse_row(reading, phrase("not fifteen columns"));
		return;
	}
	const char *postal = reading->fields[COLUMN_POSTAL];
	char *name = reading->fields[COLUMN_TOWN];
	if (strlen(postal) != 7 || strspn(postal, "0123456789") != 7) {
		refuse_row(reading, phrase("the third column is no postal code"));
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
static void parse_lines(
	struct reading *reading, struct csv_parser *parser, const char *piece, size_t length)
{
	while (length > 0 && !reading->failed) {
		const char *end = memchr(piece, '\n', length);
		size_t line = end == NULL ? length : (size_t)(end - piece) + 1;
		if (csv_parse(parser, piece, line, take_field, take_row, reading) != line)
			refuse_row(reading, csv_strerror(csv_error(parser)));
		reading->line += end == NULL ? 0 : 1;
		piece += line;
		length -= line;
	}
}

static bool parse_list(struct reading *reading, struct csv_parser *parser, struct source *source)
{
	char piece[PIECE_BYTES];
	size_t got = 1;
	while (!reading->failed && got > 0) {
		if (!source_read(source, piece, sizeof piece, &got, reading->why)) {
			if (reading->why->kind == FAULT_REGISTER) /* a damaged gzip file */
				reading->why->kind = FAULT_OFFICE;
			return false;
		}
		parse_lines(reading, parser, piece, got);
	}
	if (!reading->failed && csv_fini(parser, take_field, take_row, reading) != 0)
		refuse_row(reading, csv_strerror(csv_error(parser)));
	if (!reading->failed && reading->bracket_open)
		refuse_row(reading, phrase("the last row goes on, but nothing follows"));
	if (!reading->failed && reading->count == 0)
		refuse_row(reading, phrase("no towns in it"));
	return !reading->failed;
}

bool towns_read(const char *path, struct arena *arena, struct town_list *towns, struct fault *why)
{
	struct source *source;
	struct csv_parser parser;
	if (!source_open(path, arena, &source, why))
		return false;
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
		source_close(source);
		return fault_set(why, FAULT_INTERNAL, "%s: no parser", path);
	}
	struct reading *reading = arena_alloc(arena, sizeof *reading);
	*reading = (struct reading){.path = path, .arena = arena, .why = why, .line = 1};
	bool done = parse_list(reading, &parser, source);
	csv_free(&parser);
	source_close(source);
	if (!done)
		return false;
	qsort(reading->list, reading->count, sizeof *reading->list, by_postal);
	*towns = (struct town_list){.list = reading->list, .count = reading->count};
	return true;
}
