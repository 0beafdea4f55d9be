#ifndef LEDGER_STAFF_H
#define LEDGER_STAFF_H

#include "ledger/audit.h"
#include "ledger/ledger.h"
#include "model/mailing.h"

/*
 * What staff does between nights: mailings held, released, confirmed, withdrawn; letters that
 * come back; cases by hand. A finished folder never changes: these are told here, and the next
 * night takes them up.
 *
 * Everything that changes is done between ledger_begin and ledger_staff_commit, in one transaction
 * with a line in the log of who did it and why. Failures are the ledger's (ledger.h).
 */
/* Nothing to be done when that was committed already. */
bool ledger_staff_commit(struct ledger *ledger, struct fault *why);

/* ---- mailings ---- */

/* Every mailing, and what waits for one, in the order of their nights; then each letter that staff
 * had in a folder of its own, by day. */
bool ledger_mailings(struct ledger *ledger, struct arena *arena, struct mailing **mailings,
	size_t *count, struct fault *why);

/* A letter of a mailing that nobody has taken back. */
struct mailing_letter {
	const char *number;
	day_number visit; /* the day of its appointment, DAY_NONE without one */
};

/* Those of one mailing, in sheet order. */
bool ledger_mailing_letters(struct ledger *ledger, const struct mailing *mailing,
	struct arena *arena, struct mailing_letter **letters, size_t *count, struct fault *why);

/* Says `to` of a mailing (mailing_may is the caller's to ask); `since` is the day that counts.
 * Withdrawn, it takes every letter of it along. */
bool ledger_mailing_say(struct ledger *ledger, const struct mailing *mailing, enum mailing_state to,
	day_number since, const struct staff_act *act, struct fault *why);

/* ---- letters ---- */

/* How a letter stands. */
struct letter_standing {
	bool found; /* the rest counts only then */
	const char *resident;
	day_number day; /* of the night that printed it, DAY_NONE while it waits */
	int run, sheet;
	bool issued;    /* that night's folder is in place */
	bool pulled;    /* a night took it back */
	bool withdrawn; /* by staff */
	bool returned;
	bool addressed;    /* its recipient is still kept */
	day_number purged; /* the day on which that was deleted, past its retention; DAY_NONE */
	bool changed;      /* its appointment has another version since it was printed */
	day_number handed; /* the day of staff's folder that it is in, alone and in no
			      mailing; DAY_NONE for none */
	enum mailing_state state; /* of its mailing, or its own in staff's folder */
	day_number since;         /* of what staff said of that */
	enum sheet_fate fate;     /* what became of its sheet */
	const char *stopped;      /* its reason on the last night's stop list, "" when that does
				     not name it, or only as held */
	const char *due_state;    /* of the due that went on longest among those it is about, one by
				     hand before any other: */
	const char *due_outcome;  /* words of model/due.h; "" when it is about none */
	const char *due_reason;
};

bool ledger_letter(struct ledger *ledger, const char *number, struct arena *arena,
	struct letter_standing *standing, struct fault *why);

/* Says that a letter of staff's folder left on that day. */
bool ledger_letter_posted(struct ledger *ledger, const char *number, const char *resident,
	day_number day, const struct staff_act *act, struct fault *why);

/* Withdraws one letter: it must not leave, and the next night decides its dues anew. */
bool ledger_withdraw(struct ledger *ledger, const char *number, const char *resident,
	const struct staff_act *act, struct fault *why);

/* The letter came back; `what` is what the post office says. Its recipient must still be kept. */
bool ledger_return(struct ledger *ledger, const char *number, const char *resident,
	const char *what, const struct staff_act *act, struct fault *why);

/* Its sheet was printed again. */
bool ledger_log_reprint(struct ledger *ledger, const char *number, const char *resident,
	const struct staff_act *act, struct fault *why);

/* ---- what a night must know ---- */

/* An address without its words: SHA-256 under the ledger's secret, hexadecimal, blanks left out.
 * Returns `out`. */
char *ledger_address(const uint8_t secret[32], const char *postal, const char *address,
	const char *building, char out[ADDRESS_DIGEST_BYTES]);

/* No letter goes to this resident as long as the register says this address. */
struct returned_mail {
	const char *resident;
	const char *address;
};

/* By resident, then address. */
bool ledger_returns(struct ledger *ledger, struct arena *arena, struct returned_mail **returns,
	size_t *count, struct fault *why);

/* Addresses to which any number of letters may go, sorted. */
bool ledger_confirmed(struct ledger *ledger, struct arena *arena, const char ***addresses,
	size_t *count, struct fault *why);

/* Numbers of letters that wait and are held, sorted. */
bool ledger_held_back(struct ledger *ledger, struct arena *arena, const char ***numbers,
	size_t *count, struct fault *why);

/* Printed mailings of nights from `from` on, and letters of folders of staff's since, of which
 * nobody has said that they are held, posted or withdrawn, and that have a letter left, in order;
 * who, why and the nights of decision are not told. */
bool ledger_unconfirmed(struct ledger *ledger, day_number from, struct arena *arena,
	struct mailing **mailings, size_t *count, struct fault *why);

/* By resident, matter, expiry. */
bool ledger_held_items(struct ledger *ledger, struct arena *arena, struct held_item **items,
	size_t *count, struct fault *why);

/* ---- cases by hand ---- */

/* The reason of a case that is a changed appointment of which no letter may tell. */
#define HAND_CHANGE "change-by-hand"

struct hand_case {
	const char *resident;
	enum document document;
	enum matter matter;
	day_number expires;
	const char *reason;
	day_number
		since; /* the night, or the day on which the letter came back, or of the change */
	const char *house; /* that keeps a place for them (ledger/house_offers.h), "" for none */
};

/* All that are open, by expiry, resident, matter. */
bool ledger_hand_cases(struct ledger *ledger, struct arena *arena, struct hand_case **cases,
	size_t *count, struct fault *why);

/* Staff has dealt with `count` cases of one resident for one reason. What it told of a changed
 * appointment the resident knows: no letter tells it later. */
bool ledger_hand_done(struct ledger *ledger, const struct hand_case *const *cases, size_t count,
	const struct staff_act *act, struct fault *why);

/* The resident's address is right after all: letters go again. *released: how many returned
 * letters that was about, 0 when none was open (nothing is then written). */
bool ledger_release_returned(struct ledger *ledger, const char *resident,
	const struct staff_act *act, long *released, struct fault *why);

/* Any number of letters may go to the address that the resident was over the cap of; *known false
 * (and nothing written) when there is none. */
bool ledger_release_address(struct ledger *ledger, const char *resident, struct arena *arena,
	const struct staff_act *act, bool *known, struct fault *why);

/* What staff did about a resident, oldest first. */
struct staff_entry {
	day_number day;
	const char *action, *notice, *detail, *who, *why;
};

bool ledger_staff_story(struct ledger *ledger, const char *resident, struct arena *arena,
	struct staff_entry **entries, size_t *count, struct fault *why);

#endif
