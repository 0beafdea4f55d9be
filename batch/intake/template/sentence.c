#include "intake/template/sentence.h"

#include "base/markup.h"
#include "base/text.h"

#include <string.h>

/* A sentence becomes pieces of markup that need no further care: its text is escaped here, its few
 * elements become tags, its placeholders numbers. */

/* A sentence while it is put together. */
struct writer {
	struct arena *arena;
	const char *path;
	long line;
	size_t key;
	struct mistakes *mistakes;
	uint32_t before;                            /* the sign written last, 0 at the beginning */
	enum { GAP_NONE, GAP_SPACE, GAP_LINE } gap; /* what white space waits for the next sign */
	char *markup;
	size_t used, capacity;
	struct text_piece *pieces;
	size_t count, piece_capacity;
};

static void put_bytes(struct writer *writer, const char *bytes, size_t length)
{
	writer->markup = arena_grow(
		writer->arena, writer->markup, writer->used, length + 1, &writer->capacity, 1);
	memcpy(writer->markup + writer->used, bytes, length);
	writer->used += length;
}

/* Ends the piece that is being written, with a value behind it or -1. */
static void end_piece(struct writer *writer, int value)
{
	writer->pieces = arena_grow(writer->arena, writer->pieces, writer->count, 1,
		&writer->piece_capacity, sizeof *writer->pieces);
	writer->pieces[writer->count++] = (struct text_piece){
		.markup = arena_text(
			writer->arena, writer->used == 0 ? "" : writer->markup, writer->used),
		.value = value,
	};
	writer->used = 0;
}

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Scripts that are written without spaces: a line end in the file is nothing beside them. */
static bool is_wide(uint32_t code_point)
{
	return (code_point >= 0x2E80 && code_point <= 0x9FFF) ||
	       (code_point >= 0xF900 && code_point <= 0xFAFF) ||
	       (code_point >= 0xFF00 && code_point <= 0xFFEF);
}

/* Papers of the office name its sender and what is counted on them; nothing else does the latter.
 * The parts of a date stand in the sentences "date" and "page.date" alone, those of a time of day
 * in "time", {from} and {to} also in those of hours. */
static bool in_place(size_t key, int value)
{
	bool of_sender = value >= VALUE_CITY && value <= VALUE_PHONE;
	bool of_paper = value >= VALUE_MAILING && value <= VALUE_TO;
	if (key >= TEXT_HOURS_DAY && key <= TEXT_HOURS_NEXT)
		return key > TEXT_HOURS_DAY && (value == VALUE_FROM || value == VALUE_TO);
	if (text_of_office(key) || of_paper)
		return text_of_office(key) && (of_sender || of_paper);
	bool of_date = value >= VALUE_ERA && value <= VALUE_WEEKDAY;
	bool of_time = value >= VALUE_HOUR && value <= VALUE_MINUTE;
	bool of_nothing = key >= TEXT_WEEKDAY && key < TEXT_MONTH + 12;
	return key == TEXT_DATE || key == TEXT_PAGE_DATE ? of_date
	       : key == TEXT_TIME                        ? of_time
							 : !of_nothing && !of_date && !of_time;
}

static bool put_value(struct writer *writer, const char **at)
{
	const char *name = *at + 1;
	size_t length = strcspn(name, "}");
	int value = 0;
	while (value < VALUES && !(strlen(template_value_words[value]) == length &&
					 memcmp(template_value_words[value], name, length) == 0))
		value++;
	int shown = (int)(length < 40 ? length : 40);
	*at = name + length + (name[length] == '}' ? 1 : 0);
	if (value == VALUES || (*at)[-1] != '}')
		return mistake(writer->mistakes, writer->path, writer->line,
			"unknown placeholder {%.*s}", shown, name);
	if (!in_place(writer->key, value))
		return mistake(writer->mistakes, writer->path, writer->line,
			"{%.*s} means nothing in this sentence", shown, name);
	end_piece(writer, value);
	return true;
}

/* The white space before this sign: a space, but at a line's end in the file nothing beside
 * scripts that do without. */
static void put_gap(struct writer *writer, uint32_t sign)
{
	bool wide = is_wide(writer->before) || is_wide(sign);
	if (writer->gap == GAP_SPACE || (writer->gap == GAP_LINE && writer->before != 0 && !wide))
		put_bytes(writer, " ", 1);
	writer->gap = GAP_NONE;
	writer->before = sign;
}

/* A run of text: spaces folded, special signs escaped, placeholders cut out. */
static bool put_run(struct writer *writer, const char *text)
{
	for (const char *at = text; *at != '\0';) {
		if (is_space(*at)) {
			if (*at == '\n')
				writer->gap = GAP_LINE;
			else if (writer->gap == GAP_NONE)
				writer->gap = GAP_SPACE;
			at++;
			continue;
		}
		const char *from = at;
		uint32_t sign = text_next(&at);
		put_gap(writer, sign);
		if (sign == '{') {
			if (!put_value(writer, &from))
				return false;
			at = from;
			writer->before = '}';
			continue;
		}
		const char *escaped = markup_escape(
			writer->arena, arena_text(writer->arena, from, (size_t)(at - from)));
		put_bytes(writer, escaped, strlen(escaped));
	}
	return true;
}

/* What an element of a sentence becomes, before and behind what is in it. */
static const struct {
	const char *name, *open, *close;
} marks[] = {
	{"b", "<b>", "</b>"},
	{"u", "<u>", "</u>"},
	{"ja", "<span lang=\"ja\">", "</span>"},
	{"r", READING_WORD, READING_END},
};

/* Recursion is bounded: tree_read refuses files nested deeper than 256. */
static bool put_nodes(struct writer *writer, const struct tree_node *node)
{
	for (; node != NULL; node = node->next) {
		if (node->text != NULL) {
			if (!put_run(writer, node->text))
				return false;
			continue;
		}
		if (strcmp(node->name, "br") == 0) {
			put_bytes(writer, "\n", 1);
			writer->gap = GAP_NONE;
			writer->before = 0;
			continue;
		}
		size_t mark = 0;
		while (strcmp(marks[mark].name, node->name) != 0)
			mark++; /* the schema has no other */
		if (node->first != NULL && node->first->text != NULL) {
			const char *at = node->first->text;
			put_gap(writer, text_next(&at));
		}
		put_bytes(writer, marks[mark].open, strlen(marks[mark].open));
		if (!put_nodes(writer, node->first))
			return false;
		const char *reading = tree_attribute(node, "y");
		if (reading != NULL) {
			reading = arena_print(writer->arena, "%s%s", READING_ABOVE, reading);
			put_bytes(writer, reading, strlen(reading));
		}
		put_bytes(writer, marks[mark].close, strlen(marks[mark].close));
	}
	return true;
}

bool sentence_read(const char *path, const struct tree_node *node, size_t key, struct arena *arena,
	struct template_text *text, struct mistakes *mistakes)
{
	struct writer writer = {
		.arena = arena, .path = path, .line = node->line, .key = key, .mistakes = mistakes};
	if (!put_nodes(&writer, node->first))
		return false;
	end_piece(&writer, -1);
	text->pieces = writer.pieces;
	text->piece_count = writer.count;
	return true;
}
