#include "model/notice.h"

#include <stdlib.h>

/* What a letter is as a whole follows from its items, and always by these functions: its wave, the
 * day by which to act, whether a legal representative comes too. */

const char *const appointment_state_words[APPOINTMENT_STATES] = {
	[APPOINTMENT_STATE_NONE] = "",
	[APPOINTMENT_STATE_OFFERED] = "offered",
	[APPOINTMENT_STATE_MOVED] = "moved",
	[APPOINTMENT_STATE_CANCELLED] = "cancelled",
};

const char *const notice_kind_words[NOTICE_KINDS] = {
	[NOTICE_EXPIRY] = "expiry",
	[NOTICE_MOVED] = "moved",
	[NOTICE_CANCELLED] = "cancelled",
};

const char *const stay_case_words[STAY_CASES] = {
	[STAY_CASE_NONE] = "",
	[STAY_CASE_EXTENDED] = "extended",
	[STAY_CASE_PENDING] = "pending",
	[STAY_CASE_NEITHER] = "neither",
	[STAY_CASE_PERMANENT] = "permanent",
	[STAY_CASE_RESIDENCE] = "residence",
	[STAY_CASE_RESIDENCE_PENDING] = "residence-pending",
	[STAY_CASE_PERMIT] = "permit",
};

static int compare_items(const void *left, const void *right)
{
	const struct notice_item *a = left, *b = right;
	if (a->outcome != b->outcome)
		return a->outcome == OUTCOME_LETTER ? -1 : 1;
	if (a->expires != b->expires)
		return a->expires < b->expires ? -1 : 1;
	return (int)a->matter - (int)b->matter;
}

enum appointment_state notice_told_state(const struct notice *notice)
{
	enum appointment_state state = notice->appointment.state;
	if (!notice->waits || notice->kind != NOTICE_EXPIRY)
		return state;
	if (state == APPOINTMENT_STATE_MOVED)
		return APPOINTMENT_STATE_OFFERED;
	return state == APPOINTMENT_STATE_CANCELLED ? APPOINTMENT_STATE_NONE : state;
}

bool notice_shares_envelope(const struct notice *notice)
{
	return notice->enclosure.sheets > notice_sheets(notice);
}

bool notice_has_behind(const struct notice *notice)
{
	const struct enclosure *enclosure = &notice->enclosure;
	return enclosure->first + notice_sheets(notice) <= enclosure->sheets;
}

int notice_sheets(const struct notice *notice)
{
	return letter_format_sheets(notice->recipient.format);
}

void notice_take_items(struct notice *notice, struct notice_item *items, size_t count)
{
	notice->wave = WAVE_REMINDER;
	for (size_t i = 0; i < count; i++)
		if (items[i].outcome == OUTCOME_LETTER && notice->wave != WAVE_LATE &&
			items[i].wave != WAVE_REMINDER)
			notice->wave = items[i].wave;
	qsort(items, count, sizeof *items, compare_items);
	notice->items = items;
	notice->item_count = count;
}

day_number notice_deadline(const struct notice *notice)
{
	day_number first = DAY_NONE, revoked = DAY_NONE;
	for (size_t i = 0; i < notice->item_count; i++) {
		const struct notice_item *item = &notice->items[i];
		day_number *day = item->matter == MATTER_REVOKED ? &revoked : &first;
		if (*day == DAY_NONE || item->expires < *day)
			*day = item->expires;
	}
	return first != DAY_NONE ? first : revoked;
}

bool notice_for_minor(const struct notice *notice)
{
	enum appointment_state state = notice->appointment.state;
	bool stands = state == APPOINTMENT_STATE_OFFERED || state == APPOINTMENT_STATE_MOVED;
	day_number day = stands ? notice->appointment.day : notice_deadline(notice);
	return (day != DAY_NONE ? day : notice->night) <= notice->recipient.minor_until;
}
