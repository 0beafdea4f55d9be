#include "base/text.h"

#include <string.h>

/* Well-formed is what RFC 3629 says byte by byte: no overlong form, no surrogate, nothing past
 * U+10FFFF. An ill-formed byte becomes U+FFFD and costs no byte but itself, so that reading always
 * goes on and always ends. */

/* The length of the well-formed sequence at `bytes` (RFC 3629, section 4), 0 when it is not one. */
static size_t sequence_length(const unsigned char *bytes, size_t available)
{
	unsigned char lead = bytes[0];
	if (lead < 0x80)
		return 1;
	size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
	if (lead < 0xC2 || lead > 0xF4 || length > available)
		return 0;
	unsigned char low = 0x80, high = 0xBF;
	if (lead == 0xE0)
		low = 0xA0; /* no overlong forms */
	else if (lead == 0xED)
		high = 0x9F; /* no surrogates */
	else if (lead == 0xF0)
		low = 0x90;
	else if (lead == 0xF4)
		high = 0x8F; /* nothing past U+10FFFF */
	if (bytes[1] < low || bytes[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((bytes[i] & 0xC0) != 0x80)
			return 0;
	return length;
}

uint32_t text_next(const char **text)
{
	const unsigned char *bytes = (const unsigned char *)*text;
	if (bytes[0] == 0)
		return 0;
	size_t length = sequence_length(bytes, strnlen(*text, 4));
	if (length == 0) {
		*text += 1;
		return 0xFFFD;
	}
	static const unsigned char lead_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	uint32_t code_point = bytes[0] & lead_mask[length];
	for (size_t i = 1; i < length; i++)
		code_point = code_point << 6 | (bytes[i] & 0x3F);
	*text += length;
	return code_point;
}

size_t text_valid_length(const char *text, size_t length)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t at = 0;
	for (uint64_t eight; at < length;) {
		if (length - at >= sizeof eight) { /* at once, where all of them are ASCII */
			memcpy(&eight, bytes + at, sizeof eight);
			if ((eight & 0x8080808080808080u) == 0) {
				at += sizeof eight;
				continue;
			}
		}
		size_t step = sequence_length(bytes + at, length - at);
		if (step == 0)
			break;
		at += step;
	}
	return at;
}

bool text_valid(const char *text, size_t length)
{
	return text_valid_length(text, length) == length;
}

size_t text_encode(uint32_t code_point, char out[4])
{
	if (code_point < 0x80) {
		out[0] = (char)code_point;
		return 1;
	}
	size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
	for (size_t i = length; i-- > 1; code_point >>= 6)
		out[i] = (char)(0x80 | (code_point & 0x3F));
	out[0] = (char)(lead[length] | code_point);
	return length;
}

bool text_is_selector(uint32_t code_point)
{
	return (code_point >= 0xFE00 && code_point <= 0xFE0F) ||
	       (code_point >= 0xE0100 && code_point <= 0xE01EF);
}

bool text_equal(const char *left, const char *right)
{
	return left == right || (left != NULL && right != NULL && strcmp(left, right) == 0);
}

bool text_begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

bool text_is_blank(uint32_t code_point)
{
	if (code_point < 0x80)
		return code_point == ' ' || (code_point >= '\t' && code_point <= '\r');
	return code_point == 0x85 || code_point == 0xA0 || code_point == 0x1680 ||
	       (code_point >= 0x2000 && code_point <= 0x200A) || code_point == 0x2028 ||
	       code_point == 0x2029 || code_point == 0x202F || code_point == 0x205F ||
	       code_point == 0x3000;
}

bool text_is_of_line(uint32_t code_point)
{
	return code_point >= 0x20 && (code_point < 0x7F || code_point > 0x9F) &&
	       code_point != 0x061C && code_point != 0x200E && code_point != 0x200F &&
	       (code_point < 0x2028 || code_point > 0x202E) &&
	       (code_point < 0x2066 || code_point > 0x2069);
}

bool text_blank(const char *text)
{
	if (text == NULL)
		return true;
	for (uint32_t code_point; (code_point = text_next(&text)) != 0;)
		if (code_point != ' ' && code_point != 0x3000 && code_point != '\t' &&
			code_point != '\n' && code_point != '\r')
			return false;
	return true;
}

/* The bytes of the blank at the head of the text, 0 when it begins with another sign. */
static size_t blank_ahead(const char *text, size_t length)
{
	const unsigned char *bytes = (const unsigned char *)text;
	if (length == 0 || (bytes[0] > ' ' && bytes[0] != 0xC2 && (bytes[0] & 0xFC) != 0xE0))
		return 0; /* no blank begins so: what most values say */
	size_t step = sequence_length(bytes, length);
	uint32_t code_point = bytes[0];
	if (step == 2)
		code_point = (code_point & 0x1F) << 6 | (bytes[1] & 0x3F);
	else if (step == 3)
		code_point =
			(code_point & 0x0F) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3F);
	return step > 0 && text_is_blank(code_point) ? step : 0;
}

/* The same at its end. */
static size_t blank_behind(const char *text, size_t length)
{
	size_t step = length == 0 ? 0 : 1;
	while (step < length && step < 3 && (text[length - step] & 0xC0) == 0x80)
		step++;
	return step > 0 && blank_ahead(text + length - step, step) == step ? step : 0;
}

/* ASCII, and neither a blank nor a control. */
static bool is_plain(char byte)
{
	return byte > ' ' && byte < 0x7F;
}

size_t text_trim(const char **text, size_t length)
{
	if (length == 0 || (is_plain((*text)[0]) && is_plain((*text)[length - 1])))
		return length; /* what most values are */
	for (size_t step; (step = blank_ahead(*text, length)) > 0; length -= step)
		*text += step;
	for (size_t step; (step = blank_behind(*text, length)) > 0;)
		length -= step;
	return length;
}

size_t text_length(const char *text)
{
	size_t length = 0;
	for (uint32_t code_point; (code_point = text_next(&text)) != 0;)
		length += text_is_selector(code_point) ? 0 : 1;
	return length;
}
