#ifndef LEDGER_REQUESTS_H
#define LEDGER_REQUESTS_H

#include "ledger/audit.h"
#include "ledger/ledger.h"
#include "model/desk_request.h"

#include <stdbool.h>

/*
 * What other systems asked of the desks (model/desk_request.h), and what they were answered: asked
 * once more, they are answered the same, and nothing is done. All that writes is between
 * ledger_begin and ledger_staff_commit. Failures as in ledger/ledger.h.
 */

struct known_request {
	bool found; /* the rest counts only then */
	const char *content;
	enum desk_request_code code;
	const char *uid; /* of the appointment that it was about, "" for none */
};

bool ledger_known_request(struct ledger *ledger, const char *id, struct arena *arena,
	struct known_request *known, struct fault *why);

/* The line of the log for `count` requests that are not known yet; *import is for each of them. */
bool ledger_begin_requests(struct ledger *ledger, long count, const struct staff_act *act,
	int64_t *import, struct fault *why);

struct kept_request {
	const struct desk_request *request;
	const char *content; /* a digest of it */
	enum desk_request_code code;
	const char *uid; /* "" for none */
	int64_t import;
	bool acted; /* the last line of the log is what was done for it */
};

/* Remembers a request with its answer. */
bool ledger_keep_request(struct ledger *ledger, const struct kept_request *kept, struct fault *why);

/* Was the appointment changed for something that was asked later than this, or by the desk on that
 * day or a later one? The log knows no hour: the desk may have said the last word on that day, and
 * whoever is refused is told, whereas a word that is changed back is not. `resident`: whose it is;
 * "" for that of a booking that is not of anybody known. */
bool ledger_overtaken(struct ledger *ledger, const char *resident, const char *uid,
	const struct desk_request *request, bool *overtaken, struct fault *why);

/* ---- visits of people whom only the other system knows ----
 *
 * Each is an appointment without a letter: its desk is nobody else's, the counters have it in their
 * lists, and nobody is written to. `request` is the one that booked it. */

/* Those that stand on `from` or later, by counter, day, start and UID: each without a resident, and
 * in the place of a letter the request that booked it ("" once that is past its retention). */
bool ledger_elsewhere(struct ledger *ledger, day_number from, struct arena *arena,
	struct standing_appointment **standing, size_t *count, struct fault *why);

bool ledger_take_elsewhere(struct ledger *ledger, const char *request,
	const struct given_place *place, const struct staff_act *act, struct fault *why);
bool ledger_move_elsewhere(struct ledger *ledger, const char *request,
	const struct given_place *place, const struct staff_act *act, struct fault *why);
bool ledger_free_elsewhere(struct ledger *ledger, const char *request, const char *uid,
	const struct staff_act *act, struct fault *why);

#endif
