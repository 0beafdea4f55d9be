#include "decide/dues/call_list.h"

#include "decide/rules/arrival.h"

/* Too late is a matter of days alone; whether anybody still waits for the letter is asked after
 * it. */

static bool too_late(
	const struct office *office, const struct held_item *item, day_number posting_day)
{
	return arrival_after_expiry(office, item->matter, item->expires, posting_day) ||
	       arrival_after_visit(office, item->matter, item->visit, posting_day) ||
	       arrival_after_visit(office, item->matter, item->was, posting_day);
}

/* Does tonight's register still want this letter? Who could not be read tonight is telephoned all
 * the same. */
static bool still_wanted(const struct call_list *list, const struct held_item *item)
{
	enum document document = document_of(item->matter);
	if (ended_has(list->ended, item->resident, document, item->expires) ||
		ended_pulled(list->ended, item->notice))
		return false;
	const struct reconciled_due *due =
		reconciliation_due(list->reconciliation, item->resident, document, item->expires);
	return due == NULL || due->decision.outcome == OUTCOME_LETTER ||
	       due->decision.outcome == OUTCOME_COVERED;
}

size_t call_list_make(const struct call_list *list, const struct held_item *held, size_t count,
	struct late_item *late)
{
	size_t found = 0;
	for (size_t i = 0; i < count; i++)
		if (too_late(list->office, &held[i], list->posting_day) &&
			still_wanted(list, &held[i]))
			late[found++] = (struct late_item){
				held[i].notice, held[i].resident, held[i].matter, held[i].expires};
	return found;
}
