#ifndef INTAKE_EXPORT_DESCRIPTION_PARTS_H
#define INTAKE_EXPORT_DESCRIPTION_PARTS_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/export/description.h"
#include "intake/xml/tree.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The parts of which the reading of an export description is made (description_*.c alone). The
 * schema has seen to forms and ranges; here what is named is found, and what contradicts itself is
 * refused. All that returns bool fails with FAULT_OFFICE, "path:line: …".
 */
struct description_reading {
	const char *path; /* of the description */
	const struct export_codes *codes;
	size_t codes_count;
	const struct date_forms *dates;
	size_t dates_count;
	struct arena *arena;
	struct fault *why;
};

/* Sets the fault and returns false. */
bool description_wrong(const struct description_reading *reading, long line, const char *format,
	...) __attribute__((format(printf, 3, 4)));

/* An attribute without the blanks around it, wide ones among them; NULL when it is absent. */
const char *description_text(
	const struct description_reading *reading, const struct tree_node *node, const char *name);

/* ---- tables (description_tables.c) ---- */

/* All <codes> and <dates> of the root. */
bool description_read_tables(struct description_reading *reading, const struct tree_node *root);

/* The table that an attribute names; NULL for an absent attribute. */
bool description_codes(const struct description_reading *reading, const struct tree_node *node,
	const struct export_codes **codes);
bool description_dates(const struct description_reading *reading, const struct tree_node *node,
	const struct date_forms **dates);

/* ---- items (description_items.c) ---- */

/* What is said of an item in several places; lines are 0 where nothing says it. */
struct item_mentions {
	long taken, named, ignored, refused; /* the first line that does; `named`: with `none` */
	long lacking;                        /* the line that lets it be missing */
	bool needed;                         /* one who takes it does not call it optional */
	bool beside; /* the head asks for it, and where the file is XML it is in no row */
	const char *none;
};

struct asked_condition {
	struct export_condition condition;
	long line;
};

/* One kind of row while its items come together. */
struct rows_listing {
	const struct description_reading *reading;
	const struct export_set *set;
	struct export_item *items;
	struct item_mentions *mentions; /* one an item */
	size_t item_count, item_capacity, mention_capacity;
	struct asked_condition *conditions;
	size_t condition_count, condition_capacity;
	struct export_step *steps;
	size_t step_count, step_capacity;
	bool ignore_others;
};

enum item_use { ITEM_TAKEN, ITEM_IGNORED, ITEM_REFUSED, ITEM_LACKING };

/* The number of an item by its path; a new one gets the next. */
bool listing_item(struct rows_listing *listing, const char *path, long line, enum item_use use,
	unsigned *number);

/* The item of a take or of a part, with `optional` and `none`. */
bool listing_taken(struct rows_listing *listing, const struct tree_node *node, unsigned *number);

/* The condition of an attribute `when`; none: it always holds. */
bool listing_condition(struct rows_listing *listing, const struct tree_node *node,
	struct export_condition *condition);

/* When all has been read: no item is of two minds, no condition asks for a word for none. */
bool listing_finish(struct rows_listing *listing, struct export_rows *rows);

/* ---- steps (description_steps.c) ---- */

/* The steps below a <set> or <rows>. */
bool description_read_steps(struct rows_listing *listing, const struct tree_node *parent);

/* Does a step give this field? */
bool listing_gives(const struct rows_listing *listing, enum export_field field);

/* ---- sets (description_set.c) ---- */

bool description_read_set(const struct description_reading *reading, const struct tree_node *node,
	struct export_set *set);

/* A path of XML: names of elements with slashes between, where `attribute`s may be meant also
 * @NAME at its end. */
bool description_xml_path(
	const struct description_reading *reading, const char *path, long line, bool attribute);

#endif
