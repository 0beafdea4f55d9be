#include "intake/register/value.h"

#include "base/civil.h"
#include "base/phrase.h"
#include "base/text.h"
#include "model/resident.h"

#include <stdio.h>
#include <string.h>

/* Each kind of value is read from bytes and a length, without a library. What is not of its form
 * is a defect of that resident: nothing is mended here but the blanks at both ends. */

const struct defect_words defect_words[TROUBLES] = {
	[DEFECT_NONE] = {"", ""},
	[DEFECT_MISSING] = {"field-missing", PHRASE("%s is missing")},
	[DEFECT_BLANK] = {"field-blank", PHRASE("%s is blank")},
	[DEFECT_FORM] = {"field-form",
		PHRASE("%s does not have the form that the schema gives it")},
	[DEFECT_LENGTH] = {"field-length", PHRASE("%s is longer than the schema allows")},
	[DEFECT_WORD] = {"field-word", PHRASE("%s is none of the words that the schema lists")},
	[DEFECT_DATE] = {"field-date",
		PHRASE("%s is not a day of the calendar written YYYY-MM-DD")},
	[DEFECT_REPEATED] = {"field-repeated", PHRASE("%s comes a second time")},
	[DEFECT_ORDER] = {"field-order", PHRASE("%s comes too late in the order of elements")},
	[DEFECT_TEXT] = {"text-misplaced", PHRASE("%s has text where none may be")},
	[DEFECT_CERTIFICATE] = {"certificate-twice", PHRASE("%s comes twice of one kind")},
	[DEFECT_ROWS] = {"row-twice", PHRASE("%s more than one row says it")},
};

const char *defect_say(enum defect defect, const char *where, char said[DEFECT_BYTES])
{
	snprintf(said, DEFECT_BYTES, phrase(defect_words[defect].words), where);
	return said;
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool all_digits(const char *value, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!is_digit(value[i]))
			return false;
	return true;
}

/* The parser has seen to well-formed UTF-8; short texts are not counted. */
static bool too_long(const char *value, size_t length, size_t length_max)
{
	if (length <= length_max)
		return false;
	size_t count = 0;
	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)value[i] & 0xC0) != 0x80;
	return count > length_max;
}

static bool is_id(const char *value, size_t length)
{
	bool good = length > 0;
	for (size_t i = 0; i < length; i++) {
		unsigned byte = (unsigned char)value[i];
		good &= byte - '0' < 10 || (byte | 0x20) - 'a' < 26 || byte == '-';
	}
	return good;
}

/* A language of two to eight letters, then subtags of one to eight letters or digits. */
static bool is_language(const char *value, size_t length)
{
	size_t run = 0, runs = 1;
	for (size_t i = 0; i < length; i++) {
		if (value[i] == '-') {
			if (run < (runs == 1 ? 2 : 1))
				return false;
			run = 0;
			runs++;
		} else if (is_letter(value[i]) || (runs > 1 && is_digit(value[i]))) {
			if (++run > 8)
				return false;
		} else {
			return false;
		}
	}
	return run >= (runs == 1 ? 2 : 1);
}

/* The value of two digits, or a number past 99 when they are none. */
static unsigned two_digits(const char *text)
{
	unsigned tens = (unsigned)(text[0] - '0'), ones = (unsigned)(text[1] - '0');
	return tens > 9 || ones > 9 ? 1000 : tens * 10 + ones;
}

/* The parts of dddd-dd-dd, whether there is such a day or not. */
static bool read_parts(const char *value, size_t length, struct civil *parts)
{
	if (length != 10 || value[4] != '-' || value[7] != '-')
		return false;
	unsigned century = two_digits(value), year = two_digits(value + 2);
	unsigned month = two_digits(value + 5), day = two_digits(value + 8);
	if ((century | year | month | day) >= 1000)
		return false;
	*parts = (struct civil){(int)(century * 100 + year), (int)month, (int)day};
	return true;
}

