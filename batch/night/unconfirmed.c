#include "night/unconfirmed.h"

#include "base/phrase.h"
#include "intake/office/opening_hours.h"

#include <stdio.h>

/* A mailing of which nobody says that it left may lie forgotten, with letters in it that nobody
 * gets: it is told on every night until somebody says something. */

bool unconfirmed_calendar(const struct office *office, day_number day, struct arena *arena,
	struct calendar *calendar, struct fault *why)
{
	return hours_expand(office, day - office->mailing.stop_days, day, arena, calendar, why);
}

static bool tell_overdue(
	const struct tonight *tonight, const struct mailing *mailing, struct fault *why)
{
	char message[256], name[MAILING_NAME_BYTES];
	mailing_name(mailing, name);
	snprintf(message, sizeof message,
		mailing->letter[0] == '\0'
			? PHRASE("nobody has confirmed that the mailing of %s left (%ld letters, "
				 "%s to %s): kigen mailing posted %s, or hold, or withdraw")
			: PHRASE("nobody has confirmed that the desk's letter %s left (%ld "
				 "letters, "
				 "%s to %s): kigen mailing posted %s, or hold, or withdraw"),
		name, mailing->letters, mailing->first, mailing->last, name);
	const struct night_exception exception = {0, "", MAILING_UNCONFIRMED, message};
	return tonight_tell(tonight, &exception, why);
}

bool unconfirmed_tell(const struct tonight *tonight, struct fault *why)
{
	const struct office *office = tonight->job->office;
	const struct knowledge *knowledge = &tonight->knowledge;
	day_number night = tonight->job->day;
	struct calendar calendar;
	if (!tonight->job->recording || knowledge->unconfirmed_count == 0)
		return true;
	if (!unconfirmed_calendar(office, night, tonight->arena, &calendar, why))
		return false;
	for (size_t i = 0; i < knowledge->unconfirmed_count; i++) {
		const struct mailing *mailing = &knowledge->unconfirmed[i];
		if (mailing_overdue(mailing, office->mailing.confirm_days, &calendar, night) &&
			!tell_overdue(tonight, mailing, why))
			return false;
	}
	return true;
}
