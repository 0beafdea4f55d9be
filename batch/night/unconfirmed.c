#include "night/unconfirmed.h"

#include "intake/office/opening_hours.h"
#include "ledger/staff.h"

#include <stdio.h>

bool unconfirmed_calendar(const struct office *office, day_number day, struct arena *arena,
	struct calendar *calendar, struct fault *why)
{
	return hours_expand(office, day - office->mailing.stop_days, day, arena, calendar, why);
}

static bool tell(const struct night_job *job, const struct mailing *mailing, struct fault *why)
{
	char message[256], name[MAILING_NAME_BYTES];
	mailing_name(mailing, name);
	snprintf(message, sizeof message,
		"nobody has confirmed that %s %s left (%ld letters, %s to %s): kigen mailing "
		"posted %s, or hold, or withdraw",
		mailing->letter[0] == '\0' ? "the mailing of" : "the desk's letter", name,
		mailing->letters, mailing->first, mailing->last, name);
	const struct night_exception exception = {0, "", MAILING_UNCONFIRMED, message};
	return ledger_tell_exception(job->ledger, &exception, why);
}

bool unconfirmed_tell(const struct night_job *job, struct arena *arena, struct fault *why)
{
	const struct mailing_rules *rules = &job->office->mailing;
	struct mailing *mailings = NULL;
	struct calendar calendar;
	size_t count = 0;
	if (!job->recording || rules->confirm_days == 0)
		return true;
	if (!ledger_unconfirmed(
		    job->ledger, job->day - rules->stop_days, arena, &mailings, &count, why))
		return false;
	if (count == 0)
		return true;
	if (!unconfirmed_calendar(job->office, job->day, arena, &calendar, why))
		return false;
	for (size_t i = 0; i < count; i++)
		if (mailing_overdue(&mailings[i], rules->confirm_days, &calendar, job->day) &&
			!tell(job, &mailings[i], why))
			return false;
	return true;
}
