#include "night/appointments.h"

#include "base/phrase.h"
#include "base/sorted.h"
#include "decide/rules/addressee.h"
#include "decide/visits/open_hours.h"
#include "night/drawn.h"

#include <stdio.h>
#include <string.h>

/* What is decided needs no ledger; here it is asked for what is needed, and staff is told. */

/* ---- before the register ---- */

/* An appointment at a counter that the office file no longer has would be written to people without
 * a place: the office must name it until the last of them is over. */
static bool check_counters(const struct tonight *tonight, struct fault *why)
{
	const struct office *office = tonight->job->office;
	for (size_t i = 0; i < tonight->knowledge.standing_count; i++) {
		const struct standing_appointment *standing = &tonight->knowledge.standing[i];
		if (!office_keeps_counter(office, standing->appointment.counter, standing->notice,
			    OFFICE_KEEP_COUNTER, why))
			return false;
	}
	/* Those without a letter stand in the counters' lists as well. */
	for (size_t i = 0; i < tonight->knowledge.elsewhere_count; i++)
		if (!office_keeps_counter(office,
			    tonight->knowledge.elsewhere[i].appointment.counter, "",
			    OFFICE_KEEP_COUNTER, why))
			return false;
	return true;
}

static bool find_promises(struct appointments *appointments, struct fault *why)
{
	const struct tonight *tonight = appointments->tonight;
	struct reschedule *reschedule = &appointments->reschedule;
	for (size_t i = 0; i < reschedule->affected_count; i++) {
		struct affected *affected = &reschedule->affected[i];
		if (!knowledge_promise(&tonight->knowledge, affected->uid, tonight->arena,
			    &affected->promise, why))
			return false;
		if (affected->promise == NULL)
			return fault_set(why, FAULT_INTERNAL, "appointment %s is not in the ledger",
				affected->uid);
	}
	reschedule_sort(reschedule);
	return true;
}

bool appointments_open(
	const struct tonight *tonight, struct appointments *appointments, struct fault *why)
{
	const struct knowledge *knowledge = &tonight->knowledge;
	*appointments = (struct appointments){
		.tonight = tonight,
		.reschedule = {.office = tonight->job->office,
			.calendar = &tonight->calendar,
			.arena = tonight->arena,
			.served = knowledge->served,
			.served_count = knowledge->served_count},
	};
	if (!check_counters(tonight, why))
		return false;
	reschedule_open(&appointments->reschedule, knowledge->standing, knowledge->standing_count,
		knowledge->untold, knowledge->untold_count);
	return find_promises(appointments, why);
}

bool appointments_hold(const struct appointments *appointments, const char *resident)
{
	const struct reschedule *reschedule = &appointments->reschedule;
	return standing_of(reschedule->standing, reschedule->standing_count, resident, NULL) !=
	       NULL;
}

bool appointments_known_place(
	const struct appointments *appointments, const char *uid, bool *known, struct fault *why)
{
	const struct tonight *tonight = appointments->tonight;
	const struct reschedule *reschedule = &appointments->reschedule;
	struct promise *promise = NULL;
	for (size_t i = 0; i < reschedule->affected_count && promise == NULL; i++)
		if (strcmp(reschedule->affected[i].uid, uid) == 0)
			promise = reschedule->affected[i].promise;
	if (promise == NULL &&
		!knowledge_promise(&tonight->knowledge, uid, tonight->arena, &promise, why))
		return false;
	*known = promise != NULL && promise_known(promise);
	return true;
}

/* ---- while the register passes ---- */

static int compare_by_hand(const void *key, const void *element)
{
	return strcmp(key, ((const struct by_hand *)element)->resident);
}

static int compare_due(const void *key, const void *element)
{
	return strcmp(key, ((const struct known_due *)element)->resident);
}

/* Has somebody a letter by which an appointment could be given? */
static bool has_letter(const struct knowledge *knowledge, const char *resident)
{
	size_t count = 0;
	const struct known_due *dues = sorted_run(
		resident, knowledge->dues, knowledge->due_count, sizeof *dues, compare_due, &count);
	for (size_t i = 0; dues != NULL && i < count; i++)
		if (dues[i].state == DUE_OPEN && dues[i].settled_first)
			return true;
	return false;
}

