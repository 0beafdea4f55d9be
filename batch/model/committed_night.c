#include "model/committed_night.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A night is called like its folder. What is read as such a name must be exactly what is written
 * for one (no leading zero, no run 1): two names never mean one night. */

char *night_name(day_number day, int run, char out[NIGHT_NAME_BYTES])
{
	char date[CIVIL_DATE_BYTES];
	civil_format(day, date);
	if (run == 1)
		snprintf(out, NIGHT_NAME_BYTES, "%s", date);
	else
		snprintf(out, NIGHT_NAME_BYTES, "%s-%d", date, run);
	return out;
}

bool night_named(const char *name, day_number *day, int *run)
{
	enum { DATE_LENGTH = CIVIL_DATE_BYTES - 1, DIGITS_MAX = 6 };
	size_t length = strlen(name);
	*run = 1;
	if (length < DATE_LENGTH || !civil_parse(name, DATE_LENGTH, day))
		return false;
	if (length == DATE_LENGTH)
		return true;
	const char *digits = name + DATE_LENGTH + 1;
	size_t count = strspn(digits, "0123456789");
	if (name[DATE_LENGTH] != '-' || count == 0 || count > DIGITS_MAX || digits[count] != '\0' ||
		digits[0] == '0')
		return false;
	*run = atoi(digits);
	return *run > 1;
}

char *night_stop_mailing(const struct night_stop *stop, char out[NIGHT_NAME_BYTES])
{
	if (!stop->desk)
		return night_name(stop->day, stop->run, out);
	snprintf(out, NIGHT_NAME_BYTES, "%s", stop->notice);
	return out;
}

long night_sheets(const struct night *night)
{
	long sheets = 0;
	for (size_t i = 0; i < night->sheet_count; i++)
		sheets += notice_sheets(&night->sheets[i]);
	return sheets;
}

long night_stopped_sheets(const struct night *night)
{
	long sheets = 0;
	for (size_t i = 0; i < night->stop_count; i++)
		sheets += night->stops[i].sheets;
	return sheets;
}

const struct exception_standing *night_standing(const struct night *night, size_t exception)
{
	return night->standings == NULL ? NULL : &night->standings[exception];
}

enum exception_state night_exception_state(const struct night *night, size_t exception)
{
	return exception_state(night->exceptions[exception].code, night_standing(night, exception));
}
