#ifndef NIGHT_PULLED_SHEETS_H
#define NIGHT_PULLED_SHEETS_H

#include "decide/dues/reconciliation.h"
#include "model/outgoing.h"

#include <stddef.h>

/* Whose printed sheet was pulled since the night before and who is by hand tonight has a row in
 * tonight's dues, changed or not: staff must know that no letter has left. */
void pulled_sheets_list(
	const struct reconciliation *reconciliation, const struct pulled_due *pulled, size_t count);

#endif
