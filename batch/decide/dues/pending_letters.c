#include "decide/dues/pending_letters.h"

#include "base/text.h"
#include "decide/dues/dispatch.h"
#include "decide/dues/letter_contents.h"
#include "decide/rules/arrival.h"

#include <string.h>

/* A waiting letter is held against what tonight would write, item by item. It goes on waiting
 * only when that is the very same; any other is pulled whole, since half a letter cannot be
 * corrected. */

static bool too_soon(const struct reconcile *reconcile, const struct known_due *known)
{
	return arrival_after_visit(
		reconcile->office, known->matter, known->visit, reconcile->night);
}

/* Is this due decided tonight as the waiting letter has it? In the words of a reminder the wave has
 * no part any more. No letter says that something is by hand: whatever the ledger has of the due,
 * it does not stand then. */
static bool due_stands(const struct known_due *known, const struct decision *decision)
{
	bool written = decision->outcome == OUTCOME_LETTER || decision->outcome == OUTCOME_COVERED;
	return written && decision->matter == known->matter &&
	       decision->outcome == known->outcome && decision->reason == known->reason &&
	       (known->settled_reminder || decision->wave == known->wave);
}

/* Does tonight's ruling say exactly what the waiting letter says: each due it settled is decided
 * letter or covered again, and nothing else would join it? */
static bool letter_stands(const struct reconcile *reconcile, const struct reconciled_person *person,
	const char *notice)
{
	const struct known_due *known = reconcile->known + person->known_first;
	for (size_t i = 0; i < person->known_count; i++) {
		if (known[i].notice == NULL || strcmp(known[i].notice, notice) != 0)
			continue;
		bool confirmed = false;
		for (size_t k = 0; k < person->count; k++) {
			const struct reconciled_due *due = &person->dues[k];
			confirmed |=
				due->known == &known[i] && due_stands(&known[i], &due->decision);
		}
		if (!confirmed)
			return false;
	}
	for (size_t k = 0; k < person->count; k++) {
		const struct reconciled_due *due = &person->dues[k];
		bool covered = due->decision.outcome == OUTCOME_COVERED;
		if (dispatch_wants_letter(reconcile, due) || (covered && !dispatch_has_letter(due)))
			return false;
	}
	return true;
}

/* A letter is about one resident, whose known dues stand side by side. */
static void pull_letter(struct reconcile *reconcile, const struct known_due *settled_due)
{
	size_t i = (size_t)(settled_due - reconcile->known);
	while (i > 0 && strcmp(reconcile->known[i - 1].resident, settled_due->resident) == 0)
		i--;
	for (; i < reconcile->known_count &&
		strcmp(reconcile->known[i].resident, settled_due->resident) == 0;
		i++)
		reconcile->pulled[i] = reconcile->pulled[i] ||
				       text_equal(reconcile->known[i].notice, settled_due->notice);
}

static void readdress_letter(
	struct reconcile *reconcile, const struct reconciled_person *person, const char *notice)
{
	reconcile->readdressed =
		arena_grow(reconcile->arena, reconcile->readdressed, reconcile->readdressed_count,
			1, &reconcile->readdressed_capacity, sizeof *reconcile->readdressed);
	reconcile->readdressed[reconcile->readdressed_count++] =
		(struct reconciled_readdressed){person, notice};
}

void pending_review(struct reconcile *reconcile)
{
	for (size_t i = 0; i < reconcile->closed_count; i++) {
		const struct known_due *known = reconcile->closed[i].known;
		if (letter_waits(known))
			pull_letter(reconcile, known);
	}
	for (size_t i = 0; i < reconcile->person_count; i++) {
		const struct reconciled_person *person = reconcile->people[i];
		const char *told = "";
		for (size_t k = 0; k < person->count; k++) {
			const struct reconciled_due *due = &person->dues[k];
			if (!letter_waits(due->known) || dispatch_is_pulled(reconcile, due) ||
				strcmp(told, due->known->notice) == 0)
				continue;
			told = due->known->notice;
			if (!due->known->taken_back && !too_soon(reconcile, due->known) &&
				letter_stands(reconcile, person, told))
				readdress_letter(reconcile, person, told);
			else
				pull_letter(reconcile, due->known);
		}
	}
}

void pending_released(const struct reconcile *reconcile, struct reconciliation *reconciliation)
{
	const struct known_due **released =
		arena_alloc(reconcile->arena, reconcile->known_count * sizeof *released);
	for (size_t i = 0; i < reconcile->known_count; i++)
		if (reconcile->pulled[i])
			released[reconciliation->released_count++] = &reconcile->known[i];
	reconciliation->released = released;
}
