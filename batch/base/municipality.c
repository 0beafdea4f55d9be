#include "base/municipality.h"

#include <string.h>

/* The digits are weighed 6 to 2; what their sum lacks to the next multiple of eleven is the check
 * digit, of which the last place counts. */

enum { DIGITS = 5 };

static char check_digit(const char *code)
{
	int sum = 0;
	for (int i = 0; i < DIGITS; i++)
		sum += (code[i] - '0') * (DIGITS + 1 - i);
	return (char)('0' + (11 - sum % 11) % 10);
}

bool municipality_read(const char *text, size_t length, char out[MUNICIPALITY_BYTES])
{
	if (length != DIGITS && length != DIGITS + 1)
		return false;
	for (size_t i = 0; i < length; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	if (length > DIGITS && text[DIGITS] != check_digit(text))
		return false;
	memcpy(out, text, DIGITS);
	out[DIGITS] = check_digit(text);
	out[DIGITS + 1] = '\0';
	return true;
}

bool municipality_valid(const char *code)
{
	char read[MUNICIPALITY_BYTES];
	return strlen(code) > DIGITS && municipality_read(code, strlen(code), read);
}
