#ifndef INTAKE_OFFICE_OFFICE_FILE_H
#define INTAKE_OFFICE_OFFICE_FILE_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/office.h"
#include "model/template.h"

/* Reads the office file, checked whole against office.xsd and beyond it (ids that are named exist,
 * recurrences parse, openings of a counter do not overlap on a day, …), and the holidays it names.
 * The result lives in `arena`. Fails with FAULT_INPUT when the file cannot be opened, else with
 * FAULT_OFFICE: the message has file and line of the first finding; *office is then untouched. */
bool office_read(const char *path, struct arena *arena, struct office *office, struct fault *why);

/* A finding that stops nothing but that an office should know (an empty telephone number, a
 * language nobody approved, dates on which two readings of a rule differ). `line` is 0 when it is
 * about no line; `file` is NULL when the message names it itself; both live until the return. */
typedef void office_finding(void *context, const char *file, long line, const char *message);

/* Who hears of what is wrong, and of what only an office should know. */
struct audience {
	office_finding *tell; /* each mistake; NULL: the first one ends the reading */
	office_finding *warn; /* what stops nothing; NULL: nobody wants to know */
	void *context;        /* of both */
};

/* Calls `finding` for each of them, as seen on `today`. Cannot fail. */
void office_check(const struct office *office, day_number today, struct arena *arena,
	office_finding *finding, void *context);

/* The same about the texts of the letters: which languages have none, and which text files nobody
 * has approved as they are now. */
void office_check_texts(const struct office *office, const struct templates *templates,
	struct arena *arena, office_finding *finding, void *context);

#endif
