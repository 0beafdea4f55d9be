#include "intake/export/row_reader.h"

#include "base/phrase.h"
#include "base/text.h"
#include "intake/register/individual.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cells are copied into one buffer a kind, which begins anew with each row: once it is large
 * enough, nothing is allocated while rows stream by. Words for none are measured once, since every
 * cell is held against them. */

enum {
	TEXT_BYTES_FIRST = 16 * 1024,
	PROGRESS_BYTES = 1024 * 1024,
	NUMBER_DIGITS = 12,
	NUMBER_BYTES_MAX = 72,
	NAME_SHOWN = 60
};

struct none_word {
	const char *text;
	size_t length;
};

struct none_words {
	size_t count;
	struct none_word words[];
};

static const struct none_words *measure_words(
	struct arena *arena, const struct export_words *one, const struct export_words *other)
{
	size_t count = one->count + other->count;
	struct none_words *measured =
		arena_alloc(arena, sizeof *measured + count * sizeof measured->words[0]);
	for (size_t i = 0; i < count; i++) {
		const char *text = i < one->count ? one->words[i] : other->words[i - one->count];
		measured->words[measured->count++] = (struct none_word){text, strlen(text)};
	}
	return measured;
}

static bool is_none(const struct none_words *none, const char *value, size_t length)
{
	for (size_t i = 0; i < none->count; i++)
		if (none->words[i].length == length &&
			memcmp(none->words[i].text, value, length) == 0)
			return true;
	return false;
}

void row_reader_init(struct row_reader *reader)
{
	struct arena *arena = reader->arena;
	const struct export_set *set = reader->set;
	const struct set_head *known = reader->file->known;
	reader->head = known == NULL ? set_head_unsaid() : *known;
	for (size_t kind = 0; kind < set->rows_count; kind++) {
		const struct export_rows *rows = &set->rows[kind];
		struct row_filling *filling = &reader->fillings[kind];
		filling->rows = rows;
		filling->cells = arena_alloc(arena, rows->item_count * sizeof filling->cells[0]);
		filling->none = arena_alloc(arena, rows->item_count * sizeof(void *));
		filling->seen = arena_alloc(arena, rows->item_count * sizeof filling->seen[0]);
		filling->text = arena_alloc(arena, TEXT_BYTES_FIRST);
		filling->room = TEXT_BYTES_FIRST;
		for (size_t i = 0; i < rows->item_count; i++)
			filling->none[i] = measure_words(arena, &rows->items[i].none, &set->none);
	}
}

bool row_refuse(struct row_reader *reader, long line, const char *format, ...)
{
	char words[sizeof reader->why->message];
	va_list values;
	va_start(values, format);
	vsnprintf(words, sizeof words, phrase(format), values);
	va_end(values);
	return fault_set(reader->why, FAULT_REGISTER, "%s:%ld: %s%s", reader->path, line,
		reader->about, words);
}

const char *row_shown(struct row_reader *reader, const char *name)
{
	size_t shown = strnlen(name, NAME_SHOWN);
	while (shown > 0 && (name[shown] & 0xC0) == 0x80)
		shown--; /* whole characters */
	return arena_text(reader->arena, name, shown);
}

void row_begin(struct row_reader *reader, unsigned kind, long line)
{
	struct row_filling *filling = &reader->fillings[kind];
	for (size_t i = 0; i < filling->rows->item_count; i++)
		filling->cells[i] = (struct cell){.value = ""};
	filling->used = 0;
	filling->line = line;
	filling->twice = NULL;
	filling->open = true;
	filling->met = true;
}

/* Is the value nothing but an individual number, in whatever groups? */
static bool is_individual(const char *value, size_t length)
{
	size_t digits = 0, wide = 0;
	if (length < NUMBER_DIGITS || length > NUMBER_BYTES_MAX)
		return false;
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)value[i];
		if (byte >= '0' && byte <= '9')
			digits++;
		else if (byte == 0xEF) /* a digit of full width, or a hyphen */
			wide++;
		else if (byte < 0x80 && byte != ' ' && byte != '-')
			return false;
	}
	return digits <= NUMBER_DIGITS && digits + wide >= NUMBER_DIGITS &&
	       individual_number_in(value, length);
}

