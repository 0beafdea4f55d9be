#include "decide/dues/reconcile.h"

#include "base/sorted.h"
#include "decide/dues/dispatch.h"
#include "decide/dues/letter_contents.h"
#include "decide/dues/pending_letters.h"
#include "decide/dues/reconcile_parts.h"
#include "decide/rules/addressee.h"
#include "decide/rules/births.h"

#include <stdlib.h>
#include <string.h>

/* Residents come in any order and once each; what is known and was not seen by the end is what
 * has vanished. Everything that depends on others (the cap of an address, letters that are
 * pulled) waits until the last of them has been read, so that the answer is the same in any
 * order. */

struct reconcile *reconcile_open(const struct office *office, day_number night,
	const struct known_due *known, size_t known_count, struct arena *arena)
{
	struct reconcile *reconcile = arena_alloc(arena, sizeof *reconcile);
	reconcile->office = office;
	reconcile->night = night;
	reconcile->posting = (struct posting){night, night, night};
	reconcile->arena = arena;
	reconcile->known = known;
	reconcile->known_count = known_count;
	reconcile->seen = arena_alloc(arena, known_count * sizeof *reconcile->seen);
	reconcile->pulled = arena_alloc(arena, known_count * sizeof *reconcile->pulled);
	reconcile->index = due_index_open(known, known_count, arena);
	return reconcile;
}

void reconcile_posting(struct reconcile *reconcile, day_number posting_day, day_number as_of)
{
	reconcile->posting.posting_day = posting_day;
	reconcile->posting.as_of = as_of;
}

void reconcile_mailings(struct reconcile *reconcile, const struct quota *quota)
{
	reconcile->quota = *quota;
}

bool reconcile_concerns(const struct reconcile *reconcile, const struct resident *resident,
	const struct ruling *ruling)
{
	size_t first;
	return ruling->count > 0 || due_index_find(reconcile->index, resident->id, &first) > 0;
}

void reconcile_ask(struct reconcile *reconcile, reconcile_confirmed *confirmed, void *context)
{
	reconcile->confirmed = confirmed;
	reconcile->confirmed_context = context;
}

void reconcile_agree(struct reconcile *reconcile, reconcile_agreed *agreed, const void *context)
{
	reconcile->agreed = agreed;
	reconcile->agreed_context = context;
}

static const struct known_due *known_of(
	const struct known_due *known, size_t count, enum document document, day_number expires)
{
	for (size_t i = 0; i < count; i++)
		if (known[i].document == document && known[i].expires == expires)
			return &known[i];
	return NULL;
}

size_t reconcile_items(const struct reconcile *reconcile, const struct resident *resident,
	const struct ruling *ruling, struct notice_item items[DOCUMENTS])
{
	size_t first = 0, count = due_index_find(reconcile->index, resident->id, &first), used = 0;
	struct letter_due dues[DOCUMENTS];
	struct letter_part parts[DOCUMENTS];
	for (size_t i = 0; i < ruling->count; i++) {
		const struct decision *decision = &ruling->decisions[i];
		const struct known_due *known = known_of(reconcile->known + first, count,
			document_of(decision->matter), decision->expires);
		dues[i] = (struct letter_due){
			decision, known, letter_waits(known) ? LETTER_WAITS : LETTER_GOES};
	}
	letter_contents(reconcile->office, &reconcile->posting, dues, ruling->count, parts);
	for (size_t i = 0; i < ruling->count; i++) {
		if (!parts[i].carried)
			continue;
		struct notice_item *item = &items[used++];
		*item = letter_item(&ruling->decisions[i]);
		if (parts[i].reminds)
			item->wave = WAVE_REMINDER;
	}
	return used;
}

static void close_due(struct reconcile *reconcile, const struct known_due *known,
	enum due_state state, bool vanished, day_number current)
{
	reconcile->closed = arena_grow(reconcile->arena, reconcile->closed, reconcile->closed_count,
		1, &reconcile->closed_capacity, sizeof *reconcile->closed);
	reconcile->closed[reconcile->closed_count++] =
		(struct reconciled_closed){known, state, vanished, current};
}

/* A known open due that tonight's register does not confirm ends. */
static void close_unconfirmed(
	struct reconcile *reconcile, const struct known_due *known, const struct ruling *ruling)
{
	day_number current = ruling->current[known->document];
	if (known->state != DUE_OPEN)
		return;
	bool renewed = known->document == DOCUMENT_REVOKED && ruling->reissued;
	if (current == DAY_NONE && !renewed)
		close_due(reconcile, known, DUE_WITHDRAWN, false, DAY_NONE);
	else if (current != known->expires)
		close_due(reconcile, known, DUE_RENEWED, false, current);
	else if (known->expires < reconcile->night)
		close_due(reconcile, known, DUE_LAPSED, false, current);
}

