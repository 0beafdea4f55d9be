#ifndef DOCUMENT_RESIDENTS_INVITE_H
#define DOCUMENT_RESIDENTS_INVITE_H

#include "base/arena.h"
#include "model/committed_night.h"
#include "model/notice.h"
#include "model/office.h"
#include "model/template.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * Calendar objects (RFC 5545): one event, times with TZID and a one-block VTIMEZONE of the office's
 * offset, DTSTAMP and LAST-MODIFIED the night at 00:00 local in UTC, a second later for each number
 * of SEQUENCE. No name, birth date, address of the resident, nor what the visit is about beyond "a
 * procedure at the counter". CRLF, lines of at most 75 octets, no fold inside a character or beside
 * a blank. Nothing here fails.
 *
 * ORGANIZER and METHOD stand in a cancellation alone, where RFC 5546, 3.2.5 asks for them and mail
 * programs act on them. Elsewhere a resident keeps an event of their own: RFC 5545, 3.8.4.3 forbids
 * ORGANIZER in what is only on a single user's calendar, 3.7.2 takes a file without METHOD for a
 * snapshot; Google's API refuses an organizer without an attendee, Apple's Calendar and CalDAV
 * servers lock such an event or do not import it (github.com/libasys/calendarplus/issues/60,
 * github.com/frab/frab/issues/231).
 */

/* The calendar file of a notice with an appointment. Each letter that names an appointment has its
 * own, under its own token; when the appointment changes all of them are written again, so that the
 * page behind the code of the first letter shows the change. It is NUL-terminated, its length in
 * *length, in the resident's language (the texts invite.* of its file), the title saying what was
 * moved or cancelled, with alarms one day and two hours before that say what, where and what to
 * bring; or, for a cancelled one, METHOD:CANCEL with STATUS:CANCELLED and no alarm, ORGANIZER the
 * sender's address, else its telephone (RFC 3966).
 */
char *invite_file(const struct office *office, const struct templates *templates,
	const struct notice *notice, day_number night, struct arena *arena, size_t *length);

/* The short form for the QR code of a letter: one VEVENT in UTC within a VCALENDAR, without alarms
 * and zone; the same UID, SEQUENCE and times. For a notice without an appointment an all-day event
 * on its earliest expiry, its UID made of number and municipality. */
char *invite_qr(const struct office *office, const struct templates *templates,
	const struct notice *notice, day_number night, struct arena *arena);

/* A counter's calendar in pieces, so that each event is worked out once. Opening, events
 * (document/residents/counter_event.h) and closing are a collection; opening, one event and closing
 * an entry of a vdir. No METHOD, no alarms. Without events there is the zone alone, for a calendar
 * needs a component (RFC 5545, 3.6). What says where a counter is is worked out once for all of its
 * events. All NUL-terminated. */
char *invite_opening(const struct office *office, const char *counter /* whose title; or NULL */,
	struct arena *arena);
char *invite_place(const struct office *office, const char *counter, struct arena *arena);
extern const char invite_closing[];

/* What a counter's calendar is called: its name, or the id of one that is no more. */
const char *invite_title(const struct office *office, const char *counter);

#endif
