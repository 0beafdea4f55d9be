#ifndef TESTS_DOCUMENT_INVITE_DOUBLE_H
#define TESTS_DOCUMENT_INVITE_DOUBLE_H

#include "document/invite.h"

/* An event as long as those of document/invite.h. */
char *invite_qr(const struct office *office, const struct notice *notice, day_number night,
	struct arena *arena)
{
	char day[CIVIL_DATE_BYTES], starts[CIVIL_TIME_BYTES], ends[CIVIL_TIME_BYTES];
	const struct appointment *appointment = &notice->appointment;
	int counter = office_counter(office, appointment->counter);
	(void)night;
	civil_format(appointment->day, day);
	return arena_print(arena,
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//kigen//JA\r\nBEGIN:VEVENT\r\n"
		"UID:%s\r\nDTSTAMP:20261123T150000Z\r\nSEQUENCE:%d\r\n"
		"DTSTART:%.4s%.2s%.2sT%.2s%.2s00\r\nDTEND:%.4s%.2s%.2sT%.2s%.2s00\r\n"
		"SUMMARY:市役所の窓口\r\nLOCATION:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
		appointment->uid, appointment->sequence, day, day + 5, day + 8,
		civil_format_time(appointment->starts, starts), starts + 3, day, day + 5, day + 8,
		civil_format_time(appointment->ends, ends), ends + 3,
		wordings_in(&office->counters[counter].name, "ja"));
}

#endif
