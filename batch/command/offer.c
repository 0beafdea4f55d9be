#include "command/offer.h"

#include "base/text.h"
#include "decide/slots.h"
#include "decide/visit.h"
#include "document/invite.h"
#include "document/mailing.h"
#include "ledger/ledger.h"

#include <stdlib.h>
#include <string.h>

enum { SERIAL_MAX = 999999 };

/* What the work below shares. */
struct offer {
	const struct night_job *job;
	const struct calendar *calendar;
	day_number posting_day;
	const struct admission *admission;
	struct arena *arena;
	struct night_result *result;
	struct held_appointment *held; /* by resident */
	size_t held_count;
	struct notice *notices; /* new ones, by resident */
	size_t notice_count;
	struct visit *visits; /* by notice */
	bool *wanting;        /* by notice: a visit is possible, no place yet */
};

/* ---- letters ---- */

static int compare_items(const void *left, const void *right)
{
	const struct notice_item *a = left, *b = right;
	if (a->outcome != b->outcome)
		return a->outcome == OUTCOME_LETTER ? -1 : 1;
	if (a->expires != b->expires)
		return a->expires < b->expires ? -1 : 1;
	return (int)a->matter - (int)b->matter;
}

static void fill_items(
	struct offer *offer, const struct admit_person *person, struct notice *notice)
{
	struct notice_item *items = arena_alloc(offer->arena, person->count * sizeof *items);
	notice->wave = WAVE_FIRST;
	for (size_t i = 0; i < person->count; i++) {
		const struct decision *decision = &person->dues[i].decision;
		if (!person->dues[i].settles)
			continue;
		items[notice->item_count++] = (struct notice_item){
			.matter = decision->matter,
			.expires = decision->expires,
			.wave = decision->wave,
			.outcome = decision->outcome,
			.estimated = decision->estimated,
		};
		if (decision->outcome == OUTCOME_LETTER && decision->wave == WAVE_LATE)
			notice->wave = WAVE_LATE;
	}
	qsort(items, notice->item_count, sizeof *items, compare_items);
	notice->items = items;
}

static bool make_notices(struct offer *offer, struct fault *why)
{
	const struct night_job *job = offer->job;
	int year = civil_parts(job->day).year, serial = 0;
	uint8_t secret[32] = {0};
	if (job->ledger != NULL && (!ledger_last_serial(job->ledger, year, &serial, why) ||
					   !ledger_secret(job->ledger, secret, why)))
		return false;
	for (size_t i = 0; i < offer->admission->person_count; i++)
		offer->notice_count += offer->admission->people[i]->letter ? 1 : 0;
	if (serial + (long)offer->notice_count > SERIAL_MAX)
		return fault_set(why, FAULT_OFFICE, "more than %d letters in %d", SERIAL_MAX, year);
	offer->notices = arena_alloc(offer->arena, offer->notice_count * sizeof *offer->notices);
	struct notice *notice = offer->notices;
	for (size_t i = 0; i < offer->admission->person_count; i++) {
		const struct admit_person *person = offer->admission->people[i];
		if (!person->letter)
			continue;
		char *number = arena_alloc(offer->arena, NOTICE_NUMBER_BYTES);
		char *token = arena_alloc(offer->arena, TOKEN_BYTES);
		notice->number = notice_format_number(year, ++serial, number);
		invite_token(secret, number, token);
		notice->token = token;
		notice->night = job->day;
		notice->recipient = person->recipient;
		notice->visit_from = notice->visit_until = DAY_NONE;
		fill_items(offer, person, notice);
		if (notice->wave != WAVE_LATE && notice->wave != WAVE_FIRST)
			return fault_set(why, FAULT_INTERNAL, "a letter without a wave");
		char *uid = arena_alloc(offer->arena, UID_BYTES);
		invite_uid(secret, number, job->office->municipality, uid);
		notice->appointment.uid = uid;
		notice++;
	}
	return true;
}

/* ---- visits ---- */

static int compare_held(const void *key, const void *element)
{
	return strcmp(key, ((const struct held_appointment *)element)->resident);
}

/* An appointment that the resident holds already inside these days: one visit where one will do. */
static const struct held_appointment *held_within(
	const struct offer *offer, const char *resident, const struct visit *visit)
{
	const struct held_appointment *end = offer->held + offer->held_count;
	const struct held_appointment *at =
		offer->held_count == 0 ? NULL
				       : bsearch(resident, offer->held, offer->held_count,
						 sizeof *offer->held, compare_held);
	while (at != NULL && at > offer->held && strcmp(at[-1].resident, resident) == 0)
		at--;
	for (; at != NULL && at < end && strcmp(at->resident, resident) == 0; at++)
		if (at->appointment.day >= visit->from && at->appointment.day <= visit->until)
			return at;
	return NULL;
}

