#ifndef LEDGER_ENCLOSED_H
#define LEDGER_ENCLOSED_H

#include "ledger/ledger.h"
#include "ledger/staff.h"

/* Which letters lay in one envelope: kept with the mailing, for what the post office brings back is
 * an envelope, and what must not leave may lie in one with what must. Failures are the ledger's
 * (ledger.h). */

/* Of a night that is being committed: where each of its mailed letters lies. */
bool enclosed_add(struct ledger *ledger, const struct night_decided *night, struct fault *why);

/* Nothing is kept of where a letter lay. */
bool enclosed_forget(struct ledger *ledger, const char *number, struct fault *why);

/* Another letter that lay in the envelope of one. */
struct enclosed_letter {
	const char *number, *resident;
	bool apart;      /* it was printed again by itself, and may not have been in it */
	bool taken_back; /* its sheet was pulled or it was withdrawn before the envelope left, and
			    nobody has said that it left all the same */
	bool returned;   /* it is known to have come back */
};

struct enclosed {
	int envelope; /* its number in its mailing; 0: nothing was said of envelopes */
	bool apart;   /* the letter itself was printed again by itself */
	const struct enclosed_letter *others; /* in the order in which they lay */
	size_t count;
};

/* What lay in the envelope of a letter; letters past their retention are not among them. */
bool ledger_enclosed(struct ledger *ledger, const char *number, struct arena *arena,
	struct enclosed *enclosed, struct fault *why);

/* It was printed again by itself: the last line of the log says so. Nothing is done where it lay in
 * no envelope. Between ledger_begin and ledger_staff_commit (ledger/staff.h). */
bool ledger_lay_apart(struct ledger *ledger, const char *number, struct fault *why);

#endif
