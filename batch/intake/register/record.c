#include "intake/register/record.h"

#include "intake/register/individual.h"

#include <string.h>

/* What elements and attributes there are is a table, and the same steps fill in every one of them.
 * Only the first thing wrong with a record is kept: what comes behind it mostly follows from it. */

enum {
	ID_MAX = 32,
	NAME_MAX_LENGTH = 200,
	ADDRESS_MAX_LENGTH = 300,
	LANGUAGE_MAX = 35, /* RFC 5646, section 4.4.1 */
};

#define AT(member) offsetof(struct record, member)

static const struct value register_fields[] = {
	{"register/@municipality", "municipality", FIELD_MUNICIPALITY, true, 6, NULL, 0,
		AT(head.municipality)},
	{"register/@as-of", "as-of", FIELD_DATE, true, 0, NULL, 0, AT(head.as_of)},
	{"register/@residents", "residents", FIELD_COUNT, true, 0, NULL, 0, AT(head.residents)},
};

static const struct value cards_fields[] = {
	{"cards/@municipality", "municipality", FIELD_MUNICIPALITY, true, 6, NULL, 0,
		AT(head.municipality)},
	{"cards/@as-of", "as-of", FIELD_DATE, true, 0, NULL, 0, AT(head.as_of)},
	{"cards/@holders", "holders", FIELD_COUNT, true, 0, NULL, 0, AT(head.residents)},
};

static const struct value resident_fields[] = {
	{"resident/@id", "id", FIELD_ID, true, ID_MAX, NULL, 0, AT(resident.id)},
	{"resident/@household", "household", FIELD_ID, true, ID_MAX, NULL, 0,
		AT(resident.household)},
	{"resident/@state", "state", FIELD_WORD, true, 0, resident_state_words, RESIDENT_STATES,
		AT(resident.state)},
};

static const struct value holder_fields[] = {
	{"holder/@id", "id", FIELD_ID, true, ID_MAX, NULL, 0, AT(resident.id)},
};

static const struct value name_text = {
	"name", NULL, FIELD_NAME, true, NAME_MAX_LENGTH, NULL, 0, AT(resident.name)};
static const struct value kana_text = {
	"kana", NULL, FIELD_TEXT, false, NAME_MAX_LENGTH, NULL, 0, AT(resident.kana)};
static const struct value alias_text = {
	"alias", NULL, FIELD_TEXT, false, NAME_MAX_LENGTH, NULL, 0, AT(resident.alias)};
static const struct value alias_fields[] = {
	{"alias/@use", "use", FIELD_BOOLEAN, false, 0, NULL, 0, AT(resident.alias_used)},
};
static const struct value born_text = {
	"born", NULL, FIELD_BORN, true, 10, NULL, 0, AT(resident.born)};
static const struct value language_text = {
	"language", NULL, FIELD_LANGUAGE, false, LANGUAGE_MAX, NULL, 0, AT(resident.language)};
static const struct value format_text = {
	"format", NULL, FIELD_WORD, false, 0, letter_format_words, FORMATS, AT(resident.format)};

static const struct value address_text = {"address", NULL, FIELD_TEXT, false, ADDRESS_MAX_LENGTH,
	NULL, 0, AT(resident.address.lines)};
static const struct value address_fields[] = {
	{"address/@postal", "postal", FIELD_POSTAL, false, 7, NULL, 0, AT(resident.address.postal)},
};
static const struct value building_text = {"building", NULL, FIELD_TEXT, false, NAME_MAX_LENGTH,
	NULL, 0, AT(resident.address.building)};

static const struct value send_to_fields[] = {
	{"send-to/@postal", "postal", FIELD_POSTAL, false, 7, NULL, 0, AT(resident.send_to.postal)},
};
static const struct value send_name_text = {"send-to/name", NULL, FIELD_TEXT, false,
	NAME_MAX_LENGTH, NULL, 0, AT(resident.send_to.name)};
static const struct value send_address_text = {"send-to/address", NULL, FIELD_TEXT, false,
	ADDRESS_MAX_LENGTH, NULL, 0, AT(resident.send_to.lines)};
