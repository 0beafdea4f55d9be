#include "document/residents/counter_event.h"

#include <stdio.h>

/* Written by hand: ten thousand of them stand in every night's folder, and but for the place no
 * line of theirs can be long or have anything to escape. */

enum { DAY_MINUTES = 24 * 60, MINUTE_SECONDS = 60 };

char *counter_event_stamp(day_number day, int minute, int second, char out[COUNTER_STAMP_BYTES])
{
	minute += second / MINUTE_SECONDS;
	int days = minute / DAY_MINUTES - (minute % DAY_MINUTES < 0 ? 1 : 0);
	struct civil date = civil_parts(day + days);
	minute -= days * DAY_MINUTES;
	snprintf(out, COUNTER_STAMP_BYTES, "%04d%02d%02dT%02d%02d%02d", date.year, date.month,
		date.day, minute / 60, minute % 60, second % MINUTE_SECONDS);
	return out;
}

char *counter_codes(const struct agenda_entry *entry, char out[COUNTER_CODES_BYTES])
{
	static const char *const codes[MATTERS] = {
		[MATTER_SIGNATURE] = "署",
		[MATTER_AUTHENTICATION] = "利",
		[MATTER_REVOKED] = "失",
		[MATTER_CARD] = "カ",
		[MATTER_STAY] = "在",
	};
	enum { LANGUAGE_BYTES = 12 }; /* a house's number has as many */
	size_t used = 0;
	out[0] = '\0';
	for (enum matter matter = 0; matter < MATTERS; matter++)
		if (entry->matters[matter])
			used += (size_t)snprintf(
				out + used, COUNTER_CODES_BYTES - used, "%s", codes[matter]);
	const char *const more[] = {entry->language, entry->minor ? "子" : "",
		entry->ward ? "後" : "", entry->again ? "再" : "",
		entry->notice[0] != '\0'  ? ""
		: entry->house[0] != '\0' ? AGENDA_HOUSE
					  : AGENDA_ELSEWHERE,
		entry->notice[0] == '\0' ? entry->house : ""};
	for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
		if (more[i] != NULL && more[i][0] != '\0')
			used += (size_t)snprintf(out + used, COUNTER_CODES_BYTES - used, "%s%.*s",
				used > 0 ? " " : "", LANGUAGE_BYTES, more[i]);
	return out;
}

char *counter_event(const struct office *office, const struct agenda_entry *entry,
	const char *place, struct arena *arena)
{
	const struct appointment *appointment = &entry->appointment;
	char codes[COUNTER_CODES_BYTES], made[COUNTER_STAMP_BYTES], starts[COUNTER_STAMP_BYTES],
		ends[COUNTER_STAMP_BYTES];
	counter_event_stamp(entry->changed, -office->utc_offset, appointment->sequence, made);
	return arena_print(arena,
		"BEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:%sZ\r\n"
		"DTSTART;TZID=%s:%s\r\nDTEND;TZID=%s:%s\r\n"
		"SEQUENCE:%d\r\nLAST-MODIFIED:%sZ\r\nSTATUS:%s\r\n"
		"TRANSP:OPAQUE\r\nCLASS:PRIVATE\r\nSUMMARY:%s%s%s\r\n%sEND:VEVENT\r\n",
		appointment->uid, made, office->timezone,
		counter_event_stamp(appointment->day, appointment->starts, 0, starts),
		office->timezone, counter_event_stamp(appointment->day, appointment->ends, 0, ends),
		appointment->sequence, made,
		entry->notice[0] == '\0' && entry->house[0] != '\0' ? "TENTATIVE" : "CONFIRMED",
		entry->notice,
		counter_codes(entry, codes)[0] == '\0' || entry->notice[0] == '\0' ? "" : " ",
		codes, place);
}
