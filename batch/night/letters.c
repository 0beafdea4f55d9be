#include "night/letters.h"

#include "night/change_letters.h"
#include "night/ledger_entries.h"
#include "night/slot_requests.h"
#include "night/staff_notes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the work below shares. */
struct offer {
	const struct tonight *tonight;
	const struct night_job *job;
	const struct calendar *calendar;
	day_number posting_day;
	const struct reconciliation *reconciliation;
	struct arena *arena;
	struct night_result *result;
	struct keep *keep;
	struct notice_numbers numbers;           /* this year's */
	struct notice *notices;                  /* new ones, by resident */
	const struct reconciled_person **people; /* by notice: whom it is written to */
	size_t notice_count;
	struct visit *visits; /* by notice */
	bool *wanting;        /* by notice: a visit is possible, no place yet */
	bool *kept;           /* by notice: its appointment is one that is held already */
	/* letters of earlier nights that wait without a place, and could have one */
	struct notice *waiting;
	const struct reconciled_person **waiting_people;
	struct visit *waiting_visits;
	size_t waiting_count;
};

/* ---- letters ---- */

static void fill_items(
	struct offer *offer, const struct reconciled_person *person, struct notice *notice)
{
	struct notice_item *items = arena_alloc(offer->arena, person->count * sizeof *items);
	size_t count = 0;
	for (size_t i = 0; i < person->count; i++) {
		const struct decision *decision = &person->dues[i].decision;
		if (!person->dues[i].settles)
			continue;
		items[count++] = (struct notice_item){
			.matter = decision->matter,
			.expires = decision->expires,
			.wave = decision->wave,
			.outcome = decision->outcome,
			.estimated = decision->estimated,
		};
	}
	notice_take_items(notice, items, count);
}

static bool make_notices(struct offer *offer, struct fault *why)
{
	const struct night_job *job = offer->job;
	for (size_t i = 0; i < offer->reconciliation->person_count; i++)
		offer->notice_count += offer->reconciliation->people[i]->letter ? 1 : 0;
	offer->notices = arena_alloc(offer->arena, offer->notice_count * sizeof *offer->notices);
	offer->people = arena_alloc(
		offer->arena, offer->notice_count * sizeof(const struct reconciled_person *));
	struct notice *notice = offer->notices;
	for (size_t i = 0; i < offer->reconciliation->person_count; i++) {
		const struct reconciled_person *person = offer->reconciliation->people[i];
		if (!person->letter)
			continue;
		if (!notice_assign_number(notice, &offer->numbers, offer->arena, why))
			return false;
		notice->earlier = "";
		notice->night = job->day;
		offer->people[notice - offer->notices] = person;
		notice->recipient = person->recipient;
		notice->visit_from = notice->visit_until = DAY_NONE;
		fill_items(offer, person, notice);
		char *uid = arena_alloc(offer->arena, UID_BYTES);
		notice_uid(offer->numbers.secret, notice->number, job->office->municipality, uid);
		notice->appointment.uid = uid;
		notice++;
	}
	return true;
}

/* ---- visits ---- */

static int compare_held(const void *key, const void *element)
{
	return strcmp(key, ((const struct standing_appointment *)element)->resident);
}

/* An appointment that the resident holds already, not before `from` and not after `until`: one
 * visit where one will do. */
static const struct standing_appointment *held_within(
	const struct offer *offer, const char *resident, day_number from, day_number until)
{
	const struct keep *keep = offer->keep;
	const struct standing_appointment *end = keep->held + keep->held_count;
	const struct standing_appointment *at =
		keep->held_count == 0 ? NULL
				      : bsearch(resident, keep->held, keep->held_count,
						sizeof *keep->held, compare_held);
	while (at != NULL && at > keep->held && strcmp(at[-1].resident, resident) == 0)
		at--;
	for (; at != NULL && at < end && strcmp(at->resident, resident) == 0; at++)
		if (at->appointment.state != APPOINTMENT_STATE_CANCELLED &&
			at->appointment.day >= from && at->appointment.day <= until)
			return at;
	return NULL;
}

/* The appointment of an earlier letter that a reminder names again: what was handed out stays, also
 * where it lies in days that are not given out. */
