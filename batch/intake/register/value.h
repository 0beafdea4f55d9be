#ifndef INTAKE_REGISTER_VALUE_H
#define INTAKE_REGISTER_VALUE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The values of the register, one by one: what form each may have and what it becomes. The same
 * is said by the simple types of schemas/register.xsd; a test holds the two equal. No XML library
 * here. Blanks around a value are no part of it and gone before it comes here (value_trim).
 */
enum value_kind {
	FIELD_TEXT,     /* anything, may be empty → const char * */
	FIELD_NAME,     /* the same, not empty → const char * */
	FIELD_ID,       /* letters and digits of ASCII and hyphens, not empty → const char * */
	FIELD_BORN,     /* dddd-dd-dd, whether there is such a day or not → struct birth */
	FIELD_LANGUAGE, /* BCP 47 (RFC 5646) in its outline → const char * */
	FIELD_POSTAL,   /* seven digits, or empty → const char * */
	FIELD_MUNICIPALITY, /* six digits → const char * */
	FIELD_DATE,         /* YYYY-MM-DD of a day that exists → day_number */
	FIELD_BOOLEAN,      /* true, false, 1 or 0 → bool */
	FIELD_COUNT,        /* one to nine digits → long */
	FIELD_WORD,         /* one of `words`, and so much of an enum → unsigned */
};

/* What can be wrong with one resident; the code and the words of each are below. */
enum defect {
	DEFECT_NONE,
	DEFECT_MISSING,
	DEFECT_BLANK,
	DEFECT_FORM,
	DEFECT_LENGTH,
	DEFECT_WORD,
	DEFECT_DATE,
	DEFECT_REPEATED,
	DEFECT_ORDER,
	DEFECT_TEXT,
	DEFECT_CERTIFICATE,
	DEFECT_ROWS,
	TROUBLES
};

/* The stable code ("field-missing") and the format of its message, which takes the field's name. */
struct defect_words {
	const char *code, *words;
};
extern const struct defect_words defect_words[TROUBLES];

/* What a fault says of a defect of the field `where`, in the operator's language; in `said`, which
 * it returns. */
enum { DEFECT_BYTES = 512 };
const char *defect_say(enum defect defect, const char *where, char said[DEFECT_BYTES]);

struct value {
	const char *path; /* for messages: "card/@expires" */
	const char *name; /* of the attribute; NULL when it is an element's text */
	enum value_kind kind;
	bool required;
	size_t length_max;        /* code points; of the kinds kept as text */
	const char *const *words; /* of FIELD_WORD */
	size_t word_count;
	size_t offset; /* of the result in struct record (intake/register/record.h) */
};

/* Is the result a const char * (or a struct birth that has one), so that the value must outlive
 * the reading? */
static inline bool field_keeps_text(const struct value *field)
{
	return field->kind <= FIELD_MUNICIPALITY;
}

/* Takes the blanks (text_is_blank) from both ends of a value: exports pad their fields. *value
 * moves behind those in front; returns the length that is left. A FIELD_NAME keeps them when there
 * is nothing else and one of them is none that people type (U+00A0, U+2003): that resident is told
 * of with the code points, not set aside. */
size_t value_trim(const struct value *field, const char **value, size_t length);

/* Checks a value and puts what it says at `result`, which is untouched when there is trouble. If
 * field_keeps_text, value[length] is NUL and `result` will point to `value`; else neither. */
enum defect value_read(const struct value *field, const char *value, size_t length, void *result);

#endif
