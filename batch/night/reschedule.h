#ifndef NIGHT_RESCHEDULE_H
#define NIGHT_RESCHEDULE_H

#include "base/arena.h"
#include "base/fault.h"
#include "decide/dues/ended_dues.h"
#include "decide/dues/reconcile.h"
#include "decide/rules/rules.h"
#include "decide/visits/free_places.h"
#include "model/calendar.h"
#include "model/resident.h"
#include "night/tonight.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A kept promise: what a night does for the appointments that were handed out before it.
 *
 * An appointment stays where it is as long as its counter is open for its matters, over all of its
 * time (decide/visits/open_hours.h). One whose counter is not (a closure or other hours in the
 * office file) gets a new place inside the visit days that are left to it, before any request of
 * tonight; the desk that it had does not bind it. Where no place is left it is taken back. Both,
 * and what a desk has changed since the last night, is told by a letter (night/change_letters.h).
 *
 * What is taken back tonight, or moved away, is free for tonight's requests.
 *
 * An appointment none of whose dues goes on is not looked at: it is cancelled
 * (night/ledger_entries.h).
 */

/* An appointment that closed, or of which something may have to be told. */
struct kept {
	const char *uid;
	struct promise *promise;           /* with the place that it has after tonight */
	struct standing_appointment *held; /* NULL: it stands no more, or begins before tonight */
	bool closed;                       /* its counter is not open for it any more */
	bool moved, lost;                  /* and it has another one, or none */
	/* what the register says tonight of the resident */
	bool read;
	bool here;        /* lives here */
	enum reason hand; /* no letter may go; REASON_EMPTY: one may */
	struct recipient recipient;
};

/* A letter about a change that waited and may go, addressed as of tonight. */
struct keep_readdressed {
	const char *notice;
	const struct recipient *recipient;
};

struct keep {
	const struct tonight *tonight;
	const struct night_job *job;
	const struct calendar *calendar;
	const struct staff_notes *notes;
	struct arena *arena;
	struct standing_appointment *held; /* by resident; cancelled ones are not to be kept */
	size_t held_count;
	const struct served_due *served; /* by UID */
	size_t served_count;
	const char *const *declined; /* residents to whom no reminder gives a place, in order */
	size_t declined_count;
	struct kept *kept; /* by resident, then UID */
	size_t kept_count;
	struct slot_taken *taken; /* what nobody of tonight may have */
	const char **taken_uids;  /* whose it is */
	size_t taken_count;
	struct ended ended;
	/* for the ledger: ledger_commit */
	struct given_place *moved;
	size_t moved_count;
	const char **lost;
	size_t lost_count;
	struct by_hand *by_hand;
	size_t by_hand_count, by_hand_capacity;
	const struct by_hand *known_by_hand; /* as of the last night, by resident */
	size_t known_by_hand_count;
	/* set by tell_changes */
	struct notice *notices; /* new letters, numbered behind the night's others */
	size_t notice_count;
	struct keep_readdressed *readdressed;
	size_t readdressed_count;
	const char **pulled;
	size_t pulled_count;
	struct told_change *tellings;
	size_t telling_count;
};

/* Before the register is read: which appointments stand, which have closed. FAULT_OFFICE when one
 * is at a counter that the office lacks; else as the ledger's reads. */
bool keep_open(const struct tonight *tonight, struct keep *keep, struct fault *why);

/* A resident of the register who has a due: what is kept of it is copied. */
void keep_resident(struct keep *keep, const struct resident *resident, const struct ruling *ruling);

/* The first of the dues that an appointment serves, NULL for none. */
const struct served_due *keep_first_served(const struct keep *keep, const char *uid);

/* Is this one of the UIDs, or residents, which are in order? */
bool keep_listed(const char *const *texts, size_t count, const char *text);

/* Does this resident hold an appointment? */
bool keep_holds(const struct keep *keep, const char *resident);

/* *known: has the resident a printed letter that says where this appointment stands after tonight?
 * False, too, for one that the ledger lacks. */
bool keep_known_place(const struct keep *keep, const char *uid, bool *known, struct fault *why);

/* Has a desk taken back this resident's appointment? Then only a desk gives another one. */
bool keep_declined(const struct keep *keep, const char *resident);

/* After the register: new places for what has closed; what is taken for all others. Tells staff
 * (exception place-closed) of those for whom none is left, and of those who cannot be written to
 * tonight. */
bool keep_places(struct keep *keep, struct fault *why);

/* After tonight's letters have kept what they keep: the places of these appointments, in order, are
 * free for tonight's requests. */
void keep_free(struct keep *keep, const char *const *uids, size_t count);

#endif