static const struct value send_building_text = {"send-to/building", NULL, FIELD_TEXT, false,
	NAME_MAX_LENGTH, NULL, 0, AT(resident.send_to.building)};

static const struct value leaving_fields[] = {
	{"leaving/@on", "on", FIELD_DATE, false, 0, NULL, 0, AT(resident.leaving)},
};
static const struct value protection_fields[] = {
	{"protection/@state", "state", FIELD_WORD, false, 0, protection_state_words,
		PROTECTION_STATES, AT(resident.protection)},
};

static const struct value stay_fields[] = {
	{"stay/@status", "status", FIELD_WORD, true, 0, stay_status_words, STAY_NAMES,
		AT(resident.stay.status)},
	{"stay/@until", "until", FIELD_DATE, false, 0, NULL, 0, AT(resident.stay.until)},
	{"stay/@pending", "pending", FIELD_BOOLEAN, false, 0, NULL, 0, AT(resident.stay.pending)},
};

static const struct value card_fields[] = {
	{"card/@kind", "kind", FIELD_WORD, true, 0, card_kind_words, CARD_KINDS,
		AT(resident.card.kind)},
	{"card/@state", "state", FIELD_WORD, true, 0, card_state_words, CARD_STATES,
		AT(resident.card.state)},
	{"card/@applied", "applied", FIELD_DATE, false, 0, NULL, 0, AT(resident.card.applied)},
	{"card/@issued", "issued", FIELD_DATE, true, 0, NULL, 0, AT(resident.card.issued)},
	{"card/@expires", "expires", FIELD_DATE, false, 0, NULL, 0, AT(resident.card.expires)},
};

static const struct value certificate_fields[] = {
	{"certificate/@kind", "kind", FIELD_WORD, true, 0, certificate_kind_words,
		CERTIFICATE_KINDS, AT(certificate_kind)},
	{"certificate/@state", "state", FIELD_WORD, true, 0, certificate_state_words,
		CERTIFICATE_STATES, AT(certificate.state)},
	{"certificate/@issued", "issued", FIELD_DATE, true, 0, NULL, 0, AT(certificate.issued)},
	{"certificate/@expires", "expires", FIELD_DATE, false, 0, NULL, 0, AT(certificate.expires)},
};

static const struct value renewal_fields[] = {
	{"renewal/@applied", "applied", FIELD_DATE, false, 0, NULL, 0, AT(resident.renewal)},
};

#define NO_PARTS     PART_NONE, PART_NONE
#define LIST(fields) (fields), sizeof(fields) / sizeof(fields)[0]
#define NO_FIELDS    NULL, 0

