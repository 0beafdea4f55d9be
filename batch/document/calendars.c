#include "document/calendars.h"

#include "base/arena.h"
#include "document/counters.h"
#include "document/files/mirror.h"
#include "document/residents/counter_event.h"
#include "document/residents/invite.h"

#include <string.h>

/* Ours by its name is an event's file (model/notice_number.h) and what names the vdir, by the
 * vdirsyncer convention. The name of a counter that is no more stays. */

static bool is_event(const char *name)
{
	static const char begins[] = "kigen-", ends[] = ".ics";
	size_t length = strlen(name), end = sizeof ends - 1;
	return strncmp(name, begins, sizeof begins - 1) == 0 && length > end &&
	       strcmp(name + length - end, ends) == 0;
}

struct calendars {
	const struct office *office;
	struct mirror *mirror;
	struct arena *arena; /* reset after each counter */
};

/* One counter: its name and the run of the agenda that is its own. */
static bool write_calendar(const struct calendars *calendars, const char *counter,
	const struct agenda_entry *entries, size_t count, struct fault *why)
{
	struct arena *arena = calendars->arena;
	const struct office *office = calendars->office;
	const char *opening = invite_opening(office, NULL, arena);
	const char *place = invite_place(office, counter, arena);
	struct mirror_file *files = arena_alloc(arena, (count + 1) * sizeof *files);
	for (size_t i = 0; i < count; i++)
		files[i] = (struct mirror_file){
			arena_print(arena, "%s.ics",
				counters_file_name(entries[i].appointment.uid, arena)),
			arena_print(arena, "%s%s%s", opening,
				counter_event(office, &entries[i], place, arena), invite_closing)};
	files[count] = (struct mirror_file){"displayname", invite_title(office, counter)};
	bool done = mirror_update(
		calendars->mirror, counters_file_name(counter, arena), files, count + 1, why);
	arena_reset(arena);
	return done;
}

/* The run of a counter, which the agenda is in order of; *count 0 when it has none. */
static const struct agenda_entry *find_run(
	const struct night *night, const char *counter, size_t *count)
{
	size_t first = 0;
	while (first < night->agenda_count &&
		strcmp(night->agenda[first].appointment.counter, counter) != 0)
		first++;
	size_t end = first;
	while (end < night->agenda_count &&
		strcmp(night->agenda[end].appointment.counter, counter) == 0)
		end++;
	*count = end - first;
	return *count == 0 ? NULL : &night->agenda[first];
}

/* The first failure is told; the other counters have theirs all the same. */
static bool write_calendars(
	const struct calendars *calendars, const struct night *night, struct fault *why)
{
	bool done = true;
	size_t count;
	struct fault later;
	for (size_t i = 0; i < calendars->office->counter_count; i++) {
		const char *counter = calendars->office->counters[i].id;
		const struct agenda_entry *entries = find_run(night, counter, &count);
		done = write_calendar(calendars, counter, entries, count, done ? why : &later) &&
		       done;
	}
	for (size_t first = 0; first < night->agenda_count; first += count) {
		const char *counter = night->agenda[first].appointment.counter;
		const struct agenda_entry *entries = find_run(night, counter, &count);
		if (office_counter(calendars->office, counter) < 0)
			done = write_calendar(
				       calendars, counter, entries, count, done ? why : &later) &&
			       done;
	}
	return done;
}

bool calendars_write(const struct office *office, const struct night *night, const char *parent,
	struct fault *why)
{
	struct calendars calendars = {.office = office};
	if (!mirror_open(parent, "counters", is_event, &calendars.mirror, why))
		return false;
	calendars.arena = arena_open();
	bool done = write_calendars(&calendars, night, why) && mirror_tidy(calendars.mirror, why);
	arena_close(calendars.arena);
	mirror_close(calendars.mirror);
	return done;
}
