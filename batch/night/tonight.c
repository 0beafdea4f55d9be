#include "night/tonight.h"

#include "intake/office/opening_hours.h"

/* What every step of a night needs is here once, and changes no more when the register is read. */

/* The calendar reaches past the last expiry of an open window by this much, for mailing days. */
enum { CALENDAR_MARGIN_DAYS = 15 };

/* The first mailing day from tonight on. */
static bool find_posting_day(const struct calendar *calendar, const struct office *office,
	day_number *posting_day, struct fault *why)
{
	day_number day = calendar->from;
	while (day < calendar->to && !calendar_mails(calendar, day))
		day++;
	*posting_day = day;
	return calendar_mails(calendar, day) ||
	       fault_set(why, FAULT_OFFICE, "%s:%ld: no mailing day within %d months", office->path,
		       office->mailing.line, office->window.opens_months);
}

bool tonight_know(struct tonight *tonight, struct fault *why)
{
	const struct night_job *job = tonight->job;
	const struct office *office = job->office;
	day_number last =
		civil_add_months(job->day, office->window.opens_months) + CALENDAR_MARGIN_DAYS;
	return hours_expand(office, job->day, last, tonight->arena, &tonight->calendar, why) &&
	       find_posting_day(&tonight->calendar, office, &tonight->posting_day, why) &&
	       knowledge_read(
		       office, job->ledger, job->day, tonight->arena, &tonight->knowledge, why);
}

bool tonight_tell(
	const struct tonight *tonight, const struct night_exception *exception, struct fault *why)
{
	const struct night_job *job = tonight->job;
	return !job->recording || ledger_tell_exception(job->ledger, exception, why);
}