const struct record_rule record_parts[RECORD_PARTS] = {
	[PART_REGISTER] = {"register", PART_NONE, PART_RESIDENT, PART_RESIDENT, NULL,
		LIST(register_fields), 0},
	[PART_CARDS] = {"cards", PART_NONE, PART_HOLDER, PART_HOLDER, NULL, LIST(cards_fields), 0},
	[PART_RESIDENT] = {"resident", PART_REGISTER, PART_NAME, PART_RENEWAL, NULL,
		LIST(resident_fields), 0},
	[PART_HOLDER] = {"holder", PART_CARDS, PART_HOLDER_CARD, PART_HOLDER_CERTIFICATE, NULL,
		LIST(holder_fields), 0},
	[PART_NAME] = {"name", PART_RESIDENT, NO_PARTS, &name_text, NO_FIELDS, 0},
	[PART_KANA] = {"kana", PART_RESIDENT, NO_PARTS, &kana_text, NO_FIELDS, 0},
	[PART_ALIAS] = {"alias", PART_RESIDENT, NO_PARTS, &alias_text, LIST(alias_fields), 0},
	[PART_BORN] = {"born", PART_RESIDENT, NO_PARTS, &born_text, NO_FIELDS, 0},
	[PART_LANGUAGE] = {"language", PART_RESIDENT, NO_PARTS, &language_text, NO_FIELDS, 0},
	[PART_FORMAT] = {"format", PART_RESIDENT, NO_PARTS, &format_text, NO_FIELDS, 0},
	[PART_ADDRESS] = {"address", PART_RESIDENT, NO_PARTS, &address_text, LIST(address_fields),
		AT(resident.has_address)},
	[PART_BUILDING] = {"building", PART_RESIDENT, NO_PARTS, &building_text, NO_FIELDS, 0},
	[PART_SEND_TO] = {"send-to", PART_RESIDENT, PART_SEND_NAME, PART_SEND_BUILDING, NULL,
		LIST(send_to_fields), AT(resident.has_send_to)},
	[PART_LEAVING] = {"leaving", PART_RESIDENT, NO_PARTS, NULL, LIST(leaving_fields), 0},
	[PART_PROTECTION] = {"protection", PART_RESIDENT, NO_PARTS, NULL, LIST(protection_fields),
		0},
	[PART_WARD] = {"ward", PART_RESIDENT, NO_PARTS, NULL, NO_FIELDS, AT(resident.ward)},
	[PART_STAY] = {"stay", PART_RESIDENT, NO_PARTS, NULL, LIST(stay_fields),
		AT(resident.stay.present)},
	[PART_CARD] = {"card", PART_RESIDENT, NO_PARTS, NULL, LIST(card_fields),
		AT(resident.card.present)},
	[PART_CERTIFICATE] = {"certificate", PART_RESIDENT, NO_PARTS, NULL,
		LIST(certificate_fields), AT(certificate.present)},
	[PART_RENEWAL] = {"renewal", PART_RESIDENT, NO_PARTS, NULL, LIST(renewal_fields), 0},
	[PART_SEND_NAME] = {"name", PART_SEND_TO, NO_PARTS, &send_name_text, NO_FIELDS, 0},
	[PART_SEND_ADDRESS] = {"address", PART_SEND_TO, NO_PARTS, &send_address_text, NO_FIELDS, 0},
	[PART_SEND_BUILDING] = {"building", PART_SEND_TO, NO_PARTS, &send_building_text, NO_FIELDS,
		0},
	[PART_HOLDER_CARD] = {"card", PART_HOLDER, NO_PARTS, NULL, LIST(card_fields),
		AT(resident.card.present)},
	[PART_HOLDER_CERTIFICATE] = {"certificate", PART_HOLDER, NO_PARTS, NULL,
		LIST(certificate_fields), AT(certificate.present)},
};

static bool is_certificate(enum record_part part)
{
	return part == PART_CERTIFICATE || part == PART_HOLDER_CERTIFICATE;
}

static unsigned part_bit(enum record_part part)
{
	return 1u << part;
}

static void note_defect(struct record *record, enum defect defect, const char *where)
{
	if (record->defect != DEFECT_NONE || defect == DEFECT_NONE)
		return;
	record->defect = defect;
	record->where = where;
}

/* A value is read. One that is kept, or not of its form, may hold what no export may; ids are
 * looked at all together (intake/register/record_set.c), for one in eleven of twelve digits is one
 * by chance. */
static void read_value(
	struct record *record, const struct value *field, const char *value, size_t length)
{
	enum defect defect = value_read(field, value, length, (char *)record + field->offset);
	note_defect(record, defect, field->path);
	if ((defect != DEFECT_NONE || field->kind <= FIELD_NAME) && field->kind != FIELD_ID &&
		individual_number_in(value, length))
		record->individual = field->path;
}

void record_open(struct record *record, long line)
{
	static const struct resident unsaid = {
		.leaving = DAY_NONE,
		.stay = {.until = DAY_NONE},
		.card = {.applied = DAY_NONE, .issued = DAY_NONE, .expires = DAY_NONE},
		.certificate = {{.issued = DAY_NONE, .expires = DAY_NONE},
			{.issued = DAY_NONE, .expires = DAY_NONE}},
		.renewal = DAY_NONE,
	};
	record->resident = unsaid;
	record->resident.line = line;
	record->defect = DEFECT_NONE;
	record->where = "";
	record->individual = NULL;
	record->seen = 0;
	record->run = record->next = record->text;
}

