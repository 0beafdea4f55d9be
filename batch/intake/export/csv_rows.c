#include "intake/export/csv_rows.h"

#include "base/text.h"
#include "intake/export/text_stream.h"

#include <csv.h>
#include <string.h>

/* libcsv is given the text line by line, so that each of its calls is known to be of one line; a
 * line that is not whole yet comes in parts. Its calls cannot stop it: what is wrong is remembered
 * and asked after each part. */

enum { COLUMNS_MAX = 4096, FIELD_BLOCK_BYTES = 4096, SAID_BYTES = 64 };

struct column {
	const char *name; /* without a header its number */
	int item;         /* of the record, or EXPORT_NO_ITEM */
	bool of_head;
	bool says[EXPORT_HEAD_PARTS];
	char said[SAID_BYTES]; /* of the head: what the rows before said, to know it again */
};

struct csv_reader {
	struct row_reader *rows;
	struct csv_parser parser;
	struct column *columns;
	size_t count, capacity;
	bool named;  /* the columns are known */
	bool failed; /* *rows->why is set */
	long line;   /* of the byte that comes next */
	long row_line;
	size_t column;     /* of the field that comes next */
	bool row_ended;    /* in this line */
	bool line_begun;   /* a part of it has been fed */
	bool after_return; /* the byte before was a carriage return, which may be half a line end */
	bool unfinished;   /* the row goes on: the line end stood within quotes */
	long blank_line;   /* 0: none so far */
};

/* ---- columns ---- */

/* NULL: there are too many. */
static struct column *add_column(struct csv_reader *csv)
{
	struct arena *arena = csv->rows->arena;
	if (csv->count == COLUMNS_MAX) {
		row_refuse(csv->rows, csv->row_line, "more than %d columns", COLUMNS_MAX);
		return NULL;
	}
	csv->columns = arena_grow(
		arena, csv->columns, csv->count, 1, &csv->capacity, sizeof csv->columns[0]);
	struct column *column = &csv->columns[csv->count++];
	*column = (struct column){.name = "", .item = EXPORT_NO_ITEM};
	return column;
}

/* What the description knows a column as. */
static bool resolve_column(struct csv_reader *csv, struct column *column)
{
	const struct export_set *set = csv->rows->set;
	const struct export_rows *rows = &set->rows[0];
	for (unsigned part = 0; part < EXPORT_HEAD_PARTS; part++) {
		column->says[part] = set->head[part].source == EXPORT_BY_ITEM &&
				     strcmp(set->head[part].item, column->name) == 0;
		column->of_head |= column->says[part];
	}
	for (size_t i = 0; i < rows->item_count; i++)
		if (strcmp(rows->items[i].path, column->name) == 0) {
			column->item = (int)i;
			if (rows->items[i].refused)
				return row_forbidden(csv->rows, csv->row_line, column->name);
		}
	return true;
}

static bool check_twice(struct csv_reader *csv, size_t index)
{
	const struct column *column = &csv->columns[index];
	if (column->item == EXPORT_NO_ITEM && !column->of_head)
		return true;
	for (size_t i = 0; i < index; i++)
		if (strcmp(csv->columns[i].name, column->name) == 0)
			return row_refuse(csv->rows, csv->row_line, "two columns are named \"%s\"",
				row_shown(csv->rows, column->name));
	return true;
}

/* Is a path, which the description asks for, the name of a column? */
static bool check_column(struct csv_reader *csv, const char *path)
{
	for (size_t i = 0; i < csv->count; i++)
		if (strcmp(csv->columns[i].name, path) == 0)
			return true;
	return row_refuse(csv->rows, csv->row_line,
		"no column is the item \"%s\", which the export description asks for; hint: has "
		"it been renamed?",
		row_shown(csv->rows, path));
}

