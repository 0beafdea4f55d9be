#include "model/outlook.h"

#include <string.h>

/* A closure is told where it takes something away: not the weekends of a counter that is never open
 * then. Days of one reason that follow each other, with nothing but such ordinary days between
 * them, are told together. */

day_number outlook_until(day_number day)
{
	return civil_monday(day) + 7 * OUTLOOK_WEEKS - 1;
}

static int places_of(const struct counter_day *row)
{
	int places = 0;
	for (size_t i = 0; i < row->slot_count; i++)
		places += row->slots[i].desks;
	return places;
}

/* Why a counter is closed out of the ordinary on a day; NULL when it is open, or never is then. */
static const char *closed_reason(
	const struct office *office, day_number day, const struct counter_day *row)
{
	const struct holiday *holiday = office_holiday(office, day);
	if (row->interval_count > 0 || strcmp(row->reason, "weekend") == 0 ||
		strcmp(row->reason, "no opening") == 0)
		return NULL;
	for (size_t i = 0; holiday != NULL && i < office->closure_count; i++)
		if (office->closures[i].holidays &&
			strncmp(row->reason, office->closures[i].reason,
				strlen(office->closures[i].reason)) == 0)
			return holiday->name;
	return row->reason;
}

/* One closed day more: of the reason before it, or of a new one. */
static void add_closed(struct outlook *outlook, struct outlook_closed *closed, size_t *count,
	const struct outlook_closed *day)
{
	for (size_t i = *count; i-- > 0;) {
		struct outlook_closed *before = &closed[i];
		if (before->counter != day->counter || before->until + 1 != day->from ||
			strcmp(before->reason, day->reason) != 0)
			continue;
		before->until = day->until;
		return;
	}
	closed[(*count)++] = *day;
	outlook->closed_count = *count;
}

static void list_closed(const struct office *office, const struct calendar *calendar,
	struct arena *arena, struct outlook *outlook)
{
	size_t days = (size_t)(calendar->to - calendar->from) + 1, count = 0;
	struct outlook_closed *closed =
		arena_alloc(arena, days * office->counter_count * sizeof *closed);
	for (day_number day = calendar->from; day <= calendar->to; day++) {
		const char *first = NULL;
		bool same = true;
		for (size_t i = 0; i < office->counter_count; i++) {
			const struct counter_day *row = calendar_day(calendar, day, i);
			const char *reason = closed_reason(office, day, row);
			first = first == NULL ? reason : first;
			same = same && row->interval_count == 0 &&
			       (reason == NULL || strcmp(reason, first) == 0);
		}
		for (size_t i = 0; first != NULL && i < office->counter_count; i++) {
			const char *reason =
				closed_reason(office, day, calendar_day(calendar, day, i));
			struct outlook_closed one = {day, day, same ? OUTLOOK_ALL : (int)i, reason};
			if (same && i == 0)
				one.reason = first;
			if (same ? i == 0 : reason != NULL)
				add_closed(outlook, closed, &count, &one);
		}
	}
	outlook->closed = closed;
}

void outlook_make(const struct office *office, const struct calendar *calendar, struct arena *arena,
	struct outlook *outlook)
{
	*outlook = (struct outlook){.day = calendar->from, .next_mailing = DAY_NONE};
	for (int week = 0; week < OUTLOOK_WEEKS; week++)
		outlook->weeks[week].monday = civil_monday(calendar->from) + 7 * week;
	for (day_number day = calendar->from; day <= calendar->to; day++) {
		struct outlook_week *week = &outlook->weeks[(day - outlook->weeks[0].monday) / 7];
		for (size_t i = 0; i < office->counter_count; i++)
			week->shares[i].offered += places_of(calendar_day(calendar, day, i));
		if (outlook->next_mailing == DAY_NONE && day > calendar->from &&
			calendar_mails(calendar, day))
			outlook->next_mailing = day;
	}
	list_closed(office, calendar, arena, outlook);
}

void outlook_take(struct outlook *outlook, const struct office *office, const char *counter,
	day_number day, int minutes)
{
	int index = office_counter(office, counter);
	if (index < 0 || day < outlook->day || day > outlook_until(outlook->day))
		return;
	int slot = office->counters[index].slot_minutes;
	outlook->weeks[(day - outlook->weeks[0].monday) / 7].shares[index].taken +=
		slot > 0 ? (minutes + slot - 1) / slot : 1;
}

struct outlook_share outlook_sum(const struct outlook *outlook, size_t counters)
{
	struct outlook_share sum = {0};
	for (int week = 0; week < OUTLOOK_WEEKS; week++)
		for (size_t i = 0; i < counters; i++) {
			sum.offered += outlook->weeks[week].shares[i].offered;
			sum.taken += outlook->weeks[week].shares[i].taken;
		}
	return sum;
}
