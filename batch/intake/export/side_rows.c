#include "intake/export/side_rows.h"

#include "base/civil.h"
#include "intake/register/id_table.h"

#include <stdint.h>
#include <string.h>

/* A row is kept as the few fields that it says, each in twelve bytes: what is a date or short
 * stands in them, what is longer behind all of them. */

/* Of which certificate a row speaks, where a set has one row a certificate: those of different
 * kinds do not replace each other. In all other sets the later row replaces the earlier one
 * whatever the two say, for what it no longer says is no longer so. */
enum subject { SUBJECT_SIGNATURE = 1, SUBJECT_AUTHENTICATION = 2, SUBJECT_OTHER = 4 };

enum { SHORT_BYTES = 8, IS_DATE = 9, IS_LONG = 10, DATE_BYTES = 10, FORM_BITS = 4, FORM_MASK = 15 };

struct packed {
	uint8_t field;
	uint8_t form;  /* of the text, and the defect in its upper half: IS_DATE, IS_LONG, or
			  how long `bytes` are */
	uint16_t item; /* from 1; 0: a say */
	uint8_t bytes[SHORT_BYTES]; /* the text; of a date the day as one number, of a long text
				       its place behind the fields */
};

_Static_assert(TROUBLES <= 16, "a defect in four bits");
_Static_assert(sizeof(struct packed) == 12, "the size that the header says");

struct side_row {
	struct side_row *other; /* the next of the person */
	struct row_rank rank;
	uint32_t line;
	uint16_t count;
	uint8_t subject;
	struct packed values[];
};

_Static_assert(offsetof(struct side_row, values) <= 32, "the size that the header says");
_Static_assert(offsetof(struct side_person, id) <= 24, "the size that the header says");

struct side_rows {
	const struct export_set *set;
	struct arena *arena;
	struct id_table *table;
	struct side_person *first, *last;
	struct side_person *guess; /* behind the one that was found last */
	bool by_kind;              /* a row is of one certificate, whose kind it says */
};

struct side_rows *side_rows_open(const struct export_set *set, struct arena *arena)
{
	struct side_rows *rows = arena_alloc(arena, sizeof *rows);
	rows->set = set;
	rows->arena = arena;
	for (size_t i = 0; i < set->rows[0].step_count; i++)
		rows->by_kind |= set->rows[0].steps[i].field == EXPORT_CERTIFICATE_KIND;
	rows->table = id_table_open(0, offsetof(struct side_person, id));
	return rows;
}

static bool is_date(const struct said_value *value)
{
	static const char form[] = "dddd-dd-dd";
	if (value->length != DATE_BYTES)
		return false;
	for (size_t i = 0; i < DATE_BYTES; i++)
		if (form[i] == 'd' ? value->text[i] < '0' || value->text[i] > '9'
				   : value->text[i] != '-')
			return false;
	return true;
}

static uint8_t subject_of(enum export_field field)
{
	if (field >= EXPORT_SIGNATURE_STATE && field <= EXPORT_SIGNATURE_EXPIRES)
		return SUBJECT_SIGNATURE;
	if (field >= EXPORT_AUTHENTICATION_STATE && field <= EXPORT_AUTHENTICATION_EXPIRES)
		return SUBJECT_AUTHENTICATION;
	return field == EXPORT_ID ? 0 : SUBJECT_OTHER;
}

/* The number of an item in its set, from 1; it may be one of a nested row. */
static uint16_t item_number(const struct export_set *set, const struct export_item *item)
{
	unsigned before = 1;
	for (size_t kind = 0; kind < set->rows_count; kind++) {
		const struct export_rows *rows = &set->rows[kind];
		if (item >= rows->items && item < rows->items + rows->item_count)
			return (uint16_t)(before + (unsigned)(item - rows->items));
		before += (unsigned)rows->item_count;
	}
	return 0;
}

static const struct export_item *item_numbered(const struct export_set *set, unsigned number)
{
	for (size_t kind = 0; kind < set->rows_count && number > 0; kind++) {
		const struct export_rows *rows = &set->rows[kind];
		if (number <= rows->item_count)
			return &rows->items[number - 1];
		number -= (unsigned)rows->item_count;
	}
	return NULL;
}

static void pack_text(
	const struct said_value *value, struct packed *packed, char *texts, uint32_t *used)
{
	if (is_date(value)) {
		uint32_t day = 0;
		for (size_t i = 0; i < DATE_BYTES; i++)
			if (value->text[i] != '-')
				day = day * 10 + (uint32_t)(value->text[i] - '0');
		packed->form |= IS_DATE;
		memcpy(packed->bytes, &day, sizeof day);
	} else if (value->length <= SHORT_BYTES) {
		packed->form |= (uint8_t)value->length;
		memcpy(packed->bytes, value->text, value->length);
	} else {
		packed->form |= IS_LONG;
		memcpy(packed->bytes, used, sizeof *used);
		memcpy(texts + *used, value->text, value->length + 1);
		*used += (uint32_t)value->length + 1;
	}
}