/* Whatever is asked for is there? */
static bool check_columns(struct csv_reader *csv)
{
	const struct export_set *set = csv->rows->set;
	const struct export_rows *rows = &set->rows[0];
	for (size_t i = 0; i < rows->item_count; i++)
		if (rows->items[i].taken && !rows->items[i].optional &&
			!check_column(csv, rows->items[i].path))
			return false;
	for (unsigned part = 0; part < EXPORT_HEAD_PARTS; part++)
		if (set->head[part].source == EXPORT_BY_ITEM && !set->head[part].optional &&
			!check_column(csv, set->head[part].item))
			return false;
	return true;
}

/* The header has come. What is missing is told first: where there is none, its names are
 * somebody's data. */
static bool meet_header(struct csv_reader *csv)
{
	if (!check_columns(csv))
		return false;
	for (size_t i = 0; i < csv->count; i++)
		if (!resolve_column(csv, &csv->columns[i]) || !check_twice(csv, i))
			return false;
	return true;
}

static bool name_column(struct csv_reader *csv, const char *name, size_t length)
{
	struct column *column = add_column(csv);
	if (column == NULL)
		return false;
	length = text_trim(&name, length);
	column->name = arena_text(csv->rows->arena, name, length);
	return true;
}

static bool number_column(struct csv_reader *csv)
{
	struct column *column = add_column(csv);
	if (column == NULL)
		return false;
	column->name = arena_print(csv->rows->arena, "%zu", csv->count);
	return resolve_column(csv, column);
}

/* ---- fields and rows: the calls of the library ---- */

static bool say_head(
	struct csv_reader *csv, struct column *column, const char *value, size_t length)
{
	if (length < SAID_BYTES && length > 0 && column->said[length] == '\0' &&
		memcmp(column->said, value, length) == 0)
		return true; /* what the row before said */
	for (unsigned part = 0; part < EXPORT_HEAD_PARTS; part++)
		if (column->says[part] && !row_head_say(csv->rows, csv->row_line,
						  (enum export_head_part)part, value, length))
			return false;
	if (length < SAID_BYTES) {
		memcpy(column->said, value, length);
		column->said[length] = '\0';
	}
	return true;
}

static bool take_value(struct csv_reader *csv, const char *value, size_t length)
{
	struct column *column = &csv->columns[csv->column];
	if (column->of_head && !say_head(csv, column, value, length))
		return false;
	if (column->item != EXPORT_NO_ITEM)
		return row_take(csv->rows, 0, (unsigned)column->item, value, length);
	return column->of_head || row_other(csv->rows, 0, column->name, value, length);
}

static void take_field(void *field, size_t length, void *context)
{
	struct csv_reader *csv = context;
	bool taken = true;
	if (csv->failed)
		return;
	if (!csv->named && csv->rows->set->header) {
		taken = name_column(csv, field, length);
	} else {
		if (csv->column == 0)
			row_begin(csv->rows, 0, csv->row_line);
		taken = csv->named || number_column(csv);
		if (taken && csv->column < csv->count)
			taken = take_value(csv, field, length);
	}
	csv->column++;
	csv->failed = !taken;
}

static bool end_record(struct csv_reader *csv)
{
	if (csv->blank_line != 0)
		return row_refuse(csv->rows, csv->blank_line,
			"a blank line between rows; hint: is something missing here?");
	if (!csv->named) {
		csv->named = true;
		if (csv->rows->set->header)
			return meet_header(csv);
		if (!check_columns(csv))
			return false;
	}
	if (csv->column != csv->count)
		return row_refuse(csv->rows, csv->row_line,
			"a row of %zu columns, where the first one has %zu; hint: is a quote or a "
			"separator missing?",
			csv->column, csv->count);
	return row_head_show(csv->rows) && row_show(csv->rows, 0);
}

/* `sign` is what ended the row, -1 for the end of the file. */
static void end_row(int sign, void *context)
{
	struct csv_reader *csv = context;
	csv->row_ended = true;
	if (csv->failed)
		return;
	if (sign < 0 && !csv->rows->set->open_end)
		csv->failed = !row_refuse(csv->rows, csv->row_line,
			"the last row has no line end, so it may be cut off; hint: the sender must "
			"end each row with one, or the description says open-end=\"true\"");
	else
		csv->failed = !end_record(csv);
	csv->column = 0;
}

/* ---- lines ---- */

