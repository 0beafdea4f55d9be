#ifndef NIGHT_STAFF_NOTES_H
#define NIGHT_STAFF_NOTES_H

#include "ledger/staff.h"
#include "model/notice.h"

#include <stdbool.h>
#include <stddef.h>

/* What staff has told the ledger and a night must heed (night/knowledge.h reads it; without a
 * ledger there is nothing). */
struct staff_notes {
	const uint8_t *secret;         /* that addresses are digested with (night/knowledge.h) */
	struct returned_mail *returns; /* by resident */
	size_t return_count;
	const char **confirmed; /* sorted */
	size_t confirmed_count;
	const char **held_back; /* sorted */
	size_t held_back_count;
};

/* The recipient's address without its words (ledger/staff.h). Returns `out`. */
char *staff_notes_address(const struct staff_notes *notes, const struct recipient *recipient,
	char out[ADDRESS_DIGEST_BYTES]);

/* Has mail to this resident come back from this very address? */
bool staff_notes_returned(const struct staff_notes *notes, const struct recipient *recipient);

/* Has staff confirmed that any number of letters may go to this address? */
bool staff_notes_confirmed(const struct staff_notes *notes, const struct recipient *recipient);

/* Is the letter held though it is not printed yet? */
bool staff_notes_held_back(const struct staff_notes *notes, const char *number);

#endif
