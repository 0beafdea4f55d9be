#include "intake/requests/request_file.h"

#include "base/phrase.h"
#include "base/text.h"
#include "model/due.h"

#include <csv.h>
#include <string.h>

/* libcsv is given one line at a time and is asked to end there: what it holds against a line is of
 * that line alone. Which fields a request must have is a table. */

enum { LINE_MAX_BYTES = 1000, FIELD_MAX_BYTES = 64, WHO_MAX_BYTES = 40, MINUTES_MAX = 24 * 60 };

enum column {
	COLUMN_REQUEST,
	COLUMN_ACTION,
	COLUMN_WHO,
	COLUMN_OF,
	COLUMN_COUNTER,
	COLUMN_DAY,
	COLUMN_TIME,
	COLUMN_MINUTES,
	COLUMN_ASKED,
	COLUMNS
};

static const struct {
	const char *name;
	bool needed;
} columns[COLUMNS] = {
	[COLUMN_REQUEST] = {"request", true},
	[COLUMN_ACTION] = {"action", true},
	[COLUMN_WHO] = {"who", true},
	[COLUMN_OF] = {"of", false},
	[COLUMN_COUNTER] = {"counter", true},
	[COLUMN_DAY] = {"day", true},
	[COLUMN_TIME] = {"time", true},
	[COLUMN_MINUTES] = {"minutes", false},
	[COLUMN_ASKED] = {"asked", true},
};

/* A line, and its fields. */
struct row {
	char line[LINE_MAX_BYTES];
	size_t length;
	bool too_long, ended;
	const char *fields[COLUMNS]; /* as the line has them, as many as have room */
	size_t count;                /* of all */
};

struct reading {
	FILE *stream;
	const char *name;
	struct arena *arena;
	long at; /* line */
	enum column order[COLUMNS];
	size_t width;
	struct row row;
	struct request_file file;
	size_t capacity;
};

/* ---- lines and fields ---- */

/* False at the end of the file. */
static bool next_line(struct reading *reading)
{
	struct row *row = &reading->row;
	int sign;
	row->length = 0;
	row->too_long = row->ended = false;
	while ((sign = getc(reading->stream)) != EOF && sign != '\n') {
		if (row->length < sizeof row->line)
			row->line[row->length++] = (char)sign;
		else
			row->too_long = true;
	}
	row->ended = sign == '\n';
	if (row->length == 0 && !row->ended)
		return false;
	if (row->length > 0 && row->line[row->length - 1] == '\r' && !row->too_long)
		row->length--;
	reading->at++;
	return true;
}

static void take_field(void *bytes, size_t length, void *context)
{
	struct reading *reading = context;
	struct row *row = &reading->row;
	if (row->count < COLUMNS)
		row->fields[row->count] = arena_text(reading->arena, bytes, length);
	row->count++;
}

static void end_row(int sign, void *context)
{
	(void)sign;
	(void)context;
}

static bool split_line(struct reading *reading)
{
	struct row *row = &reading->row;
	struct csv_parser parser;
	row->count = 0;
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return false;
	bool done = csv_parse(&parser, row->line, row->length, take_field, end_row, reading) ==
			    row->length &&
		    csv_fini(&parser, take_field, end_row, reading) == 0;
	csv_free(&parser);
	return done;
}

static bool has_control(const struct row *row)
{
	for (size_t i = 0; i < row->length; i++)
		if ((unsigned char)row->line[i] < 0x20 || row->line[i] == 0x7F)
			return true;
	return false;
}

/* What keeps the line from being fields; NULL when it is. */
static const char *read_fields(struct reading *reading)
{
	struct row *row = &reading->row;
	if (row->too_long)
		return arena_print(reading->arena, phrase("longer than %d bytes"), LINE_MAX_BYTES);
	if (!text_valid(row->line, row->length))
		return phrase("not UTF-8");
	if (has_control(row))
		return phrase("a control character is in it");
	return split_line(reading) ? NULL : phrase("its quotes are not those of CSV (RFC 4180)");
}

/* ---- the header ---- */

static int column_of(const char *name)
{
	int column = 0;
	while (column < COLUMNS && strcmp(columns[column].name, name) != 0)
		column++;
	return column;
}

