#include "night/change_letters.h"

#include "document/mailroom/letter.h"
#include "ledger/staff.h"

#include <stdio.h>
#include <string.h>

static enum notice_kind kind_of(const struct promise *promise)
{
	return promise->appointment.state == APPOINTMENT_STATE_CANCELLED ? NOTICE_CANCELLED
									 : NOTICE_MOVED;
}

struct notice tell_letter(
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

bool tell_too_late(
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

void tell_items(const struct promise *promise, enum reason reason, const char *notice, bool call,
	struct told_change *tellings)
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

static void pull(struct keep *keep, const struct promise *promise)
{
	if (promise->waiting[0] != '\0')
		keep->pulled[keep->pulled_count++] = promise->waiting;
}

static void list(struct keep *keep, const struct kept *kept, const char *notice, bool call)
{
	tell_items(kept->promise, kept->hand, notice, call, keep->tellings + keep->telling_count);
	keep->telling_count += kept->promise->item_count;
}

/* hand.csv holds dues; a changed appointment is told beside them. */
static bool tell_staff(struct keep *keep, const struct kept *kept, bool call, struct fault *why)
{
	const struct appointment *now = &kept->promise->appointment;
	char message[256], starts[CIVIL_INSTANT_BYTES];
	bool gone = now->state == APPOINTMENT_STATE_CANCELLED;
	list(keep, kept, "", call);
	snprintf(message, sizeof message,
		"%s: no letter may say that the appointment of letter %s %s %s at %s; staff tells "
		"it",
		reason_words[kept->hand], kept->promise->told_by,
		gone ? "was cancelled:" : "was moved to",
		civil_format_instant(now->day, now->starts, starts), now->counter);
	const struct night_exception exception = {0, kept->promise->resident, HAND_CHANGE, message};
	return tonight_tell(keep->tonight, &exception, why);
}

static bool write_letter(struct keep *keep, const struct kept *kept, struct notice_numbers *numbers,
	bool call, struct fault *why)
{
	struct notice *notice = &keep->notices[keep->notice_count++];
	*notice = tell_letter(kept->promise, &kept->recipient, keep->arena);
	notice->night = keep->job->day;
	if (!notice_assign_number(notice, numbers, keep->arena, why))
		return false;
	list(keep, kept, notice->number, call);
	return true;
}

/* The letter is decided but for its number: it is tried as it will be drawn. */
static bool fits(struct keep *keep, const struct kept *kept)
{
	struct notice notice = tell_letter(kept->promise, &kept->recipient, keep->arena);
	notice.night = keep->job->day;
	return letters_fit(keep->job->letters, &notice);
}

/* A letter that waits and still says what holds goes as it is, addressed as of tonight: the place
 * it names is read when it is printed. */
static bool tell_one(struct keep *keep, struct kept *kept, day_number posting_day,
	struct notice_numbers *numbers, struct fault *why)
{
	const struct promise *promise = kept->promise;
	bool needed = promise_untold(promise) && promise->item_count > 0 &&
		      promise->appointment.day >= keep->job->day;
	if (needed && kept->read && kept->here && kept->hand == REASON_EMPTY && !fits(keep, kept))
		kept->hand = REASON_OVERFLOW;
	if (!needed || (kept->read && (!kept->here || kept->hand != REASON_EMPTY)))
		pull(keep, promise);
	if (!needed || !kept->read || !kept->here)
		return true; /* who could not be read tonight is told when it can be */
	bool call = tell_too_late(keep->job->office, promise, posting_day);
	if (kept->hand != REASON_EMPTY) {
		return (!kept->moved && !kept->lost && promise->listed == kept->hand) ||
		       tell_staff(keep, kept, call, why);
	}
	if (promise_waiting_holds(promise, kind_of(promise))) {
		keep->readdressed[keep->readdressed_count++] =
			(struct keep_readdressed){promise->waiting, &kept->recipient};
		return true;
	}
	pull(keep, promise);
	return write_letter(keep, kept, numbers, call, why);
}

bool tell_changes(struct keep *keep, day_number posting_day, struct notice_numbers *numbers,
	struct fault *why)
{
	size_t items = 0;
	for (size_t i = 0; i < keep->kept_count; i++)
		items += keep->kept[i].promise->item_count;
	keep->notices = arena_alloc(keep->arena, keep->kept_count * sizeof *keep->notices);
	keep->readdressed = arena_alloc(keep->arena, keep->kept_count * sizeof *keep->readdressed);
	keep->pulled = arena_alloc(keep->arena, keep->kept_count * sizeof *keep->pulled);
	keep->tellings = arena_alloc(keep->arena, items * sizeof *keep->tellings);
	for (size_t i = 0; i < keep->kept_count; i++)
		if (!tell_one(keep, &keep->kept[i], posting_day, numbers, why))
			return false;
	return true;
}
