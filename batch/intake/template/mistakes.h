#ifndef INTAKE_TEMPLATE_MISTAKES_H
#define INTAKE_TEMPLATE_MISTAKES_H

#include "base/fault.h"
#include "intake/office/office_file.h"

#include <stdbool.h>

/*
 * Where the mistakes in a template go. A night stops at the first one; `kigen check` wants to hear
 * all of them, so the reading goes on with something harmless in the place of what is wrong.
 */
struct mistakes {
	struct audience to;
	struct fault *why;
	long count; /* of those told */
};

/* A mistake in line `line` of a file. True when it was told and the reading goes on; false when it
 * ends here, with FAULT_OFFICE in mistakes->why. */
bool mistake(struct mistakes *mistakes, const char *path, long line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* The same for a mistake that another has put into mistakes->why, with its file and line: it is
 * told with a NULL file. */
bool mistake_of_file(struct mistakes *mistakes);

/* Something that stops nothing. */
void mistakes_warn(struct mistakes *mistakes, const char *path, long line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

#endif
