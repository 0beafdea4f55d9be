#include "night/reschedule.h"

#include "decide/visits/slots.h"
#include "decide/visits/visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* After the register: what nobody of tonight may have, and other places for what has closed. */

static bool goes_on(const struct keep *keep, const char *uid)
{
	bool on = false;
	const struct served_due *end = keep->served + keep->served_count;
	for (const struct served_due *at = keep_first_served(keep, uid);
		at != NULL && at < end && strcmp(at->uid, uid) == 0; at++)
		on |= ended_goes_on(&keep->ended, at);
	return on;
}

/* Of the dues that the appointment serves only those that go on are its matters. */
static void drop_ended(const struct keep *keep, struct promise *promise)
{
	struct notice_item *items = arena_alloc(keep->arena, promise->item_count * sizeof *items);
	size_t count = 0;
	for (size_t i = 0; i < promise->item_count; i++) {
		const struct notice_item *item = &promise->items[i];
		if (!ended_has(&keep->ended, promise->resident, document_of(item->matter),
			    item->expires))
			items[count++] = *item;
	}
	promise->items = items;
	promise->item_count = count;
}

static bool tell_closed(const struct keep *keep, const struct kept *kept,
	const struct appointment *was, const char *what, struct fault *why)
{
	char message[256], starts[CIVIL_INSTANT_BYTES];
	snprintf(message, sizeof message,
		"letter %s has an appointment at %s on %s, when that counter is not open for it "
		"now; %s",
		kept->held->notice, was->counter,
		civil_format_instant(was->day, was->starts, starts), what);
	const struct night_exception exception = {
		0, kept->promise->resident, "place-closed", message};
	return tonight_tell(keep->tonight, &exception, why);
}

/* Does all that the appointment serves end tonight, with no letter that could keep it? */
static bool surely_ended(const struct keep *keep, const struct reconciliation *reconciliation,
	const struct standing_appointment *held)
{
	const char *uid = held->appointment.uid;
	if (keep_first_served(keep, uid) == NULL || goes_on(keep, uid))
		return false;
	const struct reconciled_person *person =
		reconciliation_person(reconciliation, held->resident);
	return person == NULL || !person->letter;
}

