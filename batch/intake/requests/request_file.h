#ifndef INTAKE_REQUESTS_REQUEST_FILE_H
#define INTAKE_REQUESTS_REQUEST_FILE_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/desk_request.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * A file of requests: CSV (RFC 4180) in UTF-8, with or without a byte order mark, lines ended by
 * CRLF or LF. Its first line names the columns, in any order: request, action, who, counter, day,
 * time, asked, and where they are wanted of and minutes; any other column is refused, since what
 * kigen does not need of people it does not take.
 *
 * Each line is a row by itself, so that a quote that is never closed costs one row and not all
 * that follow: no field can have a line end in it. What of a row cannot be read is said of that row
 * (desk_request.wrong). Empty lines are nothing. The last line, where it has no end, may be half of
 * one, and is refused.
 */
struct request_file {
	struct desk_request *list; /* by line */
	size_t count;
};

enum { REQUESTS_MAX = 1000000 };

/* Reads all of it; `name` is for messages. FAULT_REGISTER when it is no such file (no header, two
 * columns of a name, one that is missing or not known, a header without an end, more than
 * REQUESTS_MAX rows), and FAULT_INPUT when it cannot be read. */
bool request_file_read(FILE *stream, const char *name, struct arena *arena,
	struct request_file *file, struct fault *why);

#endif
