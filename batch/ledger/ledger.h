#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/fault.h"
#include "model/attended.h"
#include "model/committed_night.h"
#include "model/due.h"
#include "model/house.h"
#include "model/notice.h"
#include "model/outgoing.h"
#include "model/protection.h"
#include "model/revocation.h"
#include "model/standing.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The ledger: what was decided, night by night, in one SQLite file (schemas/ledger.sql has a
 * sentence on every column). It is the hinge of the program: before its one transaction a night
 * is only thought, after it only written down.
 *
 * Guarantees, all held by constraints and not by the caller's care:
 * - at most one first-or-late and one reminder letter for each (resident, document, expiry);
 * - no place (counter, day, start, desk) is given twice;
 * - a night is wholly there or not at all, also after a power cut (journal DELETE, synchronous
 *   EXTRA); a constraint that hits makes the whole night fail with FAULT_INTERNAL and nothing
 *   changed.
 * Only one process writes: opening for writing takes a lock file beside the ledger (LEDGER.lock,
 * flock; ledger/hold.h) that the kernel gives back when the process ends however it ends; a second
 * one waits as long as it is told, then fails with FAULT_BUSY. Readers need no lock and never
 * write, but for one thing: what a killed writer left half written is undone by whoever opens the
 * ledger next.
 *
 * A ledger of an earlier version is brought up to date by whoever opens it for writing, for good.
 * Who only reads is shown a copy in memory that is brought up so, with all that it holds, and the
 * file is left as it is.
 *
 * Whoever opens for writing looks first whether the file is as it was left (ledger/sum.h), or,
 * where nothing vouches for it, whether it fits together. Who only reads may ask (ledger_doubt).
 *
 * Failures: FAULT_INPUT no such ledger, or one whose making was interrupted, or it may not be read
 * (reading); FAULT_BUSY another process holds it, or (reading) a writer was killed and this user
 * may not undo its half; FAULT_OUTPUT it cannot be made or opened, or has a second name;
 * FAULT_WRITE disk full or I/O error, of reading too, nothing changed, run again; FAULT_INTERNAL it
 * is not a ledger, of another version, or damaged, or there is no memory. Results live in the arena
 * that is passed.
 */
struct ledger;

enum ledger_mode {
	LEDGER_READ,  /* must exist; opened read-only */
	LEDGER_WRITE, /* made with mode 0640 when missing, with a new secret of 32 random bytes */
};

bool ledger_open(
	const char *path, enum ledger_mode mode, struct ledger **ledger, struct fault *why);

/* The same, but another process that holds it (writing) is waited for, `seconds` at the most. */
bool ledger_await(const char *path, enum ledger_mode mode, int seconds, struct ledger **ledger,
	struct fault *why);

/* Of a ledger opened for reading, before anything else: is it other than it was left? *doubt says
 * so, with a hint, in the arena; NULL when it is not, when nothing vouches for it, or while
 * somebody writes. Fails when the file cannot be read. */
bool ledger_doubt(
	struct ledger *ledger, struct arena *arena, const char **doubt, struct fault *why);

/* Rolls back what was not committed. NULL is allowed. */
void ledger_close(struct ledger *ledger);

/* The secret behind tokens and UIDs: 32 bytes of getrandom, made with the ledger. */
bool ledger_secret(struct ledger *ledger, uint8_t secret[32], struct fault *why);

/* ---- what is known before a night (all as of the last committed one) ---- */

/* Every due that is open, or whose expiry is `from` or later whatever its state, in order of
 * resident (bytewise), document, expiry. */
bool ledger_known_dues(struct ledger *ledger, day_number from, struct arena *arena,
	struct known_due **dues, size_t *count, struct fault *why);

/* Those that start on `from` or later, in order of resident. */
bool ledger_standing_appointments(struct ledger *ledger, day_number from, struct arena *arena,
	struct standing_appointment **standing, size_t *count, struct fault *why);

/* Those on `from` or later: an entry an appointment, by counter, day, start and desk. */
bool ledger_taken_places(struct ledger *ledger, day_number from, struct arena *arena,
	struct taken_place **places, size_t *count, struct fault *why);

