#ifndef COMMAND_COLUMNS_H
#define COMMAND_COLUMNS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A table for a terminal: a line of headings, then the rows, each column as wide as what is widest
 * in it by how it is displayed (a kanji is two columns wide, what combines is none). */
struct column {
	const char *heading; /* marked by PHRASE, and looked up when it is printed */
	bool number;         /* aligned to the right */
};

struct columns {
	const struct column *columns;
	size_t column_count;
	struct arena *arena;
	const char **cells; /* row by row */
	size_t cell_count, capacity;
};

/* An empty table; the columns stay where they are while it is used. */
struct columns columns_open(const struct column *columns, size_t count, struct arena *arena);

/* A row: as many texts as there are columns, copied. */
void columns_add(struct columns *table, const char *const *cells);

/* Writes it all; without rows nothing. */
void columns_print(const struct columns *table, FILE *stream);

/* How many columns a text takes on a terminal. */
int columns_width(const char *text);

/* Prints a text on standard output, with blanks behind it up to `width` columns. */
void columns_pad(const char *text, int width);

#endif
