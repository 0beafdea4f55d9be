#include "decide/visits/reschedule.h"

#include "base/sorted.h"
#include "decide/visits/open_hours.h"
#include "decide/visits/slots.h"
#include "decide/visits/visit.h"

#include <stdlib.h>
#include <string.h>

/* Nobody keeps a place that is closed, nobody loses one that is open: what the calendar says today
 * is the only ground to move anybody. */

/* ---- before the register ---- */

/* What the visit is for: what is covered needs no slot of its own. */
static matter_set matters_of(const struct reschedule *reschedule, const char *uid)
{
	unsigned matters = 0;
	size_t count;
	const struct served_due *served =
		served_by(reschedule->served, reschedule->served_count, uid, &count);
	for (size_t i = 0; i < count; i++)
		if (served[i].outcome != OUTCOME_COVERED)
			matters |= 1u << served[i].matter;
	return (matter_set)matters;
}

/* Beyond the calendar nothing is known to be closed. */
static bool is_open(const struct reschedule *reschedule, const struct appointment *appointment)
{
	const struct calendar *calendar = reschedule->calendar;
	int counter = office_counter(reschedule->office, appointment->counter);
	if (appointment->day < calendar->from || appointment->day > calendar->to)
		return true;
	return open_hours_cover(calendar_day(calendar, appointment->day, (size_t)counter),
		appointment->starts, appointment->ends, matters_of(reschedule, appointment->uid));
}

void reschedule_open(struct reschedule *reschedule, const struct standing_appointment *standing,
	size_t standing_count, const char *const *untold, size_t untold_count)
{
	struct arena *arena = reschedule->arena;
	size_t most = standing_count + untold_count, count = 0;
	const char **seen = arena_alloc(arena, standing_count * sizeof *seen);
	reschedule->affected = arena_alloc(arena, most * sizeof *reschedule->affected);
	reschedule->standing = arena_alloc(arena, standing_count * sizeof *reschedule->standing);
	reschedule->standing_count = standing_count;
	for (size_t i = 0; i < standing_count; i++) {
		struct standing_appointment *one = &reschedule->standing[i];
		*one = standing[i];
		seen[i] = one->appointment.uid;
		bool closed = !is_open(reschedule, &one->appointment);
		if (closed || sorted_lists(untold, untold_count, seen[i]))
			reschedule->affected[count++] = (struct affected){
				.uid = seen[i], .standing = one, .closed = closed};
	}
	if (standing_count > 0)
		qsort(seen, standing_count, sizeof *seen, sorted_texts);
	for (size_t i = 0; i < untold_count; i++)
		if (!sorted_lists(seen, standing_count, untold[i]))
			reschedule->affected[count++] = (struct affected){.uid = untold[i]};
	reschedule->affected_count = count;
}

static int compare_affected(const void *left, const void *right)
{
	const struct affected *one = left, *other = right;
	int order = strcmp(one->promise->resident, other->promise->resident);
	return order != 0 ? order : strcmp(one->uid, other->uid);
}

void reschedule_sort(struct reschedule *reschedule)
{
	if (reschedule->affected_count > 0)
		qsort(reschedule->affected, reschedule->affected_count,
			sizeof *reschedule->affected, compare_affected);
}

static int compare_resident(const void *key, const void *element)
{
	return strcmp(key, ((const struct affected *)element)->promise->resident);
}

struct affected *reschedule_affected(
	const struct reschedule *reschedule, const char *resident, size_t *run)
{
	return (struct affected *)sorted_run(resident, reschedule->affected,
		reschedule->affected_count, sizeof *reschedule->affected, compare_resident, run);
}

/* ---- what ends, and what is taken ---- */

static bool goes_on(const struct reschedule *reschedule, const char *uid)
{
	size_t count;
	const struct served_due *served =
		served_by(reschedule->served, reschedule->served_count, uid, &count);
	for (size_t i = 0; i < count; i++)
		if (ended_goes_on(&reschedule->ended, &served[i]))
			return true;
	return false;
}