/* Letters decided, not pulled, and in no mailing yet, by number, with items and appointment. */
bool ledger_pending_notices(struct ledger *ledger, struct arena *arena, struct notice **notices,
	size_t *count, struct fault *why);

/* The last serial given to a notice of `year` (four digits), or passed over for a lost folder
 * (ledger/lineage.h); 0 when there is none. */
bool ledger_last_serial(struct ledger *ledger, int year, int *serial, struct fault *why);

/* The export that the latest night was decided on, and the first night that saw these bytes. */
struct ledger_export {
	bool found;
	day_number night;
	int run;
	day_number as_of;
	long residents;
	long holders; /* of its cards file, 0 when it had none */
};

bool ledger_latest_export(struct ledger *ledger, struct ledger_export *latest, struct fault *why);
bool ledger_export_seen(
	struct ledger *ledger, const char *digest, struct ledger_export *first, struct fault *why);

/* The run of night `day` that was decided on these bytes: *run, or 0 when there is none; *last_run
 * is the highest run of that day (0: none). */
bool ledger_find_night(struct ledger *ledger, day_number day, const char *digest, int *run,
	int *last_run, struct fault *why);

/* ---- one night: begin, tell, commit ---- */

/* Starts the night's transaction (BEGIN IMMEDIATE). All reads above may be done inside it. On a
 * ledger opened for reading: what is read until ledger_rollback was true at one moment; a commit
 * waits for it, at most a minute. */
bool ledger_begin(struct ledger *ledger, struct fault *why);

/* Records an exception of the coming night; may be called for each as it is found, so that memory
 * stays flat. Between ledger_begin and ledger_commit. */
bool ledger_tell_exception(
	struct ledger *ledger, const struct night_exception *exception, struct fault *why);

/* A due decided this night, new or changed. */
struct decided_due {
	const char *resident, *household;
	struct decision decision;
	enum due_state state; /* open, or withdrawn by a reason that ends it */
	bool row;             /* a row of dues.csv: false only refreshes what is stored */
	const char *notice;   /* settles it: its number; "" for none */
	bool call;
	const char *language; /* by hand, or to be telephoned; else "" */
	const char *address;  /* by reason address-cap: which (ledger/staff.h); else NULL */
};

/* A due that ends without a decision of its own (renewed, withdrawn, lapsed). */
struct closed_due {
	const char *resident;
	enum document document;
	day_number expires;
	enum due_state state;
};

