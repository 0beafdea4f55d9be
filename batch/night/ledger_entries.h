#ifndef NIGHT_LEDGER_ENTRIES_H
#define NIGHT_LEDGER_ENTRIES_H

#include "base/fault.h"
#include "night/visits.h"

#include <stdbool.h>

/* What a night tells the ledger and dues.csv, once its letters and appointments stand. */

/* Fills in result->rows and, of result->decided: dues, closed, pulled, refreshed, mailed. Fails as
 * the ledger's reads do. */
bool ledger_entries_list(const struct visits *visits, struct fault *why);

#endif
