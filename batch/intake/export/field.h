#ifndef INTAKE_EXPORT_FIELD_H
#define INTAKE_EXPORT_FIELD_H

#include "intake/register/record.h"

#include <stdbool.h>

/*
 * The fields of our register by the words that an export description uses (schemas/export.xsd,
 * type field), each with its place in a record: a part's attribute or its text. certificate/… are
 * no place of their own: once certificate/kind is known they become signature/… or
 * authentication/….
 */
enum export_field {
	EXPORT_ID,
	EXPORT_HOUSEHOLD,
	EXPORT_STATE,
	EXPORT_NAME,
	EXPORT_KANA,
	EXPORT_ALIAS,
	EXPORT_ALIAS_USE,
	EXPORT_BORN,
	EXPORT_LANGUAGE,
	EXPORT_FORMAT,
	EXPORT_ADDRESS,
	EXPORT_ADDRESS_POSTAL,
	EXPORT_BUILDING,
	EXPORT_SEND_POSTAL,
	EXPORT_SEND_NAME,
	EXPORT_SEND_ADDRESS,
	EXPORT_SEND_BUILDING,
	EXPORT_LEAVING, /* "true" or "false", as of ward and renewal */
	EXPORT_LEAVING_ON,
	EXPORT_PROTECTION,
	EXPORT_WARD,
	EXPORT_STAY_STATUS,
	EXPORT_STAY_UNTIL,
	EXPORT_STAY_PENDING,
	EXPORT_CARD_KIND,
	EXPORT_CARD_STATE,
	EXPORT_CARD_APPLIED,
	EXPORT_CARD_ISSUED,
	EXPORT_CARD_EXPIRES,
	EXPORT_SIGNATURE_STATE,
	EXPORT_SIGNATURE_ISSUED,
	EXPORT_SIGNATURE_EXPIRES,
	EXPORT_AUTHENTICATION_STATE,
	EXPORT_AUTHENTICATION_ISSUED,
	EXPORT_AUTHENTICATION_EXPIRES,
	EXPORT_RENEWAL,
	EXPORT_RENEWAL_APPLIED,
	EXPORT_FIELDS, /* how many a resident has */
	EXPORT_CERTIFICATE_KIND = EXPORT_FIELDS,
	EXPORT_CERTIFICATE_STATE,
	EXPORT_CERTIFICATE_ISSUED,
	EXPORT_CERTIFICATE_EXPIRES,
	EXPORT_FIELD_WORDS, /* how many a description may name */
	EXPORT_FIELD_NONE = EXPORT_FIELD_WORDS
};

struct export_field_place {
	const char *word;      /* "card/expires" */
	enum record_part part; /* of record_parts; of certificate/… PART_CERTIFICATE */
	int attribute;         /* its number among the part's; EXPORT_TEXT: the part's text;
				  EXPORT_PRESENCE: that the part is there */
	bool date;             /* is it a day, a birth among them? */
};
enum { EXPORT_TEXT = -1, EXPORT_PRESENCE = -2 };

extern const struct export_field_place export_fields[EXPORT_FIELD_WORDS];

/* The field of a word, or EXPORT_FIELD_NONE. */
enum export_field export_field_named(const char *word);

/* What the record's own table says of it; NULL of EXPORT_PRESENCE. */
const struct value *export_field_value(enum export_field field);

/* May this stand in the field, of all who have it? Of words one of them, of a yes or no `true` or
 * `false`, of the others what is of their form. */
bool export_field_accepts(enum export_field field, const char *word);

#endif
