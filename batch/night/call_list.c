#include "night/call_list.h"

#include "decide/visits/visit.h"

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

void call_list_make(const struct tonight *tonight, const struct keep *keep)
{
	const struct knowledge *knowledge = &tonight->knowledge;
	struct night_decided *decided = &tonight->result->decided;
	struct late_item *late = arena_alloc(tonight->arena, knowledge->held_count * sizeof *late);
	for (size_t i = 0; i < knowledge->held_count; i++) {
		const struct held_item *held = &knowledge->held[i];
		if (too_late(tonight->job->office, held, tonight->posting_day) &&
			wanted(keep, &tonight->reconciliation, held))
			late[decided->late_count++] = (struct late_item){
				held->notice, held->resident, held->matter, held->expires};
	}
	decided->late = late;
}
