#ifndef LEDGER_SEAL_H
#define LEDGER_SEAL_H

#include "base/arena.h"
#include "base/civil.h"
#include "base/digest.h"
#include "base/fault.h"
#include "ledger/seal_parts.h"
#include "ledger/sql.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The chain of seals: by it a row that was changed, that is missing or that came in by another way
 * than through this program is found, also where somebody has set the sum of the file right again.
 *
 * Each commit seals the groups of rows that it has touched (ledger/seal_parts.h), in the same
 * transaction: how many they are and what they are, with a link over that and over the link before.
 * Who changes a group that is sealed is refused (FAULT_INTERNAL) when it is not as it was sealed:
 * no later seal is put over what somebody changed by hand. That holds for every writer, since
 * triggers of the connection see to it; none has to think of it.
 *
 * The seal that stood before for a group stays, as a link, without its salt: nobody can find out by
 * trying which rows it was over. So retention leaves of a person's rows nothing that could be
 * guessed.
 *
 * A night's folder shows the head of the chain as of that night ("ORDINAL:LINK"): who makes the
 * whole chain anew, or cuts its end off, does not agree with the folders, nor with their backups.
 */

struct ledger;

/* "", or ORDINAL:LINK, the link as 64 hexadecimal digits. */
enum { SEAL_HEAD_BYTES = 88 };

/* Why a seal was made: the words of column made. */
extern const char seal_by_night[], seal_by_desk[], seal_by_retention[], seal_by_opening[];

/* The texts of ledger/statement.h and of the parts together. */
struct sql_texts seal_texts(struct arena *arena);

/* Once a connection that may write, outside a transaction: from now on what is touched is known. */
bool seal_watch(struct ledger *ledger, struct fault *why);

/* At the beginning of a transaction: nothing has been touched. */
void seal_begin(struct ledger *ledger);

/* The last thing before a commit: what was touched is sealed. */
bool seal_touched(struct ledger *ledger, const char *made, struct fault *why);

/* Begins a chain, within a transaction: all that there is gets its first seals. */
bool seal_all(struct ledger *ledger, struct fault *why);

/* Adds to the ledger `path`, which nobody has open, that it is a copy that was brought back on a
 * day: of nights until that day that it does not have the folders may be there. */
bool seal_restored(const char *path, day_number today, struct arena *arena, struct fault *why);

/* The head as of a night's commit, "" when the chain began after it. */
bool seal_head(struct ledger *ledger, int64_t night, char head[SEAL_HEAD_BYTES], struct fault *why);

/* ---- whether it holds ---- */

enum seal_agreement {
	SEAL_AGREES,
	SEAL_BROUGHT_BACK, /* it does not, as can be when a copy has been brought back since */
	SEAL_CUT,          /* the chain is shorter */
	SEAL_OTHER         /* it is another chain */
};

/* Does the chain agree with the head that a night's folder shows? "" always does. */
bool ledger_seal_agrees(struct ledger *ledger, day_number day, int run, const char *head,
	enum seal_agreement *agreement, struct fault *why);

/* The number of rows in a group, and a digest of them. */
struct seal_sum {
	int64_t count;
	uint8_t rows[DIGEST_BYTES];
};

bool seal_sum_rows(
	struct ledger *ledger, int part, int64_t number, struct seal_sum *sum, struct fault *why);

/* The seal of a group that stands. */
struct seal_standing {
	bool found;
	int64_t ordinal, night, act, count;
	uint8_t salt[16], content[DIGEST_BYTES];
};

bool seal_find(struct ledger *ledger, int part, int64_t number, struct seal_standing *standing,
	struct fault *why);

void seal_content(const uint8_t salt[16], const struct seal_sum *sum, uint8_t out[DIGEST_BYTES]);

/* All that a link is over. */
struct seal_row {
	int64_t ordinal, night, act, number, count;
	const char *made, *part;
	uint8_t content[DIGEST_BYTES];
};

void seal_link(
	const uint8_t before[DIGEST_BYTES], const struct seal_row *row, uint8_t out[DIGEST_BYTES]);

/* What is not as it was sealed, a sentence each, to `tell`. */
typedef void seal_tell(void *context, const char *sentence);
bool seal_examine(struct ledger *ledger, struct arena *arena, seal_tell *tell, void *context,
	struct fault *why);

#endif
