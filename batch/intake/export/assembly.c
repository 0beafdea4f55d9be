#include "intake/export/assembly.h"

#include "base/phrase.h"

#include <string.h>

/* Rows say fields, a record wants elements in their order: the fields of one element are looked at
 * together, and it is entered when one of them was said by an item. */

static bool says_same(const struct said_value *one, const struct said_value *other)
{
	return one->defect == other->defect && one->length == other->length &&
	       memcmp(one->text, other->text, one->length) == 0;
}

/* How careful a protection is. */
static int care_of(const struct said_value *value)
{
	if (value->defect != DEFECT_NONE)
		return PROTECTION_STATES;
	for (int state = PROTECTION_PROVISIONAL; state < PROTECTION_STATES; state++)
		if (strcmp(value->text, protection_state_words[state]) == 0)
			return state == PROTECTION_RELEASED      ? 0
			       : state == PROTECTION_PROVISIONAL ? 1
								 : 2;
	return PROTECTION_STATES;
}

void assembly_open(struct assembly *assembly, const struct said *said)
{
	memcpy(assembly->values, said->values, sizeof assembly->values);
	assembly->conflict = NULL;
	for (int field = 0; field < EXPORT_FIELDS; field++)
		assembly->origins[field] = said->values[field].text == NULL ? NULL : said;
}

static void note_conflict(struct assembly *assembly, enum export_field field,
	const struct said *said, struct arena *arena)
{
	const struct said *before = assembly->origins[field];
	if (assembly->conflict == NULL)
		assembly->conflict = arena_print(arena,
			PHRASE("%s by set %s, line %ld, and by set %s, line %ld,"),
			export_fields[field].word, before->set->name, before->line, said->set->name,
			said->line);
}

void assembly_add(struct assembly *assembly, const struct said *said, struct arena *arena)
{
	for (int field = EXPORT_ID + 1; field < EXPORT_FIELDS; field++) {
		const struct said_value *value = &said->values[field];
		struct said_value *known = &assembly->values[field];
		if (value->text == NULL || (known->text != NULL && says_same(known, value)))
			continue;
		bool more_careful = field == EXPORT_PROTECTION && known->text != NULL &&
				    care_of(value) > care_of(known);
		if (known->text == NULL || more_careful) {
			*known = *value;
			assembly->origins[field] = said;
		} else if (field != EXPORT_PROTECTION) {
			note_conflict(assembly, (enum export_field)field, said, arena);
		}
	}
}

void assembly_nest(struct said *record, const struct said *nested)
{
	for (int field = 0; field < EXPORT_FIELDS; field++) {
		const struct said_value *value = &nested->values[field];
		struct said_value *known = &record->values[field];
		if (value->text == NULL || (known->text != NULL && says_same(known, value)))
			continue;
		if (known->text == NULL)
			*known = *value;
		else if (field == EXPORT_PROTECTION && care_of(value) > care_of(known))
			*known = *value;
		else if (field != EXPORT_PROTECTION && known->defect == DEFECT_NONE)
			known->defect = DEFECT_REPEATED;
	}
}

void assembly_conflict(
	struct assembly *assembly, const struct said *one, long other_line, struct arena *arena)
{
	if (assembly->conflict == NULL)
		assembly->conflict = arena_print(arena, PHRASE("set %s, lines %ld and %ld:"),
			one->set->name, one->line, other_line);
}

struct filling {
	const struct assembly *assembly;
	const struct export_set *main_set;
	struct record *record;
	struct arena *arena;
};

static const struct said_value *value_of(const struct filling *filling, enum export_field field)
{
	const struct said_value *value = &filling->assembly->values[field];
	return value->text == NULL ? NULL : value;
}

/* Who said the field, for a message: the item, and set and line where they are not the main row's.
 */
static const char *origin_of(const struct filling *filling, enum export_field field)
{
	const struct said *origin = filling->assembly->origins[field];
	const struct export_item *item = filling->assembly->values[field].item;
	const char *named = item == NULL ? export_fields[field].word : item->path;
	if (origin == NULL || origin->set == filling->main_set)
		return named;
	return arena_print(filling->arena, PHRASE("set %s, line %ld: %s"), origin->set->name,
		origin->line, named);
}