struct night_decided {
	day_number day;
	int run;
	day_number as_of;
	const char *register_digest, *office_digest;
	day_number posting_day;
	long read, decided, aside;
	long holders; /* of the cards file, 0 without one */
	const struct night_acceptance *acceptances;
	size_t acceptance_count;
	const long *layers; /* LAYERS counts (ledger/layers.h); NULL: nothing was counted */
	const struct load_week *load; /* what runs out in the weeks ahead, by week */
	size_t load_count;
	const struct load_counter *load_counters; /* the same by counter */
	size_t load_counter_count;
	const struct decided_due *dues;
	size_t due_count;
	const struct closed_due *closed;
	size_t closed_count;
	const struct notice *notices; /* new ones; their items repeat what `dues` say */
	size_t notice_count;
	const struct given_place *places;
	size_t place_count;
	const struct notice
		*seated; /* letters of earlier nights, not printed, without a place until
			    tonight: number, UID (in `places`) and visit days count */
	size_t seated_count;
	const struct shortage *shortages; /* why letters are left without an appointment */
	size_t shortage_count;
	const char *const *pulled; /* unprinted notices that must not go: their dues were decided
				      anew or ended; kept for the record */
	size_t pulled_count;
	const struct notice *refreshed; /* unprinted notices that may go: number, recipient and
					   kept count, the rest is ignored */
	size_t refreshed_count;
	const char *const *cancelled; /* UIDs: sequence + 1, state cancelled, places freed, since
					 nothing that they served is open any more */
	size_t cancelled_count;
	const char *const *lost; /* likewise, but because their place is closed: to be told */
	size_t lost_count;
	const struct given_place *moved; /* appointments whose place is closed, with the new one:
					    sequence + 1, state moved; to be told */
	size_t moved_count;
	const struct told_change *tellings; /* of changes of appointments, this night's or earlier
					       ones; their letters are in `notices` */
	size_t telling_count;
	const struct by_hand *by_hand; /* what has changed of it, ledger/promise.h */
	size_t by_hand_count;
	const char *const *mailed; /* when this is a mailing: numbers of all letters in it, in sheet
				      order (sheet 1 first), new ones included */
	const int *mailed_sheets;  /* on how many sheets each of them is; NULL: one */
	const struct enclosure *mailed_enclosures; /* in which envelope each lies; NULL: nothing is
						      said of envelopes */
	const char *const *mailed_versions;  /* of the texts in which each of them is; NULL: not
						known */
	const char *const *mailed_languages; /* the tags of the languages of these */
	size_t mailed_count;
	const struct renewal *renewals; /* that tonight's register shows first */
	size_t renewal_count;
	const struct attended *attended; /* letters of which something else is known tonight */
	size_t attended_count;
	int attendance_days;          /* the office's */
	const struct late_item *late; /* letters held too long: to be telephoned from tonight on */
	size_t late_count;
	const struct stopped_sheet *stops; /* by mailing, then sheet */
	size_t stop_count;
	bool unwatched; /* nobody's signature certificate is watched any more; else: */
	const struct watched *watched; /* what has changed of it, ledger/watched.h */
	size_t watched_count;
	const char *const *watch_ended; /* residents who are watched no more */
	size_t watch_ended_count;
	const struct revocation *revocations; /* new ones */
	size_t revocation_count;
	const struct protected_mark *protected; /* new or changed, ledger/protected.h */
	size_t protected_count;
	const struct protected_mark *unprotected; /* that the register has released */
	size_t unprotected_count;
	const struct house *house_opened; /* offers to houses (model/house.h); their `opened` is not
					     asked for */
	size_t house_opened_count;
	const struct house
		*house_ended; /* open ones: number and the state that they end in count */
	size_t house_ended_count;
	const struct house_member
		*house_joined; /* a place is kept for them, which is in `places`: of it the UID */
	size_t house_joined_count;
	const struct house_member *house_parted; /* house and resident: it is kept no more; what no
						    letter names is in `cancelled` */
	size_t house_parted_count;
};

/* Writes all of it and commits. On failure the ledger is as before ledger_begin. */
bool ledger_commit(struct ledger *ledger, const struct night_decided *night, struct fault *why);

/* Gives up the night: the ledger is as before ledger_begin. */
void ledger_rollback(struct ledger *ledger);

/* ---- after a night ---- */

/* A night whose folder is not known to be in place, the earliest; *day DAY_NONE when there is
 * none. */
bool ledger_unissued_night(struct ledger *ledger, day_number *day, int *run, struct fault *why);

/* Says that the folder of a night is in place; commits by itself. */
bool ledger_issue(struct ledger *ledger, day_number day, int run, struct fault *why);

/* Everything the folder of a night is made from, as it stood when that night was committed,
 * whatever later nights have changed (model/committed_night.h). FAULT_INPUT when there was no such
 * night. */
bool ledger_night(struct ledger *ledger, day_number day, int run, struct arena *arena,
	struct night *night, struct fault *why);

/* Day and run of the last night, also of a purged one, and the agenda from that day on as it is
 * now, with what staff has changed since; nothing else of *night is set. What staff changed counts
 * as changed on that day, later than what the night did by its SEQUENCE. *found is false, and the
 * day DAY_NONE, before the first. */
bool ledger_agenda(struct ledger *ledger, struct arena *arena, struct night *night, bool *found,
	struct fault *why);

/* The appointments that stand now and start on `from` or later, by counter id, day, start, UID. */
bool ledger_agenda_now(struct ledger *ledger, day_number from, struct arena *arena,
	struct agenda_entry **entries, size_t *count, struct fault *why);

/* ---- one resident's story, for `explain` ---- */

struct story_entry {
	day_number night;
	int run;
	struct night_due due; /* as decided then, with its letter and appointment */
	enum due_state state; /* of the due now */
	day_number mailed;    /* the night whose mailing holds the letter, DAY_NONE when none yet */
	bool pulled;
};

/* All decisions about a resident, oldest first. */
bool ledger_story(struct ledger *ledger, const char *resident, struct arena *arena,
	struct story_entry **entries, size_t *count, struct fault *why);

#endif
