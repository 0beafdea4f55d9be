#ifndef DOCUMENT_OPERATORS_REPORT_H
#define DOCUMENT_OPERATORS_REPORT_H

#include "base/fault.h"
#include "document/operators/tally.h"
#include "model/committed_night.h"
#include "model/office.h"

#include <stdbool.h>
#include <stdio.h>

/* Of the exceptions the page lists this many; exceptions.csv has them all. */
enum { REPORT_EXCEPTIONS = 300 };

/* Of the sheets of one mailing that must not leave, likewise; stop.csv has them all. */
enum { REPORT_STOPS = 30 };

/*
 * operators/report.html: the night on one page for those who answer for it, in Japanese, on a
 * screen, a phone and paper. One file without script or outside request, not for search engines.
 * The frame is templates/report.html, carried within the program; its {{names}} are filled here.
 * Residents appear by id alone. FAULT_INTERNAL when the frame has a name that is not known; write
 * errors stay in the stream.
 */
bool report_write(FILE *stream, const struct office *office, const struct night *night,
	const struct tally *tally, struct fault *why);

#endif