static const struct standing_appointment *held_for_reminder(
	const struct offer *offer, const struct notice *notice)
{
	const struct office *office = offer->job->office;
	day_number from = offer->posting_day, until = DAY_NONE;
	for (size_t i = 0; i < notice->item_count; i++) {
		const struct notice_item *item = &notice->items[i];
		day_number arrives = office_arrival(office, item->matter, offer->posting_day);
		if (item->wave != WAVE_REMINDER)
			continue;
		from = arrives > from ? arrives : from;
		until = item->expires > until ? item->expires : until;
	}
	return held_within(offer, notice->recipient.resident, from, until);
}

/* The appointment of a letter that is pulled tonight and written anew by this one: it stands as
 * long as this letter comes before it; whatever the letter, when a desk put it there. */
static const struct standing_appointment *held_before(const struct offer *offer,
	const struct reconciled_person *person, const struct notice *notice)
{
	const struct office *office = offer->job->office;
	for (size_t i = 0; i < person->count; i++) {
		const struct reconciled_due *due = &person->dues[i];
		if (!due->settles || due->known == NULL || notice->wave == WAVE_REMINDER)
			continue;
		const struct standing_appointment *held = held_within(offer,
			notice->recipient.resident, offer->posting_day, notice_deadline(notice));
		if (held != NULL && strcmp(held->appointment.uid, due->known->uid) == 0 &&
			(held->by_desk || !visit_too_soon(office, due->decision.matter,
						  held->appointment.day, offer->posting_day)))
			return held;
	}
	return NULL;
}

/* Is the letter about a card that Immigration renews? Then there is nothing to come for. */
static bool renewed_elsewhere(const struct notice *notice)
{
	for (size_t i = 0; i < notice->item_count; i++)
		if (notice->items[i].matter == MATTER_STAY &&
			notice->recipient.stay_case == STAY_CASE_RESIDENCE)
			return true;
	return false;
}

static void plan_visit(struct offer *offer, size_t i)
{
	struct notice *notice = &offer->notices[i];
	struct visit *visit = &offer->visits[i];
	const char *uid = notice->appointment.uid;
	if (renewed_elsewhere(notice)) {
		notice->appointment = (struct appointment){0};
		return;
	}
	bool possible = visit_days(offer->job->office, offer->calendar, notice->items,
		notice->item_count, offer->posting_day, visit);
	const struct standing_appointment *held = held_for_reminder(offer, notice);
	if (held == NULL && notice->wave == WAVE_REMINDER &&
		keep_declined(offer->keep, notice->recipient.resident))
		possible = false;
	if (held == NULL && possible)
		held = held_within(offer, notice->recipient.resident, visit->from, visit->until);
	if (held == NULL)
		held = held_before(offer, offer->people[i], notice);
	offer->kept[i] = held != NULL;
	offer->wanting[i] = held == NULL && possible;
	if (held == NULL && !possible) {
		notice->appointment = (struct appointment){0};
		return;
	}
	notice->appointment = held != NULL ? held->appointment : (struct appointment){.uid = uid};
	notice->visit_from = possible ? visit->from : held->appointment.day;
	notice->visit_until = possible ? visit->until : held->appointment.day;
	if (held == NULL)
		return;
	if (held->appointment.day < notice->visit_from)
		notice->visit_from = held->appointment.day;
	if (held->appointment.day > notice->visit_until)
		notice->visit_until = held->appointment.day;
}

static bool plan_visits(struct offer *offer, struct fault *why)
{
	offer->visits = arena_alloc(offer->arena, offer->notice_count * sizeof *offer->visits);
	offer->wanting = arena_alloc(offer->arena, offer->notice_count * sizeof *offer->wanting);
	offer->kept = arena_alloc(offer->arena, offer->notice_count * sizeof *offer->kept);
	for (size_t i = 0; i < offer->notice_count; i++)
		plan_visit(offer, i);
	for (size_t i = 0; i < offer->notice_count; i++)
		if (offer->kept[i] &&
			!keep_known_place(offer->keep, offer->notices[i].appointment.uid,
				&offer->notices[i].kept, why))
			return false;
	return true;
}

