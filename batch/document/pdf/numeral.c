#include "document/pdf/numeral.h"

#include "base/text.h"

#include <string.h>

/* Kanji numbers are read as they are written: a unit times the power behind it, or figures in a
 * row. */

uint32_t numeral_narrow(uint32_t code_point)
{
	if (code_point >= 0xFF01 && code_point <= 0xFF5E)
		code_point -= 0xFF01 - 0x21;
	if ((code_point >= 0x2010 && code_point <= 0x2015) || code_point == 0x2212)
		return '-';
	if (code_point >= 'a' && code_point <= 'z')
		code_point -= 'a' - 'A';
	return code_point;
}

bool numeral_is_figure(uint32_t code_point)
{
	return code_point >= '0' && code_point <= '9';
}

/* 0–9, or 10, 100, 1000 for 十 百 千; -1 for anything else. */
static int kanji_value(uint32_t code_point)
{
	static const struct {
		uint32_t sign;
		int value;
	} numerals[] = {{0x3007, 0}, {0x4E00, 1}, {0x4E8C, 2}, {0x4E09, 3}, {0x56DB, 4},
		{0x4E94, 5}, {0x516D, 6}, {0x4E03, 7}, {0x516B, 8}, {0x4E5D, 9}, {0x5341, 10},
		{0x767E, 100}, {0x5343, 1000}};
	for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++)
		if (numerals[i].sign == code_point)
			return numerals[i].value;
	return -1;
}

long numeral_kanji(const char **text)
{
	const char *at = *text;
	long total = 0, unit = 0;
	for (;;) {
		const char *next = at;
		int value = kanji_value(text_next(&next));
		if (value < 0)
			break;
		if (value >= 10) {
			total += (unit == 0 ? 1 : unit) * value;
			unit = 0;
		} else {
			unit = unit * 10 + value;
		}
		if (total > NUMERAL_MAX)
			total = NUMERAL_MAX;
		if (unit > NUMERAL_MAX)
			unit = NUMERAL_MAX;
		at = next;
	}
	if (at == *text)
		return -1;
	*text = at;
	return total + unit < NUMERAL_MAX ? total + unit : NUMERAL_MAX;
}

size_t numeral_counted(const char *text, bool in_name)
{
	static const char *const counted[] = {
		"丁目", "丁", "番地", "番", "号", "地割", "線", "の", "ノ"};
	enum { IN_NAMES = 2 }; /* the last ones */
	size_t words = sizeof counted / sizeof counted[0];
	for (size_t i = 0; i < words - (in_name ? IN_NAMES : 0); i++)
		if (text_begins(text, counted[i]))
			return strlen(counted[i]);
	return 0;
}
