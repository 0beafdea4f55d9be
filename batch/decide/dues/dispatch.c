#include "decide/dues/dispatch.h"

#include <stdlib.h>
#include <string.h>

/* ---- how a due stands ---- */

bool dispatch_has_letter(const struct reconciled_due *due)
{
	return due->known != NULL && due->known->settled_first;
}

bool dispatch_is_pulled(const struct reconcile *reconcile, const struct reconciled_due *due)
{
	return reconcile->pulled[due->known - reconcile->known];
}

/* Is it settled by a first or late letter that has gone or will go? Where there is a reminder, only
 * that can have been pulled. */
static bool stays_settled(const struct reconcile *reconcile, const struct reconciled_due *due)
{
	return dispatch_has_letter(due) &&
	       (due->known->settled_reminder || !dispatch_is_pulled(reconcile, due));
}

/* Would a letter of tonight remind of it? */
static bool reminds(const struct reconcile *reconcile, const struct reconciled_due *due)
{
	return stays_settled(reconcile, due) &&
	       (!due->known->settled_reminder || dispatch_is_pulled(reconcile, due)) &&
	       remind_now(reconcile->office, due->known, due->decision.matter, &reconcile->posting);
}

bool dispatch_wants_letter(const struct reconcile *reconcile, const struct reconciled_due *due)
{
	return due->decision.outcome == OUTCOME_LETTER &&
	       (!stays_settled(reconcile, due) || reminds(reconcile, due));
}

/* ---- the cap of letters to one address ---- */

static int compare_destinations(const void *left, const void *right)
{
	const struct recipient *a = &(*(struct reconciled_person *const *)left)->recipient;
	const struct recipient *b = &(*(struct reconciled_person *const *)right)->recipient;
	int order = strcmp(a->postal, b->postal);
	if (order == 0)
		order = strcmp(a->address, b->address);
	return order != 0 ? order : strcmp(a->building, b->building);
}

/* More letters than the cap to one address (as written, building included) are an export's
 * mistake or a matter for staff: none of them goes unseen. */
static void cap_addresses(struct reconcile *reconcile)
{
	struct reconciled_person **writing = arena_alloc(
		reconcile->arena, reconcile->person_count * sizeof(struct reconciled_person *));
	size_t count = 0;
	for (size_t i = 0; i < reconcile->person_count; i++) {
		bool letter = false;
		for (size_t k = 0; k < reconcile->people[i]->count; k++)
			letter |= dispatch_wants_letter(reconcile, &reconcile->people[i]->dues[k]);
		if (letter)
			writing[count++] = reconcile->people[i];
	}
	if (count > 0)
		qsort(writing, count, sizeof(struct reconciled_person *), compare_destinations);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1;
			end < count && compare_destinations(&writing[i], &writing[end]) == 0; end++)
			;
		if (end - i <= (size_t)reconcile->office->limits.letters_per_address ||
			(reconcile->confirmed != NULL &&
				reconcile->confirmed(
					reconcile->confirmed_context, &writing[i]->recipient)))
			continue;
		for (size_t k = i; k < end; k++)
			writing[k]->hand_over_cap = true;
	}
}

/* ---- what becomes of each due ---- */

static bool reason_withdraws(enum reason reason)
{
	static const bool withdraws[REASONS] = {
		[REASON_DECEASED] = true,
		[REASON_MOVED_OUT] = true,
		[REASON_REMOVED] = true,
		[REASON_ABROAD] = true,
		[REASON_CARD_LOST] = true,
		[REASON_CARD_RETURNED] = true,
		[REASON_CARD_VOID] = true,
		[REASON_CERTIFICATE_REVOKED] = true,
	};
	return withdraws[reason];
}

static bool changed(const struct reconciled_due *due)
{
	return due->known == NULL || due->known->outcome != due->decision.outcome ||
	       due->known->reason != due->decision.reason ||
	       due->known->matter != due->decision.matter;
}

