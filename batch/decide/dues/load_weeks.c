#include "decide/dues/load_weeks.h"

#include "decide/rules/rules.h"

#include <string.h>

/* Nearly everybody has nothing in the half year: dates are compared first, and only for the few is
 * asked whether anything is done about them, and which counter serves them. */

void load_weeks_begin(struct load_tally *tally, day_number night)
{
	*tally = (struct load_tally){0};
	for (int i = 0; i < LOAD_WEEKS; i++)
		tally->weeks[i].monday = civil_monday(night) + 7 * i;
}

static int home_of(const struct resident *resident, const struct office *office)
{
	return office_counter_serving(office, rules_destination(resident)->postal);
}

void load_weeks_take(struct load_tally *tally, const struct resident *resident,
	const struct ruling *ruling, const struct office *office, day_number night)
{
	static const enum document documents[] = {
		DOCUMENT_AUTHENTICATION, DOCUMENT_CARD, DOCUMENT_SIGNATURE};
	enum { COUNTED = sizeof documents / sizeof documents[0] };
	struct load_week *weeks = tally->weeks;
	int last[COUNTED], found = 0;
	for (int i = 0; i < COUNTED; i++) {
		day_number expires = ruling->current[documents[i]];
		if (expires == DAY_NONE || expires < night ||
			expires >= weeks[0].monday + 7 * LOAD_WEEKS ||
			!rules_act(resident, office, documents[i], expires, night))
			continue;
		int week = (int)(expires - weeks[0].monday) / 7;
		bool again = false;
		for (int k = 0; k < found; k++)
			again |= last[k] == week;
		weeks[week].documents[documents[i]]++;
		if (!again) {
			weeks[week].people++;
			tally->counters[home_of(resident, office)][week]++;
		}
		last[found++] = week;
	}
}

size_t load_weeks_list(const struct load_tally *tally, struct load_week weeks[LOAD_WEEKS])
{
	size_t count = 0;
	for (int i = 0; i < LOAD_WEEKS; i++)
		if (tally->weeks[i].people > 0)
			weeks[count++] = tally->weeks[i];
	return count;
}

size_t load_weeks_counters(const struct load_tally *tally, const struct office *office,
	struct load_counter counters[COUNTERS_MAX])
{
	size_t count = 0;
	for (size_t i = 0; i < office->counter_count; i++) {
		long people = 0;
		for (int week = 0; week < LOAD_WEEKS; week++)
			people += tally->counters[i][week];
		if (people == 0)
			continue;
		counters[count].counter = office->counters[i].id;
		memcpy(counters[count++].people, tally->counters[i], sizeof tally->counters[i]);
	}
	return count;
}
