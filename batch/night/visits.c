#include "night/visits.h"

#include "decide/visits/slot_requests.h"
#include "decide/visits/slots.h"
#include "night/houses.h"

#include <string.h>

/* ---- which visit a letter names ---- */

static struct visit_naming naming_of(const struct visits *visits)
{
	const struct tonight *tonight = visits->tonight;
	const struct reschedule *reschedule = &visits->appointments->reschedule;
	size_t count;
	const struct standing_appointment *standing =
		houses_beside(tonight, reschedule->standing, reschedule->standing_count, &count);
	return (struct visit_naming){
		.office = tonight->job->office,
		.calendar = &tonight->calendar,
		.posting_day = tonight->posting_day,
		.standing = standing,
		.standing_count = count,
		.declined = tonight->knowledge.declined,
		.declined_count = tonight->knowledge.declined_count,
	};
}

static void name_visit(const struct named_visit *named, struct notice *notice)
{
	const char *uid = notice->appointment.uid;
	notice->visit_from = named->from;
	notice->visit_until = named->until;
	notice->appointment = (struct appointment){0};
	if (named->standing != NULL)
		notice->appointment = named->standing->appointment;
	else if (named->possible)
		notice->appointment.uid = uid;
}

static bool name_visits(struct visits *visits, const struct visit_naming *naming, struct fault *why)
{
	for (size_t i = 0; i < visits->count; i++) {
		struct notice *notice = &visits->notices[i];
		struct named_visit *named = &visits->named[i];
		*named = named_visit_find(naming, visits->people[i], notice);
		name_visit(named, notice);
		if (named->standing != NULL && !appointments_known_place(visits->appointments,
						       notice->appointment.uid, &notice->kept, why))
			return false;
	}
	return true;
}

static void add_waiting(struct visits *visits, const struct visit_naming *naming,
	const struct notice *pending, const struct reconciled_person *person)
{
	const struct tonight *tonight = visits->tonight;
	struct notice *notice = &visits->waiting[visits->waiting_count];
	struct visit *visit = &visits->waiting_visits[visits->waiting_count];
	*notice = *pending;
	notice->recipient = person->recipient;
	if (staff_notes_held_back(&tonight->knowledge.notes, pending->number) ||
		!named_visit_waits(naming, notice, visit))
		return;
	char *uid = arena_alloc(tonight->arena, UID_BYTES);
	notice_uid(
		tonight->knowledge.secret, notice->number, tonight->job->office->municipality, uid);
	notice->appointment = (struct appointment){.uid = uid};
	notice->visit_from = visit->from;
	notice->visit_until = visit->until;
	visits->waiting_people[visits->waiting_count++] = person;
}

/* Who was left over on an earlier night asks again until the letter is printed. */
static void find_waiting(struct visits *visits, const struct visit_naming *naming)
{
	const struct tonight *tonight = visits->tonight;
	const struct reconciliation *reconciliation = &tonight->reconciliation;
	size_t most = reconciliation->readdressed_count;
	visits->waiting = arena_alloc(tonight->arena, most * sizeof *visits->waiting);
	visits->waiting_visits = arena_alloc(tonight->arena, most * sizeof *visits->waiting_visits);
	visits->waiting_people =
		arena_alloc(tonight->arena, most * sizeof(const struct reconciled_person *));
	for (size_t i = 0; i < most; i++) {
		const struct notice *found = knowledge_pending(
			&tonight->knowledge, reconciliation->readdressed[i].notice);
		if (found != NULL)
			add_waiting(visits, naming, found, reconciliation->readdressed[i].person);
	}
}

static void take_back(struct visits *visits)
{
	const struct tonight *tonight = visits->tonight;
	struct night_decided *decided = &tonight->result->decided;
	const char **named = arena_alloc(tonight->arena, visits->count * sizeof *named);
	const char **cancelled;
	size_t count = 0;
	for (size_t i = 0; i < visits->count; i++)
		if (visits->named[i].standing != NULL)
			named[count++] = visits->notices[i].appointment.uid;
	reschedule_cancel(&visits->appointments->reschedule, named, count, &cancelled,
		&decided->cancelled_count);
	decided->cancelled = cancelled;
}