/* Is the letter that settled it taken back tonight? */
static bool freed(const struct reconcile *reconcile, const struct reconciled_due *due)
{
	return dispatch_has_letter(due) && dispatch_is_pulled(reconcile, due);
}

/* The due of the card, which may cover others; NULL when its window is closed. */
static const struct reconciled_due *card_of(const struct reconciled_person *person)
{
	for (size_t i = 0; i < person->count; i++)
		if (person->dues[i].document == DOCUMENT_CARD)
			return &person->dues[i];
	return NULL;
}

static void reopen(struct reconcile *reconcile, const struct known_due *known)
{
	reconcile->reopened =
		arena_grow(reconcile->arena, (void *)reconcile->reopened, reconcile->reopened_count,
			1, &reconcile->reopened_capacity, sizeof *reconcile->reopened);
	reconcile->reopened[reconcile->reopened_count++] = known;
}

/* All but what a card covers: a row, a letter, or as before. */
static void finish_due(
	struct reconcile *reconcile, struct reconciled_person *person, struct reconciled_due *due)
{
	struct decision *decision = &due->decision;
	bool before = stays_settled(reconcile, due);
	bool reminding = before && decision->outcome != OUTCOME_NONE && reminds(reconcile, due);
	if (reminding)
		decision->wave = WAVE_REMINDER;
	if (person->hand_over_cap && dispatch_wants_letter(reconcile, due)) {
		decision->outcome = OUTCOME_HAND;
		decision->reason = REASON_ADDRESS_CAP;
	}
	bool none = decision->outcome == OUTCOME_NONE;
	due->state = none && reason_withdraws(decision->reason) ? DUE_WITHDRAWN : DUE_OPEN;
	if (before && due->known->state != DUE_OPEN && due->state == DUE_OPEN)
		reopen(reconcile, due->known);
	bool hand = decision->outcome == OUTCOME_HAND;
	if (before && !reminding) {
		due->row = (none || hand) && changed(due);
		return;
	}
	due->settles = decision->outcome == OUTCOME_LETTER;
	due->row = due->settles || changed(due) ||
		   (reminding && due->known->wave != WAVE_REMINDER) ||
		   (hand && freed(reconcile, due));
	person->letter |= due->settles;
}

/* What the card of tonight's letter covers is settled with it, also by a reminder; what the card of
 * an earlier one covers, by that. */
static void finish_covered(struct reconcile *reconcile, const struct reconciled_person *person,
	struct reconciled_due *due)
{
	const struct reconciled_due *card = card_of(person);
	bool with_card = card != NULL && card->settles;
	bool reminder = with_card && card->decision.wave == WAVE_REMINDER;
	bool before = stays_settled(reconcile, due);
	bool reminded =
		before && due->known->settled_reminder && !dispatch_is_pulled(reconcile, due);
	due->state = DUE_OPEN;
	if (before && due->known->state != DUE_OPEN)
		reopen(reconcile, due->known);
	if (with_card && (before ? reminder && !reminded : true)) {
		due->settles = due->row = true;
		if (before)
			due->decision.wave = WAVE_REMINDER;
	} else if (!before) {
		if (card != NULL && stays_settled(reconcile, card))
			due->covering = card->known->first;
		due->row = changed(due) || due->covering != NULL;
	}
}

static void finish_person(struct reconcile *reconcile, struct reconciled_person *person)
{
	for (size_t i = 0; i < person->count; i++)
		if (person->dues[i].decision.outcome != OUTCOME_COVERED)
			finish_due(reconcile, person, &person->dues[i]);
	for (size_t i = 0; i < person->count; i++)
		if (person->dues[i].decision.outcome == OUTCOME_COVERED)
			finish_covered(reconcile, person, &person->dues[i]);
}

void dispatch_people(struct reconcile *reconcile)
{
	cap_addresses(reconcile);
	for (size_t i = 0; i < reconcile->person_count; i++)
		finish_person(reconcile, reconcile->people[i]);
}