static bool check_individual(
	struct row_reader *reader, long line, const char *path, const struct cell *cell)
{
	if (!reader->file->description->all_items || !is_individual(cell->value, cell->length))
		return true;
	return row_refuse(reader, line,
		"an individual number (個人番号) must not be in the export, and the item \"%s\" "
		"holds twelve digits with its check digit; hint: export again without it",
		row_shown(reader, path));
}

/* Trims a value, asks the words for none, and sees to its length; what is taken is never cut. */
static bool measure_value(struct row_reader *reader, const struct row_filling *filling,
	const struct export_item *item, struct cell *cell)
{
	cell->length = text_trim(&cell->value, cell->length);
	if (cell->length <= ROW_VALUE_BYTES)
		return true;
	if (item != NULL && item->taken)
		return row_refuse(reader, filling->line,
			"the item \"%s\" has a value longer than 64 KiB",
			row_shown(reader, item->path));
	cell->length = ROW_VALUE_BYTES;
	while ((cell->value[cell->length] & 0xC0) == 0x80)
		cell->length--;
	return true;
}

/* Twice the room for the row's values; the cells point to where they now are. */
static void grow_text(struct row_reader *reader, struct row_filling *filling)
{
	char *text = arena_alloc(reader->arena, 2 * filling->room);
	memcpy(text, filling->text, filling->used);
	for (size_t i = 0; i < filling->rows->item_count; i++)
		if (filling->cells[i].length > 0)
			filling->cells[i].value = text + (filling->cells[i].value - filling->text);
	filling->text = text;
	filling->room *= 2;
}

/* Copies a value behind those of the row that came before it. */
static bool keep_value(struct row_reader *reader, struct row_filling *filling, struct cell *cell)
{
	if (ROW_BYTES - filling->used <= cell->length)
		return row_refuse(reader, filling->line, "a row that says more than 1 MiB");
	while (filling->room - filling->used <= cell->length)
		grow_text(reader, filling);
	char *kept = filling->text + filling->used;
	memcpy(kept, cell->value, cell->length);
	kept[cell->length] = '\0';
	filling->used += cell->length + 1;
	cell->value = kept;
	return true;
}

bool row_take(
	struct row_reader *reader, unsigned kind, unsigned item, const char *value, size_t length)
{
	struct row_filling *filling = &reader->fillings[kind];
	const struct export_item *named = &filling->rows->items[item];
	struct cell cell = {value, length, true};
	if (named->refused)
		return row_forbidden(reader, filling->line, named->path);
	if (!measure_value(reader, filling, named, &cell) ||
		!check_individual(reader, filling->line, named->path, &cell))
		return false;
	filling->seen[item] = true;
	if (filling->cells[item].came) {
		if (named->taken && filling->twice == NULL)
			filling->twice = named;
		return true; /* the first one stays */
	}
	filling->cells[item].came = true;
	if (cell.length == 0 || is_none(filling->none[item], cell.value, cell.length))
		return true;
	if (!keep_value(reader, filling, &cell))
		return false;
	filling->cells[item] = cell;
	return true;
}

bool row_other(struct row_reader *reader, unsigned kind, const char *path, const char *value,
	size_t length)
{
	struct row_filling *filling = &reader->fillings[kind];
	const struct row_visitor *visitor = reader->visitor;
	struct cell cell = {value, length, true};
	if (visitor->other == NULL && !filling->rows->ignore_others)
		return row_refuse(reader, filling->line,
			"the item \"%s\" is not in the export description; hint: name it, or let "
			"the set ignore others",
			row_shown(reader, path));
	if (visitor->other == NULL && (length == 0 || !reader->file->description->all_items))
		return true;
	if (!measure_value(reader, filling, NULL, &cell) ||
		!check_individual(reader, filling->line, path, &cell))
		return false;
	if (visitor->other == NULL)
		return true;
	size_t before = filling->used;
	if (!keep_value(reader, filling, &cell))
		return false;
	filling->used = before; /* it lives until the return */
	visitor->other(visitor->context, kind, path, &cell);
	return true;
}