static bool order_columns(struct reading *reading, struct fault *why)
{
	const struct row *row = &reading->row;
	bool there[COLUMNS] = {false};
	if (row->count > COLUMNS)
		return fault_set(why, FAULT_REGISTER, "%s:%ld: more than %d columns", reading->name,
			reading->at, COLUMNS);
	for (size_t i = 0; i < row->count; i++) {
		int column = column_of(row->fields[i]);
		if (column == COLUMNS)
			return fault_set(why, FAULT_REGISTER,
				"%s:%ld: column %zu is none of a file of requests\n"
				"hint: request, action, who, of, counter, day, time, minutes, asked",
				reading->name, reading->at, i + 1);
		if (there[column])
			return fault_set(why, FAULT_REGISTER,
				"%s:%ld: two columns are named \"%s\"", reading->name, reading->at,
				columns[column].name);
		there[column] = true;
		reading->order[i] = (enum column)column;
	}
	for (int column = 0; column < COLUMNS; column++)
		if (columns[column].needed && !there[column])
			return fault_set(why, FAULT_REGISTER, "%s:%ld: no column is named \"%s\"",
				reading->name, reading->at, columns[column].name);
	reading->width = row->count;
	return true;
}

static bool read_header(struct reading *reading, struct fault *why)
{
	static const char mark[] = "\xEF\xBB\xBF";
	struct row *row = &reading->row;
	if (!next_line(reading))
		return fault_set(why, FAULT_REGISTER, "%s: is empty", reading->name);
	if (row->length >= sizeof mark - 1 && memcmp(row->line, mark, sizeof mark - 1) == 0) {
		row->length -= sizeof mark - 1;
		memmove(row->line, row->line + sizeof mark - 1, row->length);
	}
	const char *wrong = read_fields(reading);
	if (wrong == NULL && !row->ended)
		wrong = phrase("the file ends within this row");
	if (wrong != NULL)
		return fault_set(
			why, FAULT_REGISTER, "%s:%ld: %s", reading->name, reading->at, wrong);
	return order_columns(reading, why);
}

/* ---- what a row says ---- */

static bool read_minutes(const char *text, int *minutes)
{
	int read = 0;
	size_t length = strlen(text);
	if (strspn(text, "0123456789") != length || length > 4)
		return false;
	for (size_t i = 0; i < length; i++)
		read = read * 10 + text[i] - '0';
	*minutes = read;
	return length == 0 || (read >= 1 && read <= MINUTES_MAX);
}

/* What cannot be read of single fields; NULL for nothing. */
static const char *read_values(const char *const values[COLUMNS], struct desk_request *request)
{
	const char *day = values[COLUMN_DAY], *time = values[COLUMN_TIME];
	const char *asked = values[COLUMN_ASKED], *of = values[COLUMN_OF];
	int action = word_index(desk_request_action_words, REQUEST_ACTIONS, values[COLUMN_ACTION]);
	request->day = request->asked_day = DAY_NONE;
	if (!desk_request_id_valid(request->id))
		return phrase("the request's id is none: 1 to 64 of A-Z a-z 0-9 . : _ -, the first "
			      "no -");
	if (action < 0)
		return phrase("the action is none: book, move or cancel");
	request->action = (enum desk_request_action)action;
	if (strlen(request->who) > WHO_MAX_BYTES)
		return phrase("who is too long");
	if (of[0] != '\0' && !desk_request_id_valid(of))
		return phrase("what it is of is no request's id");
	if ((day[0] == '\0') != (time[0] == '\0'))
		return phrase("a day and a time go together");
	if (day[0] != '\0' && !civil_parse(day, strlen(day), &request->day))
		return phrase("the day is none: it is written 2026-12-16");
	if (day[0] != '\0' && !civil_parse_time(time, strlen(time), &request->starts))
		return phrase("the time is none: it is written 17:30");
	if (!read_minutes(values[COLUMN_MINUTES], &request->minutes))
		return phrase("the minutes are none: 1 to 1440, or nothing");
	if (!civil_parse_instant(asked, strlen(asked), &request->asked_day, &request->asked_minute))
		return phrase("when it was asked is none: it is written 2026-12-01T23:05");
	return NULL;
}

