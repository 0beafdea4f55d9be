#include "decide/admit.h"

#include "decide/addressee.h"
#include "decide/admit_parts.h"
#include "decide/births.h"
#include "decide/settle.h"
#include "decide/waiting.h"

#include <stdlib.h>
#include <string.h>

struct admit *admit_open(const struct office *office, day_number night,
	const struct known_due *known, size_t known_count, struct arena *arena)
{
	struct admit *admit = arena_alloc(arena, sizeof *admit);
	admit->office = office;
	admit->night = night;
	admit->posting = (struct posting){night, night, night};
	admit->arena = arena;
	admit->known = known;
	admit->known_count = known_count;
	admit->seen = arena_alloc(arena, known_count * sizeof *admit->seen);
	admit->pulled = arena_alloc(arena, known_count * sizeof *admit->pulled);
	admit->index = known_open(known, known_count, arena);
	return admit;
}

void admit_posting(struct admit *admit, day_number posting_day, day_number as_of)
{
	admit->posting.posting_day = posting_day;
	admit->posting.as_of = as_of;
}

bool admit_concerns(
	const struct admit *admit, const struct resident *resident, const struct ruling *ruling)
{
	size_t first;
	return ruling->count > 0 || known_find(admit->index, resident->id, &first) > 0;
}

void admit_ask(struct admit *admit, admit_confirmed *confirmed, void *context)
{
	admit->confirmed = confirmed;
	admit->confirmed_context = context;
}

static const struct known_due *known_of(
	const struct known_due *known, size_t count, enum document document, day_number expires)
{
	for (size_t i = 0; i < count; i++)
		if (known[i].document == document && known[i].expires == expires)
			return &known[i];
	return NULL;
}

/* Has a letter about it gone for good? */
static bool gone(const struct known_due *known)
{
	return known != NULL && known->settled_first && known->printed && !known->taken_back;
}

/* Would a letter of tonight be about it, and in which wave? What a waiting letter says counts: that
 * may have to be written anew. */
static bool joins(const struct admit *admit, const struct known_due *known,
	const struct decision *decision, enum wave *wave)
{
	bool reminds = known != NULL && known->settled_first &&
		       (gone(known) || known->settled_reminder) &&
		       remind_now(admit->office, known, decision->matter, &admit->posting);
	*wave = reminds ? WAVE_REMINDER : decision->wave;
	return !gone(known) || (reminds && !known->settled_reminder);
}

size_t admit_items(const struct admit *admit, const struct resident *resident,
	const struct ruling *ruling, struct notice_item items[DOCUMENTS])
{
	size_t first = 0, count = known_find(admit->index, resident->id, &first), used = 0;
	enum wave wave, card = WAVES; /* WAVES: no letter about the card */
	for (int covered = 0; covered < 2; covered++)
		for (size_t i = 0; i < ruling->count; i++) {
			const struct decision *decision = &ruling->decisions[i];
			enum document document = document_of(decision->matter);
			const struct known_due *known =
				known_of(admit->known + first, count, document, decision->expires);
			bool letter = decision->outcome == OUTCOME_LETTER;
			if (covered == 0 && letter && joins(admit, known, decision, &wave))
				card = document == DOCUMENT_CARD ? wave : card;
			else if (covered == 1 && card != WAVES &&
				 decision->outcome == OUTCOME_COVERED &&
				 (!gone(known) || card == WAVE_REMINDER))
				wave = card == WAVE_REMINDER ? card : decision->wave;
			else
				continue;
			items[used++] = (struct notice_item){.matter = decision->matter,
				.expires = decision->expires,
				.wave = wave,
				.outcome = decision->outcome,
				.estimated = decision->estimated};
		}
	return used;
}

static void close_due(struct admit *admit, const struct known_due *known, enum due_state state,
	bool vanished, day_number current)
{
	admit->closed = arena_grow(admit->arena, admit->closed, admit->closed_count, 1,
		&admit->closed_capacity, sizeof *admit->closed);
	admit->closed[admit->closed_count++] =
		(struct admit_closed){known, state, vanished, current};
}

/* A known open due that tonight's register does not confirm ends. */
static void close_unconfirmed(
	struct admit *admit, const struct known_due *known, const struct ruling *ruling)
{
	day_number current = ruling->current[known->document];
	if (known->state != DUE_OPEN)
		return;
	bool renewed = known->document == DOCUMENT_REVOKED && ruling->reissued;
	if (current == DAY_NONE && !renewed)
		close_due(admit, known, DUE_WITHDRAWN, false, DAY_NONE);
	else if (current != known->expires)
		close_due(admit, known, DUE_RENEWED, false, current);
	else if (known->expires < admit->night)
		close_due(admit, known, DUE_LAPSED, false, current);
}