/* What a value has been found to be is told by the name of its item. `defect` and `individual` are
 * as they were before it. */
static void name_defect(const struct filling *filling, enum export_field field, enum defect defect,
	const char *individual)
{
	struct record *record = filling->record;
	if (defect == DEFECT_NONE && record->defect != DEFECT_NONE)
		record->where = origin_of(filling, field);
	if (individual == NULL && record->individual != NULL)
		record->individual = origin_of(filling, field);
}

static void fill_attribute(const struct filling *filling, enum export_field field,
	const struct value *place, unsigned *given)
{
	struct record *record = filling->record;
	const struct said_value *value = &filling->assembly->values[field];
	enum defect defect = record->defect;
	const char *individual = record->individual;
	if (value->defect != DEFECT_NONE)
		record_defect(record, value->defect, place->path);
	else
		record_attribute(record, place, value->text, value->length);
	name_defect(filling, field, defect, individual);
	*given |= 1u << export_fields[field].attribute;
}

/* The text of the open element, which it ends; EXPORT_FIELD_NONE: it has none. */
static void fill_text(const struct filling *filling, enum record_part part, enum export_field field)
{
	struct record *record = filling->record;
	enum defect defect = record->defect;
	const char *individual = record->individual;
	if (field != EXPORT_FIELD_NONE) {
		const struct said_value *value = &filling->assembly->values[field];
		if (value->defect != DEFECT_NONE)
			record_defect(record, value->defect, export_fields[field].word);
		else
			record_text(record, value->text, value->length);
	}
	record_leave(record, part);
	if (field != EXPORT_FIELD_NONE)
		name_defect(filling, field, defect, individual);
}

static bool is_true(const struct said_value *value)
{
	return value != NULL && (strcmp(value->text, "true") == 0 || strcmp(value->text, "1") == 0);
}

static bool is_false(const struct said_value *value)
{
	return strcmp(value->text, "false") == 0 || strcmp(value->text, "0") == 0;
}

/* The fields of one element stand together in the table. */
struct element {
	enum record_part part;
	enum export_field first, last;
	int certificate; /* its kind, -1 for none */
};

static const struct element elements[] = {
	{PART_NAME, EXPORT_NAME, EXPORT_NAME, -1},
	{PART_KANA, EXPORT_KANA, EXPORT_KANA, -1},
	{PART_ALIAS, EXPORT_ALIAS, EXPORT_ALIAS_USE, -1},
	{PART_BORN, EXPORT_BORN, EXPORT_BORN, -1},
	{PART_LANGUAGE, EXPORT_LANGUAGE, EXPORT_LANGUAGE, -1},
	{PART_FORMAT, EXPORT_FORMAT, EXPORT_FORMAT, -1},
	{PART_ADDRESS, EXPORT_ADDRESS, EXPORT_ADDRESS_POSTAL, -1},
	{PART_BUILDING, EXPORT_BUILDING, EXPORT_BUILDING, -1},
	{PART_SEND_TO, EXPORT_SEND_POSTAL, EXPORT_SEND_BUILDING, -1},
	{PART_LEAVING, EXPORT_LEAVING, EXPORT_LEAVING_ON, -1},
	{PART_PROTECTION, EXPORT_PROTECTION, EXPORT_PROTECTION, -1},
	{PART_WARD, EXPORT_WARD, EXPORT_WARD, -1},
	{PART_STAY, EXPORT_STAY_STATUS, EXPORT_STAY_PENDING, -1},
	{PART_CARD, EXPORT_CARD_KIND, EXPORT_CARD_EXPIRES, -1},
	{PART_CERTIFICATE, EXPORT_SIGNATURE_STATE, EXPORT_SIGNATURE_EXPIRES, CERTIFICATE_SIGNATURE},
	{PART_CERTIFICATE, EXPORT_AUTHENTICATION_STATE, EXPORT_AUTHENTICATION_EXPIRES,
		CERTIFICATE_AUTHENTICATION},
	{PART_RENEWAL, EXPORT_RENEWAL, EXPORT_RENEWAL_APPLIED, -1},
};

