#include "decide/rules/arrival.h"

/* What the office leaves for the post to everybody (lead days) is generous; whether a visit that
 * stands already can still be read of is asked of the post itself. */

bool arrival_after_expiry(
	const struct office *office, enum matter matter, day_number expires, day_number posting_day)
{
	return office_arrival(office, matter, posting_day) > expires;
}

bool arrival_after_visit(
	const struct office *office, enum matter matter, day_number visit, day_number posting_day)
{
	day_number arrives = office_arrival(office, matter, posting_day);
	day_number least = posting_day + office->mailing.arrival_days + 1;
	return visit != DAY_NONE && visit < (arrives < least ? arrives : least);
}
