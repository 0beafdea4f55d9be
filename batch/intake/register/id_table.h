#ifndef INTAKE_REGISTER_ID_TABLE_H
#define INTAKE_REGISTER_ID_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Records of a file found by their resident's id: an open table of pointers, at most three quarters
 * full, 12 to 24 bytes a record. A record is whatever its owner makes of it, of which the table
 * knows where the id stands in it.
 */
struct id_table;

/* An empty table with room for about `expected` records (a guess; it grows); each has its id,
 * NUL-terminated, `id_offset` bytes from its beginning. The caller closes it. */
struct id_table *id_table_open(size_t expected, size_t id_offset);

/* Puts in a record whose id is not there yet. The record stays the caller's and where it is. */
void id_table_put(struct id_table *table, void *record);

/* The record of this id, or NULL. */
void *id_table_find(const struct id_table *table, const char *id);

/* NULL is allowed. */
void id_table_close(struct id_table *table);

#endif
