#include "intake/register/individual.h"

#include <stdint.h>
#include <string.h>

/* Wherever digits begin, twelve are read in groups of each length: a value is short, and few hold
 * twelve digits at all. */

enum { DIGITS = 12 };

/* The digit at the head of the text and its bytes; -1 for none. */
static int digit_at(const unsigned char *at, const unsigned char *end, size_t *step)
{
	if (at < end && at[0] >= '0' && at[0] <= '9') {
		*step = 1;
		return at[0] - '0';
	}
	*step = 3; /* U+FF10 to U+FF19 */
	if (end - at >= 3 && at[0] == 0xEF && at[1] == 0xBC && at[2] >= 0x90 && at[2] <= 0x99)
		return at[2] - 0x90;
	return -1;
}

/* The bytes of what may stand between two groups; 0 for anything else. */
static size_t gap_at(const unsigned char *at, const unsigned char *end)
{
	static const char *const gaps[] = {" ", "-", "\u00A0", "\u3000", "\u2010", "\u2011",
		"\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "\u30FC", "\uFF0D", "\uFF70"};
	for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++) {
		size_t length = strlen(gaps[i]);
		if ((size_t)(end - at) >= length && memcmp(at, gaps[i], length) == 0)
			return length;
	}
	return 0;
}

static bool check_digit_right(const int digits[DIGITS])
{
	int sum = 0;
	for (int n = 1; n < DIGITS; n++) /* from the one before the check digit on */
		sum += digits[DIGITS - 1 - n] * (n <= 6 ? n + 1 : n - 5);
	int rest = sum % 11;
	return digits[DIGITS - 1] == (rest <= 1 ? 0 : 11 - rest);
}

/* Twelve digits from here on, in groups of `group`, and no digit behind them? */
static bool read_groups(
	const unsigned char *at, const unsigned char *end, int group, int digits[DIGITS])
{
	size_t step;
	for (int i = 0; i < DIGITS; i++) {
		if (i > 0 && i % group == 0) {
			step = gap_at(at, end);
			if (step == 0)
				return false;
			at += step;
		}
		digits[i] = digit_at(at, end, &step);
		if (digits[i] < 0)
			return false;
		at += step;
	}
	return digit_at(at, end, &step) < 0;
}

static bool begins_at(const unsigned char *at, const unsigned char *end)
{
	static const int groups[] = {12, 6, 4, 3, 2, 1};
	int digits[DIGITS];
	for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
		if (read_groups(at, end, groups[i], digits) && check_digit_right(digits))
			return true;
	return false;
}

/* Cheap and never too few: a digit of full width begins with 0xEF, and little else does. */
static bool may_hold_digits(const unsigned char *at, size_t length)
{
	size_t count = 0;
	for (size_t i = 0; i < length; i++)
		count += (unsigned char)(at[i] - '0') < 10 || at[i] == 0xEF ? 1 : 0;
	return count >= DIGITS;
}

bool individual_number_in(const char *text, size_t length)
{
	const unsigned char *at = (const unsigned char *)text, *end = at + length;
	size_t step;
	bool before = false; /* was the sign before a digit? */
	if (length < DIGITS || !may_hold_digits(at, length))
		return false;
	while (at < end) {
		bool digit = digit_at(at, end, &step) >= 0;
		if (digit && !before && begins_at(at, end))
			return true;
		before = digit;
		at += digit ? step : 1;
	}
	return false;
}
