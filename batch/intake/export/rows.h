#ifndef INTAKE_EXPORT_ROWS_H
#define INTAKE_EXPORT_ROWS_H

#include "intake/export/row_visitor.h"

/*
 * Reads the file of a set and shows its rows. What the items of the file say of the head comes to
 * what is known of it and must not contradict it. Of two halves of the head that contradict each
 * other, a count that is not that of the rows, a file that is not well-formed, not of a declared
 * kind, of another encoding, with a row of more or fewer columns, with a column twice that is asked
 * for, with an item that is refused or not named, without an item in all its rows that is not
 * optional (a renamed one) or that the head must have, with an individual number where all items
 * are looked at, with a value longer than 64 KiB or a row longer than 1 MiB (of items that nobody
 * takes the values are cut): FAULT_REGISTER, "path:line: set NAME: …". FAULT_INPUT when it cannot
 * be opened; else what the visitor set.
 */
bool rows_read(const struct row_file *file, const struct row_visitor *visitor,
	struct rows_summary *summary, struct fault *why);

#endif
