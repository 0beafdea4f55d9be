#ifndef INTAKE_EXPORT_SIDE_ROWS_H
#define INTAKE_EXPORT_SIDE_ROWS_H

#include "base/arena.h"
#include "intake/export/mapping.h"
#include "intake/export/row_history.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The rows of one data set in memory, to be joined to the main set by id, in the order in which
 * their persons first came.
 *
 * A person takes 24 bytes and the id with its NUL, a row 32 bytes and 12 for each field that it
 * says, with the text behind of what is neither a date nor at most eight bytes long; each rounded
 * up to 16. The table that finds a person takes 12 to 24 more. With ids of 15 digits that is a card
 * with five fields in at most 168 bytes, two certificates of three fields each in at most 232, a
 * protection in at most 120. A row that one with a higher number has replaced is not given back.
 */
struct side_rows;

struct side_row;

struct side_person {
	struct side_person *next; /* NULL behind the last */
	struct side_row *rows;    /* that count, in order of the file */
	bool found;               /* its resident has come */
	char id[];
};

/* An empty set; it lives in the arena but for its table: the caller closes it before. */
struct side_rows *side_rows_open(const struct export_set *set, struct arena *arena);

/* Keeps what a record says of the person of this id. Where the set's history asks for the highest
 * number, of the person's rows (where a row is one certificate: of those of one kind) only those of
 * the highest stay, though an earlier one may have said more. */
void side_rows_keep(struct side_rows *rows, const char *id, const struct said *said,
	const struct row_rank *rank);

/* The person of this id, NULL when there is none. Quickest when they are asked for in the order
 * of the file. */
struct side_person *side_rows_find(struct side_rows *rows, const char *id);

/* The first, NULL when there is none. */
struct side_person *side_rows_first(const struct side_rows *rows);

/* The line of a row in its file; the next of its person, or NULL. */
long side_row_line(const struct side_row *row);
const struct side_row *side_row_next(const struct side_row *row);

/* What a row says; texts live in the arena or as long as the row. */
void side_row_said(const struct side_rows *rows, const struct side_row *row, struct arena *arena,
	struct said *said);

/* NULL is allowed. */
void side_rows_close(struct side_rows *rows);

#endif
