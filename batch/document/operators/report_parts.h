#ifndef DOCUMENT_OPERATORS_REPORT_PARTS_H
#define DOCUMENT_OPERATORS_REPORT_PARTS_H

#include "document/operators/office_page.h"

/* The parts of operators/report.html, each a section but for the first. */

/* Whether all is well, what must not leave, what was let pass, and what there is to do. */
void report_verdict(const struct page *page);

/* The offers to houses that nobody has answered; nothing where there are none. */
void report_houses(const struct page *page);

/* Tonight's figures against those of the nights before. */
void report_tonight(const struct page *page);

/* What waits for somebody, and how that has gone. */
void report_backlog(const struct page *page);

/* The codes of all exceptions, and those that are new; those that the night before told too. */
void report_exceptions(const struct page *page);
void report_known(const struct page *page);

/* Appointments against places, by week and counter. */
void report_places(const struct page *page);

/* What runs out in the weeks ahead, by week, then by week and counter. */
void report_load(const struct page *page);

/* Whether letters work: the shares of those that renewed. */
void report_effect(const struct page *page);

/* When mail goes next, and when all is closed. */
void report_closures(const struct page *page);

#endif
