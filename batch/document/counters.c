#include "document/counters.h"

#include "base/csv.h"
#include "document/mailroom/day_sheet.h"
#include "document/residents/counter_event.h"
#include "document/residents/invite.h"

#include <stdio.h>
#include <string.h>

/* Calendar, list and sheet of a counter say the same. The agenda is by counter, so each counter's
 * appointments are one run of it. */

struct counters {
	const struct office *office;
	const struct night *night;
	struct letters *letters; /* NULL: no sheets of the day */
	struct outbox *outbox;
	struct arena *arena; /* reset after each counter */
};

const char *counters_file_name(const char *name, struct arena *arena)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
				    "_-.@";
	char *safe = arena_alloc(arena, strlen(name) * 3 + 1);
	char *end = safe;
	for (const char *at = name; *at != '\0'; at++) {
		bool hidden = at == name && *at == '.';
		if (!hidden && strchr(plain, *at) != NULL)
			*end++ = *at;
		else
			end += snprintf(end, 4, "+%02X", (unsigned char)*at);
	}
	return safe;
}

/* counters/ID.ics: the events of one counter together. */
static bool write_collection(const struct counters *counters, const char *counter,
	const char *const events[], size_t count, struct fault *why)
{
	const char *path = arena_print(
		counters->arena, "counters/%s.ics", counters_file_name(counter, counters->arena));
	FILE *stream = outbox_create(counters->outbox, path, why);
	if (stream == NULL)
		return false;
	fputs(invite_opening(counters->office, counter, counters->arena), stream);
	for (size_t i = 0; i < count; i++)
		fputs(events[i], stream);
	fputs(invite_closing, stream);
	return outbox_finish(counters->outbox, stream, why);
}

/* counters/ID.csv: the same as a list, for who has no calendar. */
static bool write_list(const struct counters *counters, const char *counter,
	const struct agenda_entry *entries, size_t count, struct fault *why)
{
	static const char *const headings[] = {"day", "starts", "ends", "notice", "codes"};
	enum { COLUMNS = sizeof headings / sizeof headings[0] };
	const char *path = arena_print(
		counters->arena, "counters/%s.csv", counters_file_name(counter, counters->arena));
	FILE *stream = outbox_create(counters->outbox, path, why);
	if (stream == NULL)
		return false;
	csv_mark(stream);
	csv_heading(stream, &counters->office->lists, headings, COLUMNS);
	for (size_t i = 0; i < count; i++) {
		const struct appointment *appointment = &entries[i].appointment;
		char day[CIVIL_DATE_BYTES], starts[8], ends[8], codes[COUNTER_CODES_BYTES];
		snprintf(starts, sizeof starts, "%02d:%02d", appointment->starts / 60 % 100,
			appointment->starts % 60);
		snprintf(ends, sizeof ends, "%02d:%02d", appointment->ends / 60 % 100,
			appointment->ends % 60);
		const char *const fields[COLUMNS] = {civil_format(appointment->day, day), starts,
			ends, entries[i].notice, counter_codes(&entries[i], codes)};
		csv_record(stream, counters->office->lists.readers, fields, COLUMNS);
	}
	return outbox_finish(counters->outbox, stream, why);
}

/* counters/ID.pdf: the appointments of the night's own day, on paper; not on a day without. */
static bool write_day_sheet(const struct counters *counters, const char *counter,
	const struct agenda_entry *entries, size_t count, struct fault *why)
{
	size_t today = 0;
	while (today < count && entries[today].appointment.day == counters->night->day)
		today++;
	if (today == 0 || counters->letters == NULL)
		return true;
	const char *path = arena_print(
		counters->arena, "counters/%s.pdf", counters_file_name(counter, counters->arena));
	FILE *stream = outbox_create(counters->outbox, path, why);
	if (stream == NULL)
		return false;
	return outbox_end(counters->outbox, stream,
		day_sheet_write(counters->letters, counters->office, entries, today, stream, why),
		why);
}

static bool write_counter(const struct counters *counters, const struct agenda_entry *entries,
	size_t count, struct fault *why)
{
	const char *counter = entries[0].appointment.counter;
	const char *place = invite_place(counters->office, counter, counters->arena);
	const char **events = arena_alloc(counters->arena, count * sizeof *events);
	for (size_t i = 0; i < count; i++)
		events[i] = counter_event(counters->office, &entries[i], place, counters->arena);
	bool wrote = write_collection(counters, counter, events, count, why) &&
		     write_list(counters, counter, entries, count, why) &&
		     write_day_sheet(counters, counter, entries, count, why);
	arena_reset(counters->arena);
	return wrote;
}

/* Where the run of entries that begins at `first` ends. */
static size_t run_end(const struct night *night, size_t first)
{
	const char *counter = night->agenda[first].appointment.counter;
	size_t end = first + 1;
	while (end < night->agenda_count &&
		strcmp(night->agenda[end].appointment.counter, counter) == 0)
		end++;
	return end;
}

static bool write_busy_counters(const struct counters *counters, struct fault *why)
{
	const struct night *night = counters->night;
	for (size_t first = 0, end; first < night->agenda_count; first = end) {
		end = run_end(night, first);
		if (!write_counter(counters, &night->agenda[first], end - first, why))
			return false;
	}
	return true;
}

static bool is_busy(const struct night *night, const char *counter)
{
	for (size_t i = 0; i < night->agenda_count; i++)
		if (strcmp(night->agenda[i].appointment.counter, counter) == 0)
			return true;
	return false;
}

/* A counter without appointments has a calendar too: who follows it sees that the last one is gone.
 */
static bool write_idle_counters(const struct counters *counters, struct fault *why)
{
	for (size_t i = 0; i < counters->office->counter_count; i++) {
		const char *counter = counters->office->counters[i].id;
		if (!is_busy(counters->night, counter) &&
			(!write_collection(counters, counter, NULL, 0, why) ||
				!write_list(counters, counter, NULL, 0, why)))
			return false;
	}
	return true;
}

bool counters_write(const struct office *office, const struct night *night, struct letters *letters,
	struct outbox *outbox, struct arena *arena, struct fault *why)
{
	const struct counters counters = {office, night, letters, outbox, arena};
	return write_busy_counters(&counters, why) && write_idle_counters(&counters, why);
}
