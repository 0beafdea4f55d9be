#include "night/call_list.h"

#include "decide/visits/visit.h"
#include "ledger/staff.h"

#include <stdlib.h>
#include <string.h>

static int compare_person(const void *key, const void *element)
{
	return strcmp(key, (*(struct reconciled_person *const *)element)->recipient.resident);
}

/* Does tonight's register still want this letter? Who could not be read tonight is telephoned all
 * the same. */
static bool wanted(const struct keep *keep, const struct reconciliation *reconciliation,
	const struct held_item *item)
{
	enum document document = document_of(item->matter);
	if (ended_has(&keep->ended, item->resident, document, item->expires) ||
		ended_pulled(&keep->ended, item->notice))
		return false;
	struct reconciled_person *const *found =
		reconciliation->person_count == 0
			? NULL
			: bsearch(item->resident, reconciliation->people,
				  reconciliation->person_count, sizeof *found, compare_person);
	for (size_t i = 0; found != NULL && i < (*found)->count; i++) {
		const struct reconciled_due *due = &(*found)->dues[i];
		if (due->document == document && due->decision.expires == item->expires)
			return due->decision.outcome == OUTCOME_LETTER ||
			       due->decision.outcome == OUTCOME_COVERED;
	}
	return true;
}

static bool too_late(
	const struct office *office, const struct held_item *item, day_number posting_day)
{
	return visit_too_late(office, item->matter, item->expires, posting_day) ||
	       visit_too_soon(office, item->matter, item->visit, posting_day) ||
	       visit_too_soon(office, item->matter, item->was, posting_day);
}

bool call_list_make(const struct night_job *job, const struct keep *keep,
	const struct reconciliation *reconciliation, day_number posting_day, struct arena *arena,
	struct night_decided *decided, struct fault *why)
{
	struct held_item *items = NULL;
	size_t count = 0;
	if (job->ledger == NULL)
		return true;
	if (!ledger_held_items(job->ledger, arena, &items, &count, why))
		return false;
	struct late_item *late = arena_alloc(arena, count * sizeof *late);
	for (size_t i = 0; i < count; i++)
		if (too_late(job->office, &items[i], posting_day) &&
			wanted(keep, reconciliation, &items[i]))
			late[decided->late_count++] = (struct late_item){items[i].notice,
				items[i].resident, items[i].matter, items[i].expires};
	decided->late = late;
	return true;
}
