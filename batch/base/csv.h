#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdio.h>

/*
 * Comma-separated values for Excel and for programs: RFC 4180, CRLF, UTF-8. A field is quoted
 * when it holds a comma, a quote or a line end, and, since spreadsheets run what looks like a
 * formula, when it begins with = + - @ or a tab it is quoted and led by an apostrophe.
 * Write errors stay in the stream: ask ferror before closing it.
 */

/* The byte order mark, which makes Excel read UTF-8. */
void csv_mark(FILE *stream);

/* One record: its fields as given (NULL counts as ""), ended by CRLF. */
void csv_record(FILE *stream, const char *const fields[], size_t count);

#endif
