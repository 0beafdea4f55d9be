#ifndef DOCUMENT_OPERATORS_OUTCOMES_H
#define DOCUMENT_OPERATORS_OUTCOMES_H

#include "document/operators/office_page.h"

/* What was decided in a night, counted: two sections of operators/report.html. */

/* How many dues of each matter came to each outcome, and all of them. */
void outcomes_matters(const struct page *page);

/* How many of each outcome for each reason, with the reason's code, by which page and dues.csv are
 * held against each other. */
void outcomes_reasons(const struct page *page);

#endif
