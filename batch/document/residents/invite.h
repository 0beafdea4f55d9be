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
 * Calendar objects (RFC 5545, RFC 5546 PUBLISH and CANCEL): one event, times with TZID and a
 * one-block VTIMEZONE of the office's offset, DTSTAMP the night at 00:00 local in UTC. No name,
 * birth date, address of the resident, nor what the visit is about beyond "a procedure at the
 * counter". CRLF, lines of at most 75 octets, no fold inside a character. Nothing here fails.
 */

/* The calendar file of a notice with an appointment. Each letter that names an appointment has its
 * own, under its own token; when the appointment changes all of them are written again, so that the
 * page behind the code of the first letter shows the change. It is NUL-terminated, its length in
 * *length, in the resident's language (the texts invite.* of its file): METHOD:PUBLISH with alarms
 * one day and two hours before; or, for a cancelled one, METHOD:CANCEL with STATUS:CANCELLED and,
 * as RFC 5546, 3.2.5 wants it, no alarm. ORGANIZER is the sender's address, else its telephone (RFC
 * 3966).
 */
char *invite_file(const struct office *office, const struct templates *templates,
	const struct notice *notice, day_number night, struct arena *arena, size_t *length);

/* The short form for the QR code of a letter: one VEVENT in UTC within a VCALENDAR, without alarms
 * and zone; the same UID, SEQUENCE and times. For a notice without an appointment an all-day event
 * on its earliest expiry, its UID made of number and municipality. */
char *invite_qr(const struct office *office, const struct templates *templates,
	const struct notice *notice, day_number night, struct arena *arena);

/* A counter's calendar in pieces, so that each event is worked out once. Opening, events and
 * closing are a collection; opening, one event and closing an entry of a vdir. No METHOD, no
 * alarms; titles are notice numbers, for the staff. An event says the same every night until it is
 * moved (DTSTAMP is the night that changed it). Without events there is the zone alone, for a
 * calendar needs a component (RFC 5545, 3.6). What says where a counter is is worked out once for
 * all of its events. All NUL-terminated. */
char *invite_opening(const struct office *office, const char *counter /* whose title; or NULL */,
	struct arena *arena);
char *invite_place(const struct office *office, const char *counter, struct arena *arena);
char *invite_event(const struct office *office, const struct agenda_entry *entry,
	const char *place /* of its counter, by invite_place */, struct arena *arena);
extern const char invite_closing[];

#endif