void record_enter(struct record *record, enum record_part part)
{
	const struct record_rule *rule = &record_parts[part];
	enum record_part parent = rule->parent;
	record->run = record->next;
	if (part_is_root(part) || part_is_record(part))
		return;
	/* All siblings behind this one. */
	unsigned later = 2 * part_bit(record_parts[parent].last) - 2 * part_bit(part);
	if ((record->seen & part_bit(part)) != 0 && !is_certificate(part))
		note_defect(record, DEFECT_REPEATED, rule->name);
	else if ((record->seen & later) != 0)
		note_defect(record, DEFECT_ORDER, rule->name);
	record->seen |= part_bit(part);
	if (is_certificate(part))
		record->certificate = (struct certificate){.issued = DAY_NONE, .expires = DAY_NONE};
	if (rule->present != 0)
		*(bool *)((char *)record + rule->present) = true;
}

void record_attribute(
	struct record *record, const struct value *field, const char *value, size_t length)
{
	length = value_trim(field, &value, length);
	if (field_keeps_text(field)) {
		if (length >= (size_t)(record->text + sizeof record->text - record->next)) {
			note_defect(record, DEFECT_LENGTH, field->path);
			return;
		}
		memcpy(record->next, value, length);
		value = record->next;
		record->next += length;
		*record->next++ = '\0';
		record->run = record->next;
	}
	read_value(record, field, value, length);
}

void record_given(struct record *record, enum record_part part, unsigned given)
{
	const struct record_rule *rule = &record_parts[part];
	if (part == PART_STAY)
		record->resident.stay.status = stay_status_named(record->resident.stay.status);
	if (given == (1u << rule->attribute_count) - 1)
		return; /* all of them */
	for (unsigned i = 0; i < rule->attribute_count; i++)
		if (rule->attributes[i].required && (given & 1u << i) == 0)
			note_defect(record, DEFECT_MISSING, rule->attributes[i].path);
	/* What says less than it could is read on the side of caution (model/resident.h). */
	if (part == PART_PROTECTION && given == 0)
		record->resident.protection = PROTECTION_ACTIVE;
	if (part == PART_RENEWAL && given == 0)
		record->resident.renewal = record->head.as_of;
}

/* A piece for which there is no room is cut: the record holds more than twice what a good resident
 * can say, so the field is found too long. */
void record_text(struct record *record, const char *piece, size_t length)
{
	size_t room = (size_t)(record->text + sizeof record->text - record->next) - 1;
	if (length > room)
		length = room;
	memcpy(record->next, piece, length);
	record->next += length;
}

static void keep_certificate(struct record *record, enum record_part part)
{
	if (record->defect != DEFECT_NONE)
		return; /* its kind may not have been read */
	struct certificate *kept = &record->resident.certificate[record->certificate_kind];
	if (kept->present)
		note_defect(record, DEFECT_CERTIFICATE, record_parts[part].name);
	*kept = record->certificate;
}

static void require_parts(struct record *record)
{
	for (int part = PART_NAME; part <= PART_RENEWAL; part++) {
		const struct value *text = record_parts[part].text;
		if (text != NULL && text->required && (record->seen & part_bit(part)) == 0)
			note_defect(record, DEFECT_MISSING, text->path);
	}
}

static void read_run(struct record *record, const struct value *field)
{
	const char *value = record->run;
	size_t length = value_trim(field, &value, (size_t)(record->next - record->run));
	record->next = record->run + (value - record->run) + length;
	*record->next++ = '\0';
	read_value(record, field, value, length);
	if (record->next == record->text + sizeof record->text)
		record->next--; /* full: later pieces are cut to nothing */
}

void record_leave(struct record *record, enum record_part part)
{
	if (record_parts[part].text != NULL)
		read_run(record, record_parts[part].text);
	if (is_certificate(part))
		keep_certificate(record, part);
	else if (part == PART_RESIDENT)
		require_parts(record);
}

void record_stray(struct record *record, enum record_part part)
{
	note_defect(record, DEFECT_TEXT, record_parts[part].name);
}

void record_defect(struct record *record, enum defect defect, const char *where)
{
	note_defect(record, defect, where);
}

bool record_guarded(const struct record *record)
{
	return (record->seen & part_bit(PART_PROTECTION)) != 0 &&
	       record->resident.protection != PROTECTION_RELEASED;
}
