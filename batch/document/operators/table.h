#ifndef DOCUMENT_OPERATORS_TABLE_H
#define DOCUMENT_OPERATORS_TABLE_H

#include "base/civil.h"

#include <stdbool.h>
#include <stdio.h>

/* The pieces of which the sections of operators/report.html are made: tables, dates and figures as
 * HTML. None can fail; write errors stay in the stream. */

/* 2026年11月24日(火); without the weekday, for the Monday that a week is named by. */
void table_day(FILE *stream, day_number day);
void table_monday(FILE *stream, day_number monday);

/* 12345 as 12,345; not for numbers below 0. */
void table_count(FILE *stream, long count);

/* A table: begun, a heading for each column (text is escaped; those of figures stand to the right),
 * the rows, each begun by its caller, ended. */
void table_begin(FILE *stream);
void table_heading(FILE *stream, const char *text, bool figure);
void table_rows(FILE *stream);
void table_end(FILE *stream);

/* A cell with a figure; of 0 it is faint. */
void table_figure(FILE *stream, long count);

#endif
