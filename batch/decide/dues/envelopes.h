#ifndef DECIDE_DUES_ENVELOPES_H
#define DECIDE_DUES_ENVELOPES_H

#include "decide/dues/reconciliation.h"
#include "model/notice.h"
#include "model/office.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Which letters of a mailing lie in one envelope (<mailing together>). All that can be wrong about
 * it ends in an envelope of a letter's own:
 * - they are to people of one household, and bear one and the same address, sign by sign;
 * - nobody of the household is known to be under protection, with a letter or without one;
 * - each may lie with others (enum envelope_part; who asks lets those of care homes and dormitories
 *   lie alone), and the first is an adult's: whose name stands
 * in the window may open what lies there, and who is written to behind it is named as family;
 * - in the window there is room for that;
 * - of `minors`, only one is an adult's;
 * - it has no more sheets than <mailing envelope-sheets> says and than the heaviest weight class
 *   takes. A letter is never in two envelopes. Who finds no room lies in a further one of the
 *   household that an adult leads, else alone.
 * In it adults' letters come first, in the order of the mailing, then the minors'.
 */

/* Who is asked whether the window has room for who lies behind as well. */
typedef bool envelopes_fit(void *context, const struct notice *notice);

struct envelope_rules {
	const struct mailing_rules *mailing;
	const struct reconciliation *reconciliation; /* whose households are guarded */
	envelopes_fit *fits;
	void *context;
};

/* Sets the enclosure of each; `notices` in posting order (mailing_sort of the mail room). They are
 * to be sorted by it once more, and then numbered. Nothing is set where the office keeps letters
 * apart. */
void envelopes_fill(
	const struct envelope_rules *rules, struct notice *const *notices, size_t count);

/* Numbers the envelopes from 1 in the order in which their letters stand. */
void envelopes_number(struct notice *const *notices, size_t count);

#endif
