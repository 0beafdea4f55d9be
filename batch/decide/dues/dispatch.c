#include "decide/dues/dispatch.h"

#include "base/sorted.h"
#include "base/text.h"
#include "decide/dues/letter_contents.h"

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

static struct letter_due letter_due_of(
	const struct reconcile *reconcile, const struct reconciled_due *due)
{
	bool pulled = due->known != NULL && dispatch_is_pulled(reconcile, due);
	return (struct letter_due){
		&due->decision, due->known, pulled ? LETTER_PULLED : LETTER_GOES};
}

static bool stays_settled(const struct reconcile *reconcile, const struct reconciled_due *due)
{
	const struct letter_due letter = letter_due_of(reconcile, due);
	return letter_settled(&letter);
}

bool dispatch_wants_letter(const struct reconcile *reconcile, const struct reconciled_due *due)
{
	const struct letter_due letter = letter_due_of(reconcile, due);
	return letter_wanted(reconcile->office, &reconcile->posting, &letter);
}

/* What tonight's letter to this person has of each due. */
static void find_parts(const struct reconcile *reconcile, const struct reconciled_person *person,
	struct letter_part parts[DOCUMENTS])
{
	struct letter_due dues[DOCUMENTS];
	for (size_t i = 0; i < person->count; i++)
		dues[i] = letter_due_of(reconcile, &person->dues[i]);
	letter_contents(reconcile->office, &reconcile->posting, dues, person->count, parts);
}

