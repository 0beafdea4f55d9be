#ifndef COMMAND_STOPS_H
#define COMMAND_STOPS_H

#include "base/arena.h"
#include "base/fault.h"
#include "command/desk_notes.h"
#include "command/job.h"
#include "decide/admission.h"

#include <stdbool.h>

/*
 * Which printed sheets must not leave: the mail room's stop.csv. Asked are the letters of mailings
 * that nobody has confirmed as posted (of the last `stop-days` days, or held); each is named every
 * night until its mailing is. The reasons, in this order:
 * - `withdrawn`, `held`: the desk said so;
 * - a reason's code, when nobody is left to get it: deceased, moved-out, leaving, card-lost and the
 *   like; `renewed`, `lapsed`, `vanished` for a due that ended;
 * - `by-hand`, when no letter may go to them any more: the mail room must not learn who is under
 *   protection, so all such causes have one word there;
 * - `returned`: other mail came back from the address it bears;
 * - `address-changed`: the register says another address.
 */
bool stops_list(const struct night_job *job, const struct desk_notes *notes,
	const struct known_due *known, size_t known_count, const struct admission *admission,
	struct arena *arena, struct night_decided *decided, struct fault *why);

#endif