/* Of the dues that the appointment serves only those that go on are its matters. */
static void drop_ended(const struct reschedule *reschedule, struct promise *promise)
{
	struct notice_item *items =
		arena_alloc(reschedule->arena, promise->item_count * sizeof *items);
	size_t count = 0;
	for (size_t i = 0; i < promise->item_count; i++) {
		const struct notice_item *item = &promise->items[i];
		if (!ended_has(&reschedule->ended, promise->resident, document_of(item->matter),
			    item->expires))
			items[count++] = *item;
	}
	promise->items = items;
	promise->item_count = count;
}

/* Does all that the appointment serves end tonight, with no letter that could name it again? */
static bool surely_ends(const struct reschedule *reschedule,
	const struct reconciliation *reconciliation, const struct standing_appointment *standing)
{
	const char *uid = standing->appointment.uid;
	if (served_by(reschedule->served, reschedule->served_count, uid, NULL) == NULL ||
		goes_on(reschedule, uid))
		return false;
	const struct reconciled_person *person =
		reconciliation_person(reconciliation, standing->resident);
	return person == NULL || !person->letter;
}

/* The appointments that need their places no more: in order. */
static const char **list_freed(const struct reschedule *reschedule,
	const struct reconciliation *reconciliation, size_t *count)
{
	size_t most = reschedule->affected_count + reschedule->standing_count;
	const char **freed = arena_alloc(reschedule->arena, most * sizeof *freed);
	*count = 0;
	for (size_t i = 0; i < reschedule->affected_count; i++)
		if (reschedule->affected[i].closed)
			freed[(*count)++] = reschedule->affected[i].uid;
	for (size_t i = 0; i < reschedule->standing_count; i++)
		if (surely_ends(reschedule, reconciliation, &reschedule->standing[i]))
			freed[(*count)++] = reschedule->standing[i].appointment.uid;
	if (*count > 0)
		qsort(freed, *count, sizeof *freed, sorted_texts);
	return freed;
}

static void add_taken(
	struct reschedule *reschedule, const char *uid, const struct slot_taken *taken)
{
	reschedule->taken_uids[reschedule->taken_count] = uid;
	reschedule->taken[reschedule->taken_count++] = *taken;
}

void reschedule_end(struct reschedule *reschedule, const struct reconciliation *reconciliation,
	const struct taken_place *places, size_t count)
{
	struct arena *arena = reschedule->arena;
	size_t most = count + reschedule->affected_count, freed_count;
	reschedule->ended = ended_tonight(reconciliation, arena);
	for (size_t i = 0; i < reschedule->affected_count; i++)
		drop_ended(reschedule, reschedule->affected[i].promise);
	const char **freed = list_freed(reschedule, reconciliation, &freed_count);
	reschedule->taken = arena_alloc(arena, most * sizeof *reschedule->taken);
	reschedule->taken_uids = arena_alloc(arena, most * sizeof *reschedule->taken_uids);
	for (size_t i = 0; i < count; i++) {
		struct slot_taken taken;
		if (!sorted_lists(freed, freed_count, places[i].uid) &&
			slot_taken_at(reschedule->office, &places[i], &taken))
			add_taken(reschedule, places[i].uid, &taken);
	}
}

static void set_free(struct reschedule *reschedule, const char *const *uids, size_t count)
{
	size_t left = 0;
	for (size_t i = 0; i < reschedule->taken_count; i++) {
		if (sorted_lists(uids, count, reschedule->taken_uids[i]))
			continue;
		reschedule->taken_uids[left] = reschedule->taken_uids[i];
		reschedule->taken[left++] = reschedule->taken[i];
	}
	reschedule->taken_count = left;
}

void reschedule_cancel(struct reschedule *reschedule, const char *const *named, size_t named_count,
	const char ***cancelled, size_t *count)
{
	const struct served_due *served = reschedule->served;
	const char **order = arena_alloc(reschedule->arena, named_count * sizeof *order);
	for (size_t i = 0; i < named_count; i++)
		order[i] = named[i];
	if (named_count > 0)
		qsort(order, named_count, sizeof *order, sorted_texts);
	*cancelled = arena_alloc(reschedule->arena, reschedule->served_count * sizeof **cancelled);
	*count = 0;
	for (size_t i = 0; i < reschedule->served_count; i++) {
		const char *uid = served[i].uid;
		bool again = i > 0 && strcmp(served[i - 1].uid, uid) == 0;
		if (!again && !goes_on(reschedule, uid) && !sorted_lists(order, named_count, uid))
			(*cancelled)[(*count)++] = uid;
	}
	set_free(reschedule, *cancelled, *count);
}

