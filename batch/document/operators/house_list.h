#ifndef DOCUMENT_OPERATORS_HOUSE_LIST_H
#define DOCUMENT_OPERATORS_HOUSE_LIST_H

#include "base/arena.h"
#include "base/csv.h"
#include "model/committed_night.h"

#include <stdio.h>

/* houses.csv: a row for each offer to a house that is open after the night, or that ended with it
 * (model/house.h): as the other lists of a night (document/operators/lists.h). No personal data but
 * the id of one resident, by whom staff finds the house in the register. Write errors stay in the
 * stream. */
void house_list_write(
	FILE *stream, const struct csv_form *form, const struct night *night, struct arena *arena);

#endif
