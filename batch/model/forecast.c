#include "model/forecast.h"

/* Sums that each writer would make; that they agree is why they are here. */

const char *const remedy_words[REMEDIES] = {
	[REMEDY_EARLIER] = "earlier",
	[REMEDY_DESK] = "desk",
	[REMEDY_SUNDAY] = "sunday",
	[REMEDY_NEW] = "new-desk",
	[REMEDY_NONE] = "none",
};

long forecast_letters(const struct forecast_span *span)
{
	return span->letters[WAVE_FIRST] + span->letters[WAVE_LATE];
}

long forecast_visits(const struct forecast_span *span)
{
	long visits = span->booked;
	for (int matter = 0; matter < MATTERS; matter++)
		visits += span->visits[matter];
	return visits;
}

long forecast_come(const struct forecast *forecast, long visits)
{
	const struct share came = forecast->seen.came;
	return came.of < FORECAST_SEEN_LEAST ? -1
					     : (2 * visits * came.hits + came.of) / (2 * came.of);
}

struct forecast_share forecast_sum(const struct forecast_span *span, size_t counters)
{
	struct forecast_share sum = {0};
	for (size_t i = 0; i < counters; i++) {
		sum.offered += span->shares[i].offered;
		sum.booked += span->shares[i].booked;
		sum.taken += span->shares[i].taken;
		sum.visits += span->shares[i].visits;
	}
	return sum;
}
