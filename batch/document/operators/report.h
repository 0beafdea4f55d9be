#ifndef DOCUMENT_OPERATORS_REPORT_H
#define DOCUMENT_OPERATORS_REPORT_H

#include "document/operators/office_page.h"

#include <stdbool.h>
#include <stdio.h>

/* Of the exceptions that are new the page lists this many, of those known before as many;
 * exceptions.csv has them all. */
enum { REPORT_EXCEPTIONS = 300 };

/* Of the sheets of one mailing that must not leave, likewise; stop.csv has them all. */
enum { REPORT_STOPS = 30 };

/*
 * operators/report.html: the morning after a night on one page for those who answer for it, in
 * Japanese, on a screen, a phone and paper. One file without script or outside request, not for
 * search engines. First whether all is well and what there is to do, then tonight against the
 * nights before, what waits, what is odd, the weeks ahead. Residents appear by id alone, letters by
 * number. A function of its night: no clock. Fails as page_write does.
 */
bool report_write(FILE *stream, const struct report *report, struct fault *why);

#endif
