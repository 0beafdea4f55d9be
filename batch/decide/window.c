#include "decide/window.h"

day_number window_opens(const struct window_rules *rules, day_number expires)
{
	return civil_add_months(expires, -rules->opens_months) + 1;
}

/* The last of `months` months counted from `first`: the day before the same day, or the month's
 * end where there is none (民法 143条2項). */
static day_number period_end(day_number first, int months)
{
	day_number same = civil_add_months(first, months);
	return civil_parts(same).day == civil_parts(first).day ? same - 1 : same;
}

day_number window_appointments_from(const struct window_rules *rules, day_number expires)
{
	day_number opens = window_opens(rules, expires);
	day_number from = opens;
	/* The readings are never more than a few days apart; only a later one counts. */
	while (period_end(from + 1, rules->opens_months) <= expires)
		from++;
	return from;
}

day_number window_first_until(const struct window_rules *rules, day_number expires)
{
	return civil_add_months(expires, -rules->late_months);
}

enum wave window_wave(const struct window_rules *rules, day_number expires, day_number night)
{
	return night <= window_first_until(rules, expires) ? WAVE_FIRST : WAVE_LATE;
}
