#ifndef INTAKE_EXPORT_CONTROL_FILE_H
#define INTAKE_EXPORT_CONTROL_FILE_H

#include "base/fault.h"
#include "intake/export/description.h"
#include "intake/export/set_head.h"

#include <stdbool.h>

/*
 * The small text file beside a set's file: a line each KEY=VALUE, KEY:VALUE or KEY,VALUE, in the
 * encoding of the set, of which the head asks for some keys. Blanks around both, quotes around
 * either, and lines that hold nothing or no known key are passed over. At most 64 KiB.
 *
 * Adds what it says to the head. FAULT_INPUT: it cannot be read. FAULT_REGISTER, "path:line: …": no
 * text of the encoding, too long, a key that is asked for and is missing (line 0), empty, without a
 * value of its form, or says another thing than the head does already.
 */
bool control_file_read(
	const struct export_set *set, const char *path, struct set_head *head, struct fault *why);

/* Does the head of the set ask its control file for anything? */
bool control_file_asked(const struct export_set *set);

#endif