/* Who would get a letter tonight. */
static size_t list_writing(struct reconcile *reconcile, struct reconciled_person **writing)
{
	size_t count = 0;
	for (size_t i = 0; i < reconcile->person_count; i++) {
		struct letter_part parts[DOCUMENTS];
		bool letter = false;
		find_parts(reconcile, reconcile->people[i], parts);
		for (size_t k = 0; k < reconcile->people[i]->count; k++)
			letter |= parts[k].carried;
		if (letter)
			writing[count++] = reconcile->people[i];
	}
	return count;
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
static void cap_addresses(
	struct reconcile *reconcile, struct reconciled_person **writing, size_t count)
{
	if (count > 0)
		qsort(writing, count, sizeof(struct reconciled_person *), compare_destinations);
	for (size_t i = 0, end; i < count; i = end) {
		size_t agreed = 0;
		for (end = i; end < count && compare_destinations(&writing[i], &writing[end]) == 0;
			end++)
			agreed += writing[end]->agreed ? 1 : 0;
		if (end - i - agreed <= (size_t)reconcile->office->limits.letters_per_address ||
			(reconcile->confirmed != NULL &&
				reconcile->confirmed(
					reconcile->confirmed_context, &writing[i]->recipient)))
			continue;
		for (size_t k = i; k < end; k++)
			writing[k]->hand_over_cap = !writing[k]->agreed;
	}
}

/* ---- the letters of one mailing ---- */

/* Is the letter of this known due that of one before it? Another may stand between them: of a date
 * that the register has no more. */
static bool is_same_letter(const struct reconcile *reconcile, size_t due)
{
	const struct known_due *known = &reconcile->known[due];
	for (size_t i = due; i-- > 0 && strcmp(reconcile->known[i].resident, known->resident) == 0;)
		if (text_equal(reconcile->known[i].notice, known->notice))
			return true;
	return false;
}

/* Letters of earlier nights that go with the next mailing. */
static long count_waiting(const struct reconcile *reconcile)
{
	long count = 0;
	for (size_t i = 0; i < reconcile->known_count; i++) {
		const struct known_due *known = &reconcile->known[i];
		count += letter_waits(known) && !known->taken_back && !reconcile->pulled[i] &&
			 !is_same_letter(reconcile, i);
	}
	return count;
}

/* No night ran on the last mailing that was in time for it as a first letter. */
static bool has_missed_its_last(const struct reconciled_due *due)
{
	return due->known != NULL && due->known->reason == REASON_QUEUED &&
	       due->known->wave == WAVE_FIRST && due->decision.wave == WAVE_LATE;
}

/* The last day for the letter to this person. DAY_NONE: it never waits, since it is or has a
 * reminder, replaces one that was pulled, is about a revocation, has waited too long already, or
 * has a place that its house keeps. */
static day_number letter_in_time(
	const struct reconcile *reconcile, const struct reconciled_person *person)
{
	struct letter_part parts[DOCUMENTS];
	day_number last = reconcile->quota.days[reconcile->quota.day_count - 1];
	if (person->agreed)
		return DAY_NONE;
	find_parts(reconcile, person, parts);
	for (size_t i = 0; i < person->count; i++) {
		const struct reconciled_due *due = &person->dues[i];
		if (!parts[i].carried)
			continue;
		if (parts[i].reminds || dispatch_has_letter(due) || has_missed_its_last(due))
			return DAY_NONE;
		day_number in_time = letter_last_day(reconcile->office, &due->decision);
		last = in_time < last ? in_time : last;
	}
	return last;
}

/* Whose letter waits for a later mailing. */
static void queue_letters(
	struct reconcile *reconcile, struct reconciled_person **writing, size_t count)
{
	size_t used = 0, waiting_count = 0;
	if (reconcile->quota.most == 0 && reconcile->quota.level == 0)
		return;
	struct quota_letter *letters = arena_alloc(reconcile->arena, count * sizeof *letters);
	const char **waiting = arena_alloc(reconcile->arena, count * sizeof *waiting);
	for (size_t i = 0; i < count; i++)
		if (!writing[i]->hand_over_cap)
			letters[used++] = (struct quota_letter){writing[i]->recipient.resident,
				writing[i]->recipient.household,
				letter_in_time(reconcile, writing[i]), false};
	reconcile->mailing_least =
		quota_share(&reconcile->quota, count_waiting(reconcile), letters, used);
	for (size_t i = 0; i < used; i++)
		if (letters[i].waits)
			waiting[waiting_count++] = letters[i].resident;
	if (waiting_count > 0)
		qsort((void *)waiting, waiting_count, sizeof *waiting, sorted_texts);
	for (size_t i = 0; i < count; i++)
		writing[i]->queued =
			sorted_lists(waiting, waiting_count, writing[i]->recipient.resident);
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

static bool is_changed(const struct reconciled_due *due)
{
	return due->known == NULL || due->known->outcome != due->decision.outcome ||
	       due->known->reason != due->decision.reason ||
	       due->known->matter != due->decision.matter;
}

/* Is the letter that settled it taken back tonight? */
static bool is_freed(const struct reconcile *reconcile, const struct reconciled_due *due)
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

static void reopen_due(struct reconcile *reconcile, const struct known_due *known)
{
	reconcile->reopened =
		arena_grow(reconcile->arena, (void *)reconcile->reopened, reconcile->reopened_count,
			1, &reconcile->reopened_capacity, sizeof *reconcile->reopened);
	reconcile->reopened[reconcile->reopened_count++] = known;
}

/* All but what a card covers: a row, a letter, or as before. */
static void finish_due(struct reconcile *reconcile, struct reconciled_person *person,
	struct reconciled_due *due, const struct letter_part *part)
{
	const struct decision *decision = &due->decision;
	bool before = stays_settled(reconcile, due);
	bool none = decision->outcome == OUTCOME_NONE;
	bool hand = decision->outcome == OUTCOME_HAND;
	due->state = none && reason_withdraws(decision->reason) ? DUE_WITHDRAWN : DUE_OPEN;
	if (before && due->known->state != DUE_OPEN && due->state == DUE_OPEN)
		reopen_due(reconcile, due->known);
	if (before && !part->reminds) {
		due->row = (none || hand) && is_changed(due);
		return;
	}
	due->settles = part->carried;
	due->row = due->settles || is_changed(due) ||
		   (part->reminds && due->known->wave != WAVE_REMINDER) ||
		   (hand && is_freed(reconcile, due));
	person->letter |= due->settles;
}

/* What the card of tonight's letter covers is settled with it, also by a reminder; what the card of
 * an earlier one covers, by that. */
static void finish_covered(struct reconcile *reconcile, const struct reconciled_person *person,
	struct reconciled_due *due, const struct letter_part *part)
{
	const struct reconciled_due *card = card_of(person);
	bool before = stays_settled(reconcile, due);
	due->state = DUE_OPEN;
	if (before && due->known->state != DUE_OPEN)
		reopen_due(reconcile, due->known);
	if (part->carried) {
		due->settles = due->row = true;
	} else if (!before) {
		if (card != NULL && stays_settled(reconcile, card))
			due->covering = card->known->first;
		due->row = is_changed(due) || due->covering != NULL;
	}
}

/* What would have gone to an address with too many letters is staff's; what has no room in the
 * mailing is not told tonight. */
static void demote_letter(struct reconciled_person *person, const struct letter_part *parts,
	enum outcome outcome, enum reason reason)
{
	for (size_t i = 0; i < person->count; i++) {
		struct decision *decision = &person->dues[i].decision;
		if (!parts[i].carried || decision->outcome != OUTCOME_LETTER)
			continue;
		decision->outcome = outcome;
		decision->reason = reason;
	}
}

static void finish_person(struct reconcile *reconcile, struct reconciled_person *person)
{
	struct letter_part parts[DOCUMENTS];
	find_parts(reconcile, person, parts);
	if (person->hand_over_cap)
		demote_letter(person, parts, OUTCOME_HAND, REASON_ADDRESS_CAP);
	else if (person->queued)
		demote_letter(person, parts, OUTCOME_NONE, REASON_QUEUED);
	if (person->hand_over_cap || person->queued)
		find_parts(reconcile, person, parts);
	for (size_t i = 0; i < person->count; i++) {
		struct reconciled_due *due = &person->dues[i];
		if (due->decision.outcome == OUTCOME_COVERED)
			finish_covered(reconcile, person, due, &parts[i]);
		else
			finish_due(reconcile, person, due, &parts[i]);
		if (parts[i].reminds)
			due->decision.wave = WAVE_REMINDER;
	}
}

void dispatch_people(struct reconcile *reconcile)
{
	struct reconciled_person **writing = arena_alloc(
		reconcile->arena, reconcile->person_count * sizeof(struct reconciled_person *));
	size_t count = list_writing(reconcile, writing);
	for (size_t i = 0; i < count && reconcile->agreed != NULL; i++)
		writing[i]->agreed = reconcile->agreed(
			reconcile->agreed_context, writing[i]->recipient.resident);
	cap_addresses(reconcile, writing, count);
	queue_letters(reconcile, writing, count);
	for (size_t i = 0; i < reconcile->person_count; i++)
		finish_person(reconcile, reconcile->people[i]);
}
