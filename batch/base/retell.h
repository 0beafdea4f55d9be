#ifndef BASE_RETELL_H
#define BASE_RETELL_H

#include "base/arena.h"

/*
 * English sentences that were kept, in another language. What a night tells (exceptions, limits
 * that were let pass) stands in ledger and lists as an English sentence with its values, whoever
 * ran it; who shows it to a reader finds the catalogue's format that it was made of, and fills the
 * other language's with the same values.
 */

/* `said` in that language ("ja"), each value in it that is a sentence or word of the catalogue
 * likewise, unless it stands in quotes; what no format fits stays as it is. In the arena, or `said`
 * itself. Takes time by its length, not by how many formats nearly fit. */
const char *retell(const char *language, const char *said, struct arena *arena);

/* The same in the operator's language. */
const char *retell_spoken(const char *said, struct arena *arena);

#endif
