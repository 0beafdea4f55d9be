#ifndef MODEL_OUTGOING_H
#define MODEL_OUTGOING_H

#include "base/civil.h"
#include "model/due.h"
#include "model/notice.h"

#include <stdbool.h>
#include <stddef.h>

/* Letters on their way from the decision to the post: printed ones that nobody has confirmed as
 * posted, sheets that were pulled, and letters that are held. Strings are never NULL. */

/* An address without its words (ledger/staff.h). */
enum { ADDRESS_DIGEST_BYTES = 65 };

/* What such a letter is about: one of its dues, and how that stands since the last night. */
struct unposted_item {
	enum document document;
	day_number expires;
	bool covered; /* by the letter's card: not a matter of its own */
	enum due_state state;
	enum outcome outcome;
	enum reason reason;
};

/* A printed letter that may still lie in the mail room. */
struct unposted_letter {
	const char *number, *resident;
	enum notice_kind kind;
	bool held, withdrawn;
	bool overtaken;     /* it names another place than the desk has told by word since, or one
			       that it took back, and no letter follows it */
	long night;         /* that mailed it, as its mailing is known in the ledger; 0: none */
	int envelope;       /* its number in that mailing; 0: nothing was said of envelopes */
	const char *listed; /* its reason on the last night's stop list, "" when it was on none */
	char address[ADDRESS_DIGEST_BYTES]; /* that it bears */
	const struct unposted_item *items;
	size_t item_count;
};

/* A due of a letter whose sheet was pulled since the night before. */
struct pulled_due {
	const char *resident;
	enum document document;
	day_number expires;
};

/* What a held letter is about, and nobody was asked to telephone yet. */
struct held_item {
	const char *notice, *resident;
	enum matter matter;
	day_number expires;
	day_number visit; /* that the letter names, as it stands now; DAY_NONE without one */
	day_number was;   /* that it takes back, DAY_NONE for none */
};

/* What a letter is about that was held until it came too late. */
struct late_item {
	const char *notice, *resident;
	enum matter matter;
	day_number expires;
};

/* A printed letter that must not leave. */
struct stopped_sheet {
	const char *notice;
	const char *reason; /* a stable word (decide/dues/stop_list.h) */
};

#endif
