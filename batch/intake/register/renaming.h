#ifndef INTAKE_REGISTER_RENAMING_H
#define INTAKE_REGISTER_RENAMING_H

#include "base/arena.h"
#include "base/fault.h"
#include "intake/register/dialect.h"
#include "model/office.h"

#include <stdbool.h>

/* One vocabulary of the office on its way to a dialect: a copy of record_parts whose names its rows
 * change one by one, and where each name comes from. */
struct renaming {
	const struct office *office;
	const struct vocabulary *vocabulary;
	const struct dialect *own;
	struct arena *arena;
	struct fault *why;
	struct record_rule *parts;
	struct value *fields[RECORD_PARTS]; /* the attributes of each of `parts` */
	long part_lines[RECORD_PARTS];      /* of the row that named it, 0: it keeps our name */
	long field_lines[RECORD_PARTS][RECORD_ATTRIBUTES_MAX];
};

/* Sets FAULT_OFFICE, "path:line: …", and returns false. */
bool renaming_wrong(const struct renaming *renaming, long line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Is this element one of the file that the vocabulary is of? */
bool renaming_concerns(const struct renaming *renaming, enum record_part part);

/* When all rows are read: can everything still be reached? False when two things of one place have
 * the same name, or one has a name that is refused. */
bool renaming_check(const struct renaming *renaming, const struct dialect *dialect);

#endif
