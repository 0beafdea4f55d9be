#include "intake/export/date_form.h"

#include "base/civil.h"

#include <string.h>

/* A form is read from left to right, and fits only if nothing is left over. A step that does not
 * fit makes the cursor wrong for good, so a form is a list of steps with one question at its end.
 */

const char *const date_form_words[DATE_FORMS] = {
	[DATE_ISO] = "iso",
	[DATE_ISO_TIME] = "iso-time",
	[DATE_DIGITS] = "digits",
	[DATE_SLASHES] = "slashes",
	[DATE_SLASHES_TIME] = "slashes-time",
	[DATE_KANJI] = "kanji",
	[DATE_ERA_KANJI] = "era-kanji",
	[DATE_ERA_LETTER] = "era-letter",
	[DATE_ERA_DIGITS] = "era-digits",
};

const char *const date_era_words[ERAS] = {
	[ERA_MEIJI] = "meiji",
	[ERA_TAISHO] = "taisho",
	[ERA_SHOWA] = "showa",
	[ERA_HEISEI] = "heisei",
	[ERA_REIWA] = "reiwa",
};

struct parts {
	int year, month, day; /* month and day 0: unknown */
};

/* The first day of each era, its name and its letter. */
static const struct {
	struct parts from;
	const char *kanji, *letter;
} eras[ERAS] = {
	[ERA_MEIJI] = {{1868, 10, 23}, "明治", "M"},
	[ERA_TAISHO] = {{1912, 7, 30}, "大正", "T"},
	[ERA_SHOWA] = {{1926, 12, 25}, "昭和", "S"},
	[ERA_HEISEI] = {{1989, 1, 8}, "平成", "H"},
	[ERA_REIWA] = {{2019, 5, 1}, "令和", "R"},
};

struct cursor {
	const char *at;
	size_t left; /* bytes */
	bool wrong;
};

/* ---- steps ---- */

/* Is this next? Then the cursor is behind it. */
static bool pass_over(struct cursor *cursor, const char *text)
{
	size_t length = strlen(text);
	if (cursor->wrong || cursor->left < length || memcmp(cursor->at, text, length) != 0)
		return false;
	cursor->at += length;
	cursor->left -= length;
	return true;
}

static void expect_text(struct cursor *cursor, const char *text)
{
	if (!pass_over(cursor, text))
		cursor->wrong = true;
}

/* The next digit, narrow or, where said, wide (U+FF10 to U+FF19, in UTF-8 EF BC 90 to EF BC 99);
 * -1: none. */
static int take_digit(struct cursor *cursor, bool wide)
{
	bool is_wide = wide && cursor->left >= 3 && memcmp(cursor->at, "\xEF\xBC", 2) == 0;
	size_t length = is_wide ? 3 : 1;
	int zero = is_wide ? 0x90 : '0';
	if (cursor->wrong || cursor->left < length)
		return -1;
	int digit = (unsigned char)cursor->at[length - 1] - zero;
	if (digit < 0 || digit > 9)
		return -1;
	cursor->at += length;
	cursor->left -= length;
	return digit;
}

/* A number of `least` to `most` digits. */
static int expect_number(struct cursor *cursor, int least, int most, bool wide)
{
	int number = 0, count = 0;
	for (int digit; count < most && (digit = take_digit(cursor, wide)) >= 0; count++)
		number = number * 10 + digit;
	if (count < least)
		cursor->wrong = true;
	return number;
}

/* A number of one or two digits; that of one digit may be filled up with a blank. */
static int expect_pair(struct cursor *cursor, bool wide)
{
	bool filled = pass_over(cursor, " ") || pass_over(cursor, "\u3000");
	return expect_number(cursor, 1, filled ? 1 : 2, wide);
}

/* ---- without eras ---- */

struct plain_form {
	const char *between;
	int least; /* digits of a month and of a day */
	bool time;
};

static const struct plain_form plain_forms[DATE_FORMS] = {
	[DATE_ISO] = {"-", 2, false},
	[DATE_ISO_TIME] = {"-", 2, true},
	[DATE_DIGITS] = {"", 2, false},
	[DATE_SLASHES] = {"/", 1, false},
	[DATE_SLASHES_TIME] = {"/", 1, true},
};

/* The time must be there, and be Japan's: 15:00 of London is another day here. */
static void expect_time(struct cursor *cursor)
{
	if (!pass_over(cursor, "T"))
		expect_text(cursor, " ");
	expect_number(cursor, 1, 2, false);
	expect_text(cursor, ":");
	expect_number(cursor, 2, 2, false);
	if (pass_over(cursor, ":")) {
		expect_number(cursor, 2, 2, false);
		if (pass_over(cursor, "."))
			expect_number(cursor, 1, 9, false);
	}
	if (!pass_over(cursor, "+09:00"))
		pass_over(cursor, "+0900");
}

static void read_plain(struct cursor *cursor, const struct plain_form *form, struct parts *parts)
{
	parts->year = expect_number(cursor, 4, 4, false);
	expect_text(cursor, form->between);
	parts->month = expect_number(cursor, form->least, 2, false);
	expect_text(cursor, form->between);
	parts->day = expect_number(cursor, form->least, 2, false);
	if (form->time)
		expect_time(cursor);
}