bool row_forbidden(struct row_reader *reader, long line, const char *path)
{
	return row_refuse(reader, line,
		"the item \"%s\" must not be in the export; hint: export again without it",
		row_shown(reader, path));
}

bool row_show(struct row_reader *reader, unsigned kind)
{
	struct row_filling *filling = &reader->fillings[kind];
	const struct row row = {kind, filling->line, filling->cells, filling->twice};
	filling->open = false;
	reader->records += kind == 0 ? 1 : 0;
	return reader->visitor->row(reader->visitor->context, &row, reader->why);
}

bool row_head_say(struct row_reader *reader, long line, enum export_head_part part,
	const char *value, size_t length)
{
	const struct export_said *said = &reader->set->head[part];
	const char *word = set_head_words[part];
	length = text_trim(&value, length);
	for (size_t i = 0; i < reader->set->none.count; i++)
		if (strlen(reader->set->none.words[i]) == length &&
			memcmp(reader->set->none.words[i], value, length) == 0)
			return true;
	if (length == 0)
		return true;
	switch (set_head_say(&reader->head, part, said->dates, value, length)) {
	case SET_HEAD_UNREADABLE:
		return row_refuse(reader, line, "the %s (item \"%s\") cannot be read", word,
			row_shown(reader, said->item));
	case SET_HEAD_CONTRADICTED:
		return row_refuse(reader, line,
			"the %s (item \"%s\") is another one than what was said before it", word,
			row_shown(reader, said->item));
	case SET_HEAD_TAKEN:
		break;
	}
	return true;
}

bool row_head_show(struct row_reader *reader)
{
	if (reader->head_shown)
		return true;
	reader->head_shown = true;
	return reader->visitor->head(reader->visitor->context, &reader->head, reader->why);
}

/* Of XML the items of the head stand outside the rows, though the record's list may name them. */
static bool is_of_head(const struct row_reader *reader, const char *path)
{
	for (unsigned part = 0; part < EXPORT_HEAD_PARTS; part++)
		if (reader->set->head[part].source == EXPORT_BY_ITEM &&
			strcmp(reader->set->head[part].item, path) == 0)
			return true;
	return false;
}

/* Where there are records, none of what is asked for may be missing from all of them. */
static bool check_presence(struct row_reader *reader, long line)
{
	for (size_t kind = 0; kind < reader->set->rows_count; kind++) {
		const struct row_filling *filling = &reader->fillings[kind];
		if (kind > 0 && !filling->met && (filling->rows->optional || !reader->nests))
			continue;
		for (size_t i = 0; i < filling->rows->item_count; i++) {
			const struct export_item *item = &filling->rows->items[i];
			if (item->taken && !item->optional && !filling->seen[i] &&
				!is_of_head(reader, item->path))
				return row_refuse(reader, line,
					"the item \"%s\" stands in no row; hint: has it been "
					"renamed? (the export description asks for it in line %ld)",
					row_shown(reader, item->path), item->line);
		}
	}
	for (unsigned part = 0; part < EXPORT_HEAD_PARTS; part++) {
		const struct export_said *said = &reader->set->head[part];
		if (said->source == EXPORT_BY_ITEM && !said->optional &&
			!set_head_says(&reader->head, (enum export_head_part)part))
			return row_refuse(reader, line,
				"the file does not say its %s; hint: has the item \"%s\" been "
				"renamed?",
				set_head_words[part], row_shown(reader, said->item));
	}
	return true;
}

bool row_finish(struct row_reader *reader, long line)
{
	if (reader->records > 0 && !check_presence(reader, line))
		return false;
	if (reader->head.count >= 0 && reader->head.count != reader->records)
		return row_refuse(reader, line,
			"the file has %ld rows, and is said to have %ld; hint: was it cut off?",
			reader->records, reader->head.count);
	return row_head_show(reader);
}

void row_progress(struct row_reader *reader)
{
	const struct row_visitor *visitor = reader->visitor;
	uint64_t done = source_done(reader->source);
	if (visitor->progress == NULL || done < reader->told + PROGRESS_BYTES)
		return;
	reader->told = done;
	visitor->progress(visitor->context, done, source_total(reader->source));
}
