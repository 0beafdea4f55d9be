#ifndef COMMAND_DESK_NOTES_H
#define COMMAND_DESK_NOTES_H

#include "base/arena.h"
#include "base/fault.h"
#include "ledger/desk.h"
#include "model/notice.h"

#include <stdbool.h>
#include <stddef.h>

/* What the desk has told the ledger since the last night, and a night must heed. */
struct desk_notes {
	uint8_t secret[32];
	struct returned_mail *returns; /* by resident */
	size_t return_count;
	const char **confirmed; /* sorted */
	size_t confirmed_count;
	const char **held_back; /* sorted */
	size_t held_back_count;
};

/* Without a ledger (NULL) there is nothing to heed. */
bool desk_notes_read(
	struct ledger *ledger, struct arena *arena, struct desk_notes *notes, struct fault *why);

/* The recipient's address without its words (ledger/desk.h). Returns `out`. */
char *desk_notes_address(const struct desk_notes *notes, const struct recipient *recipient,
	char out[ADDRESS_DIGEST_BYTES]);

/* Has mail to this resident come back from this very address? */
bool desk_notes_returned(const struct desk_notes *notes, const struct recipient *recipient);

/* Has the desk confirmed that any number of letters may go to this address? */
bool desk_notes_confirmed(const struct desk_notes *notes, const struct recipient *recipient);

/* Is the letter held though it is not printed yet? */
bool desk_notes_held_back(const struct desk_notes *notes, const char *number);

#endif
