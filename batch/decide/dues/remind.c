#include "decide/dues/remind.h"

#include "decide/rules/window.h"

/* A reminder may neither come while the first letter is still being answered, nor after what it
 * reminds of: between posting and expiry it needs its time after the one, and has to arrive
 * before the other. An appointment still ahead is either named again or waited for. */

bool remind_now(const struct office *office, const struct known_due *due, enum matter matter,
	const struct posting *posting)
{
	const struct window_rules *window = &office->window;
	day_number arrives = office_arrival(office, matter, posting->posting_day);
	if (due->document == DOCUMENT_REVOKED)
		return false;
	if (due->posted == DAY_NONE || arrives > due->expires)
		return false;
	day_number from = window_reminder_from(window, due->expires);
	if (from == DAY_NONE || posting->night < from ||
		posting->night < due->posted + window_reminder_after(window, posting->night))
		return false;
	return due->first_visit == DAY_NONE || due->first_visit < posting->as_of ||
	       due->first_visit >= arrives;
}
