#ifndef MODEL_STANDING_H
#define MODEL_STANDING_H

#include "base/arena.h"
#include "base/civil.h"
#include "model/due.h"
#include "model/notice.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Appointments that were handed out before tonight: what stands, what it serves, what its resident
 * knows of it, and what becomes of it on a night. Times are minutes of the day, [starts, ends).
 * Strings are never NULL.
 */

/* ---- before a night ---- */

/* An appointment that stands (offered or moved) and whose it is. */
struct standing_appointment {
	const char *resident;
	const char *notice; /* the newest that names it */
	struct appointment appointment;
	int desk;
	bool by_staff; /* somebody of staff put it there */
};

/* Those of one resident, of appointments in the order of residents; NULL, and 0 in *run (which may
 * be NULL), for none. */
const struct standing_appointment *standing_of(const struct standing_appointment *standing,
	size_t count, const char *resident, size_t *run);

/* A place that is taken. */
struct taken_place {
	const char *uid; /* of the appointment that has it */
	const char *counter;
	day_number day;
	int starts, ends; /* minutes, [starts, ends) */
	int desk;
};

/* A due that an appointment serves: while one of them is open and goes on, the appointment stands.
 */
struct served_due {
	const char *uid;
	const char *resident;
	enum document document;
	day_number expires;
	enum matter matter;
	enum outcome outcome; /* as last decided */
	const char *notice;   /* that settled the due and names the appointment */
};

/* Of the known dues, every open one settled by a notice that names an appointment that stands
 * (start on `from` or later), by UID; once for each such notice. Their strings are those of
 * `dues`. */
void standing_serves(const struct known_due *dues, size_t due_count, day_number from,
	struct arena *arena, struct served_due **served, size_t *count);

/* Those of one appointment, of dues in the order of UIDs; NULL, and 0 in *run (which may be NULL),
 * for none. */
const struct served_due *served_by(
	const struct served_due *served, size_t count, const char *uid, size_t *run);

/* What is known of one appointment and of who has been told what about it. */
struct promise {
	const char *resident;
	struct appointment appointment; /* its last version */
	int desk;
	bool tell;               /* that version is to be told by a letter unless it is told */
	struct appointment told; /* what the resident knows: the last version that a printed letter
				    said or that needed none; NONE: nothing yet */
	const char *told_by;     /* the letter that was printed last, "" for none */
	const char *waiting;     /* a letter about a change that is not printed yet, "" for none */
	enum notice_kind waiting_kind;
	const char *waiting_earlier; /* the letter that it names as told before, */
	int waiting_was;             /* and the version that this one told */
	bool waiting_withdrawn;      /* staff has withdrawn it: it must not go */
	const struct notice_item *waiting_items;
	size_t waiting_item_count;
	bool said_on_hold;  /* a printed letter whose mailing is held says the last version */
	enum reason listed; /* why staff was asked to tell that version; REASON_EMPTY: it was not */
	const struct notice_item *items; /* open dues that it serves, as a letter lists them */
	size_t item_count;
};

/* Must the resident be told of the last version by a letter? Not while one that says so is held: it
 * goes when it is released, and a second one would go round the hold. */
bool promise_untold(const struct promise *promise);

/* Does the resident know from a printed letter that the appointment stands where it does? */
bool promise_known(const struct promise *promise);

/* Does the letter that waits say what one of tonight would: of the same change, from what the
 * resident knows, for the same things? */
bool promise_waiting_holds(const struct promise *promise, enum notice_kind kind);

/* ---- what a night decides ---- */

/* An appointment given this night. A notice that keeps an earlier appointment names its UID and
 * has no entry here. */
struct given_place {
	const char *uid;
	const char *counter;
	day_number day;
	int starts, ends;
	int desk;
	const int *slot_starts; /* each slot that it takes, minutes */
	size_t slot_count;
};

/* The appointment is at this place from now on; its state and sequence stay. */
void appointment_take(struct appointment *appointment, const struct given_place *place);

/* What is told of an appointment's last version: one of the dues that it serves. */
struct told_change {
	const char *uid, *resident;
	struct notice_item item;
	enum reason reason; /* staff tells it: why no letter may go; else REASON_EMPTY */
	const char *notice; /* the letter's number, "" when staff tells it */
	bool call;          /* a letter comes too late: telephone */
};

/* Whom no letter about an appointment may reach. */
struct by_hand {
	const char *resident;
	enum reason reason; /* of outcome hand; REASON_EMPTY: a letter may go again */
};

#endif
