#include "decide/rules/window.h"

/* Each row of the window counts for the nights from its own day on. So an expiry opens on the
 * first night on which the row in force says so, and a later row moves nothing that an earlier
 * one has opened. */

/* What one row says of an expiry: a day from which on something is so, or DAY_NONE for never. */
typedef day_number row_says(const struct window_rule *row, day_number expires);

/* The first night on which the row in force says that it is so. */
static day_number first_night(const struct window_rules *rules, day_number expires, row_says *says)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct window_rule *row = &rules->list[i];
		day_number day = says(row, expires);
		if (day == DAY_NONE)
			continue;
		if (day < row->from)
			day = row->from;
		if (i + 1 == rules->count || day < rules->list[i + 1].from)
			return day;
	}
	return DAY_NONE;
}

/* The last of `months` months counted from `first`: the day before the same day, or the month's
 * end where there is none (民法 143条2項). */
static day_number period_end(day_number first, int months)
{
	day_number same = civil_add_months(first, months);
	return civil_parts(same).day == civil_parts(first).day ? same - 1 : same;
}

static day_number day_after(const struct window_rule *row, day_number expires)
{
	return civil_add_months(expires, -row->opens_months) + 1;
}

/* The readings are never more than a few days apart. */
static day_number less_than(const struct window_rule *row, day_number expires)
{
	enum { APART = 5 };
	day_number day = day_after(row, expires) - APART;
	while (period_end(day + 1, row->opens_months) <= expires)
		day++;
	return day;
}

static day_number row_opens(const struct window_rule *row, day_number expires)
{
	return row->less_than ? less_than(row, expires) : day_after(row, expires);
}

static day_number row_appointments(const struct window_rule *row, day_number expires)
{
	day_number after = day_after(row, expires), less = less_than(row, expires);
	if (row->appointments_window)
		return row_opens(row, expires);
	return after > less ? after : less;
}

static day_number row_late(const struct window_rule *row, day_number expires)
{
	return civil_add_months(expires, -row->late_months) + 1;
}

static day_number row_reminds(const struct window_rule *row, day_number expires)
{
	return row->reminder_months == 0 ? DAY_NONE
					 : civil_add_months(expires, -row->reminder_months);
}

day_number window_opens(const struct window_rules *rules, day_number expires)
{
	return first_night(rules, expires, row_opens);
}

day_number window_appointments_from(const struct window_rules *rules, day_number expires)
{
	return first_night(rules, expires, row_appointments);
}

day_number window_first_until(const struct window_rules *rules, day_number expires)
{
	return first_night(rules, expires, row_late) - 1;
}

enum wave window_wave(const struct window_rules *rules, day_number expires, day_number night)
{
	return night <= window_first_until(rules, expires) ? WAVE_FIRST : WAVE_LATE;
}

day_number window_reminder_from(const struct window_rules *rules, day_number expires)
{
	return first_night(rules, expires, row_reminds);
}

int window_reminder_after(const struct window_rules *rules, day_number night)
{
	return rules->list[office_row(rules->list, rules->count, sizeof *rules->list, night)]
		.reminder_after_days;
}
