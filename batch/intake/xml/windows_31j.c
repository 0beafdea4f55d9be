#include "intake/xml/windows_31j.h"

#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

/* Exports are mostly ASCII, which is copied eight bytes at once. What any other sign is the machine
 * is asked once, and the answer kept: a table of a city's signs is filled within its first rows. */

enum { LEADS = 128, CODES = 1 << 16, ASCII_END = 0x80, NOT_ASKED = 0, NO_SIGN = 0xFF };

/* What a sign is in UTF-8, or that it is none. */
struct sign {
	uint8_t length; /* NOT_ASKED, NO_SIGN */
	char text[WINDOWS_31J_GROWTH];
};

struct windows_31j {
	iconv_t machine;
	bool pair[LEADS];   /* of the bytes from 0x80 on: is it the first of two? */
	struct sign *signs; /* by both bytes, of a single one by that byte */
};

/* *pair: bytes more would be needed to tell. */
static struct sign ask_machine(
	struct windows_31j *converter, const char *bytes, size_t length, bool *pair)
{
	struct sign sign = {NO_SIGN, ""};
	char *from = (char *)(uintptr_t)bytes, *to = sign.text;
	size_t left = length, room = sizeof sign.text;
	iconv(converter->machine, NULL, NULL, NULL, NULL);
	bool turned = iconv(converter->machine, &from, &left, &to, &room) != (size_t)-1;
	*pair = !turned && errno == EINVAL;
	if (turned)
		sign.length = (uint8_t)(sizeof sign.text - room);
	return sign;
}

bool windows_31j_open(struct arena *arena, struct windows_31j **converter, struct fault *why)
{
	struct windows_31j *opened = arena_alloc(arena, sizeof *opened);
	opened->machine = iconv_open("UTF-8", "CP932");
	if (opened->machine == (iconv_t)-1)
		return fault_system(why, FAULT_INTERNAL, errno, "the encoding CP932");
	opened->signs = arena_alloc(arena, CODES * sizeof opened->signs[0]);
	for (unsigned i = 0; i < LEADS; i++) {
		const char byte = (char)(ASCII_END + i);
		opened->signs[ASCII_END + i] = ask_machine(opened, &byte, 1, &opened->pair[i]);
	}
	*converter = opened;
	return true;
}

/* How many bytes at the head are ASCII. */
static size_t ascii_length(const char *text, size_t length)
{
	size_t at = 0;
	for (uint64_t eight; length - at >= sizeof eight; at += sizeof eight) {
		memcpy(&eight, text + at, sizeof eight);
		if ((eight & 0x8080808080808080u) != 0)
			break;
	}
	while (at < length && (unsigned char)text[at] < ASCII_END)
		at++;
	return at;
}

/* The sign at `bytes`, of two when the first one is of a pair. */
static const struct sign *sign_at(struct windows_31j *converter, const char *bytes, bool two)
{
	unsigned code = (unsigned char)bytes[0];
	if (two)
		code = code << 8 | (unsigned char)bytes[1];
	struct sign *sign = &converter->signs[code];
	bool pair;
	if (sign->length == NOT_ASKED)
		*sign = ask_machine(converter, bytes, two ? 2 : 1, &pair);
	return sign;
}

bool windows_31j_turn(
	struct windows_31j *converter, const char **from, size_t *left, char *to, size_t *length)
{
	const char *at = *from, *end = at + *left;
	char *out = to;
	bool good = true;
	while (good) {
		size_t ascii = ascii_length(at, (size_t)(end - at));
		memcpy(out, at, ascii);
		out += ascii;
		at += ascii;
		if (at == end)
			break;
		bool two = converter->pair[(unsigned char)*at - ASCII_END];
		if (two && end - at < 2)
			break;
		const struct sign *sign = sign_at(converter, at, two);
		good = sign->length != NO_SIGN;
		if (good) {
			memcpy(out, sign->text, sizeof sign->text);
			out += sign->length;
			at += two ? 2 : 1;
		}
	}
	*length = (size_t)(out - to);
	*from = at;
	*left = (size_t)(end - at);
	return good;
}

/* Has text in UTF-8 so many signs of three bytes, as kanji and kana are? */
static bool has_signs(const char *text, size_t length, size_t wanted)
{
	size_t signs = 0;
	for (size_t at = 0; at < length && signs < wanted; at++)
		signs += ((unsigned char)text[at] & 0xF0) == 0xE0 ? 1 : 0;
	return signs == wanted;
}

bool windows_31j_is_utf_8(const char *bytes, size_t length)
{
	enum { SIGNS_MIN = 3, CUT_MAX = 3 };
	size_t at = 0;
	while (at < length && at < CUT_MAX && ((unsigned char)bytes[at] & 0xC0) == 0x80)
		at++;
	bytes += at;
	length -= at;
	return length - text_valid_length(bytes, length) <= CUT_MAX &&
	       has_signs(bytes, length, SIGNS_MIN);
}

bool windows_31j_reads(const char *bytes, size_t length)
{
	enum { SIGNS_MIN = 2 }; /* half a sign of UTF-8 could be one */
	struct arena *work = arena_open();
	struct windows_31j *converter = NULL;
	struct fault why;
	size_t got;
	char *text = arena_alloc(work, length * WINDOWS_31J_GROWTH + 1);
	bool reads = windows_31j_open(work, &converter, &why) &&
		     windows_31j_turn(converter, &bytes, &length, text, &got) && length <= 1 &&
		     has_signs(text, got, SIGNS_MIN);
	windows_31j_close(converter);
	arena_close(work);
	return reads;
}

/* glibc's Shift_JIS is the standard's, without ①, 髙 and the vendors' additions; exports that say
 * Shift_JIS mean Windows-31J. */
bool windows_31j_is_called(const char *name, size_t length)
{
	static const char *const names[] = {"Shift_JIS", "Shift-JIS", "SJIS", "x-sjis", "MS_Kanji",
		"csShiftJIS", "Windows-31J", "csWindows31J", "MS932", "CP932"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strlen(names[i]) == length && strncasecmp(names[i], name, length) == 0)
			return true;
	return false;
}

void windows_31j_close(struct windows_31j *converter)
{
	if (converter != NULL)
		iconv_close(converter->machine);
}