/* What does not go together; NULL for nothing. */
static const char *check_request(const struct desk_request *request)
{
	bool who = request->who[0] != '\0', of = request->of[0] != '\0';
	bool placed = request->counter[0] != '\0' && request->day != DAY_NONE;
	bool unplaced = request->counter[0] == '\0' && request->day == DAY_NONE;
	if (who && of)
		return phrase("who or of, not both");
	if (who && request->minutes > 0)
		return phrase("how long the visit of somebody takes is not asked for");
	if (request->action == REQUEST_BOOK && of)
		return phrase("a booking is of no other request");
	if (request->action != REQUEST_BOOK && !who && !of)
		return phrase("whose appointment? who or of is needed");
	if (request->action == REQUEST_CANCEL && !placed && !unplaced)
		return phrase("counter, day and time of what is cancelled: all of them, or none");
	if (request->action != REQUEST_CANCEL && !placed)
		return phrase("counter, day and time are needed");
	return NULL;
}

static const char *join_values(const char *const values[COLUMNS], struct arena *arena)
{
	char text[COLUMNS * (FIELD_MAX_BYTES + 1) + 1] = "";
	size_t used = 0;
	for (int column = 0; column < COLUMNS; column++)
		used += (size_t)snprintf(text + used, sizeof text - used, "%s\x1F", values[column]);
	return arena_text(arena, text, used);
}

/* The fields by column, those that are not there empty. */
static const char *find_values(struct reading *reading, const char *values[COLUMNS])
{
	const char *wrong = read_fields(reading);
	const struct row *row = &reading->row;
	for (int column = 0; column < COLUMNS; column++)
		values[column] = "";
	for (size_t i = 0; wrong == NULL && i < row->count && i < reading->width; i++)
		if (strlen(row->fields[i]) <= FIELD_MAX_BYTES)
			values[reading->order[i]] = row->fields[i];
		else
			wrong = arena_print(reading->arena,
				phrase("a field is longer than %d bytes"), FIELD_MAX_BYTES);
	if (wrong == NULL && row->count != reading->width)
		wrong = arena_print(reading->arena,
			phrase("it has %zu fields, and the header has %zu"), row->count,
			reading->width);
	return wrong;
}

static void read_row(struct reading *reading)
{
	struct request_file *file = &reading->file;
	const char *values[COLUMNS];
	file->list = arena_grow(
		reading->arena, file->list, file->count, 1, &reading->capacity, sizeof *file->list);
	struct desk_request *request = &file->list[file->count++];
	const char *wrong = find_values(reading, values);
	*request = (struct desk_request){.line = reading->at,
		.id = values[COLUMN_REQUEST],
		.who = values[COLUMN_WHO],
		.of = values[COLUMN_OF],
		.counter = values[COLUMN_COUNTER],
		.content = "",
		.cut_off = !reading->row.ended};
	if (wrong == NULL)
		wrong = read_values(values, request);
	if (wrong == NULL)
		wrong = check_request(request);
	if (request->cut_off)
		wrong = phrase("the file ends within this row");
	if (!desk_request_id_valid(request->id))
		request->id = "";
	if (wrong == NULL)
		request->content = join_values(values, reading->arena);
	request->wrong = wrong;
}

bool request_file_read(FILE *stream, const char *name, struct arena *arena,
	struct request_file *file, struct fault *why)
{
	struct reading *reading = arena_alloc(arena, sizeof *reading);
	*reading = (struct reading){.stream = stream, .name = name, .arena = arena};
	bool done = read_header(reading, why);
	while (done && next_line(reading)) {
		if (reading->row.length == 0)
			continue;
		if (reading->file.count == REQUESTS_MAX)
			return fault_set(
				why, FAULT_REGISTER, "%s: more than %d rows", name, REQUESTS_MAX);
		read_row(reading);
	}
	if (ferror(stream))
		return fault_set(why, FAULT_INPUT, "%s cannot be read", name);
	if (done)
		*file = reading->file;
	return done;
}
