#ifndef LEDGER_EXCEPTION_CHAIN_H
#define LEDGER_EXCEPTION_CHAIN_H

#include "base/arena.h"
#include "base/fault.h"
#include "ledger/ledger.h"
#include "model/exception.h"

#include <stdbool.h>
#include <stdint.h>

/* An exception as a night tells it. */
struct exception_told {
	int64_t night; /* that is asked about, NIGHT_NOW for now */
	const char *code, *message;
};

/* An exception of which only figures have changed (model/exception_change.h) is kept as another one
 * and is the same to people: unless it is worse than the night before told it, it is known, and
 * since as long; and what the desk has said of one that was as bad holds for it. What has become
 * worse is new again, and nobody has said anything of it; what was taken back of one is taken back
 * of those before it.
 *
 * Follows *standing, of what is told so, back through the nights that told it in other figures.
 * Past its retention what was said of an earlier one is gone with it. Fails as the ledger's reads
 * do. */
bool exception_chain_follow(struct ledger *ledger, const struct exception_told *told,
	struct arena *arena, struct exception_standing *standing, struct fault *why);

#endif