void reconcile_resident(
	struct reconcile *reconcile, const struct resident *resident, const struct ruling *ruling)
{
	size_t first = 0, count = due_index_find(reconcile->index, resident->id, &first);
	for (size_t i = 0; i < count; i++) {
		reconcile->seen[first + i] = true;
		close_unconfirmed(reconcile, &reconcile->known[first + i], ruling);
	}
	if (ruling->count == 0)
		return;
	struct reconciled_person *person = arena_alloc(reconcile->arena, sizeof *person);
	person->recipient = addressee_of(reconcile->office, reconcile->night, resident, ruling);
	addressee_copy(reconcile->arena, &person->recipient);
	person->age = births_age_class(reconcile->office, &resident->born, reconcile->night);
	person->known_first = first;
	person->known_count = count;
	person->count = ruling->count;
	for (size_t i = 0; i < ruling->count; i++) {
		struct reconciled_due *due = &person->dues[i];
		due->decision = ruling->decisions[i];
		due->document = document_of(due->decision.matter);
		due->known = known_of(
			reconcile->known + first, count, due->document, due->decision.expires);
	}
	reconcile->people = arena_grow(reconcile->arena, reconcile->people, reconcile->person_count,
		1, &reconcile->person_capacity, sizeof(struct reconciled_person *));
	reconcile->people[reconcile->person_count++] = person;
}

void reconcile_guard(struct reconcile *reconcile, const char *household)
{
	reconcile->guarded =
		arena_grow(reconcile->arena, (void *)reconcile->guarded, reconcile->guarded_count,
			1, &reconcile->guarded_capacity, sizeof *reconcile->guarded);
	reconcile->guarded[reconcile->guarded_count++] = arena_copy(reconcile->arena, household);
}

void reconcile_aside(struct reconcile *reconcile, const char *resident)
{
	size_t first = 0, count = due_index_find(reconcile->index, resident, &first);
	bool open = false;
	reconcile->anybody = reconcile->anybody || resident[0] == '\0';
	for (size_t i = 0; i < count; i++) {
		const struct known_due *known = &reconcile->known[first + i];
		reconcile->seen[first + i] = true;
		open |= known->state == DUE_OPEN && known->expires >= reconcile->night;
	}
	reconcile->aside_open += open;
}

/* ---- after the last resident ---- */

static int compare_people(const void *left, const void *right)
{
	return strcmp((*(struct reconciled_person *const *)left)->recipient.resident,
		(*(struct reconciled_person *const *)right)->recipient.resident);
}

static int compare_closed(const void *left, const void *right)
{
	const struct known_due *a = ((const struct reconciled_closed *)left)->known;
	const struct known_due *b = ((const struct reconciled_closed *)right)->known;
	return (a > b) - (a < b);
}

void reconcile_finish(struct reconcile *reconcile, struct reconciliation *reconciliation)
{
	*reconciliation = (struct reconciliation){0};
	for (size_t i = 0; i < reconcile->known_count; i++) {
		const struct known_due *known = &reconcile->known[i];
		if (reconcile->seen[i] || known->state != DUE_OPEN)
			continue;
		if (known->expires < reconcile->night)
			close_due(reconcile, known, DUE_LAPSED, false, DAY_NONE);
		else if (!reconcile->anybody)
			close_due(reconcile, known, DUE_WITHDRAWN, true, DAY_NONE);
	}
	if (reconcile->closed_count > 0)
		qsort(reconcile->closed, reconcile->closed_count, sizeof *reconcile->closed,
			compare_closed);
	if (reconcile->person_count > 0)
		qsort(reconcile->people, reconcile->person_count,
			sizeof(struct reconciled_person *), compare_people);

	if (reconcile->guarded_count > 0)
		qsort(reconcile->guarded, reconcile->guarded_count, sizeof *reconcile->guarded,
			sorted_texts);
	reconciliation->guarded = reconcile->guarded;
	reconciliation->guarded_count = reconcile->guarded_count;
	reconciliation->aside_open = reconcile->aside_open;

	pending_review(reconcile);
	dispatch_people(reconcile);
	pending_released(reconcile, reconciliation);
	reconciliation->readdressed = reconcile->readdressed;
	reconciliation->readdressed_count = reconcile->readdressed_count;
	reconciliation->reopened = reconcile->reopened;
	reconciliation->reopened_count = reconcile->reopened_count;
	reconciliation->people = reconcile->people;
	reconciliation->person_count = reconcile->person_count;
	reconciliation->mailing_least = reconcile->mailing_least;
	reconciliation->closed = reconcile->closed;
	reconciliation->closed_count = reconcile->closed_count;
}
