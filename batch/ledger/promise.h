#ifndef LEDGER_PROMISE_H
#define LEDGER_PROMISE_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/fault.h"
#include "ledger/audit.h"
#include "ledger/ledger.h"
#include "model/committed_night.h"
#include "model/notice.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Appointments that change after their letter: by staff's word between two nights, or because
 * their place closes.
 *
 * Staff's change is a version of the appointment like any other; its night is the coming one, so
 * that the folders of all nights before stay as they were, byte for byte, and the coming night's
 * folder shows it. Whether it must still be told is not stored but seen: a version is told when the
 * last letter that was printed says the same, or when staff said that no letter is wanted; a
 * letter that is held in its mailing has told nothing yet. So a change that could not be told on
 * one night is told on the next, none is told twice, and a move there and back needs no letter at
 * all.
 *
 * Failures as in ledger/ledger.h; results live in the arena that is passed.
 */

/* ---- what is known of one appointment, as of now ---- */

/* *promise is NULL when there is no such appointment. */
bool ledger_promise(struct ledger *ledger, const char *uid, struct arena *arena,
	struct promise **promise, struct fault *why);

/* The UID that a letter names: "" for a letter without an appointment, NULL for no such letter. */
bool ledger_promised(struct ledger *ledger, const char *number, struct arena *arena,
	const char **uid, struct fault *why);

/* UIDs, in order, of appointments of which a change may have to be told or a letter about a change
 * waits; `from`: only of visits on that day or later. */
bool ledger_untold(struct ledger *ledger, day_number from, struct arena *arena, const char ***uids,
	size_t *count, struct fault *why);

/* Residents, in order, whose appointment staff took back while something that it served is still
 * open: they get no other one unless staff says so. */
bool ledger_declined(struct ledger *ledger, struct arena *arena, const char ***residents,
	size_t *count, struct fault *why);

/* A letter that nobody has taken back, and that is about something that is still open. */
struct open_letter {
	const char *number;
	const char *uid; /* of the appointment that it names, "" for none */
	bool waits;      /* it is not printed yet */
};

/* Those of one resident, the newest first. */
bool ledger_open_letters(struct ledger *ledger, const char *resident, struct arena *arena,
	struct open_letter **letters, size_t *count, struct fault *why);

/* What of a letter's dues is open, as it lists them. */
bool ledger_open_items(struct ledger *ledger, const char *number, struct arena *arena,
	const struct notice_item **items, size_t *count, struct fault *why);

/* The due of a resident that was decided last, an open one before others. */
struct last_due {
	bool found; /* the rest counts only then */
	enum matter matter;
	day_number expires;
	enum due_state state;
	enum outcome outcome;
	enum reason reason;
};

bool ledger_last_due(
	struct ledger *ledger, const char *resident, struct last_due *due, struct fault *why);

/* To whom a letter went, as last known: what staff writes to between two nights. *recipient is
 * NULL when that has been deleted. */
bool ledger_recipient(struct ledger *ledger, const char *number, struct arena *arena,
	struct recipient **recipient, struct fault *why);

/* Whom no letter about an appointment may reach as of the last night, by resident. */
bool ledger_by_hand(struct ledger *ledger, struct arena *arena, struct by_hand **known,
	size_t *count, struct fault *why);

/* ---- staff's change: between ledger_begin and ledger_staff_commit (ledger/staff.h) ---- */

/* The days on which a visit may lie; a letter that is not printed yet is to say them. */
struct visit_days {
	day_number from, until;
};

struct staff_change {
	const char *uid;
	const struct given_place *place; /* NULL: cancel it */
	bool tell;                       /* a letter is wanted; one goes anyway behind a held one */
	const char *notice, *resident;   /* the letter that staff named, and whose it is */
	const struct visit_days *first;  /* NULL; or the place is the first that this letter has */
	bool given;                      /* until then there was none that stood */
};

/* With a line in the log of who did it and why. The resident is told the first place of a letter by
 * staff: no letter tells it. */
bool ledger_change(struct ledger *ledger, const struct staff_change *change,
	const struct staff_act *act, struct fault *why);

/* A folder that staff has at once for the last version of an appointment. */
struct staff_order {
	const char *uid;
	day_number day;
	const char *path;            /* absolute */
	const struct notice *notice; /* the letter in it, NULL for none */
	const struct told_change *tellings;
	size_t telling_count;
	const char *pulled; /* the letter that waited and that this one replaces, "" for none */
};

bool ledger_order(struct ledger *ledger, const struct staff_order *order, struct fault *why);

/* ---- staff's folders ---- */

struct staff_folder {
	const char *uid;
	int sequence;
	int64_t night; /* the coming one when it was ordered */
	day_number day;
	const char *path;
	bool issued; /* known to be in place */
};

/* The folder for the last version of an appointment; *folder is NULL when staff had none. */
bool ledger_staff_folder(struct ledger *ledger, const char *uid, struct arena *arena,
	struct staff_folder **folder, struct fault *why);

/* The folder that a letter of staff's is in; *folder is NULL for any other letter. */
bool ledger_letter_folder(struct ledger *ledger, const char *number, struct arena *arena,
	struct staff_folder **folder, struct fault *why);

/* Folders that are not known to be in place: none, as a rule. */
bool ledger_unissued_folders(struct ledger *ledger, struct arena *arena,
	struct staff_folder **folders, size_t *count, struct fault *why);

/* What a folder is made from, whatever has changed since: of *night the day, sheets (a mailing of
 * one letter or none), invited and tellings are set. */
bool ledger_folder(struct ledger *ledger, const struct staff_folder *folder, struct arena *arena,
	struct night *night, struct fault *why);

/* Says that a folder is in place; commits by itself. */
bool ledger_issue_folder(
	struct ledger *ledger, const struct staff_folder *folder, struct fault *why);

#endif
