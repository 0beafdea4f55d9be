#ifndef LEDGER_EFFECTS_H
#define LEDGER_EFFECTS_H

#include "ledger/ledger.h"
#include "model/committed_night.h"
#include "model/effect.h"
#include "model/trial.h"

#include <stdint.h>

/* What posted letters came to, letter by letter while they are kept and in counts afterwards
 * (ledger/turnout.h), as one: each letter is in it once under each thing that it is told apart by.
 * `days`: the office's attendance-days. Rows in order of `by`, value, month and what follows.
 * Failures are those of ledger.h. */
bool ledger_effects(struct ledger *ledger, int days, struct arena *arena,
	struct effect_rows *effects, struct fault *why);

/* Letters of a trial by its id, as far as they are kept: who takes part, and of them who is not
 * posted yet, and not taken back. */
bool ledger_assigned(
	struct ledger *ledger, const char *trial, struct assigned *assigned, struct fault *why);

/* Puts into *trial, which is the office's, what it began with when its first letter was decided,
 * whatever the office file says by now: the share, so that the same household is drawn the same,
 * and the last night, so that nobody ends it when it pleases him. Leaves it alone before there is
 * such a letter, and without an id. */
bool ledger_trial_begun(struct ledger *ledger, struct trial *trial, struct fault *why);

/* Letters of a trial that were printed in one and the same text of a language. */
struct trial_text {
	const char *language; /* BCP 47 */
	day_number from;      /* the first night that printed one */
	long letters;
};

/* The texts of a trial's letters, as far as they are kept: by language, then as they were first
 * printed. More than one of a language: it was changed while the trial ran. */
bool ledger_trial_texts(struct ledger *ledger, const char *trial, struct arena *arena,
	struct trial_text **texts, size_t *count, struct fault *why);

/* How many of those with an appointment at a counter came to it. */
struct kept_share {
	const char *counter;
	struct share came;
};

/* By counter, of letters but reminders that were posted in months of the last year all of whose
 * visits are over, with the appointment that they named: hits are those seen to come, and those
 * who had renewed before. Who cancelled is not among them, nor whose letter came back. In order of
 * the counters. */
bool ledger_kept(struct ledger *ledger, int days, struct arena *arena, struct kept_share **kept,
	size_t *count, struct fault *why);

/* A step of ledger_commit, behind what the night has found of letters: what they have come to by
 * now, for its page and those of the other nights of its week. */
bool effects_add(struct ledger *ledger, const struct night_decided *night, struct fault *why);

/* The same as of the night with this id, into *night. */
bool effects_read(struct ledger *ledger, int64_t id, struct arena *arena, struct night *night,
	struct fault *why);

#endif