/* What staff must know until the next night: only what has changed is written. */
static void note_by_hand(struct appointments *appointments, const char *resident, enum reason hand)
{
	const struct knowledge *knowledge = &appointments->tonight->knowledge;
	struct arena *arena = appointments->tonight->arena;
	const struct by_hand *known = sorted_run(resident, knowledge->by_hand,
		knowledge->by_hand_count, sizeof *known, compare_by_hand, NULL);
	if ((known == NULL ? REASON_EMPTY : known->reason) == hand)
		return;
	appointments->by_hand =
		arena_grow(arena, appointments->by_hand, appointments->by_hand_count, 1,
			&appointments->by_hand_capacity, sizeof *appointments->by_hand);
	appointments->by_hand[appointments->by_hand_count++] =
		(struct by_hand){arena_copy(arena, resident), hand};
}

void appointments_resident(struct appointments *appointments, const struct resident *resident,
	const struct ruling *ruling)
{
	const struct tonight *tonight = appointments->tonight;
	size_t count;
	struct affected *affected =
		reschedule_affected(&appointments->reschedule, resident->id, &count);
	bool holds = appointments_hold(appointments, resident->id);
	if (affected == NULL && !holds && !has_letter(&tonight->knowledge, resident->id))
		return;
	struct recipient recipient =
		addressee_of(tonight->job->office, tonight->job->day, resident, ruling);
	const struct circumstances circumstances = {
		.returned = staff_notes_returned(&tonight->knowledge.notes, &recipient)};
	enum reason hand = rules_hand(resident, &circumstances);
	note_by_hand(appointments, resident->id, hand);
	if (affected == NULL)
		return;
	addressee_copy(tonight->arena, &recipient);
	if (hand == REASON_EMPTY)
		hand = drawn_by_hand(tonight->job->letters, &recipient);
	for (size_t i = 0; i < count; i++) {
		affected[i].read = true;
		affected[i].here = resident->state == RESIDENT_PRESENT;
		affected[i].hand = hand;
		affected[i].recipient = recipient;
	}
}

/* ---- after the register ---- */

static bool tell_closed(const struct appointments *appointments, const struct affected *affected,
	const char *what, struct fault *why)
{
	const struct appointment *was = &affected->was;
	char message[256], starts[CIVIL_INSTANT_BYTES];
	snprintf(message, sizeof message,
		PHRASE("letter %s has an appointment at %s on %s, when that counter is not open "
		       "for it "
		       "now; %s"),
		affected->standing->notice, was->counter,
		civil_format_instant(was->day, was->starts, starts), what);
	const struct night_exception exception = {
		0, affected->promise->resident, "place-closed", message};
	return tonight_tell(appointments->tonight, &exception, why);
}

static bool tell_answer(
	const struct appointments *appointments, const struct affected *affected, struct fault *why)
{
	if (affected->lost)
		return tell_closed(appointments, affected,
			PHRASE("no other place is left in time, it is cancelled: telephone"), why);
	return affected->read || !promise_untold(affected->promise) ||
	       tell_closed(appointments, affected,
		       PHRASE("it has another place, but the resident could not be read: "
			      "telephone"),
		       why);
}

/* Who has a desk by another system is looked no other place for: that system is told. */
static bool tell_elsewhere(const struct tonight *tonight, struct fault *why)
{
	const struct calendar *calendar = &tonight->calendar;
	for (size_t i = 0; i < tonight->knowledge.elsewhere_count; i++) {
		const struct standing_appointment *one = &tonight->knowledge.elsewhere[i];
		const struct appointment *at = &one->appointment;
		size_t counter = (size_t)office_counter(tonight->job->office, at->counter);
		char message[256], starts[CIVIL_INSTANT_BYTES];
		if (at->day < calendar->from || at->day > calendar->to ||
			open_hours_cover(
				calendar_day(calendar, at->day, counter), at->starts, at->ends, 0))
			continue;
		snprintf(message, sizeof message,
			PHRASE("another system's request %s has a desk at %s on %s, when that "
			       "counter is not open now: tell that system"),
			one->notice, at->counter,
			civil_format_instant(at->day, at->starts, starts));
		const struct night_exception exception = {0, "", "place-closed", message};
		if (!tonight_tell(tonight, &exception, why))
			return false;
	}
	return true;
}

bool appointments_reschedule(struct appointments *appointments, struct fault *why)
{
	const struct tonight *tonight = appointments->tonight;
	struct reschedule *reschedule = &appointments->reschedule;
	reschedule_end(reschedule, &tonight->reconciliation, tonight->knowledge.taken,
		tonight->knowledge.taken_count);
	reschedule_place(reschedule, tonight->posting_day);
	for (size_t i = 0; i < reschedule->answered_count; i++)
		if (!tell_answer(appointments, reschedule->answered[i], why))
			return false;
	return tell_elsewhere(tonight, why);
}
