#ifndef DOCUMENT_OPERATORS_OUTCOMES_H
#define DOCUMENT_OPERATORS_OUTCOMES_H

#include "document/operators/tally.h"

#include <stdio.h>

/* What was decided in a night, counted, in Japanese: two sections of operators/report.html, below
 * their headings. */

/* How many dues of each matter came to each outcome, and all of them. */
void outcomes_matters(FILE *stream, const struct tally *tally);

/* How many of each outcome for each reason, with the reason's code. */
void outcomes_reasons(FILE *stream, const struct tally *tally);

#endif
