#include "decide/dues/load_weeks.h"

#include "decide/rules/rules.h"

/* Nearly everybody has nothing in the half year: dates are compared first, and only for the few is
 * asked whether anything is done about them. */

void load_weeks_begin(struct load_week weeks[LOAD_WEEKS], day_number night)
{
	for (int i = 0; i < LOAD_WEEKS; i++)
		weeks[i] = (struct load_week){.monday = civil_monday(night) + 7 * i};
}

void load_weeks_take(struct load_week weeks[LOAD_WEEKS], const struct resident *resident,
	const struct ruling *ruling, const struct office *office, day_number night)
{
	static const enum document documents[] = {
		DOCUMENT_AUTHENTICATION, DOCUMENT_CARD, DOCUMENT_SIGNATURE};
	enum { COUNTED = sizeof documents / sizeof documents[0] };
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
		weeks[week].people += again ? 0 : 1;
		last[found++] = week;
	}
}

size_t load_weeks_end(struct load_week weeks[LOAD_WEEKS])
{
	size_t count = 0;
	for (int i = 0; i < LOAD_WEEKS; i++)
		if (weeks[i].people > 0)
			weeks[count++] = weeks[i];
	return count;
}
