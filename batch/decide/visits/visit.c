#include "decide/visits/visit.h"

#include "decide/rules/window.h"
#include "decide/visits/slots.h"

/* The days of a visit are cut from both sides: it lies behind the arrival of the letter and the
 * clear days to prepare, and ahead of the first expiry of what it is about. For several matters
 * the narrowest of everything counts: counters that serve all, the most slots, the latest
 * arrival. */

/* What a visit for all matters of a letter needs at once. Covered items need nothing of their own:
 * the card's visit serves them. */
struct need {
	struct visit visit;
	day_number arrives;
	int clear_days;
};

static int larger_of(int left, int right)
{
	return left > right ? left : right;
}

static bool find_need(const struct office *office, const struct notice_item *items, size_t count,
	day_number posting_day, struct need *need)
{
	*need = (struct need){
		.visit = {.slots = 1, .counters = UINT32_MAX}, .arrives = posting_day};
	for (size_t i = 0; i < count; i++) {
		const struct matter_rule *rule = &office->matters[items[i].matter];
		if (items[i].outcome != OUTCOME_LETTER || rule->appointment == APPOINTMENT_NONE)
			continue;
		need->visit.matters |= (matter_set)(1u << items[i].matter);
		need->visit.counters &= rule->counters;
		need->visit.slots = larger_of(need->visit.slots, rule->slots);
		need->arrives = larger_of(
			need->arrives, office_arrival(office, items[i].matter, posting_day));
		need->clear_days = larger_of(need->clear_days, rule->clear_days);
	}
	return need->visit.matters != 0;
}

/* The earliest expiry that is later than `after`, or DAY_NONE. */
static day_number next_expiry(const struct notice_item *items, size_t count, day_number after)
{
	day_number next = DAY_NONE;
	for (size_t i = 0; i < count; i++)
		if (items[i].expires > after && (next == DAY_NONE || items[i].expires < next))
			next = items[i].expires;
	return next;
}

/* No renewal before its window; what is revoked has none. */
static void keep_window(const struct office *office, const struct notice_item *items, size_t count,
	struct visit *visit)
{
	for (size_t i = 0; i < count; i++) {
		if (items[i].matter == MATTER_REVOKED)
			continue;
		day_number from = window_appointments_from(&office->window, items[i].expires);
		if (from > visit->from)
			visit->from = from;
	}
}

static bool draw_in(const struct calendar *calendar, struct visit *visit)
{
	return visit->from <= visit->until &&
	       slots_draw_in(calendar, visit->matters, visit->counters, visit->slots, &visit->from,
		       &visit->until);
}

bool visit_days(const struct office *office, const struct calendar *calendar,
	const struct notice_item *items, size_t count, day_number posting_day, struct visit *visit)
{
	struct need need;
	if (!find_need(office, items, count, posting_day, &need))
		return false;
	need.visit.from = need.arrives;
	keep_window(office, items, count, &need.visit);
	day_number expires = DAY_NONE;
	while ((expires = next_expiry(items, count, expires)) != DAY_NONE) {
		const int clear[] = {need.clear_days, 0};
		for (size_t i = 0; i < sizeof clear / sizeof clear[0]; i++) {
			struct visit tried = need.visit;
			tried.until = expires - clear[i];
			if (!draw_in(calendar, &tried))
				continue;
			*visit = tried;
			return true;
		}
	}
	return false;
}

bool visit_lawful(const struct office *office, const struct notice_item *items, size_t count,
	day_number today, struct visit *visit)
{
	struct need need;
	if (!find_need(office, items, count, today, &need))
		return false;
	need.visit.from = today;
	keep_window(office, items, count, &need.visit);
	need.visit.until = next_expiry(items, count, today - 1);
	if (need.visit.until == DAY_NONE || need.visit.until < need.visit.from)
		return false;
	*visit = need.visit;
	return true;
}
