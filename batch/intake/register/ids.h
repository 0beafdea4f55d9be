#ifndef INTAKE_REGISTER_IDS_H
#define INTAKE_REGISTER_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The resident ids of a file, to find one that comes twice. Kept as 64-bit hashes in an open table
 * at most three quarters full: 11 to 22 bytes a resident, 8 MiB for a city of 310,000. Ids up to 8
 * bytes of one length never share a hash; of longer ones two in a city of 310,000 do once in some
 * hundred million files, which is then refused wrongly.
 */
struct ids;

/* An empty set with room for about `expected` ids (a guess; it grows). The caller closes it. */
struct ids *ids_open(size_t expected);

/* The hash of an id by itself; never 0. */
uint64_t ids_sum(const char *id, size_t length);

/* The same, and a word to the processor that it will be asked for soon. */
uint64_t ids_hash(const struct ids *ids, const char *id, size_t length);

/* Puts a hash into the set; false when it is there already. */
bool ids_add(struct ids *ids, uint64_t hash);

/* NULL is allowed. */
void ids_close(struct ids *ids);

#endif
