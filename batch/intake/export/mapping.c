#include "intake/export/mapping.h"

#include "intake/export/row_condition.h"
#include "intake/export/row_history.h"
#include "model/resident.h"

#include <string.h>

/* Steps are asked in the order of the description, and a field that has been said is asked for no
 * more: of a defect too it has been said, so that no second step hides it. The fields of
 * certificate/… are filled like all others and moved when the row has been read. */

struct row_mapping {
	const struct export_set *set;
	const struct row *row;
	const char *path;
	struct arena *arena;
	struct fault *why;
	struct said_value values[EXPORT_FIELD_WORDS];
};

/* ---- codes ---- */

enum { SHOWN_CODE_BYTES = 4 };

/* May a message show it? Codes are short and of ASCII; a column that holds something else may hold
 * names. */
static bool may_be_shown(const char *value)
{
	size_t length =
		strspn(value, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
	return length <= SHOWN_CODE_BYTES && value[length] == '\0';
}

static bool refuse_code(struct row_mapping *mapping, const struct export_codes *codes,
	const struct said_value *value)
{
	bool shown = may_be_shown(value->text);
	return fault_set(mapping->why, FAULT_REGISTER,
		"%s:%ld: set %s: %s has a value%s%s%s that the table of codes \"%s\" does not have; "
		"hint: add a row for it to the export description",
		mapping->path, mapping->row->line, mapping->set->name, value->item->path,
		shown ? " \"" : "", shown ? value->text : "", shown ? "\"" : "", codes->name);
}

/* The word of a code; one without a word says nothing. */
static bool translate_code(
	struct row_mapping *mapping, const struct export_codes *codes, struct said_value *value)
{
	const struct export_code *code = export_code_of(codes, value->text);
	if (code == NULL && codes->others_refuse)
		return refuse_code(mapping, codes, value);
	if (code == NULL) {
		value->defect = DEFECT_WORD;
	} else {
		value->text = code->word;
		value->length = code->word == NULL ? 0 : strlen(code->word);
	}
	return true;
}

/* ---- days, yes and no, postal codes ---- */

static void read_day(
	struct row_mapping *mapping, const struct date_forms *dates, struct said_value *value)
{
	char text[DATE_TEXT_BYTES];
	if (dates == NULL)
		return; /* our own form: the record looks at it */
	if (!date_forms_read(dates, value->text, value->length, text)) {
		value->defect = DEFECT_DATE;
		return;
	}
	value->text = arena_copy(mapping->arena, text);
	value->length = strlen(text);
}

static bool says_word(const struct said_value *value, const char *word)
{
	return value->text != NULL && strcmp(value->text, word) == 0;
}

/* ward, leaving, renewal: that there is a day says yes. */
static void read_presence(const struct date_forms *dates, struct said_value *value)
{
	static const char yes[] = "true";
	char text[DATE_TEXT_BYTES];
	day_number day;
	if (says_word(value, yes) || says_word(value, "false"))
		return;
	bool is_day = dates == NULL ? civil_parse(value->text, value->length, &day)
				    : date_forms_read(dates, value->text, value->length, text);
	if (!is_day) {
		value->defect = dates == NULL ? DEFECT_WORD : DEFECT_DATE;
		return;
	}
	value->text = yes;
	value->length = strlen(yes);
}

/* 486-0844 is 4860844, the hyphen narrow or wide. What is not so stays as it is. */
static void read_postal(struct row_mapping *mapping, struct said_value *value)
{
	static const char *const hyphens[] = {"-", "‐", "－", "−"};
	static const char digits[] = "0123456789";
	if (strspn(value->text, digits) != 3)
		return;
	for (size_t i = 0; i < sizeof hyphens / sizeof hyphens[0]; i++) {
		size_t length = strlen(hyphens[i]);
		const char *rest = value->text + 3 + length;
		if (strncmp(value->text + 3, hyphens[i], length) != 0 ||
			strspn(rest, digits) != 4 || rest[4] != '\0')
			continue;
		value->text = arena_print(mapping->arena, "%.3s%s", value->text, rest);
		value->length = 7;
		return;
	}
}

static bool read_meaning(
	struct row_mapping *mapping, const struct export_step *step, struct said_value *value)
{
	const struct export_field_place *place = &export_fields[step->field];
	if (step->codes != NULL && !translate_code(mapping, step->codes, value))
		return false;
	if (value->text == NULL || value->defect != DEFECT_NONE)
		return true;
	if (place->date)
		read_day(mapping, step->dates, value);
	else if (place->attribute == EXPORT_PRESENCE)
		read_presence(step->dates, value);
	else if (step->field == EXPORT_ADDRESS_POSTAL || step->field == EXPORT_SEND_POSTAL)
		read_postal(mapping, value);
	return true;
}

/* ---- steps ---- */

/* What is between, and then the value, behind a text. */
static void append_value(struct row_mapping *mapping, const char *between, const struct cell *cell,
	struct said_value *value)
{
	size_t gap = strlen(between), length = value->length + gap + cell->length;
	char *joined = arena_alloc(mapping->arena, length + 1);
	memcpy(joined, value->text, value->length);
	memcpy(joined + value->length, between, gap);
	memcpy(joined + value->length + gap, cell->value, cell->length);
	value->text = joined;
	value->length = length;
}

/* The value of the items that say something, with what is between; text NULL: none does. */
static struct said_value join_items(struct row_mapping *mapping, const struct export_step *step)
{
	const struct export_item *items = mapping->set->rows[mapping->row->kind].items;
	struct said_value value = {.text = NULL};
	for (size_t i = 0; i < step->item_count; i++) {
		const struct cell *cell = &mapping->row->cells[step->items[i]];
		if (cell->length == 0)
			continue;
		if (value.text == NULL) {
			value.text = cell->value;
			value.length = cell->length;
			value.item = &items[step->items[i]];
		} else {
			append_value(mapping, step->between, cell, &value);
		}
	}
	return value;
}

static bool take_step(struct row_mapping *mapping, const struct export_step *step)
{
	struct said_value *said = &mapping->values[step->field];
	if (said->text != NULL || !row_condition_holds(&step->when, mapping->row))
		return true;
	struct said_value value = {.text = step->word};
	if (step->kind == EXPORT_SAY)
		value.length = strlen(step->word);
	else
		value = join_items(mapping, step);
	if (value.text != NULL && step->kind != EXPORT_SAY && !read_meaning(mapping, step, &value))
		return false;
	if (value.text != NULL)
		*said = value;
	return true;
}

/* ---- what is wrong with the row beside its fields ---- */

static bool asks_for(const struct export_step *step, unsigned item)
{
	for (size_t i = 0; i < step->item_count; i++)
		if (step->items[i] == item)
			return true;
	for (size_t i = 0; i < step->when.count; i++)
		if (step->when.terms[i].item == item)
			return true;
	return false;
}

/* Where a defect of an item is told (mapping.h). */
static enum export_field field_of(const struct export_rows *rows, unsigned item)
{
	enum export_field field = EXPORT_ID;
	for (size_t i = 0; i < rows->step_count; i++)
		if (asks_for(&rows->steps[i], item))
			return rows->steps[i].field;
	for (size_t i = 0; i < rows->step_count; i++) {
		enum export_field other = rows->steps[i].field;
		if (other != EXPORT_ID && (field == EXPORT_ID || field == EXPORT_PROTECTION))
			field = other;
	}
	return field;
}

static void set_defect(
	struct row_mapping *mapping, enum defect defect, const struct export_item *item)
{
	const struct export_rows *rows = &mapping->set->rows[mapping->row->kind];
	unsigned number = (unsigned)(item - rows->items);
	const struct cell *cell = &mapping->row->cells[number];
	mapping->values[field_of(rows, number)] =
		(struct said_value){cell->value, cell->length, defect, item};
}

/* ---- certificates ---- */

/* Each field of certificate/…, and where it goes. */
static const struct {
	enum export_field from, to[CERTIFICATE_KINDS];
} certificate_fields[] = {
	{EXPORT_CERTIFICATE_STATE, {EXPORT_SIGNATURE_STATE, EXPORT_AUTHENTICATION_STATE}},
	{EXPORT_CERTIFICATE_ISSUED, {EXPORT_SIGNATURE_ISSUED, EXPORT_AUTHENTICATION_ISSUED}},
	{EXPORT_CERTIFICATE_EXPIRES, {EXPORT_SIGNATURE_EXPIRES, EXPORT_AUTHENTICATION_EXPIRES}},
};
enum { CERTIFICATE_FIELDS = sizeof certificate_fields / sizeof certificate_fields[0] };

/* The kind, or -1. */
static int certificate_kind(const struct said_value *kind)
{
	for (int i = 0; i < CERTIFICATE_KINDS; i++)
		if (kind->defect == DEFECT_NONE && says_word(kind, certificate_kind_words[i]))
			return i;
	return -1;
}

static void route_certificate(struct row_mapping *mapping)
{
	struct said_value *values = mapping->values;
	const struct said_value *kind = &values[EXPORT_CERTIFICATE_KIND], *first = NULL;
	for (size_t i = 0; i < CERTIFICATE_FIELDS && first == NULL; i++)
		if (values[certificate_fields[i].from].text != NULL)
			first = &values[certificate_fields[i].from];
	if (first == NULL && (kind->text == NULL || kind->item == NULL))
		return;
	int number = certificate_kind(kind);
	if (number < 0) {
		struct said_value defect = kind->text == NULL ? *first : *kind;
		if (kind->text == NULL)
			defect.defect = DEFECT_MISSING;
		else if (kind->defect == DEFECT_NONE)
			defect.defect = DEFECT_WORD;
		values[EXPORT_SIGNATURE_STATE] = defect;
		return;
	}
	for (size_t i = 0; i < CERTIFICATE_FIELDS; i++)
		values[certificate_fields[i].to[number]] = values[certificate_fields[i].from];
	if (first == NULL) {
		values[certificate_fields[0].to[number]] = *kind;
		values[certificate_fields[0].to[number]].defect = DEFECT_MISSING;
	}
}

bool mapping_row(const struct export_set *set, const struct row *row, const char *path,
	struct arena *arena, struct said *said, struct fault *why)
{
	const struct export_rows *rows = &set->rows[row->kind];
	struct row_mapping mapping = {
		.set = set, .row = row, .path = path, .arena = arena, .why = why};
	for (size_t i = 0; i < rows->step_count; i++)
		if (!take_step(&mapping, &rows->steps[i]))
			return false;
	const struct export_item *item;
	enum defect defect = history_defect(set, row, &item);
	if (defect != DEFECT_NONE)
		set_defect(&mapping, defect, item);
	if (row->twice != NULL)
		set_defect(&mapping, DEFECT_REPEATED, row->twice);
	route_certificate(&mapping);
	said->set = set;
	said->line = row->line;
	memcpy(said->values, mapping.values, sizeof said->values);
	return true;
}
