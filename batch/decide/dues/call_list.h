#ifndef DECIDE_DUES_CALL_LIST_H
#define DECIDE_DUES_CALL_LIST_H

#include "base/civil.h"
#include "decide/dues/ended_dues.h"
#include "decide/dues/reconciliation.h"
#include "model/office.h"
#include "model/outgoing.h"

#include <stddef.h>

/* Letters that staff holds, printed or not, until they come too late to act on: posted on the
 * next mailing day they would arrive when what they are about has run out, or for a visit that is
 * over. From tonight on staff telephones (call.csv), once; not to whom nothing is due any more. */
struct call_list {
	const struct office *office;
	day_number posting_day; /* the next mailing day from tonight on */
	const struct reconciliation *reconciliation;
	const struct ended *ended; /* of that reconciliation */
};

/* What the `count` held letters are about that is to be told by telephone, in their order: into
 * `late`, which has room for all. Returns how many. */
size_t call_list_make(const struct call_list *list, const struct held_item *held, size_t count,
	struct late_item *late);

#endif
