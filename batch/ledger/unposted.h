#ifndef LEDGER_UNPOSTED_H
#define LEDGER_UNPOSTED_H

#include "ledger/desk.h"

/* Printed letters that nobody has confirmed as posted: what a night holds against tonight's
 * register, so that the mail room hears in time which sheets must not leave. Failures are the
 * ledger's (ledger.h); results live in the arena that is passed. */

/* What such a letter is about: one of its dues, and how that stands since the last night. */
struct unposted_item {
	enum document document;
	day_number expires;
	bool covered; /* by the letter's card: not a matter of its own */
	enum due_state state;
	enum outcome outcome;
	enum reason reason;
};

struct unposted_letter {
	const char *number, *resident;
	enum notice_kind kind;
	bool held, withdrawn;
	const char *listed; /* its reason on the last night's stop list, "" when it was on none */
	char address[ADDRESS_DIGEST_BYTES]; /* that it bears */
	const struct unposted_item *items;
	size_t item_count;
};

/* Those of the mailings of nights from `from` on, and of held ones whatever their age, by mailing,
 * then sheet; then those of the desks' folders from that day on, by day, then number. */
bool ledger_unposted(struct ledger *ledger, day_number from, struct arena *arena,
	struct unposted_letter **letters, size_t *count, struct fault *why);

#endif
