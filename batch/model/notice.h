#ifndef MODEL_NOTICE_H
#define MODEL_NOTICE_H

#include "base/civil.h"
#include "model/due.h"
#include "model/letter_format.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * One letter to one resident about the dues of one night, as the ledger keeps it: everything that
 * the documents need, so that they can be made again from the ledger alone. Strings are never
 * NULL here ("" when there is nothing).
 */
enum { NOTICE_NUMBER_BYTES = 12, TOKEN_BYTES = 23, UID_BYTES = 64 };

enum appointment_state {
	APPOINTMENT_STATE_NONE, /* there is no appointment */
	APPOINTMENT_STATE_OFFERED,
	APPOINTMENT_STATE_MOVED,
	APPOINTMENT_STATE_CANCELLED,
	APPOINTMENT_STATES
};

extern const char *const appointment_state_words[APPOINTMENT_STATES]; /* [0] is "" */

/* Why a letter is written. A letter about a changed appointment is a notice of its own, with a
 * number and a token of its own: no letter is printed twice under one number. It settles no due. */
enum notice_kind {
	NOTICE_EXPIRY,    /* something runs out */
	NOTICE_MOVED,     /* the appointment of an earlier letter has another place */
	NOTICE_CANCELLED, /* the appointment of an earlier letter is taken back */
	NOTICE_KINDS
};

extern const char *const notice_kind_words[NOTICE_KINDS]; /* "expiry", "moved", "cancelled" */

struct appointment {
	enum appointment_state state; /* NONE: the rest does not count */
	const char *uid;              /* for life */
	int sequence;                 /* 0 at first, rising */
	const char *counter;          /* its id in the office file */
	day_number day;
	int starts, ends; /* minutes */
};

/* Which wording a stay needs: of a card that the city renews (PERMANENT: the status has no period
 * any more, but the card still carries the end of the old one; PERMIT: a stay that is no status of
 * residence, 住民基本台帳法30条の45, and can be extended or become one), or of one that Immigration
 * renews (特定在留カード), about which nobody comes to the city, but for the two months while an
 * extension is pending (RESIDENCE_PENDING). */
enum stay_case {
	STAY_CASE_NONE,
	STAY_CASE_EXTENDED,
	STAY_CASE_PENDING,
	STAY_CASE_NEITHER,
	STAY_CASE_PERMANENT,
	STAY_CASE_RESIDENCE,
	STAY_CASE_RESIDENCE_PENDING,
	STAY_CASE_PERMIT,
	STAY_CASES
};

extern const char *const stay_case_words[STAY_CASES]; /* [0] is "" */

/* One thing that runs out, as the letter lists it. */
struct notice_item {
	enum matter matter;
	day_number expires;
	enum wave wave;
	enum outcome outcome; /* letter or covered */
	bool estimated;
};

/* May a letter lie in one envelope with others of its household? Who opens it is then not only who
 * it is written to: nobody under guardianship, and no letter that the register sends elsewhere. */
enum envelope_part {
	ENVELOPE_ALONE,  /* lies by itself; also where the age is not known */
	ENVELOPE_WITHIN, /* of a minor: may lie with an adult's, never before it */
	ENVELOPE_LEADS,  /* of an adult: may be the one whose name the window shows */
};

/* In which envelope of its mailing a letter lies. */
struct enclosure {
	int envelope; /* its number, from 1; 0: nothing was said of envelopes, and it lies alone */
	int first;    /* its first sheet among those of the envelope, from 1 */
	int sheets;   /* in the envelope */
};

/* To whom and how a letter is written: copied out of the register on the night of the decision,
 * refreshed by later nights as long as the letter has not been printed. */
struct recipient {
	const char *resident, *household;
	const char *addressee; /* who stands in the window: send-to name, used alias, or name */
	const char *name;      /* of the resident the letter is about, as it is to be printed */
	const char *postal;    /* seven digits */
	const char *address;
	const char *building;
	const char *language; /* BCP 47, "" when the register has none */
	enum letter_format format;
	bool foreign;           /* Gregorian dates instead of eras */
	day_number minor_until; /* under 15 to this day: the legal representative comes too on a
				   visit up to it; DAY_NONE: on none */
	bool ward;              /* 成年被後見人: likewise */
	enum stay_case stay_case;
	enum envelope_part part; /* on the night that read the resident; not read back */
};

struct notice {
	const char *number; /* "26-000123-7" */
	const char *token;  /* base64url, 22 characters */
	enum notice_kind kind;
	day_number night; /* on which it was decided */
	enum wave wave;   /* late when any item is late, reminder for reminders, else first */
	struct recipient recipient;
	const struct notice_item *items; /* letter items first, then covered, each by expiry */
	size_t item_count;
	day_number visit_from, visit_until; /* DAY_NONE without an appointment */
	struct appointment appointment;
	const char *trial;      /* in which it takes part, NULL for none; not read back */
	int trial_share;        /* in thousandths, by which that has drawn; not read back */
	day_number trial_until; /* its last night; not read back */
	bool second;            /* that has given it the second wording */
	bool kept;              /* the resident knows that appointment, as it stands, from an
				   earlier letter */
	bool waits;             /* as of the night that is asked: not printed before it */
	const char *earlier;    /* moved, cancelled: the number of the letter that the resident had
				   last, else "" */
	struct appointment was; /* moved, cancelled: what the resident was told before, else NONE */
	int sheet;              /* its first in the mailing that holds it, from 1; 0 when not in
				   this one. As many follow as its format has */
	struct enclosure enclosure; /* where in that mailing; zeroed when not in this one */
};

/* The state of its appointment as the page and the letter of a notice are to say it alike: what
 * happened to an appointment before its letter is printed is nothing to that letter. One that was
 * moved is offered there; one that was taken back never was (NONE). */
enum appointment_state notice_told_state(const struct notice *notice);

/* On how many sheets it is printed. */
int notice_sheets(const struct notice *notice);

/* Does it lie in one envelope with other letters; and do some lie behind it there, so that it is
 * addressed to them as well? */
bool notice_shares_envelope(const struct notice *notice);
bool notice_has_behind(const struct notice *notice);

/* Puts a letter's items in order and gives it its wave by them. */
void notice_take_items(struct notice *notice, struct notice_item *items, size_t count);

/* The day by which a letter wants something done: the first on which anything in it runs out. What
 * is revoked has ended already; the day by which its letter asks to come counts where there is
 * nothing else. DAY_NONE without items. */
day_number notice_deadline(const struct notice *notice);

/* Does the legal representative of somebody under 15 come too, on the day that counts: that of the
 * appointment while one stands, else the day by which the letter wants something done? So an
 * appointment that is moved past the birthday changes what its letter says. */
bool notice_for_minor(const struct notice *notice);

#endif