static void plan_visits(struct offer *offer)
{
	offer->visits = arena_alloc(offer->arena, offer->notice_count * sizeof *offer->visits);
	offer->wanting = arena_alloc(offer->arena, offer->notice_count * sizeof *offer->wanting);
	for (size_t i = 0; i < offer->notice_count; i++) {
		struct notice *notice = &offer->notices[i];
		struct visit *visit = &offer->visits[i];
		const char *uid = notice->appointment.uid;
		if (!visit_days(offer->job->office, offer->calendar, notice->items,
			    notice->item_count, offer->posting_day, visit)) {
			notice->appointment = (struct appointment){0};
			continue;
		}
		const struct held_appointment *held =
			held_within(offer, notice->recipient.resident, visit);
		offer->wanting[i] = held == NULL;
		notice->visit_from = visit->from;
		notice->visit_until = visit->until;
		notice->appointment =
			held != NULL ? held->appointment : (struct appointment){.uid = uid};
	}
}

static bool read_taken(
	struct offer *offer, struct slot_taken **taken, size_t *count, struct fault *why)
{
	struct held_place *places = NULL;
	size_t place_count = 0;
	*count = 0;
	*taken = NULL;
	if (offer->job->ledger == NULL)
		return true;
	if (!ledger_held_places(
		    offer->job->ledger, offer->job->day, offer->arena, &places, &place_count, why))
		return false;
	*taken = arena_alloc(offer->arena, place_count * sizeof **taken);
	for (size_t i = 0; i < place_count; i++) {
		int counter = office_counter(offer->job->office, places[i].counter);
		if (counter >= 0)
			(*taken)[(*count)++] = (struct slot_taken){
				counter, places[i].day, places[i].start, places[i].desk};
	}
	return true;
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

static bool give_places(struct offer *offer, struct fault *why)
{
	const struct office *office = offer->job->office;
	struct night_decided *decided = &offer->result->decided;
	struct slot_taken *taken;
	size_t taken_count, count = 0;
	if (!read_taken(offer, &taken, &taken_count, why))
		return false;
	struct slot_request *requests =
		arena_alloc(offer->arena, offer->notice_count * sizeof *requests);
	struct notice **asking =
		arena_alloc(offer->arena, offer->notice_count * sizeof(struct notice *));
	for (size_t i = 0; i < offer->notice_count; i++) {
		if (!offer->wanting[i])
			continue;
		const struct visit *visit = &offer->visits[i];
		asking[count] = &offer->notices[i];
		requests[count++] = (struct slot_request){
			.key = offer->notices[i].recipient.resident,
			.from = visit->from,
			.until = visit->until,
			.slots = visit->slots,
			.matters = visit->matters,
			.counters = visit->counters,
			.home = office_counter_serving(office, offer->notices[i].recipient.postal),
		};
	}
	struct slot_answer *answers = arena_alloc(offer->arena, count * sizeof *answers);
	slots_assign(offer->calendar, requests, count, taken, taken_count, offer->arena, answers);
	struct given_place *places = arena_alloc(offer->arena, count * sizeof *places);
	for (size_t i = 0; i < count; i++) {
		struct notice *notice = asking[i];
		if (!answers[i].placed) {
			notice->appointment = (struct appointment){0};
			notice->visit_from = notice->visit_until = DAY_NONE;
			offer->result->unplaced++;
			continue;
		}
		notice->appointment.state = APPOINTMENT_STATE_OFFERED;
		notice->appointment.counter = office->counters[answers[i].counter].id;
		notice->appointment.day = answers[i].day;
		notice->appointment.starts = answers[i].starts;
		notice->appointment.ends = answers[i].ends;
		record_place(offer, notice, &answers[i], &places[decided->place_count++]);
	}
	decided->places = places;
	return true;
}

/* ---- what the ledger is told ---- */

/* Does the ledger need to hear of this due: a row, or something that it keeps has changed? */
static bool worth_telling(const struct admit_due *due)
{
	const struct known_due *known = due->known;
	if (due->row || known == NULL || known->state != due->state)
		return true;
	return known->settled_first
		       ? known->outcome == OUTCOME_NONE && due->decision.outcome != OUTCOME_NONE
		       : known->wave != due->decision.wave;
}

static void list_dues(struct offer *offer)
{
	const struct admission *admission = offer->admission;
	struct night_decided *decided = &offer->result->decided;
	size_t most = admission->person_count * DOCUMENTS, next = 0;
	struct admitted_due *dues = arena_alloc(offer->arena, most * sizeof *dues);
	struct night_due *rows = arena_alloc(offer->arena, most * sizeof *rows);
	for (size_t i = 0; i < admission->person_count; i++) {
		const struct admit_person *person = admission->people[i];
		const struct notice *notice = person->letter ? &offer->notices[next++] : NULL;
		for (size_t k = 0; k < person->count; k++) {
			const struct admit_due *due = &person->dues[k];
			if (!worth_telling(due))
				continue;
			const char *number = due->settles            ? notice->number
					     : due->covering != NULL ? due->covering
								     : "";
			bool call = due->settles && due->decision.outcome == OUTCOME_LETTER &&
				    visit_too_late(offer->job->office, due->decision.matter,
					    due->decision.expires, offer->posting_day);
			dues[decided->due_count++] = (struct admitted_due){
				.resident = person->recipient.resident,
				.household = person->recipient.household,
				.decision = due->decision,
				.state = due->state,
				.row = due->row,
				.notice = number,
				.call = call,
			};
			if (!due->row)
				continue;
			struct night_due *row = &rows[offer->result->row_count++];
			*row = (struct night_due){
				.resident = person->recipient.resident,
				.household = person->recipient.household,
				.decision = due->decision,
				.notice = number,
				.visit_from = due->settles ? notice->visit_from : DAY_NONE,
				.visit_until = due->settles ? notice->visit_until : DAY_NONE,
				.call = call,
			};
			if (due->settles)
				row->appointment = notice->appointment;
		}
	}
	decided->dues = dues;
	offer->result->rows = rows;
}

static void list_closed(struct offer *offer)
{
	const struct admission *admission = offer->admission;
	struct night_decided *decided = &offer->result->decided;
	struct closed_due *closed =
		arena_alloc(offer->arena, admission->closed_count * sizeof *closed);
	for (size_t i = 0; i < admission->closed_count; i++)
		closed[i] = (struct closed_due){
			.resident = admission->closed[i].known->resident,
			.document = admission->closed[i].known->document,
			.expires = admission->closed[i].known->expires,
			.state = admission->closed[i].state,
		};
	decided->closed = closed;
	decided->closed_count = admission->closed_count;

	const char **pulled = arena_alloc(offer->arena, admission->released_count * sizeof *pulled);
	for (size_t i = 0; i < admission->released_count; i++) {
		const char *notice = admission->released[i]->notice;
		if (decided->pulled_count == 0 ||
			strcmp(pulled[decided->pulled_count - 1], notice) != 0)
			pulled[decided->pulled_count++] = notice;
	}
	decided->pulled = pulled;
}

/* A due that no longer needs its appointment. */
struct ended_due {
	const char *resident;
	enum document document;
	day_number expires;
};

static int compare_ended(const void *left, const void *right)
{
	const struct ended_due *a = left, *b = right;
	int order = strcmp(a->resident, b->resident);
	if (order == 0)
		order = (int)a->document - (int)b->document;
	return order != 0 ? order : (a->expires > b->expires) - (a->expires < b->expires);
}

static struct ended_due *list_ended(struct offer *offer, size_t *count)
{
	const struct admission *admission = offer->admission;
	struct ended_due *ended =
		arena_alloc(offer->arena, (admission->closed_count + admission->released_count +
						  admission->person_count * DOCUMENTS) *
						  sizeof *ended);
	*count = 0;
	for (size_t i = 0; i < admission->closed_count; i++) {
		const struct known_due *known = admission->closed[i].known;
		ended[(*count)++] =
			(struct ended_due){known->resident, known->document, known->expires};
	}
	for (size_t i = 0; i < admission->released_count; i++) {
		const struct known_due *known = admission->released[i];
		ended[(*count)++] =
			(struct ended_due){known->resident, known->document, known->expires};
	}
	for (size_t i = 0; i < admission->person_count; i++) {
		const struct admit_person *person = admission->people[i];
		for (size_t k = 0; k < person->count; k++)
			if (person->dues[k].state != DUE_OPEN)
				ended[(*count)++] = (struct ended_due){person->recipient.resident,
					person->dues[k].document, person->dues[k].decision.expires};
	}
	if (*count > 0)
		qsort(ended, *count, sizeof *ended, compare_ended);
	return ended;
}

static bool is_kept(const struct offer *offer, const char *uid)
{
	for (size_t i = 0; i < offer->notice_count; i++)
		if (!offer->wanting[i] && text_equal(offer->notices[i].appointment.uid, uid))
			return true;
	return false;
}

/* An appointment none of whose dues goes on is taken back, unless a letter of tonight keeps it. */
static bool list_cancelled(struct offer *offer, struct fault *why)
{
	struct night_decided *decided = &offer->result->decided;
	struct served_due *served = NULL;
	size_t served_count = 0, ended_count;
	if (offer->job->ledger == NULL)
		return true;
	if (!ledger_served_dues(
		    offer->job->ledger, offer->job->day, offer->arena, &served, &served_count, why))
		return false;
	struct ended_due *ended = list_ended(offer, &ended_count);
	const char **cancelled = arena_alloc(offer->arena, served_count * sizeof *cancelled);
	for (size_t i = 0, end; i < served_count; i = end) {
		bool goes_on = false;
		for (end = i; end < served_count && strcmp(served[end].uid, served[i].uid) == 0;
			end++) {
			const struct ended_due key = {
				served[end].resident, served[end].document, served[end].expires};
			goes_on |=
				ended_count == 0 || bsearch(&key, ended, ended_count, sizeof *ended,
							    compare_ended) == NULL;
		}
		if (!goes_on && !is_kept(offer, served[i].uid))
			cancelled[decided->cancelled_count++] = served[i].uid;
	}
	decided->cancelled = cancelled;
	return true;
}

static int compare_numbers(const void *left, const void *right)
{
	return strcmp(
		((const struct notice *)left)->number, ((const struct notice *)right)->number);
}

/* Letters that waited and may go, addressed as of tonight; and, on a mailing day, what goes. */
static bool list_mailing(struct offer *offer, struct fault *why)
{
	const struct admission *admission = offer->admission;
	struct night_decided *decided = &offer->result->decided;
	struct notice *pending = NULL;
	size_t pending_count = 0, count = 0;
	if (offer->job->ledger != NULL && !ledger_pending_notices(offer->job->ledger, offer->arena,
						  &pending, &pending_count, why))
		return false;
	if (pending_count > 0)
		qsort(pending, pending_count, sizeof *pending, compare_numbers);
	struct notice *refreshed =
		arena_alloc(offer->arena, admission->readdressed_count * sizeof *refreshed);
	size_t most = admission->readdressed_count + offer->notice_count;
	const struct notice **mailing =
		arena_alloc(offer->arena, most * sizeof(const struct notice *));
	for (size_t i = 0; i < admission->readdressed_count; i++) {
		const struct notice key = {.number = admission->readdressed[i].notice};
		const struct notice *found = pending_count == 0
						     ? NULL
						     : bsearch(&key, pending, pending_count,
							       sizeof *pending, compare_numbers);
		if (found == NULL)
			return fault_set(why, FAULT_INTERNAL, "letter %s waits and is not pending",
				key.number);
		refreshed[i] = *found;
		refreshed[i].recipient = admission->readdressed[i].person->recipient;
		mailing[count++] = &refreshed[i];
	}
	for (size_t i = 0; i < offer->notice_count; i++)
		mailing[count++] = &offer->notices[i];
	decided->refreshed = refreshed;
	decided->refreshed_count = admission->readdressed_count;
	if (offer->posting_day != offer->job->day)
		return true;
	mailing_sort(mailing, count);
	const char **mailed = arena_alloc(offer->arena, count * sizeof *mailed);
	for (size_t i = 0; i < count; i++)
		mailed[i] = mailing[i]->number;
	decided->mailed = mailed;
	decided->mailed_count = count;
	return true;
}

bool offer_night(const struct night_job *job, const struct calendar *calendar,
	day_number posting_day, const struct admission *admission, struct arena *arena,
	struct night_result *result, struct fault *why)
{
	struct offer offer = {
		.job = job,
		.calendar = calendar,
		.posting_day = posting_day,
		.admission = admission,
		.arena = arena,
		.result = result,
	};
	if (job->ledger != NULL && !ledger_held_appointments(job->ledger, job->day, arena,
					   &offer.held, &offer.held_count, why))
		return false;
	if (!make_notices(&offer, why))
		return false;
	plan_visits(&offer);
	if (!give_places(&offer, why))
		return false;
	result->decided.notices = offer.notices;
	result->decided.notice_count = offer.notice_count;
	list_dues(&offer);
	list_closed(&offer);
	return list_cancelled(&offer, why) && list_mailing(&offer, why);
}
