#include "document/residents/hours_calendar.h"

#include "document/residents/content_lines.h"
#include "document/residents/counter_event.h"
#include "document/residents/invite.h"

/* Written counter by counter: what says where one is, is worked out once for all its events. */

/* The lines that all events of a counter share. */
struct hours_of {
	const struct office *office;
	const char *id;
	const char *summary, *place;
	const char *made; /* DTSTAMP */
};

static void write_interval(
	FILE *stream, const struct hours_of *of, day_number day, const struct interval *open)
{
	char starts[COUNTER_STAMP_BYTES], ends[COUNTER_STAMP_BYTES];
	counter_event_stamp(day, open->from, 0, starts);
	counter_event_stamp(day, open->to, 0, ends);
	fprintf(stream,
		"BEGIN:VEVENT\r\nUID:hours-%s-%s@%s\r\nDTSTAMP:%sZ\r\n"
		"DTSTART;TZID=%s:%s\r\nDTEND;TZID=%s:%s\r\n"
		"TRANSP:TRANSPARENT\r\n%s%sEND:VEVENT\r\n",
		of->id, starts, of->office->municipality, of->made, of->office->timezone, starts,
		of->office->timezone, ends, of->summary, of->place);
}

static void write_counter(FILE *stream, const struct office *office,
	const struct calendar *calendar, size_t counter, struct arena *arena)
{
	char made[COUNTER_STAMP_BYTES];
	const char *id = office->counters[counter].id;
	const char *title = content_lines_escape(invite_title(office, id), arena);
	const struct hours_of of = {.office = office,
		.id = id,
		.summary = content_lines_fold(arena_print(arena, "SUMMARY:%s\r\n", title), arena),
		.place = invite_place(office, id, arena),
		.made = counter_event_stamp(calendar->from, -office->utc_offset, 0, made)};
	for (day_number day = calendar->from; day <= calendar->to; day++) {
		const struct counter_day *row = calendar_day(calendar, day, counter);
		for (size_t i = 0; i < row->interval_count; i++)
			write_interval(stream, &of, day, &row->intervals[i]);
	}
}

void hours_calendar(FILE *stream, const struct office *office, const struct calendar *calendar,
	int counter, struct arena *arena)
{
	const char *id = counter < 0 ? NULL : office->counters[counter].id;
	fputs(invite_opening(office, id, arena), stream);
	for (size_t i = 0; i < office->counter_count; i++)
		if (counter < 0 || (size_t)counter == i)
			write_counter(stream, office, calendar, i, arena);
	fputs(invite_closing, stream);
}
