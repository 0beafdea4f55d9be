#ifndef COMMAND_LATE_H
#define COMMAND_LATE_H

#include "base/arena.h"
#include "base/fault.h"
#include "command/job.h"
#include "command/keep.h"
#include "decide/admission.h"

#include <stdbool.h>

/* Letters that the desk holds, printed or not, until they come too late to act on: posted on the
 * next mailing day they would arrive when what they are about has run out, or for a visit that is
 * over. From tonight on staff telephones (call.csv), once; not to whom nothing is due any more.
 * Sets decided->late. Fails as the ledger's reads do. */
bool late_list(const struct night_job *job, const struct keep *keep,
	const struct admission *admission, day_number posting_day, struct arena *arena,
	struct night_decided *decided, struct fault *why);

#endif
