#ifndef DOCUMENT_OPERATORS_SHORTFALL_H
#define DOCUMENT_OPERATORS_SHORTFALL_H

#include "base/json.h"
#include "document/operators/office_page.h"
#include "model/committed_night.h"

/* Why letters of a night were left without an appointment, and what would have cured it
 * (model/shortage.h): for the report in Japanese, and for programs. Counts alone. */

/* The section of operators/report.html. */
void shortfall_report(const struct page *page);

/* The member "shortages" of operators/summary.json: an array, empty when everybody has a place. */
void shortfall_summary(struct json *json, const struct night *night);

#endif
