#include "document/pdf/cff.h"

/* The list of CIDs is found by its offset in the font's first dictionary. The new one goes behind
 * all else, and the offset is overwritten; it must be written in five bytes, so that any fits. */

/* What is read from, never beyond its end. */
struct bytes {
	const guint8 *at, *end;
	bool whole; /* false once something was missing */
};

static guint32 take_number(struct bytes *bytes, int size)
{
	guint32 number = 0;
	if (bytes->end - bytes->at < size) {
		bytes->whole = false;
		bytes->at = bytes->end;
		return 0;
	}
	for (; size > 0; size--)
		number = number << 8 | *bytes->at++;
	return number;
}

static void skip_bytes(struct bytes *bytes, size_t count)
{
	if ((size_t)(bytes->end - bytes->at) < count) {
		bytes->whole = false;
		count = (size_t)(bytes->end - bytes->at);
	}
	bytes->at += count;
}

/* An index: its first entry's bytes; `bytes` is behind all of it. */
static struct bytes take_index(struct bytes *bytes)
{
	guint32 count = take_number(bytes, 2);
	if (count == 0)
		return (struct bytes){bytes->at, bytes->at, bytes->whole};
	int size = (int)take_number(bytes, 1);
	guint32 first = 0, second = 0, last = 0;
	if (size < 1 || size > 4)
		bytes->whole = false;
	for (guint32 i = 0; i <= count && bytes->whole; i++) {
		last = take_number(bytes, size);
		first = i == 0 ? last : first;
		second = i == 1 ? last : second;
	}
	const guint8 *data = bytes->at;
	if (first != 1 || second < 1 || last < second)
		bytes->whole = false;
	skip_bytes(bytes, bytes->whole ? last - 1 : 0);
	return (struct bytes){data, bytes->whole ? data + second - 1 : data, bytes->whole};
}

/* Passes an operand or an operator; true for an operator, which is in *operator. */
static bool pass_token(struct bytes *dictionary, guint32 *operator)
{
	enum { ESCAPE = 12, LAST_OPERATOR = 21, SHORT = 28, LONG = 29, REAL = 30, PAIRS = 247 };
	guint32 first = take_number(dictionary, 1);
	if (first <= LAST_OPERATOR) {
		*operator= first;
		if (first == ESCAPE)
			*operator= ESCAPE << 8 | take_number(dictionary, 1);
		return true;
	}
	if (first == SHORT)
		skip_bytes(dictionary, 2);
	else if (first == LONG)
		skip_bytes(dictionary, 4);
	else if (first >= PAIRS)
		skip_bytes(dictionary, 1);
	while (first == REAL && dictionary->whole) {
		guint32 digits = take_number(dictionary, 1);
		if ((digits & 0xF) == 0xF || digits >> 4 == 0xF)
			break;
	}
	return false;
}

/* Where the offset of the list of CIDs stands, in five bytes; NULL when it does not. */
static const guint8 *find_charset(struct bytes dictionary)
{
	enum { CHARSET = 15, LONG = 29, LONG_BYTES = 5 };
	const guint8 *operand = NULL;
	while (dictionary.at < dictionary.end && dictionary.whole) {
		const guint8 *token = dictionary.at;
		guint32 operator;
		if (!pass_token(&dictionary, &operator))
			operand = token;
		else if (operator== CHARSET)
			return operand != NULL && operand[0] == LONG &&
					       operand + LONG_BYTES == token
				       ? operand
				       : NULL;
		else
			operand = NULL;
	}
	return NULL;
}

static void put_number(GByteArray *out, guint32 number, int size)
{
	for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
		guint8 byte = (guint8)(number >> shift);
		g_byte_array_append(out, &byte, 1);
	}
}

bool cff_renumber(
	const guint8 *font, size_t length, const guint16 *codes, size_t count, GByteArray *out)
{
	enum { FORMAT_LIST = 0, HEAD_BYTES = 4 };
	struct bytes bytes = {font, font + length, length >= HEAD_BYTES};
	if (!bytes.whole)
		return false;
	skip_bytes(&bytes, font[2]);
	take_index(&bytes); /* names */
	const guint8 *offset = find_charset(take_index(&bytes));
	if (!bytes.whole || offset == NULL || length > G_MAXINT32 - 2 * count)
		return false;
	g_byte_array_append(out, font, (guint)length);
	put_number(out, FORMAT_LIST, 1);
	for (size_t i = 0; i < count; i++)
		put_number(out, codes[i], 2);
	for (int i = 0; i < 4; i++)
		out->data[offset - font + 1 + i] = (guint8)(length >> (24 - 8 * i));
	return true;
}
