#ifndef LEDGER_DECISIONS_H
#define LEDGER_DECISIONS_H

#include "ledger/ledger.h"

/* What else there is to tell of one resident, for `explain`, beside the decisions (ledger_story).
 * Each in order of time; failures are the ledger's. */

struct story_letter {
	const char *number;
	enum notice_kind kind;
	day_number night; /* that decided it; staff's day when it was written at once */
	bool desk;        /* printed at once in a folder of staff's, in no mailing */
	enum wave wave;
	day_number mailed; /* the night whose mailing holds it, DAY_NONE while it waits */
	int sheet;         /* in that mailing, 0 while it waits */
	day_number pulled; /* the night that took it back, DAY_NONE for none */
	const char *state; /* what staff says of its mailing ("posted"), "" for nothing */
	day_number since;
	const char *uid;     /* of the appointment that it names, "" for none */
	const char *earlier; /* moved, cancelled: the letter before it, else "" */
};

bool ledger_story_letters(struct ledger *ledger, const char *resident, struct arena *arena,
	struct story_letter **letters, size_t *count, struct fault *why);

/* One version of an appointment. */
struct story_version {
	day_number night; /* DAY_NONE: the coming one, staff made it since the last */
	struct appointment appointment;
	const char *cause; /* offer, desk, closure, ended (schemas/ledger.sql, table appointment) */
};

bool ledger_story_versions(struct ledger *ledger, const char *resident, struct arena *arena,
	struct story_version **versions, size_t *count, struct fault *why);

/* One version of an appointment at a place, whoever has it. */
struct place_version {
	const char *notice, *resident; /* "" once they were deleted */
	const char
		*request;  /* of another system that has it for whom only that knows, "" for none */
	const char *house; /* that keeps it without a letter (ledger/house_offers.h), "" for none */
	struct story_version version;
	int desk; /* from 0 */
	bool stands;
};

/* All at this counter that hold this minute of the day: those that stand first, by desk, then what
 * once was there. */
bool ledger_place_versions(struct ledger *ledger, const struct appointment *at, struct arena *arena,
	struct place_version **versions, size_t *count, struct fault *why);

/* The number of the letter whose page has this token; *number NULL for none. */
bool ledger_token_number(struct ledger *ledger, const char *token, struct arena *arena,
	const char **number, struct fault *why);

/* A limit that a night of this resident went past because somebody let it pass. */
struct story_acceptance {
	day_number night;
	struct night_acceptance acceptance;
};

bool ledger_story_acceptances(struct ledger *ledger, const char *resident, struct arena *arena,
	struct story_acceptance **acceptances, size_t *count, struct fault *why);

#endif
