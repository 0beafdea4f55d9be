#include "intake/office/needs.h"

#include "base/phrase.h"
#include "base/text.h"
#include "intake/xml/source.h"
#include "model/due.h"

#include <stdlib.h>
#include <string.h>

/* A line is a row, whatever stands in it: a quote that nobody closes spoils its own line alone, so
 * that the rows of others are never part of it. */

enum { COLUMNS = 2, PIECE_BYTES = 16 * 1024, ID_MAX = 32 };

struct reading {
	const char *path;
	struct arena *arena;
	struct format_need *list;
	size_t count, capacity;
};

static bool refuse_file(
	const struct reading *reading, long line, const char *what, struct fault *why)
{
	return fault_set(why, FAULT_OFFICE,
		"%s:%ld: %s; hint: the first line is \"resident,format\", the file UTF-8",
		reading->path, line, what);
}

/* Without the blanks at both ends. */
static void trim_field(char **field)
{
	size_t length = strlen(*field);
	while (length > 0 && strchr(" \t\r", (*field)[length - 1]) != NULL)
		(*field)[--length] = '\0';
	*field += strspn(*field, " \t");
}

/* What stands in a field without the signs that only hold it together: "…", ="…", "=""…""". */
static void unwrap_field(char **field)
{
	char *kept = *field;
	trim_field(field);
	if (strchr(*field, '"') == NULL)
		return;
	kept = *field;
	for (const char *at = *field; *at != '\0'; at++)
		if (*at != '"')
			*kept++ = *at;
	*kept = '\0';
	*field += **field == '=' ? 1 : 0;
	trim_field(field);
}

/* The fields of a line, which is cut up; how many there are. */
static size_t split_line(char *line, char *fields[COLUMNS])
{
	size_t count = 0;
	for (char *at = line; at != NULL;) {
		char *comma = strchr(at, ',');
		if (comma != NULL)
			*comma = '\0';
		if (count < COLUMNS)
			fields[count] = at;
		count++;
		at = comma == NULL ? NULL : comma + 1;
	}
	for (size_t i = 0; i < count && i < COLUMNS; i++)
		unwrap_field(&fields[i]);
	return count;
}

static bool is_id(const char *text)
{
	static const char signs[] =
		"0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	return text[0] != '\0' && text[strspn(text, signs)] == '\0';
}

static void spoil_row(struct format_need *need, const char *code, const char *message)
{
	need->code = code;
	need->message = message;
}

static struct format_need read_row(struct reading *reading, char *line, long number)
{
	char *fields[COLUMNS] = {NULL};
	struct format_need need = {.id = "", .line = number};
	size_t count = split_line(line, fields);
	bool id = is_id(fields[0]) && strlen(fields[0]) <= ID_MAX;
	int format = count < COLUMNS ? -1 : word_index(letter_format_words, FORMATS, fields[1]);
	if (id)
		need.id = arena_copy(reading->arena, fields[0]);
	if (format >= 0)
		need.format = (enum letter_format)format;
	if (fields[0][0] == '\0')
		spoil_row(&need, "field-missing", PHRASE("resident: is missing"));
	else if (strlen(fields[0]) > ID_MAX)
		spoil_row(&need, "field-length", PHRASE("resident: is longer than an id"));
	else if (!id)
		spoil_row(&need, "field-form", PHRASE("resident: is no id"));
	else if (count < COLUMNS || fields[1][0] == '\0')
		spoil_row(&need, "field-missing", PHRASE("format: is missing"));
	else if (count > COLUMNS)
		spoil_row(&need, "field-form", PHRASE("the row has more than two fields"));
	else if (format < 0)
		spoil_row(&need, "field-word",
			PHRASE("format: is not one of standard, voice, large-print, braille"));
	return need;
}

static bool read_lines(struct reading *reading, char *text, struct fault *why)
{
	static const char mark[] = "\xEF\xBB\xBF";
	long number = 0;
	text += strncmp(text, mark, sizeof mark - 1) == 0 ? sizeof mark - 1 : 0;
	for (char *line = text; line != NULL;) {
		char *fields[COLUMNS] = {NULL};
		char *end = strchr(line, '\n');
		number++;
		if (end != NULL)
			*end = '\0';
		if (number == 1 && (split_line(line, fields) != COLUMNS ||
					   strcmp(fields[0], "resident") != 0 ||
					   strcmp(fields[1], "format") != 0))
			return refuse_file(
				reading, number, phrase("another head than that of needs"), why);
		if (number > 1 && line[strspn(line, ", \t\r")] != '\0') {
			reading->list = arena_grow(reading->arena, reading->list, reading->count, 1,
				&reading->capacity, sizeof *reading->list);
			reading->list[reading->count++] = read_row(reading, line, number);
		}
		line = end == NULL ? NULL : end + 1;
	}
	return true;
}

static bool read_text(const struct reading *reading, char **text, struct fault *why)
{
	struct source *source;
	size_t length = 0, capacity = 0, got = 1;
	bool done = true;
	if (!source_open(reading->path, reading->arena, &source, why))
		return false;
	*text = NULL;
	while (done && got > 0) {
		*text = arena_grow(reading->arena, *text, length, PIECE_BYTES, &capacity, 1);
		done = source_read(source, *text + length, PIECE_BYTES - 1, &got, why);
		length += done ? got : 0;
	}
	source_close(source);
	if (!done) {
		why->kind = why->kind == FAULT_REGISTER ? FAULT_OFFICE : why->kind;
		return false;
	}
	(*text)[length] = '\0';
	return (text_valid(*text, length) && memchr(*text, '\0', length) == NULL) ||
	       refuse_file(reading, 1, "not UTF-8", why);
}

static int by_id(const void *left, const void *right)
{
	const struct format_need *one = left, *other = right;
	int order = strcmp(one->id, other->id);
	if (order == 0)
		order = (one->code == NULL) - (other->code == NULL); /* what is wrong first */
	return order != 0 ? order : (one->line > other->line) - (one->line < other->line);
}

/* Of each id one row: one that is wrong, else one that says what the others say. Rows without an id
 * all stay. */
static void join_rows(struct reading *reading)
{
	size_t kept = 0;
	for (size_t i = 0; i < reading->count; i++) {
		struct format_need *need = &reading->list[i];
		struct format_need *last = kept == 0 ? NULL : &reading->list[kept - 1];
		if (last == NULL || need->id[0] == '\0' || strcmp(last->id, need->id) != 0)
			reading->list[kept++] = *need;
		else if (last->code == NULL && last->format != need->format)
			spoil_row(last, "row-twice",
				PHRASE("two rows of this resident say different things"));
	}
	reading->count = kept;
}

bool needs_read(
	const char *path, struct arena *arena, struct format_need_list *needs, struct fault *why)
{
	struct reading reading = {.path = path, .arena = arena};
	char *text;
	if (!read_text(&reading, &text, why) || !read_lines(&reading, text, why))
		return false;
	if (reading.count > 1)
		qsort(reading.list, reading.count, sizeof *reading.list, by_id);
	join_rows(&reading);
	*needs = (struct format_need_list){path, reading.list, reading.count};
	return true;
}