/* ---- other places ---- */

static void take_place(
	struct reschedule *reschedule, struct affected *affected, const struct slot_answer *answer)
{
	const struct given_place given = slots_given(
		reschedule->office, reschedule->calendar, answer, affected->uid, reschedule->arena);
	struct appointment *appointment = &affected->promise->appointment;
	appointment_take(appointment, &given);
	appointment->state = APPOINTMENT_STATE_MOVED;
	affected->standing->desk = answer->desk;
	affected->standing->by_staff = false;
	add_taken(reschedule, affected->uid,
		&(struct slot_taken){
			answer->counter, answer->day, answer->starts, answer->ends, answer->desk});
	reschedule->moved[reschedule->moved_count++] = given;
}

static void answer_closed(
	struct reschedule *reschedule, struct affected *affected, const struct slot_answer *answer)
{
	struct promise *promise = affected->promise;
	affected->was = promise->appointment;
	affected->moved = answer->placed;
	affected->lost = !answer->placed;
	promise->tell = true;
	promise->appointment.sequence++;
	if (affected->moved) {
		take_place(reschedule, affected, answer);
	} else {
		promise->appointment.state = APPOINTMENT_STATE_CANCELLED;
		reschedule->lost[reschedule->lost_count++] = affected->uid;
	}
	affected->standing->appointment = promise->appointment;
	reschedule->answered[reschedule->answered_count++] = affected;
}

/* As near as can be to what the resident has in writing: the same counter, the same day. */
static struct slot_request request_of(
	const struct office *office, const struct promise *promise, const struct visit *visit)
{
	return (struct slot_request){
		.key = promise->resident,
		.from = visit->from,
		.until = visit->until,
		.slots = visit->slots,
		.matters = visit->matters,
		.counters = visit->counters,
		.home = office_counter(office, promise->appointment.counter),
		.wishes_day = true,
		.wished_from = promise->appointment.day,
		.wished_until = promise->appointment.day,
	};
}

void reschedule_place(struct reschedule *reschedule, day_number posting_day)
{
	struct arena *arena = reschedule->arena;
	size_t count = 0, most = reschedule->affected_count;
	struct slot_request *requests = arena_alloc(arena, most * sizeof *requests);
	struct affected **asking = arena_alloc(arena, most * sizeof(struct affected *));
	reschedule->answered = arena_alloc(arena, most * sizeof(struct affected *));
	reschedule->moved = arena_alloc(arena, most * sizeof *reschedule->moved);
	reschedule->lost = arena_alloc(arena, most * sizeof *reschedule->lost);
	for (size_t i = 0; i < most; i++) {
		struct affected *affected = &reschedule->affected[i];
		const struct promise *promise = affected->promise;
		const struct slot_answer nowhere = {.placed = false};
		struct visit visit;
		if (!affected->closed)
			continue;
		if (promise->item_count == 0 || !goes_on(reschedule, affected->uid)) {
			/* It ends; no letter of tonight names it again. */
			affected->standing->appointment.state = APPOINTMENT_STATE_CANCELLED;
		} else if (!visit_days(reschedule->office, reschedule->calendar, promise->items,
				   promise->item_count, posting_day, &visit)) {
			answer_closed(reschedule, affected, &nowhere);
		} else {
			asking[count] = affected;
			requests[count++] = request_of(reschedule->office, promise, &visit);
		}
	}
	struct slot_answer *answers = arena_alloc(arena, count * sizeof *answers);
	const struct slot_round round = {.office = reschedule->office,
		.calendar = reschedule->calendar,
		.requests = requests,
		.count = count,
		.taken = reschedule->taken,
		.taken_count = reschedule->taken_count};
	if (count > 0)
		slots_assign(&round, arena, answers, NULL);
	for (size_t i = 0; i < count; i++)
		answer_closed(reschedule, asking[i], &answers[i]);
}