/* Of whom only the year (month) of birth is known may be of two ages: who may be of school age is,
 * for they can miss no lesson; then who may be of working age. */
static enum age_class age_class(
	const struct office *office, day_number night, const struct birth *born)
{
	struct births births;
	enum age_class class = AGE_OTHER;
	if (!births_of(born, &births))
		return class;
	struct ages ages = births_ages(&office->validity, &births, night);
	for (int years = ages.least; years <= ages.most; years++) {
		enum age_class possible = office_age_class(office, years);
		if (class == AGE_OTHER || possible == AGE_SCHOOL)
			class = possible;
	}
	return class;
}

void admit_resident(
	struct admit *admit, const struct resident *resident, const struct ruling *ruling)
{
	size_t first = 0, count = known_find(admit->index, resident->id, &first);
	for (size_t i = 0; i < count; i++) {
		admit->seen[first + i] = true;
		close_unconfirmed(admit, &admit->known[first + i], ruling);
	}
	if (ruling->count == 0)
		return;
	struct admit_person *person = arena_alloc(admit->arena, sizeof *person);
	person->recipient = addressee_of(admit->office, admit->night, resident, ruling);
	addressee_copy(admit->arena, &person->recipient);
	person->age = age_class(admit->office, admit->night, &resident->born);
	person->known_first = first;
	person->known_count = count;
	person->count = ruling->count;
	for (size_t i = 0; i < ruling->count; i++) {
		struct admit_due *due = &person->dues[i];
		due->decision = ruling->decisions[i];
		due->document = document_of(due->decision.matter);
		due->known =
			known_of(admit->known + first, count, due->document, due->decision.expires);
	}
	admit->people = arena_grow(admit->arena, admit->people, admit->person_count, 1,
		&admit->person_capacity, sizeof(struct admit_person *));
	admit->people[admit->person_count++] = person;
}

void admit_guard(struct admit *admit, const char *household)
{
	admit->guarded = arena_grow(admit->arena, (void *)admit->guarded, admit->guarded_count, 1,
		&admit->guarded_capacity, sizeof *admit->guarded);
	admit->guarded[admit->guarded_count++] = arena_copy(admit->arena, household);
}

static int compare_texts(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

bool admission_guards(const struct admission *admission, const char *household)
{
	return admission->guarded_count > 0 &&
	       bsearch(&household, admission->guarded, admission->guarded_count,
		       sizeof *admission->guarded, compare_texts) != NULL;
}

void admit_aside(struct admit *admit, const char *resident)
{
	size_t first = 0, count = known_find(admit->index, resident, &first);
	bool open = false;
	admit->anybody = admit->anybody || resident[0] == '\0';
	for (size_t i = 0; i < count; i++) {
		const struct known_due *known = &admit->known[first + i];
		admit->seen[first + i] = true;
		open |= known->state == DUE_OPEN && known->expires >= admit->night;
	}
	admit->aside_open += open;
}

/* ---- after the last resident ---- */

static int compare_people(const void *left, const void *right)
{
	return strcmp((*(struct admit_person *const *)left)->recipient.resident,
		(*(struct admit_person *const *)right)->recipient.resident);
}

static int compare_closed(const void *left, const void *right)
{
	const struct known_due *a = ((const struct admit_closed *)left)->known;
	const struct known_due *b = ((const struct admit_closed *)right)->known;
	return (a > b) - (a < b);
}

void admit_finish(struct admit *admit, struct admission *admission)
{
	*admission = (struct admission){0};
	for (size_t i = 0; i < admit->known_count; i++) {
		const struct known_due *known = &admit->known[i];
		if (admit->seen[i] || known->state != DUE_OPEN)
			continue;
		if (known->expires < admit->night)
			close_due(admit, known, DUE_LAPSED, false, DAY_NONE);
		else if (!admit->anybody)
			close_due(admit, known, DUE_WITHDRAWN, true, DAY_NONE);
	}
	if (admit->closed_count > 0)
		qsort(admit->closed, admit->closed_count, sizeof *admit->closed, compare_closed);
	if (admit->person_count > 0)
		qsort(admit->people, admit->person_count, sizeof(struct admit_person *),
			compare_people);

	if (admit->guarded_count > 0)
		qsort(admit->guarded, admit->guarded_count, sizeof *admit->guarded, compare_texts);
	admission->guarded = admit->guarded;
	admission->guarded_count = admit->guarded_count;
	admission->aside_open = admit->aside_open;

	waiting_review(admit);
	settle_people(admit);
	waiting_released(admit, admission);
	admission->readdressed = admit->readdressed;
	admission->readdressed_count = admit->readdressed_count;
	admission->reopened = admit->reopened;
	admission->reopened_count = admit->reopened_count;
	admission->people = admit->people;
	admission->person_count = admit->person_count;
	admission->closed = admit->closed;
	admission->closed_count = admit->closed_count;
}
