#ifndef DECIDE_VISITS_RESCHEDULE_H
#define DECIDE_VISITS_RESCHEDULE_H

#include "base/arena.h"
#include "base/civil.h"
#include "decide/dues/ended_dues.h"
#include "decide/dues/reconciliation.h"
#include "decide/visits/free_places.h"
#include "model/calendar.h"
#include "model/notice.h"
#include "model/office.h"
#include "model/standing.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What a night does for the appointments that were handed out before it. Pure; nothing here fails.
 *
 * An appointment stays where it is as long as its counter is open for its matters, over all of its
 * time (decide/visits/open_hours.h). One whose counter is not (a closure or other hours in the
 * office file) gets a new place inside the visit days that are left to it, before any request of
 * tonight; the desk that it had does not bind it. Where no place is left it is taken back.
 *
 * What ends tonight, or moves away, is free for tonight's requests.
 *
 * An appointment none of whose dues goes on is not looked at: it is cancelled.
 */

/* An appointment that closed, or of which something may have to be told. */
struct affected {
	const char *uid;
	struct promise *promise; /* with the place that it has after tonight */
	struct standing_appointment
		*standing;      /* NULL: it stands no more, or begins before tonight */
	bool closed;            /* its counter is not open for it any more */
	bool moved, lost;       /* and it has another one, or none */
	struct appointment was; /* then: before */
	/* what the register says tonight of the resident */
	bool read;
	bool here;        /* lives here */
	enum reason hand; /* no letter may go; REASON_EMPTY: one may */
	struct recipient recipient;
};

/* The caller sets the first part; all else is zero until a step sets it. */
struct reschedule {
	const struct office *office;
	const struct calendar *calendar;
	struct arena *arena;
	const struct served_due *served; /* by UID */
	size_t served_count;
	/* reschedule_open; by resident, as tonight leaves them */
	struct standing_appointment *standing;
	size_t standing_count;
	struct affected *affected; /* by resident, then UID, once reschedule_sort has been here */
	size_t affected_count;
	/* reschedule_end */
	struct ended ended;
	struct slot_taken *taken; /* what nobody of tonight may have */
	const char **taken_uids;  /* whose it is */
	size_t taken_count;
	/* reschedule_place */
	struct affected **answered; /* that lost their place and go on, in the order of answers */
	size_t answered_count;
	struct given_place *moved; /* of these: the new places, */
	size_t moved_count;
	const char **lost; /* or the UIDs of those for whom there is none */
	size_t lost_count;
};

/* Which appointments are affected: closed ones, and those in `untold`, UIDs in order. `standing` is
 * by resident and copied. The caller finds the promise of each, then calls reschedule_sort. */
void reschedule_open(struct reschedule *reschedule, const struct standing_appointment *standing,
	size_t standing_count, const char *const *untold, size_t untold_count);
void reschedule_sort(struct reschedule *reschedule);

/* Those affected of one resident; NULL, and 0 in *run, for none. */
struct affected *reschedule_affected(
	const struct reschedule *reschedule, const char *resident, size_t *run);

/* After the register: what ends, and which of `places` are still taken, for nobody of tonight: not
 * those of closed appointments, nor of what surely ends. Of a promise only the dues that go on are
 * left. */
void reschedule_end(struct reschedule *reschedule, const struct reconciliation *reconciliation,
	const struct taken_place *places, size_t count);

/* New places for what has closed, by letters of that day. The promise weighs more than a request:
 * they choose before all others. */
void reschedule_place(struct reschedule *reschedule, day_number posting_day);

/* The UIDs, in order, of appointments that are taken back: none of their dues goes on, or none of
 * the letters that name them goes out; unless a letter of tonight names them again (`named`). Their
 * places are then free. */
void reschedule_cancel(struct reschedule *reschedule, const char *const *named, size_t named_count,
	const char ***cancelled, size_t *count);

#endif
