#ifndef INTAKE_EXPORT_CSV_ROWS_H
#define INTAKE_EXPORT_CSV_ROWS_H

#include "intake/export/row_reader.h"

#include <stdbool.h>

/*
 * CSV as rows: RFC 4180, with line ends of any kind, blanks around fields, and blank lines behind
 * the last row. Lines are those of the file, whatever stands within quotes. Refused besides what
 * intake/export/rows.h says: a quote out of place; a last row without a line end, since nobody can
 * say of it whether its last field is whole; a blank line between rows; more than 4,096 columns.
 */
bool csv_rows_read(struct row_reader *reader);

#endif
