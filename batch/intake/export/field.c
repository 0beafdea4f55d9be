#include "intake/export/field.h"

#include "base/text.h"
#include "model/resident.h"

#include <string.h>

/* One table, in the order of the enum. What may stand in a field is not said again here: it is the
 * record's own table that is asked. */

const struct export_field_place export_fields[EXPORT_FIELD_WORDS] = {
	[EXPORT_ID] = {"id", PART_RESIDENT, 0, false},
	[EXPORT_HOUSEHOLD] = {"household", PART_RESIDENT, 1, false},
	[EXPORT_STATE] = {"state", PART_RESIDENT, 2, false},
	[EXPORT_NAME] = {"name", PART_NAME, EXPORT_TEXT, false},
	[EXPORT_KANA] = {"kana", PART_KANA, EXPORT_TEXT, false},
	[EXPORT_ALIAS] = {"alias", PART_ALIAS, EXPORT_TEXT, false},
	[EXPORT_ALIAS_USE] = {"alias/use", PART_ALIAS, 0, false},
	[EXPORT_BORN] = {"born", PART_BORN, EXPORT_TEXT, true},
	[EXPORT_LANGUAGE] = {"language", PART_LANGUAGE, EXPORT_TEXT, false},
	[EXPORT_FORMAT] = {"format", PART_FORMAT, EXPORT_TEXT, false},
	[EXPORT_ADDRESS] = {"address", PART_ADDRESS, EXPORT_TEXT, false},
	[EXPORT_ADDRESS_POSTAL] = {"address/postal", PART_ADDRESS, 0, false},
	[EXPORT_BUILDING] = {"building", PART_BUILDING, EXPORT_TEXT, false},
	[EXPORT_SEND_POSTAL] = {"send-to/postal", PART_SEND_TO, 0, false},
	[EXPORT_SEND_NAME] = {"send-to/name", PART_SEND_NAME, EXPORT_TEXT, false},
	[EXPORT_SEND_ADDRESS] = {"send-to/address", PART_SEND_ADDRESS, EXPORT_TEXT, false},
	[EXPORT_SEND_BUILDING] = {"send-to/building", PART_SEND_BUILDING, EXPORT_TEXT, false},
	[EXPORT_LEAVING] = {"leaving", PART_LEAVING, EXPORT_PRESENCE, false},
	[EXPORT_LEAVING_ON] = {"leaving/on", PART_LEAVING, 0, true},
	[EXPORT_PROTECTION] = {"protection", PART_PROTECTION, 0, false},
	[EXPORT_WARD] = {"ward", PART_WARD, EXPORT_PRESENCE, false},
	[EXPORT_STAY_STATUS] = {"stay/status", PART_STAY, 0, false},
	[EXPORT_STAY_UNTIL] = {"stay/until", PART_STAY, 1, true},
	[EXPORT_STAY_PENDING] = {"stay/pending", PART_STAY, 2, false},
	[EXPORT_CARD_KIND] = {"card/kind", PART_CARD, 0, false},
	[EXPORT_CARD_STATE] = {"card/state", PART_CARD, 1, false},
	[EXPORT_CARD_APPLIED] = {"card/applied", PART_CARD, 2, true},
	[EXPORT_CARD_ISSUED] = {"card/issued", PART_CARD, 3, true},
	[EXPORT_CARD_EXPIRES] = {"card/expires", PART_CARD, 4, true},
	[EXPORT_SIGNATURE_STATE] = {"signature/state", PART_CERTIFICATE, 1, false},
	[EXPORT_SIGNATURE_ISSUED] = {"signature/issued", PART_CERTIFICATE, 2, true},
	[EXPORT_SIGNATURE_EXPIRES] = {"signature/expires", PART_CERTIFICATE, 3, true},
	[EXPORT_AUTHENTICATION_STATE] = {"authentication/state", PART_CERTIFICATE, 1, false},
	[EXPORT_AUTHENTICATION_ISSUED] = {"authentication/issued", PART_CERTIFICATE, 2, true},
	[EXPORT_AUTHENTICATION_EXPIRES] = {"authentication/expires", PART_CERTIFICATE, 3, true},
	[EXPORT_RENEWAL] = {"renewal", PART_RENEWAL, EXPORT_PRESENCE, false},
	[EXPORT_RENEWAL_APPLIED] = {"renewal/applied", PART_RENEWAL, 0, true},
	[EXPORT_CERTIFICATE_KIND] = {"certificate/kind", PART_CERTIFICATE, 0, false},
	[EXPORT_CERTIFICATE_STATE] = {"certificate/state", PART_CERTIFICATE, 1, false},
	[EXPORT_CERTIFICATE_ISSUED] = {"certificate/issued", PART_CERTIFICATE, 2, true},
	[EXPORT_CERTIFICATE_EXPIRES] = {"certificate/expires", PART_CERTIFICATE, 3, true},
};

enum export_field export_field_named(const char *word)
{
	for (int field = 0; field < EXPORT_FIELD_WORDS; field++)
		if (strcmp(export_fields[field].word, word) == 0)
			return (enum export_field)field;
	return EXPORT_FIELD_NONE;
}

const struct value *export_field_value(enum export_field field)
{
	const struct export_field_place *place = &export_fields[field];
	const struct record_rule *rule = &record_parts[place->part];
	if (place->attribute == EXPORT_PRESENCE)
		return NULL;
	return place->attribute == EXPORT_TEXT ? rule->text : &rule->attributes[place->attribute];
}

bool export_field_accepts(enum export_field field, const char *word)
{
	/* Room for whatever value_read makes of it; nobody looks. */
	union {
		const char *text;
		struct birth born;
		day_number day;
		long count;
		unsigned number;
		bool truth;
	} result;
	const struct value *value = export_field_value(field);
	if (value == NULL || value->kind == FIELD_BOOLEAN)
		return text_equal(word, "true") || text_equal(word, "false");
	return value_read(value, word, strlen(word), &result) == DEFECT_NONE;
}
