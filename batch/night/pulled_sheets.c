#include "night/pulled_sheets.h"

#include <stdlib.h>
#include <string.h>

/* Few sheets are pulled: each is looked up among tonight's people. */

static int compare_person(const void *key, const void *element)
{
	return strcmp(key, (*(struct reconciled_person *const *)element)->recipient.resident);
}

static void list_due(struct reconciled_person *person, const struct pulled_due *pulled)
{
	for (size_t i = 0; i < person->count; i++) {
		struct reconciled_due *due = &person->dues[i];
		if (due->document == pulled->document && due->decision.expires == pulled->expires &&
			due->decision.outcome == OUTCOME_HAND)
			due->row = true;
	}
}

void pulled_sheets_list(
	const struct reconciliation *reconciliation, const struct pulled_due *pulled, size_t count)
{
	for (size_t i = 0; i < count && reconciliation->person_count > 0; i++) {
		struct reconciled_person *const *found =
			bsearch(pulled[i].resident, reconciliation->people,
				reconciliation->person_count, sizeof *found, compare_person);
		if (found != NULL)
			list_due(*found, &pulled[i]);
	}
}
