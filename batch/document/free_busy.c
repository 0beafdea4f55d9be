#include "document/free_busy.h"

#include "base/csv.h"
#include "document/residents/content_lines.h"
#include "document/residents/counter_event.h"
#include "document/residents/invite.h"

/* A day of a counter is walked from minute to minute only where something begins or ends: its
 * slots, and the visits that are free. */

enum { DAY_MINUTES = 24 * 60, DAY_SECONDS = 24 * 60 * 60 };

/* ---- CSV ---- */

static const char *join_matters(matter_set matters, struct arena *arena)
{
	const char *text = "";
	for (int matter = 0; matter < MATTERS; matter++)
		if ((matters >> matter & 1) != 0)
			text = arena_print(arena, "%s%s%s", text, text[0] == '\0' ? "" : " ",
				matter_words[matter]);
	return text;
}

void free_busy_csv(FILE *stream, const struct free_busy *places, struct arena *arena)
{
	static const char *const headings[] = {
		"counter", "day", "starts", "ends", "minutes", "free", "matters"};
	enum { COLUMNS = sizeof headings / sizeof headings[0] };
	csv_mark(stream);
	csv_record(stream, CSV_PROGRAMS, headings, COLUMNS);
	for (size_t i = 0; i < places->count; i++) {
		const struct free_visit *visit = &places->visits[i];
		char day[CIVIL_DATE_BYTES], starts[CIVIL_TIME_BYTES], ends[CIVIL_TIME_BYTES];
		const char *const fields[COLUMNS] = {places->office->counters[visit->counter].id,
			civil_format(visit->day, day), civil_format_time(visit->starts, starts),
			civil_format_time(visit->ends, ends),
			arena_print(arena, "%d", visit->ends - visit->starts),
			arena_print(arena, "%d", visit->free), join_matters(visit->matters, arena)};
		csv_record(stream, CSV_PROGRAMS, fields, COLUMNS);
	}
}

/* ---- iCalendar ---- */

/* What is written of one counter: a while that is not free waits until it is known to end. */
struct writing {
	FILE *stream;
	const struct free_busy *places;
	size_t counter;
	const char *type; /* of the while that waits, NULL for none */
	day_number from_day, to_day;
	int from, to; /* minutes of these days */
};

static void write_period(const struct writing *writing, const char *type, day_number from_day,
	int from, day_number to_day, int to)
{
	char starts[COUNTER_STAMP_BYTES], ends[COUNTER_STAMP_BYTES];
	int offset = writing->places->office->utc_offset;
	fprintf(writing->stream, "FREEBUSY;FBTYPE=%s:%sZ/%sZ\r\n", type,
		counter_event_stamp(from_day, from - offset, 0, starts),
		counter_event_stamp(to_day, to - offset, 0, ends));
}

static void write_waiting(struct writing *writing)
{
	if (writing->type != NULL)
		write_period(writing, writing->type, writing->from_day, writing->from,
			writing->to_day, writing->to);
	writing->type = NULL;
}

/* A while that is not free: what follows at once and is of the same type is one with it. */
static void add_while(struct writing *writing, const char *type, day_number day, int from, int to)
{
	if (from >= to)
		return;
	if (writing->type != type) { /* the words are the ones below */
		write_waiting(writing);
		writing->type = type;
		writing->from_day = day;
		writing->from = from;
	}
	writing->to_day = day;
	writing->to = to;
}

static const char busy[] = "BUSY", closed[] = "BUSY-UNAVAILABLE";

/* From `from` to `to`, when no visit is free. */
static void add_unfree(struct writing *writing, day_number day, int from, int to)
{
	const struct counter_day *row =
		calendar_day(writing->places->calendar, day, writing->counter);
	for (size_t i = 0; i < row->slot_count; i++) {
		const struct slot *slot = &row->slots[i];
		int starts = slot->start > from ? slot->start : from;
		int ends = slot->end < to ? slot->end : to;
		if (starts >= ends)
			continue;
		add_while(writing, closed, day, from, starts);
		add_while(writing, busy, day, starts, ends);
		from = ends;
	}
	add_while(writing, closed, day, from, to);
}

/* A day, of whose visits `visits` is the first or one before it; returns how far the walk came. */
static size_t write_day(struct writing *writing, day_number day, size_t at)
{
	const struct free_busy *places = writing->places;
	int told = 0; /* so far all is spoken of */
	for (; at < places->count && places->visits[at].day <= day; at++) {
		const struct free_visit *visit = &places->visits[at];
		if (visit->day < day || visit->counter != writing->counter)
			continue;
		add_unfree(writing, day, told, visit->starts);
		write_waiting(writing);
		write_period(writing, "FREE", day, visit->starts, day, visit->ends);
		told = visit->ends > told ? visit->ends : told;
	}
	add_unfree(writing, day, told, DAY_MINUTES);
	return at;
}

static void write_counter(FILE *stream, const struct free_busy *places, size_t counter,
	const char *made, struct arena *arena)
{
	const struct office *office = places->office;
	const char *id = office->counters[counter].id;
	char starts[COUNTER_STAMP_BYTES], ends[COUNTER_STAMP_BYTES];
	struct writing writing = {.stream = stream, .places = places, .counter = counter};
	size_t at = 0;
	fputs(content_lines_fold(
		      arena_print(arena,
			      "BEGIN:VFREEBUSY\r\nUID:places-%s@%s\r\nDTSTAMP:%sZ\r\n"
			      "DTSTART:%sZ\r\nDTEND:%sZ\r\nCOMMENT:%s\r\n",
			      id, office->municipality, made,
			      counter_event_stamp(places->from, -office->utc_offset, 0, starts),
			      counter_event_stamp(places->to + 1, -office->utc_offset, 0, ends),
			      content_lines_escape(invite_title(office, id), arena)),
		      arena),
		stream);
	for (day_number day = places->from; day <= places->to; day++)
		at = write_day(&writing, day, at);
	write_waiting(&writing);
	fputs("END:VFREEBUSY\r\n", stream);
}

void free_busy_calendar(
	FILE *stream, const struct free_busy *places, long long now, struct arena *arena)
{
	char made[COUNTER_STAMP_BYTES];
	int second = (int)(now % DAY_SECONDS);
	counter_event_stamp((day_number)(now / DAY_SECONDS), second / 60, second % 60, made);
	fputs("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//kigen//places//JA\r\n", stream);
	for (size_t i = 0; i < places->office->counter_count; i++)
		if ((places->counters >> i & 1) != 0)
			write_counter(stream, places, i, made, arena);
	fputs(invite_closing, stream);
}
