#include "document/pdf/missing.h"

#include "base/text.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

/* Two tables: signs that stand for lost ones, and spellings of one sign with several. A text is
 * gone through once; what is found is listed once each, by code points. */

/* ---- the list ---- */

/* Is `token` one of the comma-separated in `list`? */
static bool is_listed(const char *list, const char *token)
{
	size_t length = strlen(token);
	for (const char *at = list; at != NULL; at = strchr(at, ','), at += at != NULL ? 1 : 0)
		if (strncmp(at, token, length) == 0 && (at[length] == ',' || at[length] == '\0'))
			return true;
	return false;
}

void missing_add(const char *from, const char *behind, char *missing, size_t size)
{
	char token[96] = "";
	size_t used = 0, held = strlen(missing);
	for (const char *at = from; at < behind && used < sizeof token - 16;)
		used += (size_t)snprintf(token + used, sizeof token - used, "%sU+%04X",
			used == 0 ? "" : " ", (unsigned)text_next(&at));
	if (!is_listed(missing, token))
		snprintf(missing + held, size - held, "%s%s", held == 0 ? "" : ",", token);
}

/* ---- signs ---- */

/* By code point, in order; both ends count. */
static const struct {
	uint32_t from, to;
	bool address; /* in an address too */
} placeholders[] = {
	{'!', '!', false}, {'#', '#', false}, {'%', '%', false}, {'*', '*', false},
	{'?', '?', true}, {'@', '@', false}, {'\\', '\\', false}, {'_', '_', false},
	{0xA1, 0xA1, false},     /* ¡ */
	{0xBF, 0xBF, true},      /* ¿ */
	{0x2020, 0x2026, false}, /* †‡•…, a name cut off */
	{0x203B, 0x203B, false}, /* ※ */
	{0x203C, 0x203D, true},  /* ‼‽ */
	{0x2047, 0x2049, true},  /* ⁇⁈⁉ */
	{0x2400, 0x2426, true},  /* pictures of control signs, ␦ */
	{0x2580, 0x25A1, true},  /* blocks, ■ □ */
	{0x25AA, 0x25AB, true},  /* ▪ ▫ */
	{0x25CC, 0x25CC, true},  /* ◌ */
	{0x25CF, 0x25CF, true},  /* ● */
	{0x25FB, 0x25FE, true},  /* ◻ ◼ ◽ ◾ */
	{0x2610, 0x2612, true},  /* ☐ ☑ ☒ */
	{0x2B1A, 0x2B1C, true},  /* ⬚ ⬛ ⬜ */
	{0x2B24, 0x2B24, true},  /* ⬤ */
	{0x2E2E, 0x2E2E, true},  /* ⸮ */
	{0x2FF0, 0x2FFF, true},  /* descriptions of ideographs */
	{0x3013, 0x3013, true},  /* 〓 */
	{0x303E, 0x303E, true},  /* 〾, something like the next one */
	{0x31EF, 0x31EF, true},  /* subtraction in a description */
	{0xFE56, 0xFE56, true},  /* ﹖ */
	{0xFF01, 0xFF01, false}, /* ！ and so on, wide */
	{0xFF03, 0xFF03, false}, {0xFF05, 0xFF05, false}, {0xFF0A, 0xFF0A, false},
	{0xFF1F, 0xFF1F, true}, /* ？ */
	{0xFF20, 0xFF20, false}, {0xFF3C, 0xFF3C, false}, {0xFF3F, 0xFF3F, false},
	{0xFFFC, 0xFFFD, true}, /* objects and signs replaced */
};

/* Symbols that names are written with: the double hyphen, angle brackets (Unicode counts them as
 * mathematics), ㈱ and its kin, № and ℡. */
static bool is_name_symbol(uint32_t sign)
{
	return (sign >= '<' && sign <= '>') || (sign >= 0xFF1C && sign <= 0xFF1E) ||
	       (sign >= 0x3200 && sign <= 0x33FF) || sign == 0x2116 || sign == 0x2121;
}

