#ifndef MODEL_DUE_H
#define MODEL_DUE_H

#include "base/civil.h"

#include <stdbool.h>

/*
 * One resident's matter with its expiry, and what becomes of it on a night; and the words that the
 * whole program has for that:
 *
 * due        what letters are about: one resident's document with one expiry. Of each there is at
 *            most one first or late letter, and one reminder.
 * notice     a letter: its number, one resident, the dues of one night (model/notice.h).
 * wave       which letter of a due it is: first, late (also the first, but with little time left),
 *            reminder.
 * covered    a due that the letter of another one of the same resident settles: certificates are
 *            covered by their card.
 * by hand    a due about which nothing may go through the mail room (outcome hand): staff tells it.
 * aside      a resident whose record has a defect: set aside for the night, with an exception; the
 *            dues that are known of him stay as they are.
 * standing   an appointment that is offered or moved: its places are taken, the resident may come.
 * cancelled  an appointment that stands no more, by staff, by a closure, or since its dues ended.
 * held       a mailing, and so its letters, that staff keeps from leaving.
 * released   a mailing that was held and may leave after all. Of a resident whose letter came back,
 *            or who was under protection: letters may go again, says staff.
 * withdrawn  a mailing or letter that never leaves, by staff's word: the next night pulls it. Of a
 *            due: it has ended without a renewal, its resident or document being gone.
 * pulled     a letter that a night has taken back, its dues free to be decided anew. Of a sheet:
 *            taken out of its mailing by hand, which withdraws its letter.
 * stopped    a printed sheet that must not leave, for whatever reason: a row of stop.csv.
 * lost       a night whose folder is there and that the ledger does not know: it was committed, and
 *            then a backup of the ledger from before it was put back.
 */

/* What a due is about. A document is what runs out: MATTER_CARD and MATTER_STAY are two readings
 * of one document, the card (document_of). MATTER_REVOKED is a signature certificate that a change
 * of name or address has ended before its time (decide/rules/revoked.h): a document of its own,
 * whose expiry is the day by which its letter asks to come. Order: as sorted by word, the order of
 * every list. */
enum matter {
	MATTER_AUTHENTICATION,
	MATTER_CARD,
	MATTER_REVOKED,
	MATTER_SIGNATURE,
	MATTER_STAY,
	MATTERS
};
enum document {
	DOCUMENT_AUTHENTICATION,
	DOCUMENT_CARD,
	DOCUMENT_REVOKED,
	DOCUMENT_SIGNATURE,
	DOCUMENTS
};

/* Which letter of a due: in the month after the opening, after that month, and once again. */
enum wave { WAVE_FIRST, WAVE_LATE, WAVE_REMINDER, WAVES };

enum outcome { OUTCOME_LETTER, OUTCOME_COVERED, OUTCOME_HAND, OUTCOME_NONE, OUTCOMES };

/* Why an outcome is what it is. The words are stable: other programs read them. */
enum reason {
	REASON_EMPTY,     /* an ordinary letter */
	REASON_ESTIMATED, /* a letter about a computed expiry */
	/* none, in the order in which they are tried */
	REASON_DECEASED,
	REASON_MOVED_OUT,
	REASON_REMOVED,
	REASON_ABROAD,
	REASON_LEAVING,
	REASON_CARD_SUSPENDED,
	REASON_CARD_LOST,
	REASON_CARD_RETURNED,
	REASON_CARD_VOID,
	REASON_CERTIFICATE_SUSPENDED,
	REASON_CERTIFICATE_REVOKED,
	REASON_RENEWAL_APPLIED,
	REASON_RESIDENCE_CARD,
	REASON_QUEUED, /* the letter waits for a mailing that has room (decide/dues/quota.h) */
	/* covered by */
	REASON_CARD,
	REASON_STAY,
	/* hand, in the order in which they are tried */
	REASON_PROTECTION,
	REASON_RETURNED,
	REASON_ADDRESS,
	REASON_BRAILLE,
	REASON_GLYPH,
	REASON_OVERFLOW,
	REASON_ADDRESS_CAP,
	REASONS
};

/* What a due is now. Only an open one can get letters. */
enum due_state { DUE_OPEN, DUE_RENEWED, DUE_WITHDRAWN, DUE_LAPSED, DUE_STATES };

extern const char *const matter_words[MATTERS];
extern const char *const document_words[DOCUMENTS];
extern const char *const wave_words[WAVES];
extern const char *const outcome_words[OUTCOMES];
extern const char *const reason_words[REASONS];
extern const char *const due_state_words[DUE_STATES];

enum document document_of(enum matter matter);

/* The value of a word in one of these tables, or -1. */
int word_index(const char *const words[], int count, const char *word);

/* What the rules say of one due on one night. */
struct decision {
	enum matter matter;
	day_number expires; /* last valid day */
	day_number opens;   /* first day of the window, inclusive */
	enum wave wave;
	enum outcome outcome;
	enum reason reason;
	bool estimated; /* `expires` was computed, the register has none */
};

/* A due as the ledger knows it before the night. */
struct known_due {
	const char *resident;
	enum document document;
	day_number expires;
	enum matter matter;
	enum due_state state;
	enum wave wave;       /* as last decided */
	enum outcome outcome; /* as last decided */
	enum reason reason;
	const char *notice; /* the letter that settled it (also by covering it), else NULL */
	bool settled_first; /* a first or late letter has been decided */
	bool settled_reminder;
	bool printed;      /* that letter is in a mailing; it cannot be pulled any more */
	bool taken_back;   /* but staff has withdrawn it, or it came back: it no longer counts */
	const char *uid;   /* of the appointment that it names, empty without one */
	day_number visit;  /* the day of that appointment while it stands, else DAY_NONE */
	const char *first; /* the first or late letter, else NULL; `notice` unless one reminded */
	day_number posted; /* the day on which it left, DAY_NONE while it has not */
	const char *first_uid; /* as `uid` and `visit`, of the first or late letter */
	day_number first_visit;
};

#endif