/* Gives the library a line or a part of one. Of a value without an end no more than its bound is
 * ever kept. */
static bool feed_part(struct csv_reader *csv, const char *text, size_t length)
{
	size_t done = csv_parse(&csv->parser, text, length, take_field, end_row, csv);
	if (csv->failed)
		return false;
	if (done != length)
		return row_refuse(csv->rows, csv->line,
			"a quote out of place; hint: within quotes a quote is written twice, and "
			"outside of them there is none");
	if (csv->parser.entry_pos > ROW_VALUE_BYTES)
		return row_refuse(csv->rows, csv->row_line,
			"a value longer than 64 KiB; hint: is a quote not closed?");
	return true;
}

static void begin_line(struct csv_reader *csv)
{
	csv->line_begun = true;
	csv->row_ended = false;
	if (!csv->unfinished)
		csv->row_line = csv->line;
}

/* The line has ended: with its row, within quotes, or as a blank one, of which the library says
 * nothing. */
static void end_line(struct csv_reader *csv)
{
	bool blank = !csv->row_ended && csv->column == 0 && csv->parser.entry_pos == 0;
	if (blank && csv->blank_line == 0)
		csv->blank_line = csv->line;
	csv->unfinished = !csv->row_ended && !blank;
	csv->line_begun = false;
	csv->line++;
}

/* One piece of the text. */
static bool feed_lines(struct csv_reader *csv, const char *text, size_t length)
{
	const char *end = text + length, *feed = NULL;
	if (csv->after_return && *text == '\n') { /* the other half of a line end, within quotes
						     a part of the value */
		csv->after_return = false;
		if (!feed_part(csv, text++, 1))
			return false;
	}
	while (text < end) {
		if (feed == NULL || feed < text) {
			feed = memchr(text, '\n', (size_t)(end - text));
			feed = feed == NULL ? end : feed;
		}
		const char *ret = memchr(text, '\r', (size_t)(feed - text));
		const char *stop = ret != NULL ? ret + 1 : feed;
		bool whole = ret != NULL || feed < end;
		if (stop == feed && feed < end)
			stop++;
		if (!csv->line_begun)
			begin_line(csv);
		if (!feed_part(csv, text, (size_t)(stop - text)))
			return false;
		if (whole)
			end_line(csv);
		csv->after_return = stop == end && stop[-1] == '\r';
		text = stop;
	}
	return true;
}

static bool end_file(struct csv_reader *csv)
{
	if (csv_fini(&csv->parser, take_field, end_row, csv) != 0)
		return row_refuse(
			csv->rows, csv->row_line, "the file ends within quotes: it is cut off");
	if (csv->failed)
		return false;
	if (!csv->named && csv->rows->set->header)
		return row_refuse(csv->rows, csv->line, "the file is empty: not even a header");
	return row_finish(csv->rows, csv->line);
}

static bool read_text(struct csv_reader *csv, struct text_stream *stream)
{
	const char *text;
	size_t length;
	for (;;) {
		if (!text_stream_read(stream, csv->line, &text, &length, csv->rows->why))
			return false;
		if (length == 0)
			return end_file(csv);
		if (!feed_lines(csv, text, length))
			return false;
		row_progress(csv->rows);
	}
}

bool csv_rows_read(struct row_reader *reader)
{
	const struct export_set *set = reader->set;
	const struct text_stream_of of = {
		reader->source, reader->path, reader->about, set->encoding};
	struct csv_reader csv = {.rows = reader, .line = 1, .row_line = 1};
	struct text_stream *stream = NULL;
	if (csv_init(&csv.parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
		return fault_set(
			reader->why, FAULT_INTERNAL, "%s: libcsv does not start", reader->path);
	csv_set_delim(&csv.parser, (unsigned char)set->separator);
	csv_set_blk_size(&csv.parser, FIELD_BLOCK_BYTES);
	bool read = text_stream_open(&of, reader->arena, &stream, reader->why) &&
		    read_text(&csv, stream);
	text_stream_close(stream);
	csv_free(&csv.parser);
	return read;
}