/* Does an item (not a say alone) say something of it? */
static bool is_said(const struct filling *filling, const struct element *element)
{
	for (int field = element->first; field <= (int)element->last; field++) {
		const struct said_value *value = value_of(filling, (enum export_field)field);
		bool enough =
			value != NULL && (value->item != NULL || element->first == element->last);
		if (field == EXPORT_ALIAS_USE || (field == EXPORT_STAY_PENDING && !is_true(value)))
			enough = false;
		if (enough)
			return true;
	}
	return false;
}

/* Of an element that is there or not by a word: what it says of that, or by its day. A word that is
 * neither is the record's defect. */
static bool is_there(const struct filling *filling, const struct element *element)
{
	const struct said_value *word = value_of(filling, element->first);
	bool day = element->first != element->last && value_of(filling, element->last) != NULL;
	if (word != NULL && !is_true(word) && (word->defect != DEFECT_NONE || !is_false(word)))
		record_defect(filling->record,
			word->defect != DEFECT_NONE ? word->defect : DEFECT_WORD,
			origin_of(filling, element->first));
	return day || is_true(word);
}

static void fill_children(const struct filling *filling, const struct element *element)
{
	for (int i = element->first; i <= (int)element->last; i++) {
		enum export_field field = (enum export_field)i;
		enum record_part part = export_fields[field].part;
		if (part == element->part || value_of(filling, field) == NULL)
			continue;
		record_enter(filling->record, part);
		record_given(filling->record, part, 0);
		fill_text(filling, part, field);
	}
}

static void fill_certificate_kind(const struct filling *filling, int kind, unsigned *given)
{
	const struct record_rule *rule = &record_parts[PART_CERTIFICATE];
	const char *word = certificate_kind_words[kind];
	record_attribute(filling->record, &rule->attributes[0], word, strlen(word));
	*given |= 1;
}

static void fill_element(const struct filling *filling, const struct element *element)
{
	const struct record_rule *rule = &record_parts[element->part];
	enum export_field text = EXPORT_FIELD_NONE;
	unsigned given = 0;
	record_enter(filling->record, element->part);
	if (element->certificate >= 0)
		fill_certificate_kind(filling, element->certificate, &given);
	for (int i = element->first; i <= (int)element->last; i++) {
		enum export_field field = (enum export_field)i;
		const struct export_field_place *place = &export_fields[field];
		if (value_of(filling, field) == NULL || place->part != element->part)
			continue;
		if (place->attribute == EXPORT_TEXT)
			text = field;
		if (place->attribute >= 0)
			fill_attribute(filling, field, &rule->attributes[place->attribute], &given);
	}
	record_given(filling->record, element->part, given);
	fill_children(filling, element);
	fill_text(filling, element->part, text);
}

static void fill_resident(const struct filling *filling, long line)
{
	struct record *record = filling->record;
	unsigned given = 0;
	record_open(record, line);
	record_enter(record, PART_RESIDENT);
	for (int i = EXPORT_ID; i <= EXPORT_STATE; i++) {
		enum export_field field = (enum export_field)i;
		const struct value *places = record_parts[PART_RESIDENT].attributes;
		if (value_of(filling, field) != NULL)
			fill_attribute(
				filling, field, &places[export_fields[field].attribute], &given);
	}
	record_given(record, PART_RESIDENT, given);
}

void assembly_fill(const struct assembly *assembly, const struct export_set *main_set, long line,
	struct record *record, struct arena *arena)
{
	const struct filling filling = {assembly, main_set, record, arena};
	fill_resident(&filling, line);
	for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
		const struct element *element = &elements[i];
		bool presence = export_fields[element->first].attribute == EXPORT_PRESENCE;
		if (presence ? is_there(&filling, element) : is_said(&filling, element))
			fill_element(&filling, element);
	}
	record_leave(record, PART_RESIDENT);
	if (assembly->conflict != NULL)
		record_defect(record, DEFECT_ROWS, assembly->conflict);
}
