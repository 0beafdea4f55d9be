#ifndef DOCUMENT_OPERATORS_TABLE_H
#define DOCUMENT_OPERATORS_TABLE_H

#include "document/operators/office_page.h"

#include <stdbool.h>

/* Tables of the operators' pages: headings, then rows; a caption is what a reader who does not see
 * the heading above hears. Every figure has its thousands apart. */

/* <table>, with a caption of this key; the headings follow. */
void table_begin(const struct page *page, const char *caption);
void table_heading(const struct page *page, const char *text, bool figure);

/* Ends the headings. */
void table_rows(const struct page *page);

/* A row that begins with its heading, and its end. */
void table_row(const struct page *page, const char *heading);
void table_row_end(const struct page *page);

/* Ends the rows; those that follow sum them up. */
void table_foot(const struct page *page);

void table_figure(const struct page *page, long count);
void table_text(const struct page *page, const char *text);

void table_end(const struct page *page);

#endif
