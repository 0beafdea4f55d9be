#include "decide/dues/reconciliation.h"

#include "base/sorted.h"

#include <string.h>

/* Its people and what ended are in order: whoever asks finds them by halving. */

static int compare_person(const void *key, const void *element)
{
	return strcmp(key, (*(struct reconciled_person *const *)element)->recipient.resident);
}

struct reconciled_person *reconciliation_person(
	const struct reconciliation *reconciliation, const char *resident)
{
	struct reconciled_person *const *found =
		sorted_run(resident, reconciliation->people, reconciliation->person_count,
			sizeof(struct reconciled_person *), compare_person, NULL);
	return found == NULL ? NULL : *found;
}

struct reconciled_due *reconciliation_due(const struct reconciliation *reconciliation,
	const char *resident, enum document document, day_number expires)
{
	struct reconciled_person *person = reconciliation_person(reconciliation, resident);
	for (size_t i = 0; person != NULL && i < person->count; i++)
		if (person->dues[i].document == document &&
			person->dues[i].decision.expires == expires)
			return &person->dues[i];
	return NULL;
}

static int compare_closed(const void *key, const void *element)
{
	const struct known_due *one = key;
	const struct known_due *other = ((const struct reconciled_closed *)element)->known;
	int order = strcmp(one->resident, other->resident);
	if (order == 0)
		order = (int)one->document - (int)other->document;
	return order != 0 ? order
			  : (one->expires > other->expires) - (one->expires < other->expires);
}

const struct reconciled_closed *reconciliation_closed(const struct reconciliation *reconciliation,
	const char *resident, enum document document, day_number expires)
{
	const struct known_due key = {
		.resident = resident, .document = document, .expires = expires};
	return sorted_run(&key, reconciliation->closed, reconciliation->closed_count,
		sizeof *reconciliation->closed, compare_closed, NULL);
}

bool reconciliation_guards(const struct reconciliation *reconciliation, const char *household)
{
	return sorted_lists(reconciliation->guarded, reconciliation->guarded_count, household);
}

void reconciliation_list_pulled(
	const struct reconciliation *reconciliation, const struct pulled_due *pulled, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct reconciled_due *due = reconciliation_due(
			reconciliation, pulled[i].resident, pulled[i].document, pulled[i].expires);
		if (due != NULL && due->decision.outcome == OUTCOME_HAND)
			due->row = true;
	}
}
