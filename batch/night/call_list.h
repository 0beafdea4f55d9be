#ifndef NIGHT_CALL_LIST_H
#define NIGHT_CALL_LIST_H

#include "base/arena.h"
#include "base/fault.h"
#include "decide/dues/reconciliation.h"
#include "night/job.h"
#include "night/reschedule.h"

#include <stdbool.h>

/* Letters that the desk holds, printed or not, until they come too late to act on: posted on the
 * next mailing day they would arrive when what they are about has run out, or for a visit that is
 * over. From tonight on staff telephones (call.csv), once; not to whom nothing is due any more.
 * Sets decided->late. Fails as the ledger's reads do. */
bool call_list_make(const struct night_job *job, const struct keep *keep,
	const struct reconciliation *reconciliation, day_number posting_day, struct arena *arena,
	struct night_decided *decided, struct fault *why);

#endif
