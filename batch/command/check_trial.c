#include "command/check_trial.h"

#include "base/phrase.h"
#include "ledger/effects.h"
#include "model/trial.h"

/* Letters of a week that has days outside of the trial are taken to be spread over it evenly. */

/* Of a week's first and late letters those of its days from `from` to `until`. */
static long letters_within(const struct forecast_span *week, day_number from, day_number until)
{
	day_number first = week->from > from ? week->from : from;
	day_number last = week->until < until ? week->until : until;
	long days = week->until - week->from + 1;
	long letters = week->letters[WAVE_FIRST] + week->letters[WAVE_LATE];
	return last < first ? 0 : (letters * (last - first + 1) + days / 2) / days;
}

bool check_trial(
	const struct forecast_job *job, struct arena *arena, const char **said, struct fault *why)
{
	enum { SHORTEST_MONTH = 28 };
	const struct office *office = job->office;
	const struct trial *trial = &office->trial;
	struct forecast_job asked = *job;
	struct forecast forecast;
	char end[CIVIL_DATE_BYTES], enough[CIVIL_DATE_BYTES];
	long letters = 0, needed = trial_letters_needed(trial);
	day_number reached = DAY_NONE;
	asked.months = (int)((trial->end - job->day) / SHORTEST_MONTH) + 1;
	if (asked.months > FORECAST_MONTHS_MAX)
		asked.months = FORECAST_MONTHS_MAX;
	if (!forecast_read(&asked, arena, &forecast, why))
		return false;
	for (size_t i = 0; i < forecast.week_count; i++) {
		letters += letters_within(&forecast.weeks[i], trial->begin, trial->end);
		if (reached == DAY_NONE && letters >= needed)
			reached = forecast.weeks[i].until;
	}
	civil_format(trial->end, end);
	if (letters < needed)
		return fault_set(why, FAULT_OFFICE,
			"%s:%ld: trial %s: %ld letters to %s, and to show a difference of %d "
			"points it takes %ld",
			office->path, trial->line, trial->id, letters, end, trial->points, needed);
	*said = arena_print(arena,
		phrase("trial %s: %ld letters to %s, which show a difference of %.1f points; %d "
		       "points take %ld letters, those to %s"),
		trial->id, letters, end, 100 * trial_detectable(trial, letters), trial->points,
		needed, civil_format(reached < trial->end ? reached : trial->end, enough));
	return true;
}

bool check_trial_begun(const struct office *office, struct ledger *ledger, struct arena *arena,
	const char **said, struct fault *why)
{
	const struct trial *trial = &office->trial;
	struct trial begun = *trial;
	char end[CIVIL_DATE_BYTES];
	*said = NULL;
	if (!ledger_trial_begun(ledger, &begun, why))
		return false;
	if (begun.end != trial->end || begun.share_permille != trial->share_permille)
		*said = arena_print(arena,
			phrase("trial %s: it began with %s as its last night and a share of %d, "
			       "and goes on so"),
			trial->id, civil_format(begun.end, end), begun.share_permille);
	return true;
}
