#include "decide/settle.h"

#include <stdlib.h>
#include <string.h>

/* ---- how a due stands ---- */

bool settle_has_letter(const struct admit_due *due)
{
	return due->known != NULL && due->known->settled_first;
}

bool settle_is_pulled(const struct admit *admit, const struct admit_due *due)
{
	return admit->pulled[due->known - admit->known];
}

/* Is it settled by a first or late letter that has gone or will go? Where there is a reminder, only
 * that can have been pulled. */
static bool stays_settled(const struct admit *admit, const struct admit_due *due)
{
	return settle_has_letter(due) &&
	       (due->known->settled_reminder || !settle_is_pulled(admit, due));
}

/* Would a letter of tonight remind of it? */
static bool reminds(const struct admit *admit, const struct admit_due *due)
{
	return stays_settled(admit, due) &&
	       (!due->known->settled_reminder || settle_is_pulled(admit, due)) &&
	       remind_now(admit->office, due->known, due->decision.matter, &admit->posting);
}

bool settle_wants_letter(const struct admit *admit, const struct admit_due *due)
{
	return due->decision.outcome == OUTCOME_LETTER &&
	       (!stays_settled(admit, due) || reminds(admit, due));
}

/* ---- the cap of letters to one address ---- */

static int compare_destinations(const void *left, const void *right)
{
	const struct recipient *a = &(*(struct admit_person *const *)left)->recipient;
	const struct recipient *b = &(*(struct admit_person *const *)right)->recipient;
	int order = strcmp(a->postal, b->postal);
	if (order == 0)
		order = strcmp(a->address, b->address);
	return order != 0 ? order : strcmp(a->building, b->building);
}

/* More letters than the cap to one address (as written, building included) are an export's
 * mistake or a matter for staff: none of them goes unseen. */
static void cap_addresses(struct admit *admit)
{
	struct admit_person **writing =
		arena_alloc(admit->arena, admit->person_count * sizeof(struct admit_person *));
	size_t count = 0;
	for (size_t i = 0; i < admit->person_count; i++) {
		bool letter = false;
		for (size_t k = 0; k < admit->people[i]->count; k++)
			letter |= settle_wants_letter(admit, &admit->people[i]->dues[k]);
		if (letter)
			writing[count++] = admit->people[i];
	}
	if (count > 0)
		qsort(writing, count, sizeof(struct admit_person *), compare_destinations);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1;
			end < count && compare_destinations(&writing[i], &writing[end]) == 0; end++)
			;
		if (end - i <= (size_t)admit->office->limits.letters_per_address ||
			(admit->confirmed != NULL &&
				admit->confirmed(admit->confirmed_context, &writing[i]->recipient)))
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

static bool changed(const struct admit_due *due)
{
	return due->known == NULL || due->known->outcome != due->decision.outcome ||
	       due->known->reason != due->decision.reason ||
	       due->known->matter != due->decision.matter;
}

/* Is the letter that settled it taken back tonight? */
static bool freed(const struct admit *admit, const struct admit_due *due)
{
	return settle_has_letter(due) && settle_is_pulled(admit, due);
}

/* The due of the card, which may cover others; NULL when its window is closed. */
static const struct admit_due *card_of(const struct admit_person *person)
{
	for (size_t i = 0; i < person->count; i++)
		if (person->dues[i].document == DOCUMENT_CARD)
			return &person->dues[i];
	return NULL;
}

static void reopen(struct admit *admit, const struct known_due *known)
{
	admit->reopened = arena_grow(admit->arena, (void *)admit->reopened, admit->reopened_count,
		1, &admit->reopened_capacity, sizeof *admit->reopened);
	admit->reopened[admit->reopened_count++] = known;
}

/* All but what a card covers: a row, a letter, or as before. */
static void finish_due(struct admit *admit, struct admit_person *person, struct admit_due *due)
{
	struct decision *decision = &due->decision;
	bool before = stays_settled(admit, due);
	bool reminding = before && decision->outcome != OUTCOME_NONE && reminds(admit, due);
	if (reminding)
		decision->wave = WAVE_REMINDER;
	if (person->hand_over_cap && settle_wants_letter(admit, due)) {
		decision->outcome = OUTCOME_HAND;
		decision->reason = REASON_ADDRESS_CAP;
	}
	bool none = decision->outcome == OUTCOME_NONE;
	due->state = none && reason_withdraws(decision->reason) ? DUE_WITHDRAWN : DUE_OPEN;
	if (before && due->known->state != DUE_OPEN && due->state == DUE_OPEN)
		reopen(admit, due->known);
	bool hand = decision->outcome == OUTCOME_HAND;
	if (before && !reminding) {
		due->row = (none || hand) && changed(due);
		return;
	}
	due->settles = decision->outcome == OUTCOME_LETTER;
	due->row = due->settles || changed(due) ||
		   (reminding && due->known->wave != WAVE_REMINDER) || (hand && freed(admit, due));
	person->letter |= due->settles;
}

/* What the card of tonight's letter covers is settled with it, also by a reminder; what the card of
 * an earlier one covers, by that. */
static void finish_covered(
	struct admit *admit, const struct admit_person *person, struct admit_due *due)
{
	const struct admit_due *card = card_of(person);
	bool with_card = card != NULL && card->settles;
	bool reminder = with_card && card->decision.wave == WAVE_REMINDER;
	bool before = stays_settled(admit, due);
	bool reminded = before && due->known->settled_reminder && !settle_is_pulled(admit, due);
	due->state = DUE_OPEN;
	if (before && due->known->state != DUE_OPEN)
		reopen(admit, due->known);
	if (with_card && (before ? reminder && !reminded : true)) {
		due->settles = due->row = true;
		if (before)
			due->decision.wave = WAVE_REMINDER;
	} else if (!before) {
		if (card != NULL && stays_settled(admit, card))
			due->covering = card->known->first;
		due->row = changed(due) || due->covering != NULL;
	}
}

static void finish_person(struct admit *admit, struct admit_person *person)
{
	for (size_t i = 0; i < person->count; i++)
		if (person->dues[i].decision.outcome != OUTCOME_COVERED)
			finish_due(admit, person, &person->dues[i]);
	for (size_t i = 0; i < person->count; i++)
		if (person->dues[i].decision.outcome == OUTCOME_COVERED)
			finish_covered(admit, person, &person->dues[i]);
}

void settle_people(struct admit *admit)
{
	cap_addresses(admit);
	for (size_t i = 0; i < admit->person_count; i++)
		finish_person(admit, admit->people[i]);
}