static struct side_row *pack_row(
	struct side_rows *rows, const struct said *said, const struct row_rank *rank)
{
	size_t count = 0, texts = 0, at = 0;
	uint32_t used = 0;
	for (int field = 0; field < EXPORT_FIELDS; field++) {
		const struct said_value *value = &said->values[field];
		if (value->text == NULL || field == EXPORT_ID)
			continue;
		count++;
		texts += value->length > SHORT_BYTES && !is_date(value) ? value->length + 1 : 0;
	}
	struct side_row *row = arena_alloc(rows->arena,
		offsetof(struct side_row, values) + count * sizeof *row->values + texts);
	row->rank = *rank;
	row->line = (uint32_t)said->line;
	row->count = (uint16_t)count;
	for (int field = 0; field < EXPORT_FIELDS; field++) {
		const struct said_value *value = &said->values[field];
		if (value->text == NULL || field == EXPORT_ID)
			continue;
		struct packed *packed = &row->values[at++];
		packed->field = (uint8_t)field;
		packed->form = (uint8_t)(value->defect << FORM_BITS);
		packed->item = item_number(rows->set, value->item);
		pack_text(value, packed, (char *)(row->values + count), &used);
		if (rows->by_kind)
			row->subject |= subject_of((enum export_field)field);
	}
	return row;
}

static struct side_person *add_person(struct side_rows *rows, const char *id)
{
	size_t length = strlen(id);
	struct side_person *person =
		arena_alloc(rows->arena, offsetof(struct side_person, id) + length + 1);
	memcpy(person->id, id, length + 1);
	id_table_put(rows->table, person);
	*(rows->last == NULL ? &rows->first : &rows->last->next) = person;
	rows->last = person;
	return person;
}

/* Takes out the person's rows that the new one is above; false when it is below one of them. */
static bool take_place(struct side_person *person, const struct side_row *row)
{
	for (struct side_row **at = &person->rows; *at != NULL;) {
		int compared = (*at)->subject == row->subject
				       ? history_compare(&row->rank, &(*at)->rank)
				       : 0;
		if (compared < 0)
			return false;
		if (compared > 0)
			*at = (*at)->other;
		else
			at = &(*at)->other;
	}
	return true;
}

void side_rows_keep(struct side_rows *rows, const char *id, const struct said *said,
	const struct row_rank *rank)
{
	struct side_person *person = rows->last != NULL && strcmp(rows->last->id, id) == 0
					     ? rows->last
					     : id_table_find(rows->table, id);
	if (person == NULL)
		person = add_person(rows, id);
	struct side_row *row = pack_row(rows, said, rank);
	if (rows->set->history.highest != EXPORT_NO_ITEM && !take_place(person, row))
		return;
	struct side_row **end = &person->rows;
	while (*end != NULL)
		end = &(*end)->other;
	*end = row;
}

struct side_person *side_rows_find(struct side_rows *rows, const char *id)
{
	struct side_person *found = rows->guess == NULL ? rows->first : rows->guess;
	if (found == NULL || strcmp(found->id, id) != 0)
		found = id_table_find(rows->table, id);
	if (found != NULL)
		rows->guess = found->next;
	return found;
}

struct side_person *side_rows_first(const struct side_rows *rows)
{
	return rows->first;
}

long side_row_line(const struct side_row *row)
{
	return (long)row->line;
}

const struct side_row *side_row_next(const struct side_row *row)
{
	return row->other;
}

static void unpack_text(const struct side_row *row, const struct packed *packed,
	struct arena *arena, struct said_value *value)
{
	uint32_t number;
	memcpy(&number, packed->bytes, sizeof number);
	unsigned form = packed->form & FORM_MASK;
	if (form == IS_DATE) {
		const struct civil parts = {
			(int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100)};
		value->text = civil_format_parts(parts, arena_alloc(arena, CIVIL_DATE_BYTES));
		value->length = DATE_BYTES;
	} else if (form == IS_LONG) {
		value->text = (const char *)(row->values + row->count) + number;
		value->length = strlen(value->text);
	} else {
		value->text = arena_text(arena, (const char *)packed->bytes, form);
		value->length = form;
	}
}

void side_row_said(const struct side_rows *rows, const struct side_row *row, struct arena *arena,
	struct said *said)
{
	*said = (struct said){.set = rows->set, .line = (long)row->line};
	for (unsigned i = 0; i < row->count; i++) {
		const struct packed *packed = &row->values[i];
		struct said_value *value = &said->values[packed->field];
		value->defect = (enum defect)(packed->form >> FORM_BITS);
		value->item = item_numbered(rows->set, packed->item);
		unpack_text(row, packed, arena, value);
	}
}

void side_rows_close(struct side_rows *rows)
{
	if (rows == NULL)
		return;
	id_table_close(rows->table);
	rows->table = NULL;
}