static int compare_uids(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The appointments that need their places no more: in order. */
static const char **list_freed(
	const struct keep *keep, const struct reconciliation *reconciliation, size_t *count)
{
	const char **freed =
		arena_alloc(keep->arena, (keep->kept_count + keep->held_count) * sizeof *freed);
	*count = 0;
	for (size_t i = 0; i < keep->kept_count; i++)
		if (keep->kept[i].closed)
			freed[(*count)++] = keep->kept[i].uid;
	for (size_t i = 0; i < keep->held_count; i++)
		if (surely_ended(keep, reconciliation, &keep->held[i]))
			freed[(*count)++] = keep->held[i].appointment.uid;
	if (*count > 0)
		qsort(freed, *count, sizeof *freed, compare_uids);
	return freed;
}

static void add_taken(struct keep *keep, const char *uid, const struct slot_taken *taken)
{
	keep->taken_uids[keep->taken_count] = uid;
	keep->taken[keep->taken_count++] = *taken;
}

/* All places that are given away. */
static void list_taken(struct keep *keep)
{
	const struct reconciliation *reconciliation = &keep->tonight->reconciliation;
	const struct taken_place *places = keep->tonight->knowledge.taken;
	size_t count = keep->tonight->knowledge.taken_count, freed_count;
	const char **freed = list_freed(keep, reconciliation, &freed_count);
	size_t most = count + keep->kept_count;
	keep->taken = arena_alloc(keep->arena, most * sizeof *keep->taken);
	keep->taken_uids = arena_alloc(keep->arena, most * sizeof *keep->taken_uids);
	for (size_t i = 0; i < count; i++) {
		int counter = office_counter(keep->job->office, places[i].counter);
		const struct slot_taken taken = {
			counter, places[i].day, places[i].starts, places[i].ends, places[i].desk};
		if (counter >= 0 && !keep_listed(freed, freed_count, places[i].uid))
			add_taken(keep, places[i].uid, &taken);
	}
}

void keep_free(struct keep *keep, const char *const *uids, size_t count)
{
	size_t left = 0;
	for (size_t i = 0; i < keep->taken_count; i++) {
		if (keep_listed(uids, count, keep->taken_uids[i]))
			continue;
		keep->taken_uids[left] = keep->taken_uids[i];
		keep->taken[left++] = keep->taken[i];
	}
	keep->taken_count = left;
}

static void take(struct keep *keep, struct kept *kept, const struct slot_answer *answer)
{
	const struct counter_day *row =
		calendar_day(keep->calendar, answer->day, (size_t)answer->counter);
	struct appointment *appointment = &kept->promise->appointment;
	int *starts = arena_alloc(keep->arena, row->slot_count * sizeof *starts);
	size_t count = 0;
	for (size_t i = 0; i < row->slot_count; i++)
		if (row->slots[i].start >= answer->starts && row->slots[i].end <= answer->ends)
			starts[count++] = row->slots[i].start;
	appointment->state = APPOINTMENT_STATE_MOVED;
	appointment->sequence++;
	appointment->counter = keep->job->office->counters[answer->counter].id;
	appointment->day = answer->day;
	appointment->starts = answer->starts;
	appointment->ends = answer->ends;
	kept->held->desk = answer->desk;
	kept->held->by_desk = false;
	add_taken(keep, kept->uid,
		&(struct slot_taken){
			answer->counter, answer->day, answer->starts, answer->ends, answer->desk});
	keep->moved[keep->moved_count++] = (struct given_place){.uid = kept->uid,
		.counter = appointment->counter,
		.day = answer->day,
		.starts = answer->starts,
		.ends = answer->ends,
		.desk = answer->desk,
		.slot_starts = starts,
		.slot_count = count};
}

/* The answer to one appointment that has closed. */
static bool answer_closed(
	struct keep *keep, struct kept *kept, const struct slot_answer *answer, struct fault *why)
{
	struct appointment was = kept->promise->appointment;
	kept->promise->tell = true;
	kept->moved = answer->placed;
	kept->lost = !answer->placed;
	if (kept->moved) {
		take(keep, kept, answer);
	} else {
		kept->promise->appointment.state = APPOINTMENT_STATE_CANCELLED;
		kept->promise->appointment.sequence++;
		keep->lost[keep->lost_count++] = kept->uid;
	}
	kept->held->appointment = kept->promise->appointment;
	if (kept->lost)
		return tell_closed(keep, kept, &was,
			"no other place is left in time, it is cancelled: telephone", why);
	return kept->read || !promise_untold(kept->promise) ||
	       tell_closed(keep, kept, &was,
		       "it has another place, but the resident could not be read: "
		       "telephone",
		       why);
}

/* The promise weighs more than a request: those whose place has closed choose before all others. */
static bool place_closed(struct keep *keep, day_number posting_day, struct fault *why)
{
	const struct office *office = keep->job->office;
	struct slot_request *requests =
		arena_alloc(keep->arena, keep->kept_count * sizeof *requests);
	struct kept **asking = arena_alloc(keep->arena, keep->kept_count * sizeof(struct kept *));
	size_t count = 0;
	for (size_t i = 0; i < keep->kept_count; i++) {
		struct kept *kept = &keep->kept[i];
		const struct promise *promise = kept->promise;
		struct visit visit;
		if (!kept->closed)
			continue;
		if (promise->item_count == 0 ||
			!goes_on(keep, kept->uid)) { /* it ends; no letter of tonight keeps it */
			kept->held->appointment.state = APPOINTMENT_STATE_CANCELLED;
			continue;
		}
		if (!visit_days(office, keep->calendar, promise->items, promise->item_count,
			    posting_day, &visit)) {
			const struct slot_answer nowhere = {.placed = false};
			if (!answer_closed(keep, kept, &nowhere, why))
				return false;
			continue;
		}
		asking[count] = kept;
		requests[count++] = (struct slot_request){
			.key = promise->resident,
			.from = visit.from,
			.until = visit.until,
			.slots = visit.slots,
			.matters = visit.matters,
			.counters = visit.counters,
			.home = office_counter(office, promise->appointment.counter),
			.wishes_day = true,
			.wished_from = promise->appointment.day,
			.wished_until = promise->appointment.day,
		};
	}
	struct slot_answer *answers = arena_alloc(keep->arena, count * sizeof *answers);
	const struct slot_round round = {.office = office,
		.calendar = keep->calendar,
		.requests = requests,
		.count = count,
		.taken = keep->taken,
		.taken_count = keep->taken_count};
	if (count > 0)
		slots_assign(&round, keep->arena, answers, NULL);
	for (size_t i = 0; i < count; i++)
		if (!answer_closed(keep, asking[i], &answers[i], why))
			return false;
	return true;
}

bool keep_places(struct keep *keep, struct fault *why)
{
	keep->ended = ended_tonight(&keep->tonight->reconciliation, keep->arena);
	keep->moved = arena_alloc(keep->arena, keep->kept_count * sizeof *keep->moved);
	keep->lost = arena_alloc(keep->arena, keep->kept_count * sizeof *keep->lost);
	for (size_t i = 0; i < keep->kept_count; i++)
		drop_ended(keep, keep->kept[i].promise);
	list_taken(keep);
	return place_closed(keep, keep->tonight->posting_day, why);
}
