#ifndef INTAKE_EXPORT_DRAFT_FILE_H
#define INTAKE_EXPORT_DRAFT_FILE_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/export/description.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What can be seen of a data set's file without a description: how it is built, and which items it
 * has. Here, and nowhere else, things are guessed: who writes the description looks at them.
 *
 * Of XML the record is the element nearest to the root that comes more than once among its
 * siblings and holds something; where nothing does, the first that holds two texts.
 * Elements within it that hold something and come more than once in a record are rows of their own.
 * Of CSV the first row are the columns' names; the encoding is the first of UTF-8, UTF-16 and
 * Windows-31J in which the file can be read, the separator the one that gives most columns.
 */
enum { DRAFT_ITEMS_MAX = 2000 };

struct draft_item {
	unsigned kind;    /* 0: of the record; else of rows[kind - 1] */
	const char *path; /* within its row */
};

struct draft_file {
	bool xml;
	enum export_encoding encoding; /* of CSV, as is the next */
	char separator;
	const char *record; /* of XML, as are the next */
	const char *rows[EXPORT_NESTED_MAX];
	unsigned rows_count;
	struct draft_item *items; /* in the order in which they first came */
	size_t item_count;
	const char **heads; /* paths outside of records that say something */
	size_t head_count;
};

/* Reads the whole file. Fails as source_open does; FAULT_REGISTER when it is neither. */
bool draft_file_read(
	const char *path, struct arena *arena, struct draft_file *file, struct fault *why);

#endif
