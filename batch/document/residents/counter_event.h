#ifndef DOCUMENT_RESIDENTS_COUNTER_EVENT_H
#define DOCUMENT_RESIDENTS_COUNTER_EVENT_H

#include "base/arena.h"
#include "model/committed_night.h"
#include "model/office.h"

enum { COUNTER_CODES_BYTES = 48, COUNTER_STAMP_BYTES = 32 };

/* What staff at a counter has to know before somebody comes, in codes without a name: 署 the
 * signature certificate, 利 that for user authentication, 失 a signature certificate that has
 * ended, カ the card, 在 the period of stay; the language, when the register has one; 子 under 15,
 * 後 a ward, 再 a second visit's: the first letter was not followed, and this is the reminder's; 外
 * somebody whom only another system knows. */
char *counter_codes(const struct agenda_entry *entry, char out[COUNTER_CODES_BYTES]);

/* A day with minutes, which may lie before or behind it, and seconds as iCalendar has it:
 * 20261216T173000. Returns `out`. */
char *counter_event_stamp(day_number day, int minute, int second, char out[COUNTER_STAMP_BYTES]);

/* An appointment in its counter's calendar, for the staff: a VEVENT whose title is the notice
 * number and those codes. It says the same every night until it is moved, a later letter names it,
 * or the register says something else of somebody whose letter is not printed yet (DTSTAMP and
 * LAST-MODIFIED are the night that moved it, a second later for each number of SEQUENCE). `place`
 * is its counter's (invite_place). NUL-terminated. */
char *counter_event(const struct office *office, const struct agenda_entry *entry,
	const char *place, struct arena *arena);

#endif
