#include "decide/admit.h"

#include "base/text.h"
#include "decide/known.h"
#include "decide/remind.h"
#include "decide/rules.h"
#include "decide/validity.h"

#include <stdlib.h>
#include <string.h>

/* Ordinary mail arrives on the second day after it was posted (Japan Post, since 2021-10): the
 * visit comes a day later at the earliest, unless the office leaves still less time to everybody.
 */
enum { VISIT_DAYS = 3 };

struct admit {
	const struct office *office;
	day_number night;
	struct posting posting;
	struct arena *arena;
	const struct known_due *known;
	size_t known_count;
	bool anybody;        /* somebody was set aside whose id could not be read */
	bool *seen;          /* by known due: its resident was in the register */
	bool *pulled;        /* by known due: the waiting letter that settled it must not go */
	struct known *index; /* of the known dues, by resident */
	admit_confirmed *confirmed; /* NULL: nobody is asked */
	void *confirmed_context;
	struct admit_person **people;
	size_t person_count, person_capacity;
	struct admit_closed *closed;
	size_t closed_count, closed_capacity;
	const char **guarded;
	size_t guarded_count, guarded_capacity;
};

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

bool admit_wants_letter(
	const struct admit *admit, const struct resident *resident, const struct ruling *ruling)
{
	size_t first = 0, count = known_find(admit->index, resident->id, &first);
	for (size_t i = 0; i < ruling->count; i++) {
		const struct decision *decision = &ruling->decisions[i];
		if (decision->outcome != OUTCOME_LETTER)
			continue;
		const struct known_due *known = known_of(admit->known + first, count,
			document_of(decision->matter), decision->expires);
		if (known == NULL || !known->settled_first || !known->printed ||
			known->taken_back ||
			(!known->settled_reminder && remind_now(admit->office, known,
							     decision->matter, &admit->posting)))
			return true;
	}
	return false;
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

struct recipient admit_recipient(const struct office *office, day_number night,
	const struct resident *resident, const struct ruling *ruling)
{
	const struct address *to = rules_destination(resident);
	bool alias = resident->alias_used && !text_blank(resident->alias);
	const char *name = alias ? resident->alias : resident->name;
	bool leap = validity_leap_march(&office->validity, night);
	day_number card = ruling->current[DOCUMENT_CARD];
	return (struct recipient){
		.resident = resident->id,
		.household = resident->household,
		.name = name,
		.addressee = resident->has_send_to && !text_blank(to->name) ? to->name : name,
		.postal = or_empty(to->postal),
		.address = or_empty(to->lines),
		.building = or_empty(to->building),
		.language = or_empty(resident->language),
		.foreign = resident->stay.present,
		.minor = resident->born.known &&
			 validity_age(resident->born.date, night, leap) <
				 validity_represented_age(&office->validity, night),
		.ward = resident->ward,
		.stay_case = card == DAY_NONE ? STAY_CASE_NONE
					      : rules_stay_case(resident, office, card, night),
	};
}

void admit_copy_recipient(struct arena *arena, struct recipient *recipient)
{
	const char **const texts[] = {&recipient->resident, &recipient->household, &recipient->name,
		&recipient->addressee, &recipient->postal, &recipient->address,
		&recipient->building, &recipient->language};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		*texts[i] = arena_copy(arena, *texts[i]);
}

static void close_due(
	struct admit *admit, const struct known_due *known, enum due_state state, bool vanished)
{
	admit->closed = arena_grow(admit->arena, admit->closed, admit->closed_count, 1,
		&admit->closed_capacity, sizeof *admit->closed);
	admit->closed[admit->closed_count++] = (struct admit_closed){known, state, vanished};
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
		close_due(admit, known, DUE_WITHDRAWN, false);
	else if (current != known->expires)
		close_due(admit, known, DUE_RENEWED, false);
	else if (known->expires < admit->night)
		close_due(admit, known, DUE_LAPSED, false);
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
	person->recipient = admit_recipient(admit->office, admit->night, resident, ruling);
	admit_copy_recipient(admit->arena, &person->recipient);
	if (resident->born.known)
		person->age = office_age_class(admit->office,
			validity_age(resident->born.date, admit->night,
				validity_leap_march(&admit->office->validity, admit->night)));
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
	admit->anybody = admit->anybody || resident[0] == '\0';
	for (size_t i = 0; i < count; i++)
		admit->seen[first + i] = true;
}

/* ---- after the last resident ---- */

static bool settled(const struct admit_due *due)
{
	return due->known != NULL && due->known->settled_first;
}

static bool waiting(const struct admit_due *due)
{
	return settled(due) && (!due->known->printed || due->known->taken_back);
}

static bool too_soon(const struct admit *admit, const struct known_due *known)
{
	int lead = office_lead_days(admit->office, known->matter, admit->night);
	return known->visit != DAY_NONE &&
	       known->visit < admit->night + (lead < VISIT_DAYS ? lead : VISIT_DAYS);
}

static bool is_pulled(const struct admit *admit, const struct admit_due *due)
{
	return admit->pulled[due->known - admit->known];
}

/* Is it settled by a first or late letter that has gone or will go? Where there is a reminder, only
 * that can have been pulled. */
static bool stays_settled(const struct admit *admit, const struct admit_due *due)
{
	return settled(due) && (due->known->settled_reminder || !is_pulled(admit, due));
}

/* Would a letter of tonight remind of it? */
static bool reminds(const struct admit *admit, const struct admit_due *due)
{
	return stays_settled(admit, due) &&
	       (!due->known->settled_reminder || is_pulled(admit, due)) &&
	       remind_now(admit->office, due->known, due->decision.matter, &admit->posting);
}

/* Would a letter be written tonight if only this due counted? */
static bool wants_letter(const struct admit *admit, const struct admit_due *due)
{
	return due->decision.outcome == OUTCOME_LETTER &&
	       (!stays_settled(admit, due) || reminds(admit, due));
}

/* Does tonight's ruling say exactly what the waiting letter says: each due it settled is decided
 * letter or covered again, and nothing else would join it? */
static bool letter_stands(
	const struct admit *admit, const struct admit_person *person, const char *notice)
{
	const struct known_due *known = admit->known + person->known_first;
	for (size_t i = 0; i < person->known_count; i++) {
		if (known[i].notice == NULL || strcmp(known[i].notice, notice) != 0)
			continue;
		bool confirmed = false;
		for (size_t k = 0; k < person->count; k++) {
			const struct admit_due *due = &person->dues[k];
			confirmed |= due->known == &known[i] &&
				     due->decision.matter == known[i].matter &&
				     due->decision.outcome == known[i].outcome;
		}
		if (!confirmed)
			return false;
	}
	for (size_t k = 0; k < person->count; k++) {
		const struct admit_due *due = &person->dues[k];
		bool covered = due->decision.outcome == OUTCOME_COVERED;
		if (wants_letter(admit, due) || (covered && !settled(due)))
			return false;
	}
	return true;
}

/* A letter is about one resident, whose known dues stand side by side. */
static void pull(struct admit *admit, const struct known_due *settled_due)
{
	size_t i = (size_t)(settled_due - admit->known);
	while (i > 0 && strcmp(admit->known[i - 1].resident, settled_due->resident) == 0)
		i--;
	for (; i < admit->known_count &&
		strcmp(admit->known[i].resident, settled_due->resident) == 0;
		i++)
		admit->pulled[i] =
			admit->pulled[i] || text_equal(admit->known[i].notice, settled_due->notice);
}

static void readdress(struct admit *admit, struct admission *admission, size_t *capacity,
	const struct admit_person *person, const char *notice)
{
	struct admit_readdressed *grown = arena_grow(admit->arena, (void *)admission->readdressed,
		admission->readdressed_count, 1, capacity, sizeof *grown);
	grown[admission->readdressed_count++] = (struct admit_readdressed){person, notice};
	admission->readdressed = grown;
}

/* Letters that wait for their mailing: those whose dues ended or changed are pulled, the others
 * are addressed as the register has it tonight. Letters that the desk has taken back are pulled. */
static void review_waiting(struct admit *admit, struct admission *admission)
{
	size_t capacity = 0;
	for (size_t i = 0; i < admit->closed_count; i++) {
		const struct known_due *known = admit->closed[i].known;
		if (known->settled_first && (!known->printed || known->taken_back))
			pull(admit, known);
	}
	for (size_t i = 0; i < admit->person_count; i++) {
		const struct admit_person *person = admit->people[i];
		const char *told = "";
		for (size_t k = 0; k < person->count; k++) {
			const struct admit_due *due = &person->dues[k];
			if (!waiting(due) || is_pulled(admit, due) ||
				strcmp(told, due->known->notice) == 0)
				continue;
			told = due->known->notice;
			if (!due->known->taken_back && !too_soon(admit, due->known) &&
				letter_stands(admit, person, told))
				readdress(admit, admission, &capacity, person, told);
			else
				pull(admit, due->known);
		}
	}
}

static void list_released(struct admit *admit, struct admission *admission)
{
	const struct known_due **released =
		arena_alloc(admit->arena, admit->known_count * sizeof *released);
	for (size_t i = 0; i < admit->known_count; i++)
		if (admit->pulled[i])
			released[admission->released_count++] = &admit->known[i];
	admission->released = released;
}

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
			letter |= wants_letter(admit, &admit->people[i]->dues[k]);
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

/* The letter that settled the card's due on an earlier night, if a certificate is covered by it. */
static const char *covering_notice(const struct admit *admit, const struct admit_person *person)
{
	for (size_t i = 0; i < person->count; i++)
		if (person->dues[i].document == DOCUMENT_CARD &&
			stays_settled(admit, &person->dues[i]))
			return person->dues[i].known->first;
	return NULL;
}

static void reopen(struct admit *admit, struct admission *admission, size_t *capacity,
	const struct known_due *known)
{
	const struct known_due **grown = arena_grow(admit->arena, (void *)admission->reopened,
		admission->reopened_count, 1, capacity, sizeof *grown);
	grown[admission->reopened_count++] = known;
	admission->reopened = grown;
}

/* All but what a card covers: a row, a letter, or as before. */
static void finish_due(struct admit *admit, struct admission *admission,
	struct admit_person *person, struct admit_due *due, size_t *reopened_capacity)
{
	struct decision *decision = &due->decision;
	bool before = stays_settled(admit, due);
	bool reminding = before && decision->outcome != OUTCOME_NONE && reminds(admit, due);
	if (reminding)
		decision->wave = WAVE_REMINDER;
	if (person->hand_over_cap && wants_letter(admit, due)) {
		decision->outcome = OUTCOME_HAND;
		decision->reason = REASON_ADDRESS_CAP;
	}
	bool none = decision->outcome == OUTCOME_NONE;
	due->state = none && reason_withdraws(decision->reason) ? DUE_WITHDRAWN : DUE_OPEN;
	if (before && due->known->state != DUE_OPEN && due->state == DUE_OPEN)
		reopen(admit, admission, reopened_capacity, due->known);
	if (before && !reminding) {
		due->row = none && changed(due);
		return;
	}
	due->settles = decision->outcome == OUTCOME_LETTER;
	due->row = due->settles || changed(due) || (reminding && due->known->wave != WAVE_REMINDER);
	person->letter |= due->settles;
}

/* What the card of tonight's letter covers is settled with it, also by a reminder; what the card of
 * an earlier one covers, by that. */
static void finish_covered(struct admit *admit, struct admission *admission,
	const struct admit_person *person, struct admit_due *due, enum wave card_wave,
	size_t *reopened_capacity)
{
	bool before = stays_settled(admit, due), reminder = card_wave == WAVE_REMINDER;
	bool reminded = before && due->known->settled_reminder && !is_pulled(admit, due);
	due->state = DUE_OPEN;
	if (before && due->known->state != DUE_OPEN)
		reopen(admit, admission, reopened_capacity, due->known);
	if (person->letter && (before ? reminder && !reminded : true)) {
		due->settles = due->row = true;
		if (before)
			due->decision.wave = WAVE_REMINDER;
	} else if (!before) {
		due->covering = covering_notice(admit, person);
		due->row = changed(due) || due->covering != NULL;
	}
}

static void finish_person(struct admit *admit, struct admission *admission,
	struct admit_person *person, size_t *reopened_capacity)
{
	enum wave card_wave = WAVE_FIRST;
	for (size_t i = 0; i < person->count; i++) {
		struct admit_due *due = &person->dues[i];
		if (due->decision.outcome == OUTCOME_COVERED)
			continue;
		finish_due(admit, admission, person, due, reopened_capacity);
		if (due->document == DOCUMENT_CARD && due->settles)
			card_wave = due->decision.wave;
	}
	for (size_t i = 0; i < person->count; i++)
		if (person->dues[i].decision.outcome == OUTCOME_COVERED)
			finish_covered(admit, admission, person, &person->dues[i], card_wave,
				reopened_capacity);
}

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
			close_due(admit, known, DUE_LAPSED, false);
		else if (!admit->anybody)
			close_due(admit, known, DUE_WITHDRAWN, true);
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

	review_waiting(admit, admission);
	list_released(admit, admission);
	cap_addresses(admit);
	size_t reopened_capacity = 0;
	for (size_t i = 0; i < admit->person_count; i++)
		finish_person(admit, admission, admit->people[i], &reopened_capacity);
	admission->people = admit->people;
	admission->person_count = admit->person_count;
	admission->closed = admit->closed;
	admission->closed_count = admit->closed_count;
}