static int compare_number(const void *key, const void *element)
{
	return strcmp(key, ((const struct notice *)element)->number);
}

/* A waiting letter without a place, whose resident has none and may have one. */
static void plan_waiting(
	struct offer *offer, const struct notice *pending, const struct reconciled_person *person)
{
	const struct night_job *job = offer->job;
	struct notice notice = *pending;
	struct visit visit;
	notice.recipient = person->recipient;
	if (pending->appointment.state != APPOINTMENT_STATE_NONE ||
		staff_notes_held_back(offer->keep->notes, pending->number) ||
		keep_declined(offer->keep, person->recipient.resident) ||
		renewed_elsewhere(&notice) ||
		!visit_days(job->office, offer->calendar, pending->items, pending->item_count,
			offer->posting_day, &visit) ||
		held_within(offer, person->recipient.resident, visit.from, visit.until) != NULL)
		return;
	char *uid = arena_alloc(offer->arena, UID_BYTES);
	notice_uid(offer->numbers.secret, notice.number, job->office->municipality, uid);
	notice.appointment = (struct appointment){.uid = uid};
	notice.visit_from = visit.from;
	notice.visit_until = visit.until;
	offer->waiting_people[offer->waiting_count] = person;
	offer->waiting_visits[offer->waiting_count] = visit;
	offer->waiting[offer->waiting_count++] = notice;
}

/* Who was left over on an earlier night asks again until the letter is printed. */
static void find_waiting(struct offer *offer)
{
	const struct reconciliation *reconciliation = offer->reconciliation;
	const struct notice *pending = offer->tonight->knowledge.pending;
	size_t count = offer->tonight->knowledge.pending_count;
	size_t most = reconciliation->readdressed_count;
	offer->waiting = arena_alloc(offer->arena, most * sizeof *offer->waiting);
	offer->waiting_visits = arena_alloc(offer->arena, most * sizeof *offer->waiting_visits);
	offer->waiting_people =
		arena_alloc(offer->arena, most * sizeof(const struct reconciled_person *));
	for (size_t i = 0; i < most && count > 0; i++) {
		const struct notice *found = bsearch(reconciliation->readdressed[i].notice, pending,
			count, sizeof *pending, compare_number);
		if (found != NULL)
			plan_waiting(offer, found, reconciliation->readdressed[i].person);
	}
}

static void record_place(struct offer *offer, const struct notice *notice,
	const struct slot_answer *answer, struct given_place *given)
{
	const struct counter_day *row =
		calendar_day(offer->calendar, answer->day, (size_t)answer->counter);
	int *starts = arena_alloc(offer->arena, row->slot_count * sizeof *starts);
	size_t count = 0;
	for (size_t i = 0; i < row->slot_count; i++)
		if (row->slots[i].start >= answer->starts && row->slots[i].end <= answer->ends)
			starts[count++] = row->slots[i].start;
	*given = (struct given_place){
		.uid = notice->appointment.uid,
		.counter = notice->appointment.counter,
		.day = answer->day,
		.starts = answer->starts,
		.ends = answer->ends,
		.desk = answer->desk,
		.slot_starts = starts,
		.slot_count = count,
	};
}

static void take_place(struct offer *offer, struct notice *notice, const struct slot_answer *answer,
	struct given_place *given)
{
	notice->appointment.state = APPOINTMENT_STATE_OFFERED;
	notice->appointment.counter = offer->job->office->counters[answer->counter].id;
	notice->appointment.day = answer->day;
	notice->appointment.starts = answer->starts;
	notice->appointment.ends = answer->ends;
	record_place(offer, notice, answer, given);
}

/* Puts down who has a place now; *places has room for all. Requests are of tonight's letters first,
 * then of those that wait. */
static void share_out(struct offer *offer, struct notice *const *letters, size_t count,
	const struct slot_answer *answers, struct given_place *places)
{
	struct night_decided *decided = &offer->result->decided;
	struct notice *seated = arena_alloc(offer->arena, offer->waiting_count * sizeof *seated);
	for (size_t i = 0; i < count + offer->waiting_count; i++) {
		struct notice *notice = i < count ? letters[i] : &offer->waiting[i - count];
		if (answers[i].placed) {
			take_place(offer, notice, &answers[i], &places[decided->place_count++]);
			if (i >= count)
				seated[decided->seated_count++] = *notice;
		} else if (i < count) {
			notice->appointment = (struct appointment){0};
			notice->visit_from = notice->visit_until = DAY_NONE;
			offer->result->unplaced++;
		}
	}
	decided->places = places;
	decided->seated = seated;
}

