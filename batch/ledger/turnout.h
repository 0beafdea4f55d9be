#ifndef LEDGER_TURNOUT_H
#define LEDGER_TURNOUT_H

#include "ledger/audit.h"
#include "ledger/ledger.h"
#include "model/attended.h"

/* What became of letters (decide/dues/attendance.h), letter by letter while they are kept and in
 * counts afterwards. Failures are those of ledger.h. */

/* ---- a night ---- */

/* Printed letters about an expiry of which it is not known for good, by resident, then number. */
bool ledger_awaited(struct ledger *ledger, struct arena *arena, struct awaited_letter **letters,
	size_t *count, struct fault *why);

/* A step of ledger_commit, behind the mailing: begins with the letters that were mailed, and keeps
 * what the night has found. A letter that was pulled before stays as that left it. */
bool turnout_keep(struct ledger *ledger, const struct night_decided *night, struct fault *why);

/* A step of a letter's being pulled (ledger_commit): it came back, or staff withdrew it. */
bool turnout_pull(struct ledger *ledger, const char *number, struct fault *why);

/* ---- the desk ---- */

/* Has this appointment been scanned? */
bool ledger_scanned(struct ledger *ledger, const char *uid, bool *scanned, struct fault *why);

/* Says that the resident of this letter came to the appointment that it names. */
bool ledger_scan(struct ledger *ledger, const char *number, const char *uid, const char *resident,
	const struct staff_act *act, struct fault *why);

/* What is known of a letter by now: not-yet where nothing is kept of it. */
bool ledger_attended(struct ledger *ledger, const char *number, struct arena *arena,
	struct attended *attended, struct fault *why);

/* The same of an appointment, by the newest of its letters about an expiry. */
bool ledger_visit_attended(
	struct ledger *ledger, const char *uid, enum attendance *attendance, struct fault *why);

/* ---- retention ---- */

/* A step of ledger_purge, before a letter's recipient goes: it becomes a count. */
bool turnout_fold(struct ledger *ledger, const char *number, struct fault *why);

#endif
