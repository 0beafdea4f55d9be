#include "night/kept_appointments.h"

#include "ledger/effects.h"

/* The office file is the city's word, and what was seen is not of it: so it is told to the office
 * apart, and as long as nobody has, nothing is proven. */

static bool office_expects(const struct office *office)
{
	for (size_t i = 0; i < office->counter_count; i++)
		for (size_t k = 0; k < office->counters[i].opening_count; k++)
			if (office->counters[i].openings[k].expect_permille != 0)
				return true;
	return false;
}

bool kept_appointments_tell(
	struct office *office, struct ledger *ledger, struct arena *arena, struct fault *why)
{
	struct kept_share *kept = NULL;
	size_t count = 0;
	if (!office_expects(office))
		return true;
	if (!ledger_kept(ledger, office->attendance_days, arena, &kept, &count, why))
		return false;
	struct share *came = arena_alloc(arena, office->counter_count * sizeof *came);
	for (size_t i = 0; i < count; i++) {
		int counter = office_counter(office, kept[i].counter);
		if (counter >= 0)
			came[counter] = kept[i].came;
	}
	office->came = came;
	return true;
}