bool visits_find(struct visits *visits, struct fault *why)
{
	const struct visit_naming naming = naming_of(visits);
	visits->named = arena_alloc(visits->tonight->arena, visits->count * sizeof *visits->named);
	if (!name_visits(visits, &naming, why))
		return false;
	find_waiting(visits, &naming);
	take_back(visits);
	return true;
}

/* ---- places ---- */

/* What is asked, of tonight's letters first, then of those that wait. */
struct wanted {
	struct notice **letters; /* by request */
	struct slot_request *requests;
	size_t count, tonight; /* in all, and of tonight's letters */
};

static struct wanted list_wanted(const struct visits *visits)
{
	const struct tonight *tonight = visits->tonight;
	size_t most = visits->count + visits->waiting_count;
	struct wanted wanted = {
		.letters = arena_alloc(tonight->arena, most * sizeof(struct notice *)),
		.requests = arena_alloc(tonight->arena, most * sizeof *wanted.requests),
	};
	struct asking asking = {
		.office = tonight->job->office,
		.posting_day = tonight->posting_day,
		.reconciliation = &tonight->reconciliation,
		.standing = visits->appointments->reschedule.standing,
		.standing_count = visits->appointments->reschedule.standing_count,
		.arena = tonight->arena,
	};
	slot_requests_open(&asking);
	for (size_t i = 0; i < visits->count; i++) {
		const struct named_visit *named = &visits->named[i];
		if (named->standing != NULL || !named->possible)
			continue;
		wanted.letters[wanted.count] = &visits->notices[i];
		wanted.requests[wanted.count++] = slot_request_of(
			&asking, visits->people[i], &visits->notices[i], &named->visit);
	}
	wanted.tonight = wanted.count;
	for (size_t i = 0; i < visits->waiting_count; i++) {
		wanted.letters[wanted.count] = &visits->waiting[i];
		wanted.requests[wanted.count++] = slot_request_of(&asking,
			visits->waiting_people[i], &visits->waiting[i], &visits->waiting_visits[i]);
	}
	return wanted;
}

/* Puts down who has a place now. */
static void share_out(
	struct visits *visits, const struct wanted *wanted, const struct slot_answer *answers)
{
	const struct tonight *tonight = visits->tonight;
	struct night_decided *decided = &tonight->result->decided;
	struct notice *seated = arena_alloc(tonight->arena, visits->waiting_count * sizeof *seated);
	struct given_place *places = arena_alloc(tonight->arena, wanted->count * sizeof *places);
	for (size_t i = 0; i < wanted->count; i++) {
		struct notice *notice = wanted->letters[i];
		if (answers[i].placed) {
			const struct given_place given =
				slots_given(tonight->job->office, &tonight->calendar, &answers[i],
					notice->appointment.uid, tonight->arena);
			appointment_take(&notice->appointment, &given);
			notice->appointment.state = APPOINTMENT_STATE_OFFERED;
			places[decided->place_count++] = given;
			if (i >= wanted->tonight)
				seated[decided->seated_count++] = *notice;
		} else if (i < wanted->tonight) {
			notice->appointment = (struct appointment){0};
			notice->visit_from = notice->visit_until = DAY_NONE;
			tonight->result->unplaced++;
		}
	}
	decided->places = places;
	decided->seated = seated;
}

void visits_give(struct visits *visits)
{
	const struct tonight *tonight = visits->tonight;
	const struct reschedule *reschedule = &visits->appointments->reschedule;
	const struct wanted wanted = list_wanted(visits);
	struct slot_answer *answers = arena_alloc(tonight->arena, wanted.count * sizeof *answers);
	struct slot_shortages shortages = {0};
	const struct slot_round round = {.office = tonight->job->office,
		.calendar = &tonight->calendar,
		.requests = wanted.requests,
		.count = wanted.count,
		.taken = reschedule->taken,
		.taken_count = reschedule->taken_count};
	slots_assign(&round, tonight->arena, answers, &shortages);
	tonight->result->decided.shortages = shortages.list;
	tonight->result->decided.shortage_count = shortages.count;
	share_out(visits, &wanted, answers);
}
