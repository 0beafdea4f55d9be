#include "decide/visits/named_visit.h"

#include "base/sorted.h"
#include "decide/rules/arrival.h"

#include <string.h>

/* What the resident has in writing comes first; a new place is given only to who has none. */

/* An appointment that the resident holds already, not before `from` and not after `until`. */
static const struct standing_appointment *standing_within(
	const struct visit_naming *naming, const char *resident, day_number from, day_number until)
{
	size_t count;
	const struct standing_appointment *standing =
		standing_of(naming->standing, naming->standing_count, resident, &count);
	for (size_t i = 0; i < count; i++) {
		const struct appointment *appointment = &standing[i].appointment;
		if (appointment->state != APPOINTMENT_STATE_CANCELLED && appointment->day >= from &&
			appointment->day <= until)
			return &standing[i];
	}
	return NULL;
}

static const struct standing_appointment *standing_for_reminder(
	const struct visit_naming *naming, const struct notice *notice)
{
	day_number from = naming->posting_day, until = DAY_NONE;
	for (size_t i = 0; i < notice->item_count; i++) {
		const struct notice_item *item = &notice->items[i];
		day_number arrives =
			office_arrival(naming->office, item->matter, naming->posting_day);
		if (item->wave != WAVE_REMINDER)
			continue;
		from = arrives > from ? arrives : from;
		until = item->expires > until ? item->expires : until;
	}
	return standing_within(naming, notice->recipient.resident, from, until);
}

static const struct standing_appointment *standing_before(const struct visit_naming *naming,
	const struct reconciled_person *person, const struct notice *notice)
{
	for (size_t i = 0; i < person->count; i++) {
		const struct reconciled_due *due = &person->dues[i];
		if (!due->settles || due->known == NULL || notice->wave == WAVE_REMINDER)
			continue;
		const struct standing_appointment *standing = standing_within(naming,
			notice->recipient.resident, naming->posting_day, notice_deadline(notice));
		if (standing != NULL && strcmp(standing->appointment.uid, due->known->uid) == 0 &&
			(standing->by_staff ||
				!arrival_after_visit(naming->office, due->decision.matter,
					standing->appointment.day, naming->posting_day)))
			return standing;
	}
	return NULL;
}

static bool renewed_elsewhere(const struct notice *notice)
{
	for (size_t i = 0; i < notice->item_count; i++)
		if (notice->items[i].matter == MATTER_STAY &&
			notice->recipient.stay_case == STAY_CASE_RESIDENCE)
			return true;
	return false;
}

static bool has_declined(const struct visit_naming *naming, const struct notice *notice)
{
	return sorted_lists(naming->declined, naming->declined_count, notice->recipient.resident);
}

static void set_days(struct named_visit *named)
{
	const struct standing_appointment *standing = named->standing;
	if (standing == NULL && !named->possible)
		return;
	named->from = named->possible ? named->visit.from : standing->appointment.day;
	named->until = named->possible ? named->visit.until : standing->appointment.day;
	if (standing != NULL && standing->appointment.day < named->from)
		named->from = standing->appointment.day;
	if (standing != NULL && standing->appointment.day > named->until)
		named->until = standing->appointment.day;
}

struct named_visit named_visit_find(const struct visit_naming *naming,
	const struct reconciled_person *person, const struct notice *notice)
{
	struct named_visit named = {.from = DAY_NONE, .until = DAY_NONE};
	const char *resident = notice->recipient.resident;
	if (renewed_elsewhere(notice))
		return named;
	named.possible = visit_days(naming->office, naming->calendar, notice->items,
		notice->item_count, naming->posting_day, &named.visit);
	named.standing = standing_for_reminder(naming, notice);
	if (named.standing == NULL && notice->wave == WAVE_REMINDER && has_declined(naming, notice))
		named.possible = false;
	if (named.standing == NULL && named.possible)
		named.standing =
			standing_within(naming, resident, named.visit.from, named.visit.until);
	if (named.standing == NULL)
		named.standing = standing_before(naming, person, notice);
	set_days(&named);
	return named;
}

bool named_visit_waits(
	const struct visit_naming *naming, const struct notice *notice, struct visit *visit)
{
	struct visit found;
	if (notice->appointment.state != APPOINTMENT_STATE_NONE || has_declined(naming, notice) ||
		renewed_elsewhere(notice) ||
		!visit_days(naming->office, naming->calendar, notice->items, notice->item_count,
			naming->posting_day, &found) ||
		standing_within(naming, notice->recipient.resident, found.from, found.until) !=
			NULL)
		return false;
	*visit = found;
	return true;
}
