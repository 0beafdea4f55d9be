#include "model/mailing.h"

#include "model/committed_night.h"

#include <stdio.h>

/* What staff may say of a mailing in each of its states is one table; only what was printed and
 * whose folder is in place can have left. Days that pass make a mailing overdue, never posted. */

const char *const mailing_state_words[MAILING_STATES] = {
	[MAILING_WAITING] = "waiting",
	[MAILING_PRINTED] = "printed",
	[MAILING_HELD] = "held",
	[MAILING_RELEASED] = "released",
	[MAILING_POSTED] = "posted",
	[MAILING_WITHDRAWN] = "withdrawn",
};

const char *const sheet_fate_words[SHEET_FATES] = {
	[SHEET_UNTOLD] = "",
	[SHEET_PULLED] = "pulled",
	[SHEET_LEFT] = "left",
	[SHEET_DESTROYED] = "destroyed",
};

char *mailing_name(const struct mailing *mailing, char out[MAILING_NAME_BYTES])
{
	if (mailing->letter[0] == '\0')
		return night_name(mailing->day, mailing->run, out);
	snprintf(out, MAILING_NAME_BYTES, "%s", mailing->letter);
	return out;
}

bool mailing_overdue(const struct mailing *mailing, int confirm_days,
	const struct calendar *calendar, day_number day)
{
	if (!mailing->printed || confirm_days == 0)
		return false;
	if (mailing->state != MAILING_PRINTED && mailing->state != MAILING_RELEASED)
		return false;
	day_number next = (mailing->since == DAY_NONE ? mailing->day : mailing->since) + 1;
	int passed = 0;
	for (next = next < calendar->from ? calendar->from : next; next < day; next++)
		passed += calendar_mails(calendar, next) ? 1 : 0;
	return mailing->letters > mailing->taken_back && passed >= confirm_days;
}

bool mailing_may(const struct mailing *mailing, enum mailing_state to)
{
	static const bool may[MAILING_STATES][MAILING_STATES] = {
		[MAILING_WAITING] = {[MAILING_HELD] = true, [MAILING_WITHDRAWN] = true},
		[MAILING_PRINTED] = {[MAILING_HELD] = true,
			[MAILING_POSTED] = true,
			[MAILING_WITHDRAWN] = true},
		[MAILING_HELD] = {[MAILING_RELEASED] = true, [MAILING_WITHDRAWN] = true},
		[MAILING_RELEASED] = {[MAILING_HELD] = true,
			[MAILING_POSTED] = true,
			[MAILING_WITHDRAWN] = true},
	};
	if (to == MAILING_POSTED && (!mailing->printed || !mailing->issued))
		return false;
	return may[mailing->state][to];
}
