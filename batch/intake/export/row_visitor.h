#ifndef INTAKE_EXPORT_ROW_VISITOR_H
#define INTAKE_EXPORT_ROW_VISITOR_H

#include "base/fault.h"
#include "intake/export/description.h"
#include "intake/export/set_head.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A data set as a stream of rows, whatever its file is. A row has a cell for every item that the
 * description names for its kind of row, in their order. Rows nested in a record are shown before
 * the record itself.
 */
struct cell {
	const char *value; /* UTF-8, NUL-terminated, without the blanks around it (text_is_blank);
			      "" when it did not come or is one of the words for none */
	size_t length;     /* bytes */
	bool came;         /* the item stood in the row, be it empty */
};

struct row {
	unsigned kind;            /* its number in set->rows: 0 is the record */
	long line;                /* of the file, from 1: where the record's tag or row begins */
	const struct cell *cells; /* set->rows[kind].item_count; live until the return */
	const struct export_item *twice; /* an item that came twice in this row, or NULL */
};

struct row_visitor {
	void *context;
	/* Once, before the first row (of a file without rows: at the end), with what has been said
	 * by then. */
	bool (*head)(void *context, const struct set_head *head, struct fault *why);
	bool (*row)(void *context, const struct row *row, struct fault *why);
	/* An item that the description does not name, in a kind of row; `value` as in a cell. Only
	 * who draws up a table of items asks for it; NULL: nobody does, and then it refuses the
	 * file unless others are ignored. */
	void (*other)(void *context, unsigned kind, const char *path, const struct cell *cell);
	/* Bytes of the file read so far, and in all (0: not known). May be NULL. */
	void (*progress)(void *context, uint64_t done, uint64_t total);
};

struct rows_summary {
	long rows;            /* records, not the nested ones */
	struct set_head head; /* with what came behind the rows */
	char digest[65];      /* SHA-256 of the file's bytes as stored, hexadecimal */
};

/* What is to be read. */
struct row_file {
	const struct export_description *description;
	const struct export_set *set;
	const char *path;
	/* What the file's name and its control file say of the head
	 * (intake/export/collection.h); NULL: nothing. */
	const struct set_head *known;
};

#endif
