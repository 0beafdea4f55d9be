#ifndef NIGHT_KNOWLEDGE_H
#define NIGHT_KNOWLEDGE_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/fault.h"
#include "ledger/house_offers.h"
#include "ledger/ledger.h"
#include "model/layer.h"
#include "model/mailing.h"
#include "model/notice_number.h"
#include "model/office.h"
#include "model/outgoing.h"
#include "model/protection.h"
#include "model/revocation.h"
#include "model/standing.h"
#include "night/staff_notes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * All that a night knows before it reads the register: what the ledger says as of the last night
 * and of what staff has told it since. It is read at once and in this one place, so that whatever
 * decides needs no ledger. What is only asked for one letter, or by the register's bytes, is asked
 * through the functions below. Without a ledger (NULL) everything is empty: nobody is known,
 * nothing is printed. All lives in the arena; functions fail as the ledger's reads do.
 */

/* Who is under protection (model/protection.h): night/protections.h asks of it. */
struct known_protection {
	struct digest key; /* that marks are made with */
	struct protected_mark *marks;
	size_t count;
};

/* Whose signature certificate is watched: night/revocations.h asks of it. */
struct known_revocations {
	bool watching;           /* false: nobody's; the rest is empty */
	struct watched *watched; /* by resident */
	size_t watched_count;
	struct revocation *had; /* by resident */
	size_t had_count;
};

struct knowledge {
	struct ledger *ledger; /* NULL: none; for what is asked one by one alone */
	day_number night;
	const uint8_t *secret; /* the ledger's, NOTICE_SECRET_BYTES; zeroes without one */

	/* dues */
	struct known_due *dues; /* by resident, document, expiry */
	size_t due_count;

	/* appointments */
	struct served_due *served; /* by UID */
	size_t served_count;
	struct standing_appointment *standing; /* by resident */
	size_t standing_count;
	struct taken_place *taken;
	size_t taken_count;
	struct standing_appointment
		*elsewhere; /* of them those without a letter (ledger/requests.h) */
	size_t elsewhere_count;
	const char **untold; /* UIDs of which a change may have to be told, in order */
	size_t untold_count;
	const char **declined; /* residents to whom no reminder gives a place, in order */
	size_t declined_count;
	struct by_hand *by_hand; /* whom no letter about an appointment may reach, by resident */
	size_t by_hand_count;

	/* people who come together; nothing of it when the office makes no offers and none is open
	 */
	struct known_houses {
		struct house_entry *entries; /* by number */
		size_t count;
		const char *
			*agreed; /* residents whose house has said yes, and keeps a place or has
				    had their letter written of what still stands open; in order */
		size_t agreed_count;
		struct house_past past;
	} houses;

	/* letters */
	struct notice_numbers numbers; /* of this year */
	struct trial trial;            /* the office's, with what it began with */
	struct notice *pending;        /* wait for their mailing, by number */
	size_t pending_count;
	struct unposted_letter
		*unposted; /* printed, of the last stop-days, in the stop list's order */
	size_t unposted_count;
	struct mailing *unconfirmed; /* of the last stop-days; none when the office never asks */
	size_t unconfirmed_count;
	struct staff_notes notes;

	struct awaited_letter *awaited; /* posted, not known for good who came; by resident */
	size_t awaited_count;

	/* dues of letters that staff has stopped */
	struct pulled_due
		*pulled; /* by resident: of sheets that were pulled since the last night */
	size_t pulled_count;
	struct held_item *held; /* by resident: of letters that are held */
	size_t held_count;

	/* residents */
	struct known_protection protection;
	struct known_revocations revocations;

	/* the night before */
	struct ledger_export latest;
	long layers[LAYERS]; /* LAYER_UNKNOWN where it did not count */
};

bool knowledge_read(const struct office *office, struct ledger *ledger, day_number night,
	struct arena *arena, struct knowledge *knowledge, struct fault *why);

/* The ledger's secret, which the parts below are given: they point to it. */
bool knowledge_read_secret(
	struct ledger *ledger, struct arena *arena, const uint8_t **secret, struct fault *why);

/* The numbers of letters of that day's year. */
bool knowledge_read_numbers(struct ledger *ledger, const uint8_t *secret, day_number day,
	struct notice_numbers *numbers, struct fault *why);

/* Parts of it, for whoever asks of one resident; `resident` NULL: of all. */
bool knowledge_read_notes(struct ledger *ledger, const uint8_t *secret, struct arena *arena,
	struct staff_notes *notes, struct fault *why);
bool knowledge_read_protection(struct ledger *ledger, struct arena *arena,
	struct known_protection *known, struct fault *why);
bool knowledge_read_revocations(const struct office *office, struct ledger *ledger,
	const char *resident, struct arena *arena, struct known_revocations *known,
	struct fault *why);

/* The letter of this number that waits for its mailing, NULL for none. */
const struct notice *knowledge_pending(const struct knowledge *knowledge, const char *number);

/* What is known of one appointment; *promise is NULL when there is none of this UID. */
bool knowledge_promise(const struct knowledge *knowledge, const char *uid, struct arena *arena,
	struct promise **promise, struct fault *why);

/* The first night that was decided on exports of these bytes. */
bool knowledge_export_seen(const struct knowledge *knowledge, const char *digest,
	struct ledger_export *first, struct fault *why);

/* *run: the run of this very night that was decided on these bytes, 0 for none. */
bool knowledge_repeated(
	const struct knowledge *knowledge, const char *digest, int *run, struct fault *why);

#endif