static void give_places(struct offer *offer)
{
	const struct office *office = offer->job->office;
	struct night_decided *decided = &offer->result->decided;
	size_t count = 0, most = offer->notice_count + offer->waiting_count;
	struct slot_request *requests = arena_alloc(offer->arena, most * sizeof *requests);
	struct notice **letters =
		arena_alloc(offer->arena, offer->notice_count * sizeof(struct notice *));
	struct asking asking = {
		.office = office,
		.posting_day = offer->posting_day,
		.reconciliation = offer->reconciliation,
		.held = offer->keep->held,
		.held_count = offer->keep->held_count,
		.arena = offer->arena,
	};
	requests_open(&asking);
	for (size_t i = 0; i < offer->notice_count; i++) {
		if (!offer->wanting[i])
			continue;
		letters[count] = &offer->notices[i];
		requests[count++] = requests_of(
			&asking, offer->people[i], &offer->notices[i], &offer->visits[i]);
	}
	for (size_t i = 0; i < offer->waiting_count; i++)
		requests[count + i] = requests_of(&asking, offer->waiting_people[i],
			&offer->waiting[i], &offer->waiting_visits[i]);
	most = count + offer->waiting_count;
	struct slot_answer *answers = arena_alloc(offer->arena, most * sizeof *answers);
	struct slot_shortages shortages = {0};
	const struct slot_round round = {.office = office,
		.calendar = offer->calendar,
		.requests = requests,
		.count = most,
		.taken = offer->keep->taken,
		.taken_count = offer->keep->taken_count};
	slots_assign(&round, offer->arena, answers, &shortages);
	decided->shortages = shortages.list;
	decided->shortage_count = shortages.count;
	share_out(offer, letters, count, answers,
		arena_alloc(offer->arena, most * sizeof(struct given_place)));
}

/* What the ledger must hear of appointments that were handed out before. */
static void decide_kept(const struct offer *offer)
{
	const struct keep *keep = offer->keep;
	struct night_decided *decided = &offer->result->decided;
	size_t count = offer->notice_count + keep->notice_count;
	struct notice *notices = arena_alloc(offer->arena, count * sizeof *notices);
	for (size_t i = 0; i < count; i++)
		notices[i] = i < offer->notice_count ? offer->notices[i]
						     : keep->notices[i - offer->notice_count];
	decided->notices = notices;
	decided->notice_count = count;
	decided->moved = keep->moved;
	decided->moved_count = keep->moved_count;
	decided->lost = keep->lost;
	decided->lost_count = keep->lost_count;
	decided->tellings = keep->tellings;
	decided->telling_count = keep->telling_count;
	decided->by_hand = keep->by_hand;
	decided->by_hand_count = keep->by_hand_count;
}

bool offer_night(const struct tonight *tonight, struct keep *keep, struct fault *why)
{
	struct arena *arena = tonight->arena;
	struct night_decided *decided = &tonight->result->decided;
	struct offer offer = {
		.tonight = tonight,
		.job = tonight->job,
		.calendar = &tonight->calendar,
		.posting_day = tonight->posting_day,
		.reconciliation = &tonight->reconciliation,
		.arena = arena,
		.result = tonight->result,
		.keep = keep,
		.numbers = tonight->knowledge.numbers,
	};
	if (!make_notices(&offer, why) || !plan_visits(&offer, why))
		return false;
	find_waiting(&offer);
	const struct decided_letters letters = {offer.notices, offer.notice_count, offer.kept};
	decided_cancelled(&letters, keep, arena, decided);
	keep_free(keep, decided->cancelled, decided->cancelled_count);
	give_places(&offer);
	if (!tell_changes(keep, tonight->posting_day, &offer.numbers, why))
		return false;
	decide_kept(&offer);
	return decided_list(tonight, &letters, keep, why);
}
