#include "decide/dues/ended_dues.h"

#include "base/sorted.h"

#include <stdlib.h>
#include <string.h>

/* Two orders: dues by resident, document and expiry, letters by number. */

static int compare_ended(const void *left, const void *right)
{
	const struct ended_due *a = left, *b = right;
	int order = strcmp(a->resident, b->resident);
	if (order == 0)
		order = (int)a->document - (int)b->document;
	return order != 0 ? order : (a->expires > b->expires) - (a->expires < b->expires);
}

static void list_pulled(
	const struct reconciliation *reconciliation, struct arena *arena, struct ended *ended)
{
	const char **pulled = arena_alloc(arena, reconciliation->released_count * sizeof *pulled);
	for (size_t i = 0; i < reconciliation->released_count; i++)
		pulled[i] = reconciliation->released[i]->notice;
	if (reconciliation->released_count > 0)
		qsort(pulled, reconciliation->released_count, sizeof *pulled, sorted_texts);
	for (size_t i = 0; i < reconciliation->released_count; i++)
		if (i == 0 || strcmp(pulled[i], pulled[i - 1]) != 0)
			pulled[ended->pulled_count++] = pulled[i];
	ended->pulled = pulled;
}

struct ended ended_tonight(const struct reconciliation *reconciliation, struct arena *arena)
{
	struct ended_due *ended = arena_alloc(
		arena, (reconciliation->closed_count + reconciliation->person_count * DOCUMENTS) *
			       sizeof *ended);
	size_t count = 0;
	for (size_t i = 0; i < reconciliation->closed_count; i++) {
		const struct known_due *known = reconciliation->closed[i].known;
		ended[count++] =
			(struct ended_due){known->resident, known->document, known->expires};
	}
	for (size_t i = 0; i < reconciliation->person_count; i++) {
		const struct reconciled_person *person = reconciliation->people[i];
		for (size_t k = 0; k < person->count; k++)
			if (person->dues[k].state != DUE_OPEN)
				ended[count++] = (struct ended_due){person->recipient.resident,
					person->dues[k].document, person->dues[k].decision.expires};
	}
	if (count > 0)
		qsort(ended, count, sizeof *ended, compare_ended);
	struct ended tonight = {.dues = ended, .count = count};
	list_pulled(reconciliation, arena, &tonight);
	return tonight;
}

bool ended_has(
	const struct ended *ended, const char *resident, enum document document, day_number expires)
{
	const struct ended_due key = {resident, document, expires};
	return sorted_run(&key, ended->dues, ended->count, sizeof key, compare_ended, NULL) != NULL;
}

bool ended_pulled(const struct ended *ended, const char *notice)
{
	return sorted_lists(ended->pulled, ended->pulled_count, notice);
}

bool ended_goes_on(const struct ended *ended, const struct served_due *served)
{
	return !ended_pulled(ended, served->notice) &&
	       !ended_has(ended, served->resident, served->document, served->expires);
}