static bool read_date(const char *value, size_t length, day_number *day)
{
	struct civil parts;
	if (!read_parts(value, length, &parts) || !civil_exists(parts.year, parts.month, parts.day))
		return false;
	*day = civil_day(parts.year, parts.month, parts.day);
	return true;
}

static bool read_born(const char *value, size_t length, struct birth *born)
{
	struct civil parts;
	if (!read_parts(value, length, &parts))
		return false;
	born->text = value;
	born->date = parts;
	born->known = civil_exists(parts.year, parts.month, parts.day);
	if (born->known)
		born->day = civil_day(parts.year, parts.month, parts.day);
	return true;
}

static bool read_count(const char *value, size_t length, long *result)
{
	if (length < 1 || length > 9 || !all_digits(value, length))
		return false;
	long count = 0;
	for (size_t i = 0; i < length; i++)
		count = count * 10 + (value[i] - '0');
	*result = count;
	return true;
}

/* The number of a word among those of the field. The words of an enum begin at its value 0; one
 * that stands for nothing is "" and never read. */
static bool read_word(const struct value *field, const char *value, size_t length, void *result)
{
	for (unsigned i = 0; i < field->word_count && length > 0; i++) {
		const char *word = field->words[i];
		size_t at = 0;
		while (at < length && word[at] == value[at])
			at++; /* a value holds no NUL, so this ends with the word */
		if (at < length || word[at] != '\0')
			continue;
		memcpy(result, &i, sizeof i);
		return true;
	}
	return false;
}

static bool read_boolean(const char *value, size_t length, bool *result)
{
	bool yes = (length == 1 && value[0] == '1') || (length == 4 && !memcmp(value, "true", 4));
	bool no = (length == 1 && value[0] == '0') || (length == 5 && !memcmp(value, "false", 5));
	if (yes || no)
		*result = yes;
	return yes || no;
}

/* Nothing but what registers pad with: spaces, narrow and wide, tabs and line ends. */
static bool is_padding(const char *value, size_t length)
{
	static const char wide[] = "\u3000";
	while (length > 0) {
		size_t step = length >= 3 && memcmp(value, wide, 3) == 0 ? 3 : 1;
		if (step == 1 && strchr(" \t\n\r", value[0]) == NULL)
			return false;
		value += step;
		length -= step;
	}
	return true;
}

size_t value_trim(const struct value *field, const char **value, size_t length)
{
	const char *whole = *value;
	size_t left = text_trim(value, length);
	if (left > 0 || field->kind != FIELD_NAME || is_padding(whole, length))
		return left;
	*value = whole;
	return length;
}

enum defect value_read(const struct value *field, const char *value, size_t length, void *result)
{
	bool good = true;
	switch (field->kind) {
	case FIELD_DATE:
		return read_date(value, length, result) ? DEFECT_NONE : DEFECT_DATE;
	case FIELD_BOOLEAN:
		return read_boolean(value, length, result) ? DEFECT_NONE : DEFECT_FORM;
	case FIELD_COUNT:
		return read_count(value, length, result) ? DEFECT_NONE : DEFECT_FORM;
	case FIELD_WORD:
		return read_word(field, value, length, result) ? DEFECT_NONE : DEFECT_WORD;
	case FIELD_BORN:
		return read_born(value, length, result) ? DEFECT_NONE : DEFECT_FORM;
	case FIELD_NAME:
		if (length == 0)
			return DEFECT_BLANK;
		break;
	case FIELD_TEXT:
		break;
	case FIELD_ID:
		good = is_id(value, length);
		break;
	case FIELD_LANGUAGE:
		good = is_language(value, length);
		break;
	case FIELD_POSTAL:
		good = length == 0 || (length == 7 && all_digits(value, length));
		break;
	case FIELD_MUNICIPALITY:
		good = length == 6 && all_digits(value, length);
		break;
	}
	if (!good)
		return DEFECT_FORM;
	if (too_long(value, length, field->length_max))
		return DEFECT_LENGTH;
	const char *text = value;
	memcpy(result, &text, sizeof text);
	return DEFECT_NONE;
}
