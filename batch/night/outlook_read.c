#include "night/outlook_read.h"

#include "intake/office/opening_hours.h"
#include "model/outlook.h"

/* The calendar is the one that appointments were given by; what is taken stands in the night. */

bool outlook_of_night(
	const struct office *office, struct night *night, struct arena *arena, struct fault *why)
{
	struct calendar calendar;
	struct outlook *outlook = arena_alloc(arena, sizeof *outlook);
	if (!hours_expand(office, night->day, outlook_until(night->day), arena, &calendar, why))
		return false;
	outlook_make(office, &calendar, arena, outlook);
	for (size_t i = 0; i < night->agenda_count; i++) {
		const struct appointment *visit = &night->agenda[i].appointment;
		outlook_take(
			outlook, office, visit->counter, visit->day, visit->ends - visit->starts);
	}
	night->outlook = outlook;
	return true;
}