/* What stands behind the year in kanji: 12月25日, 12月不詳, 12月日不詳, 不詳, 月日不詳,
 * 不詳月不詳日.
 */
static void read_month_and_day(struct cursor *cursor, struct parts *parts)
{
	static const char unknown[] = "不詳";
	if (pass_over(cursor, "月日不詳"))
		return;
	if (pass_over(cursor, unknown)) {
		if (cursor->left > 0)
			expect_text(cursor, "月不詳日");
		return;
	}
	parts->month = expect_pair(cursor, true);
	expect_text(cursor, "月");
	if (pass_over(cursor, "日不詳"))
		return;
	if (pass_over(cursor, unknown)) {
		if (cursor->left > 0)
			expect_text(cursor, "日");
		return;
	}
	parts->day = expect_pair(cursor, true);
	expect_text(cursor, "日");
}

/* ---- with eras ---- */

/* The year that the era's is: 1 or 元 is that in which it began. */
static int expect_era_year(struct cursor *cursor, enum date_era era, bool wide)
{
	int year = pass_over(cursor, "元") ? 1 : expect_pair(cursor, wide);
	if (year == 0 || era == ERA_NONE) {
		cursor->wrong = true;
		return 0;
	}
	return eras[era].from.year + year - 1;
}

/* Could the day be one of the era or behind it? What is unknown could be any. */
static bool in_or_behind(enum date_era era, const struct parts *parts)
{
	const struct parts *from = &eras[era].from;
	if (parts->year != from->year || parts->month == 0)
		return true;
	if (parts->month != from->month || parts->day == 0)
		return parts->month >= from->month;
	return parts->day >= from->day;
}

static enum date_era read_era_kanji(struct cursor *cursor, struct parts *parts)
{
	enum date_era era = ERA_MEIJI;
	while (era < ERAS && !pass_over(cursor, eras[era].kanji))
		era++;
	parts->year = expect_era_year(cursor, era, true);
	expect_text(cursor, "年");
	read_month_and_day(cursor, parts);
	return era;
}

static enum date_era read_era_letter(struct cursor *cursor, struct parts *parts)
{
	static const char *const separators[] = {".", "/", "-"};
	enum date_era era = ERA_MEIJI;
	while (era < ERAS && !pass_over(cursor, eras[era].letter))
		era++;
	parts->year = expect_era_year(cursor, era, false);
	size_t between = 0;
	while (between < 3 && !pass_over(cursor, separators[between]))
		between++;
	if (between == 3) {
		cursor->wrong = true;
		return era;
	}
	parts->month = expect_pair(cursor, false);
	expect_text(cursor, separators[between]);
	parts->day = expect_pair(cursor, false);
	return era;
}

static enum date_era read_era_digits(
	struct cursor *cursor, const struct date_forms *forms, struct parts *parts)
{
	int digit = expect_number(cursor, 1, 1, false);
	enum date_era era = forms->era_of_digit[digit];
	int year = expect_number(cursor, 2, 2, false);
	if (year == 0 || era == ERA_NONE)
		cursor->wrong = true;
	else
		parts->year = eras[era].from.year + year - 1;
	parts->month = expect_number(cursor, 2, 2, false);
	parts->day = expect_number(cursor, 2, 2, false);
	return era;
}

/* ---- forms ---- */

static bool fits_form(const struct date_forms *forms, enum date_form form, struct cursor cursor,
	struct parts *parts)
{
	enum date_era era = ERA_NONE;
	switch (form) {
	case DATE_KANJI:
		parts->year = expect_number(&cursor, 4, 4, true);
		expect_text(&cursor, "年");
		read_month_and_day(&cursor, parts);
		break;
	case DATE_ERA_KANJI:
		era = read_era_kanji(&cursor, parts);
		break;
	case DATE_ERA_LETTER:
		era = read_era_letter(&cursor, parts);
		break;
	case DATE_ERA_DIGITS:
		era = read_era_digits(&cursor, forms, parts);
		break;
	default:
		read_plain(&cursor, &plain_forms[form], parts);
		break;
	}
	return !cursor.wrong && cursor.left == 0 && (era == ERA_NONE || in_or_behind(era, parts));
}

static bool is_unknown(const struct date_forms *forms, const char *value, size_t length)
{
	for (size_t i = 0; i < forms->unknown_count; i++)
		if (strlen(forms->unknown[i]) == length &&
			memcmp(forms->unknown[i], value, length) == 0)
			return true;
	return false;
}

bool date_forms_read(
	const struct date_forms *forms, const char *value, size_t length, char out[DATE_TEXT_BYTES])
{
	struct parts found = {0, 0, 0};
	bool fits = is_unknown(forms, value, length);
	for (size_t i = 0; i < forms->count && !fits; i++) {
		struct parts parts = {0, 0, 0};
		struct cursor cursor = {value, length, false};
		fits = fits_form(forms, forms->forms[i], cursor, &parts);
		if (fits)
			found = parts;
	}
	if (!fits)
		return false;
	civil_format_parts((struct civil){found.year, found.month, found.day}, out);
	return true;
}
