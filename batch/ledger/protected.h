#ifndef LEDGER_PROTECTED_H
#define LEDGER_PROTECTED_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/fault.h"
#include "ledger/audit.h"
#include "ledger/ledger.h"
#include "model/protection.h"

#include <stdbool.h>
#include <stddef.h>

/* Who is under protection, by keyed digests of their ids (model/protection.h): the ledger holds no
 * list of these people. Failures are those of ledger.h. */

/* What marks are made with: a digest that has taken the ledger's secret in, one whole block, so
 * that each mark costs the id's block alone. */
bool ledger_protection_key(struct ledger *ledger, struct digest *key, struct fault *why);

/* The mark of a resident's id. */
void protection_mark(
	const struct digest *key, const char *resident, uint8_t out[PROTECTION_MARK_BYTES]);

/* All that are remembered, in order of their marks. */
bool ledger_protected(struct ledger *ledger, struct arena *arena, struct protected_mark **marks,
	size_t *count, struct fault *why);

/* Is this resident one of them, as of the last night and what staff said since? */
bool ledger_is_protected(struct ledger *ledger, const char *resident, bool *is, struct fault *why);

/* Staff says that the protection has ended, with a line in its log. *known false, and nothing
 * written, when none is remembered. A register that names it again wins. */
bool ledger_release_protection(struct ledger *ledger, const char *resident,
	const struct staff_act *act, bool *known, struct fault *why);

/* A step of ledger_commit: what was read of it tonight. */
bool protected_keep(struct ledger *ledger, const struct night_decided *night, struct fault *why);

#endif
