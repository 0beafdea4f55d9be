#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdio.h>

/*
 * Comma-separated values for Excel and for programs: RFC 4180, CRLF, UTF-8. A field is quoted
 * when it holds a comma, a quote or a line end, and, since spreadsheets run what looks like a
 * formula, when it begins with = + - @ or a tab it is quoted and led by an apostrophe. For people
 * who open a list with a double click, CSV_SPREADSHEETS writes figures that a spreadsheet would
 * spoil (a 0 in front, more than eleven) as the formula ="0000000101", which shows them as they
 * are. Write errors stay in the stream: ask ferror before closing it.
 */

/* The byte order mark, which makes Excel read UTF-8. */
void csv_mark(FILE *stream);

enum csv_readers { CSV_PROGRAMS, CSV_SPREADSHEETS };

/* How somebody's lists are written: for whom, and in which language their headings stand (a tag of
 * base/phrase.h), NULL for the names of the columns. */
struct csv_form {
	enum csv_readers readers;
	const char *headings;
};

/* One record: its fields as given (NULL counts as ""), ended by CRLF. */
void csv_record(FILE *stream, enum csv_readers readers, const char *const fields[], size_t count);

/* The first record of a list: the names of its columns, or what the form's language calls them.
 * What its catalogue lacks stands as it is (tests/messages.sh finds the names: arrays that end in
 * `headings`, in files that call this). */
void csv_heading(
	FILE *stream, const struct csv_form *form, const char *const headings[], size_t count);

#endif
