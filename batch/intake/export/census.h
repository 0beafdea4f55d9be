#ifndef INTAKE_EXPORT_CENSUS_H
#define INTAKE_EXPORT_CENSUS_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/export/row_visitor.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What a data set holds, item by item, for who writes its description: how often each item says
 * something, which codes it has, which of its values would not do, and on which lines. The items
 * that the description does not name are counted as well.
 */
enum {
	CENSUS_LINES = 3,    /* of values that would not do, the first ones */
	CENSUS_VALUES = 200, /* different codes of an item; more are counted as one */
	CENSUS_OTHERS = 1000 /* items that are not named; more are not listed */
};

/* One code of an item. */
struct census_value {
	const char *value;
	const char *word; /* what it stands for; NULL: it says nothing */
	bool known;       /* has it a row in the table? */
	long count;
};

struct census_item {
	unsigned kind; /* the kind of row: an index of set->rows */
	const char *path;
	const struct export_item *item; /* NULL: the description does not name it */
	const struct export_step *step; /* the first that takes it; NULL: none does */
	long came, filled;              /* rows in which it stands; in which it says something */
	struct census_value *values;    /* of coded ones, in the order in which they came */
	size_t value_count, value_capacity;
	long value_rest; /* rows with a code beyond CENSUS_VALUES */
	long wrong;      /* rows with a value that would not do */
	long wrong_lines[CENSUS_LINES];
};

struct census {
	const struct export_set *set;
	struct census_item
		*items; /* those that are named, in the description's order, then others */
	size_t item_count, item_capacity;
	long rows;            /* records */
	struct set_head head; /* as far as it is said */
	bool others_cut;      /* there are more items than are listed */
};

/* Counts a set's file. The census lives in the arena and holds what was
 * read until then also where it fails, as rows_read does (but an item that is not named is no
 * fault here). */
bool census_read(
	const struct row_file *file, struct arena *arena, struct census *census, struct fault *why);

#endif
