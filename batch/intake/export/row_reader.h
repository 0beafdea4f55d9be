#ifndef INTAKE_EXPORT_ROW_READER_H
#define INTAKE_EXPORT_ROW_READER_H

#include "base/arena.h"
#include "intake/export/row_visitor.h"
#include "intake/xml/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What the readers of CSV and XML share: a row of each kind is begun, given its items one by one,
 * and shown. All that may be wrong with an item whatever the file is stands here. Functions that
 * return false have set *reader->why.
 *
 * Bounds: a value of 64 KiB, a row of 1 MiB. What is longer refuses the file; but a value that
 * nobody takes (a picture) is cut.
 */
enum { ROW_VALUE_BYTES = 64 * 1024, ROW_BYTES = 1024 * 1024 };

struct none_words; /* of one item, those of its set among them */

/* The row of a kind that is being filled. */
struct row_filling {
	const struct export_rows *rows;
	struct cell *cells;             /* rows->item_count */
	const struct none_words **none; /* of each item */
	bool *seen;                     /* of each item: has it stood in a row of this file? */
	char *text;                     /* what the cells point to */
	size_t used, room;              /* bytes of it; at most ROW_BYTES */
	long line;
	const struct export_item *twice;
	bool open;
	bool met; /* has one begun? */
};

struct row_reader {
	const struct row_file *file;
	const struct export_set *set; /* of the file, as is the path */
	const char *path;
	const char *about; /* "set NAME: " */
	const struct row_visitor *visitor;
	struct source *source;
	struct arena *arena;
	struct fault *why;
	struct set_head head;
	bool head_shown;
	bool nests; /* the file is XML, in which rows of a record may stand */
	long records;
	uint64_t told; /* progress: at this many bytes */
	struct row_filling fillings[1 + EXPORT_NESTED_MAX];
};

/* Gets the fillings ready and begins with the head that is known; the members before `head` are
 * set.
 */
void row_reader_init(struct row_reader *reader);

/* FAULT_REGISTER, "path:line: set NAME: …". Returns false. */
bool row_refuse(struct row_reader *reader, long line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* A name as messages show it: its first 60 bytes, whole characters. */
const char *row_shown(struct row_reader *reader, const char *name);

/* An empty row of a kind, which begins in this line. */
void row_begin(struct row_reader *reader, unsigned kind, long line);

/* An item of the row, by its number: `length` bytes of UTF-8 as they stand in the file. */
bool row_take(
	struct row_reader *reader, unsigned kind, unsigned item, const char *value, size_t length);

/* An item that the description does not name. */
bool row_other(struct row_reader *reader, unsigned kind, const char *path, const char *value,
	size_t length);

/* An item whose being there refuses the file. */
bool row_forbidden(struct row_reader *reader, long line, const char *path);

/* The row is whole. */
bool row_show(struct row_reader *reader, unsigned kind);

/* What an item says of the head: nothing, when it is blank or a word of the set for none. */
bool row_head_say(struct row_reader *reader, long line, enum export_head_part part,
	const char *value, size_t length);

/* To be called before the first row. */
bool row_head_show(struct row_reader *reader);

/* The file has ended in good order in this line: what only then can be asked. */
bool row_finish(struct row_reader *reader, long line);

/* After each piece that was read. */
void row_progress(struct row_reader *reader);

#endif
