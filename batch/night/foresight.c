#include "night/foresight.h"

#include "base/phrase.h"
#include "decide/forecast/forecast_count.h"
#include "decide/forecast/queue_ahead.h"
#include "intake/office/opening_hours.h"

#include <stdio.h>

/* Most residents have nothing that runs out in this time, and are not looked at again. */

bool foresight_open(struct foresight *foresight, const struct tonight *tonight, struct fault *why)
{
	const struct office *office = tonight->job->office;
	day_number night = tonight->job->day;
	day_number until = queue_ahead_until(night);
	*foresight = (struct foresight){.tonight = tonight,
		.ahead = {.office = office,
			.calendar = &foresight->calendar,
			.from = night,
			.until = until},
		.known = known_residents_open(office, &tonight->knowledge, tonight->arena)};
	if (!hours_expand(office, night, forecast_calendar_until(office, until), tonight->arena,
		    &foresight->calendar, why))
		return false;
	foresight->foreseen = places_foreseen_open(&foresight->ahead, tonight->arena);
	return true;
}

void foresight_resident(
	struct foresight *foresight, const struct resident *resident, const struct ruling *ruling)
{
	bool any = false;
	for (int document = 0; document < DOCUMENTS; document++)
		any |= ruling->current[document] != DAY_NONE &&
		       ruling->current[document] >= foresight->ahead.from &&
		       ruling->current[document] <= foresight->calendar.to;
	if (!any)
		return;
	struct circumstances circumstances;
	const struct resident_ahead whom =
		known_resident(&foresight->known, resident, &circumstances);
	places_foreseen_resident(foresight->foreseen, &whom);
}

static bool tell_need(
	const struct tonight *tonight, const struct forecast_need *need, struct fault *why)
{
	/* Of each the week, the counter, the visits, then what its remedy needs. */
	static const char *const formats[REMEDIES] = {
		[REMEDY_EARLIER] = PHRASE("week of %s, %s: visits of letters to come without a "
					  "place: %ld; letters posted earlier would do"),
		[REMEDY_DESK] = PHRASE("week of %s, %s: visits of letters to come without a place: "
				       "%ld; desks missing: %d, which it has and keeps for others; "
				       "hours: %d"),
		[REMEDY_SUNDAY] = PHRASE("week of %s, %s: visits of letters to come without a "
					 "place: %ld; desks missing: %d, or open on Sunday; hours "
					 "at desks: %d"),
		[REMEDY_NEW] = PHRASE("week of %s, %s: visits of letters to come without a place: "
				      "%ld; desks missing: %d, more than it has; hours: %d"),
		[REMEDY_NONE] = PHRASE("week of %s, %s: visits of letters to come without a place: "
				       "%ld; no desk would do: telephone"),
	};
	char monday[CIVIL_DATE_BYTES], message[300];
	snprintf(message, sizeof message, formats[need->remedy], civil_format(need->monday, monday),
		tonight->job->office->counters[need->counter].id, need->people, need->desks,
		need->hours);
	const struct night_exception exception = {0, "", "places-short", message};
	return tonight_tell(tonight, &exception, why);
}

bool foresight_tell(
	const struct foresight *foresight, const struct reschedule *reschedule, struct fault *why)
{
	const struct forecast_need *needs;
	size_t count = places_foreseen_find(
		foresight->foreseen, reschedule->taken, reschedule->taken_count, &needs);
	for (size_t i = 0; i < count; i++)
		if (!tell_need(foresight->tonight, &needs[i], why))
			return false;
	return true;
}
