#ifndef LEDGER_LINEAGE_H
#define LEDGER_LINEAGE_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/fault.h"
#include "ledger/ledger.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * By what a night's folder knows its ledger again. Each night has a lineage: a digest of all that
 * it decided and of the lineage of the night before, the first one's of the ledger's own mark. Two
 * ledgers that tell the same lineage of a night have decided the same on it and on all nights
 * before, letter by letter; a ledger that tells another, or none, is not the one that the folder
 * was made from, or is an older copy of it.
 *
 * Nights that were lost in this way can be let go (`kigen run --accept ledger-behind`): their
 * folders are then kept as lost, and no number that they show is given to a letter again.
 *
 * Failures as in ledger/ledger.h.
 */
enum { LINEAGE_BYTES = 65, MARK_BYTES = 17 };

/* Sixteen hexadecimal digits that this ledger, and no other, has. They tell nothing of its secret.
 */
bool ledger_mark(struct ledger *ledger, char mark[MARK_BYTES], struct fault *why);

/* 64 hexadecimal digits, "" when there is no such night. */
bool ledger_lineage(struct ledger *ledger, day_number day, int run, char lineage[LINEAGE_BYTES],
	struct fault *why);

/* A folder of no night that this ledger knows. */
struct lost_folder {
	const char *name;
	const char *lineage; /* that it shows, "" when it shows none */
	const char *number;  /* the highest of a letter that it shows, "" for none */
};

/* Those that were let go, by name. */
bool ledger_lost(struct ledger *ledger, struct arena *arena, struct lost_folder **lost,
	size_t *count, struct fault *why);

/* Lets one go with the night that is being decided, between ledger_begin and ledger_commit: from
 * then on ledger_last_serial is above what it shows, with room for letters of staff's folders that
 * nobody has seen. */
bool ledger_lose(struct ledger *ledger, const struct lost_folder *lost, struct fault *why);

/* Writes the lineage of the night that is being committed, behind all else of it. */
bool lineage_add(struct ledger *ledger, const struct night_decided *night, struct fault *why);

#endif
