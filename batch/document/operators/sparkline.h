#ifndef DOCUMENT_OPERATORS_SPARKLINE_H
#define DOCUMENT_OPERATORS_SPARKLINE_H

#include "base/share.h"
#include "document/operators/office_page.h"

#include <stddef.h>

/* A small line of how a figure has gone over nights, the last one marked, as SVG: said in words to
 * who does not see it. Whole numbers alone, so that the same figures are the same bytes. Nothing
 * for fewer than two. */
void sparkline_write(const struct page *page, const char *name, const long *values, size_t count);

/* A bar of so many of `most`, as SVG; decoration beside its figure. */
void sparkline_bar(const struct page *page, long value, long most);

/* A share on a scale from none to all, with its interval of 95 %; decoration beside its figures. */
void sparkline_interval(const struct page *page, struct share share);

#endif
