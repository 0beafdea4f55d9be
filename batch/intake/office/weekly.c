#include "intake/office/weekly.h"

#include <string.h>

/* A rule that is not understood whole is not understood: hours on paper would be wrong. */

/* In the order of enum weekday. */
static const char *const days[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
enum { DAYS = sizeof days / sizeof days[0] };

/* "MO,TU,WE"; none when a part of it is no day. */
static weekday_set list_days(const char *text, size_t length)
{
	weekday_set set = 0;
	for (size_t at = 0; at < length; at += 3) {
		size_t day = 0;
		while (day < DAYS && strncmp(text + at, days[day], 2) != 0)
			day++;
		if (day == DAYS || at + 2 > length || (at + 2 < length && text[at + 2] != ','))
			return 0;
		set |= (weekday_set)(1u << day);
	}
	return set;
}

weekday_set weekly_days(const char *rrule)
{
	static const char freq[] = "FREQ=WEEKLY", by_day[] = "BYDAY=", every[] = "INTERVAL=1",
			  first[] = "WKST=";
	bool weekly = false;
	weekday_set set = 0;
	for (const char *at = rrule; *at != '\0'; at += *at == ';') {
		size_t length = strcspn(at, ";");
		if (length == strlen(freq) && strncmp(at, freq, length) == 0)
			weekly = true;
		else if (strncmp(at, by_day, strlen(by_day)) == 0)
			set = list_days(at + strlen(by_day), length - strlen(by_day));
		else if ((length != strlen(every) || strncmp(at, every, length) != 0) &&
			 strncmp(at, first, strlen(first)) != 0)
			return 0;
		at += length;
	}
	return weekly ? set : 0;
}
