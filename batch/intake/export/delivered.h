#ifndef INTAKE_EXPORT_DELIVERED_H
#define INTAKE_EXPORT_DELIVERED_H

#include "intake/export/assembly.h"
#include "intake/export/side_rows.h"
#include "intake/export/uncounted.h"
#include "intake/register/record_set.h"
#include "model/office.h"

/*
 * A delivery on its way (intake/export/delivery.h), for the files that read it together: what the
 * sets say of themselves (delivered_head.c), their rows (delivered_rows.c), and who is left over
 * (delivered_end.c). All that fails sets *why to what delivery.h says.
 */

/* One set: what it said of itself, and its rows where they are kept. */
struct delivered_set {
	const struct export_set *set;
	const char *path;             /* NULL: an optional set without a file */
	const struct set_head *known; /* what its name and its control file say */
	struct side_rows *rows;
	struct rows_summary summary;
	bool other_day; /* an optional set of another day, which is left out */
	long found;     /* persons with a resident */
};

/* The whole. */
struct delivered {
	const struct export_description *description;
	const struct office *office; /* NULL: anybody's */
	const struct register_visitor *visitor;
	struct delivered_set sets[EXPORT_SETS_MAX];
	struct delivered_set *part; /* that is being read */
	struct arena *arena;
	struct arena *scratch; /* of one record */
	struct said *nested;   /* of the record that is being read, in scratch */
	size_t nested_count, nested_capacity;
	day_number as_of;     /* DAY_NONE until it is known */
	day_number row_day;   /* on which rows of the present set must be in force */
	char municipality[7]; /* "" until it is known */
	struct record_set set;
	struct record *record;
	struct uncounted *uncounted;
	uint64_t before, total; /* bytes of the files read so far, and of all; 0: not known */
};
struct delivered_set *delivered_main(struct delivered *delivered);

/* How many sets there are, with a file or without. */
size_t delivered_count(const struct delivered *delivered);

/* Sets *why to FAULT_REGISTER with the set's path and name before the message. */
bool delivered_fault(const struct delivered_set *part, struct fault *why, const char *message);

/* What a row_visitor is given (intake/export/rows.h), `context` being the struct delivered: of a
 * side set, and of the main one, whose head is shown to the register's visitor. */
bool delivered_side_head(void *context, const struct set_head *head, struct fault *why);
bool delivered_main_head(void *context, const struct set_head *head, struct fault *why);

/* What a set has said of itself by its end, against the others. */
bool delivered_tail(struct delivered *delivered, struct fault *why);

bool delivered_side_row(void *context, const struct row *row, struct fault *why);
bool delivered_main_row(void *context, const struct row *row, struct fault *why);

/* Shows the residents of a main set whose history asks for the highest number, now that it is
 * whole. */
bool delivered_show_kept(struct delivered *delivered, struct fault *why);

/* All sets have been read: tells of residents of whom no row counts and of rows without a resident
 * (how many goes into *orphans), and refuses a required set that fits nobody. */
bool delivered_end(struct delivered *delivered, long *orphans, struct fault *why);

#endif
