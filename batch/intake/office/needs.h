#ifndef INTAKE_OFFICE_NEEDS_H
#define INTAKE_OFFICE_NEEDS_H

#include "base/arena.h"
#include "base/fault.h"
#include "model/format_need.h"

#include <stdbool.h>

/*
 * Reads the needs file of the desks (needs.csv): who has asked for letters in another form. UTF-8,
 * with or without byte order mark, a resident a line:
 *
 *   resident,format
 *   0000000101,large-print
 *
 * Fields may stand in quotes or, as spreadsheets keep the zeros of an id, as ="0000000101"; blanks
 * around them are no part of them, empty lines nothing. What is wrong with one row stays with that
 * row, by the codes of the register (field-missing, field-form, field-length, field-word), and
 * row-twice where two rows of one id say different things.
 *
 * FAULT_INPUT when the file cannot be opened or read; FAULT_OFFICE "file:line: …" when it has
 * another head or is no text of UTF-8: then nobody's row could be told from another's.
 */
bool needs_read(
	const char *path, struct arena *arena, struct format_need_list *needs, struct fault *why);

#endif
