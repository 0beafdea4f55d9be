#include "night/change_letters.h"

#include "base/phrase.h"
#include "document/mailroom/letter.h"
#include "ledger/staff.h"

#include <stdio.h>
#include <string.h>

/* A change is held against what the resident knows when it is told, never before: so nothing is
 * told twice, and a move there and back needs no letter. Staff tells between two nights as the
 * night does. */

static enum notice_kind kind_of(const struct promise *promise)
{
	return promise->appointment.state == APPOINTMENT_STATE_CANCELLED ? NOTICE_CANCELLED
									 : NOTICE_MOVED;
}

struct notice change_letter_of(
	const struct promise *promise, const struct recipient *recipient, struct arena *arena)
{
	struct notice_item *items = arena_alloc(arena, promise->item_count * sizeof *items);
	struct notice notice = {
		.kind = kind_of(promise),
		.wave = WAVE_FIRST,
		.recipient = *recipient,
		.items = items,
		.item_count = promise->item_count,
		.visit_from = DAY_NONE,
		.visit_until = DAY_NONE,
		.appointment = promise->appointment,
		.earlier = promise->told_by,
		.was = promise->told,
	};
	for (size_t i = 0; i < promise->item_count; i++) {
		items[i] = promise->items[i];
		if (items[i].outcome == OUTCOME_LETTER && items[i].wave == WAVE_LATE)
			notice.wave = WAVE_LATE;
	}
	return notice;
}

bool change_too_late(
	const struct office *office, const struct promise *promise, day_number posting_day)
{
	day_number arrives = posting_day;
	const struct appointment *now = &promise->appointment, *was = &promise->told;
	for (size_t i = 0; i < promise->item_count; i++) {
		day_number day = office_arrival(office, promise->items[i].matter, posting_day);
		if (promise->items[i].outcome == OUTCOME_LETTER && day > arrives)
			arrives = day;
	}
	return (was->state != APPOINTMENT_STATE_CANCELLED && was->day < arrives) ||
	       (now->state != APPOINTMENT_STATE_CANCELLED && now->day < arrives);
}

void change_tell_items(const struct promise *promise, enum reason reason, const char *notice,
	bool call, struct told_change *tellings)
{
	for (size_t i = 0; i < promise->item_count; i++)
		tellings[i] = (struct told_change){
			.uid = promise->appointment.uid,
			.resident = promise->resident,
			.item = promise->items[i],
			.reason = reason,
			.notice = reason == REASON_EMPTY ? notice : "",
			.call = call && promise->items[i].outcome == OUTCOME_LETTER,
		};
}

static void pull_waiting(struct appointments *appointments, const struct promise *promise)
{
	if (promise->waiting[0] != '\0')
		appointments->pulled[appointments->pulled_count++] = promise->waiting;
}

static void list_telling(struct appointments *appointments, const struct affected *affected,
	const char *notice, bool call)
{
	change_tell_items(affected->promise, affected->hand, notice, call,
		appointments->tellings + appointments->telling_count);
	appointments->telling_count += affected->promise->item_count;
}

/* hand.csv holds dues; a changed appointment is told beside them. */
static bool tell_staff(struct appointments *appointments, const struct affected *affected,
	bool call, struct fault *why)
{
	const struct appointment *now = &affected->promise->appointment;
	char message[256], starts[CIVIL_INSTANT_BYTES];
	bool gone = now->state == APPOINTMENT_STATE_CANCELLED;
	list_telling(appointments, affected, "", call);
	snprintf(message, sizeof message,
		gone ? PHRASE("%s: no letter may say that the appointment of letter %s was "
			      "cancelled: %s at %s; staff tells it")
		     : PHRASE("%s: no letter may say that the appointment of letter %s was moved "
			      "to %s at %s; staff tells it"),
		reason_words[affected->hand], affected->promise->told_by,
		civil_format_instant(now->day, now->starts, starts), now->counter);
	const struct night_exception exception = {
		0, affected->promise->resident, HAND_CHANGE, message};
	return tonight_tell(appointments->tonight, &exception, why);
}

static bool write_letter(struct appointments *appointments, const struct affected *affected,
	struct notice_numbers *numbers, bool call, struct fault *why)
{
	struct notice *notice = &appointments->notices[appointments->notice_count++];
	*notice = change_letter_of(
		affected->promise, &affected->recipient, appointments->tonight->arena);
	notice->night = appointments->tonight->job->day;
	if (!notice_assign_number(notice, numbers, appointments->tonight->arena, why))
		return false;
	list_telling(appointments, affected, notice->number, call);
	return true;
}

/* The letter is decided but for its number: it is tried as it will be drawn. */
static bool letter_fits(struct appointments *appointments, const struct affected *affected)
{
	struct notice notice = change_letter_of(
		affected->promise, &affected->recipient, appointments->tonight->arena);
	notice.night = appointments->tonight->job->day;
	return letters_fit(appointments->tonight->job->letters, &notice);
}

/* A letter that waits and still says what holds goes as it is, addressed as of tonight: the place
 * it names is read when it is printed. */
static bool tell_one(struct appointments *appointments, struct affected *affected,
	struct notice_numbers *numbers, struct fault *why)
{
	const struct promise *promise = affected->promise;
	bool needed = promise_untold(promise) && promise->item_count > 0 &&
		      promise->appointment.day >= appointments->tonight->job->day;
	if (needed && affected->read && affected->here && affected->hand == REASON_EMPTY &&
		!letter_fits(appointments, affected))
		affected->hand = REASON_OVERFLOW;
	if (!needed || (affected->read && (!affected->here || affected->hand != REASON_EMPTY)))
		pull_waiting(appointments, promise);
	if (!needed || !affected->read || !affected->here)
		return true; /* who could not be read tonight is told when it can be */
	bool call = change_too_late(
		appointments->tonight->job->office, promise, appointments->tonight->posting_day);
	if (affected->hand != REASON_EMPTY) {
		return (!affected->moved && !affected->lost && promise->listed == affected->hand) ||
		       tell_staff(appointments, affected, call, why);
	}
	if (promise_waiting_holds(promise, kind_of(promise))) {
		appointments->readdressed[appointments->readdressed_count++] =
			(struct readdressed_change){promise->waiting, &affected->recipient};
		return true;
	}
	pull_waiting(appointments, promise);
	return write_letter(appointments, affected, numbers, call, why);
}

bool change_letters_make(
	struct appointments *appointments, struct notice_numbers *numbers, struct fault *why)
{
	const struct reschedule *reschedule = &appointments->reschedule;
	struct arena *arena = appointments->tonight->arena;
	size_t items = 0, most = reschedule->affected_count;
	for (size_t i = 0; i < most; i++)
		items += reschedule->affected[i].promise->item_count;
	appointments->notices = arena_alloc(arena, most * sizeof *appointments->notices);
	appointments->readdressed = arena_alloc(arena, most * sizeof *appointments->readdressed);
	appointments->pulled = arena_alloc(arena, most * sizeof *appointments->pulled);
	appointments->tellings = arena_alloc(arena, items * sizeof *appointments->tellings);
	for (size_t i = 0; i < most; i++)
		if (!tell_one(appointments, &reschedule->affected[i], numbers, why))
			return false;
	return true;
}