static bool is_symbol(uint32_t sign)
{
	switch (g_unichar_type(sign)) {
	case G_UNICODE_OTHER_SYMBOL:
	case G_UNICODE_MATH_SYMBOL:
	case G_UNICODE_CURRENCY_SYMBOL:
		return !is_name_symbol(sign);
	default:
		return false;
	}
}

static bool is_placeholder(uint32_t sign, enum missing_place place)
{
	for (size_t i = 0; i < sizeof placeholders / sizeof placeholders[0]; i++)
		if (sign >= placeholders[i].from && sign <= placeholders[i].to)
			return placeholders[i].address || place == MISSING_NAME;
	return place == MISSING_NAME && is_symbol(sign);
}

/* ---- signs spelt as text ---- */

/* The letters and digits of ASCII that exports are also written with in full width. */
static uint32_t narrow_sign(uint32_t sign)
{
	return sign >= 0xFF01 && sign <= 0xFF5E ? sign - 0xFF01 + '!' : sign;
}

static uint32_t next_narrow(const char **text)
{
	return narrow_sign(text_next(text));
}

static bool is_hexadecimal(uint32_t sign)
{
	return sign < 0x80 && g_ascii_isxdigit((char)sign);
}

static bool is_decimal(uint32_t sign)
{
	return sign < 0x80 && g_ascii_isdigit((char)sign);
}

/* Moves *text behind `least` to `most` signs of a kind; false when there are fewer. */
static bool skip_run(const char **text, bool (*belongs)(uint32_t), int least, int most)
{
	int count = 0;
	for (const char *ahead = *text; count < most && belongs(next_narrow(&ahead)); count++)
		*text = ahead;
	return count >= least;
}

static bool skip_word(const char **text, const char *word)
{
	const char *ahead = *text;
	for (; *word != '\0'; word++)
		if (next_narrow(&ahead) != (unsigned char)*word)
			return false;
	*text = ahead;
	return true;
}

static bool is_name_sign(uint32_t sign)
{
	return sign < 0x80 && (g_ascii_isalnum((char)sign) || sign == '#');
}

/* How one sign is written with others: what begins it, and what follows. */
static const struct spelling {
	const char *head;
	bool (*belongs)(uint32_t);
	int least, most;
	const char *tail;
} spellings[] = {
	{"U+", is_hexadecimal, 4, 6, ""}, {"u+", is_hexadecimal, 4, 6, ""},
	{"\\u", is_hexadecimal, 4, 8, ""}, {"\\U", is_hexadecimal, 4, 8, ""},
	{"\\x", is_hexadecimal, 2, 8, ""}, {"&", is_name_sign, 2, 32, ";"},
	{"MJ", is_decimal, 6, 6, ""}, /* 文字情報基盤 */
};

/* The end of a sign spelt out at `text`; NULL when there is none. */
static const char *spelt_end(const char *text)
{
	for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
		const struct spelling *spelling = &spellings[i];
		const char *end = text;
		if (skip_word(&end, spelling->head) &&
			skip_run(&end, spelling->belongs, spelling->least, spelling->most) &&
			skip_word(&end, spelling->tail))
			return end;
	}
	return NULL;
}

bool missing_placeholders(const char *text, enum missing_place place, char *missing, size_t size)
{
	bool found = false;
	while (*text != '\0') {
		const char *from = text, *end = spelt_end(text);
		uint32_t sign = text_next(&text);
		if (end != NULL)
			text = end;
		else if (!is_placeholder(sign, place))
			continue;
		missing_add(from, text, missing, size);
		found = true;
	}
	return found;
}

bool missing_everything(const char *text)
{
	for (uint32_t sign; (sign = text_next(&text)) != 0;)
		if (!text_is_blank(sign))
			return false;
	return true;
}
