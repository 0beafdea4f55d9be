#include "night/desks_short.h"

#include "base/phrase.h"
#include "base/sorted.h"

#include <stdio.h>

/* The night and `kigen check` ask the same; the night leaves out what ends with it. */

size_t desks_short_find(const struct office *office, const struct calendar *calendar,
	const struct standing_appointment *standing, size_t count, struct arena *arena,
	struct booked_visit **found)
{
	struct booked_visit *booked = arena_alloc(arena, count * sizeof *booked);
	size_t used = 0, beyond = 0;
	for (size_t i = 0; i < count; i++) {
		const struct appointment *appointment = &standing[i].appointment;
		int counter = office_counter(office, appointment->counter);
		if (counter >= 0 && appointment->state != APPOINTMENT_STATE_CANCELLED)
			booked[used++] = (struct booked_visit){.resident = standing[i].resident,
				.notice = standing[i].notice,
				.counter = (size_t)counter,
				.day = appointment->day,
				.starts = appointment->starts,
				.ends = appointment->ends};
	}
	open_hours_short(calendar, booked, used);
	for (size_t i = 0; i < used; i++)
		if (booked[i].beyond)
			booked[beyond++] = booked[i];
	*found = booked;
	return beyond;
}

char *desks_short_message(const struct office *office, const struct booked_visit *standing,
	char *message, size_t size)
{
	char starts[CIVIL_INSTANT_BYTES];
	const char *counter = office->counters[standing->counter].id;
	civil_format_instant(standing->day, standing->starts, starts);
	if (standing->resident[0] == '\0')
		snprintf(message, size,
			PHRASE("another system's request %s has a desk at %s on %s: it stands, but "
			       "%d stand at a time then, and for %d there are desks; open more, or "
			       "tell that system"),
			standing->notice, counter, starts, standing->booked, standing->desks);
	else
		snprintf(message, size,
			standing->desks == 1
				? PHRASE("letter %s has an appointment at %s on %s: it stands, but "
					 "%d stand at a time then and %d desk is offered; open "
					 "more, or move it")
				: PHRASE("letter %s has an appointment at %s on %s: it stands, but "
					 "%d stand at a time then and %d desks are offered; open "
					 "more, or move it"),
			standing->notice, counter, starts, standing->booked, standing->desks);
	return message;
}

bool desks_short_tell(
	const struct tonight *tonight, const struct appointments *appointments, struct fault *why)
{
	const struct night_decided *decided = &tonight->result->decided;
	const struct office *office = tonight->job->office;
	const struct knowledge *knowledge = &tonight->knowledge;
	struct standing_appointment *left = arena_alloc(tonight->arena,
		(appointments->reschedule.standing_count + knowledge->elsewhere_count) *
			sizeof *left);
	struct booked_visit *found;
	size_t count = 0;
	for (size_t i = 0; i < appointments->reschedule.standing_count; i++)
		if (!sorted_lists(decided->cancelled, decided->cancelled_count,
			    appointments->reschedule.standing[i].appointment.uid))
			left[count++] = appointments->reschedule.standing[i];
	for (size_t i = 0; i < knowledge->elsewhere_count; i++)
		left[count++] = knowledge->elsewhere[i];
	size_t short_count =
		desks_short_find(office, &tonight->calendar, left, count, tonight->arena, &found);
	for (size_t i = 0; i < short_count; i++) {
		char message[256];
		const struct night_exception exception = {0, found[i].resident, "desks-short",
			desks_short_message(office, &found[i], message, sizeof message)};
		if (!tonight_tell(tonight, &exception, why))
			return false;
	}
	return true;
}
