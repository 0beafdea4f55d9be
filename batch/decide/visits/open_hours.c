#include "decide/visits/open_hours.h"

#include <stdlib.h>
#include <string.h>

/* Hours are asked as spans (model/calendar.h), never as slots. Where desks are too few, a day is
 * walked from start to start and from span to span: only there can more stand than before, or fewer
 * desks be offered. Leaving out the one that ends last leaves out as few as can be (the greedy
 * colouring of intervals; J. Kleinberg, E. Tardos, "Algorithm Design", 4.1). */

bool open_hours_cover(const struct counter_day *day, int starts, int ends, matter_set matters)
{
	int covered = starts;
	for (size_t i = 0; i < day->span_count && covered < ends; i++) {
		const struct open_span *span = &day->spans[i];
		if (span->from <= covered && covered < span->to && (matters & ~span->matters) == 0)
			covered = span->to;
	}
	return covered >= ends;
}

static int compare_standings(const void *left, const void *right)
{
	const struct booked_visit *one = left, *other = right;
	const int differences[] = {
		(one->counter > other->counter) - (one->counter < other->counter),
		(one->day > other->day) - (one->day < other->day),
		(one->starts > other->starts) - (one->starts < other->starts),
		(one->ends > other->ends) - (one->ends < other->ends)};
	for (size_t i = 0; i < sizeof differences / sizeof differences[0]; i++)
		if (differences[i] != 0)
			return differences[i];
	return strcmp(one->resident, other->resident);
}

static bool stands_at(const struct booked_visit *standing, int minute)
{
	return standing->starts <= minute && minute < standing->ends;
}

/* Marks at one minute as many as are too many then. */
static void mark_minute(struct booked_visit *standings, size_t count, int minute, int desks)
{
	int booked = 0, served = 0;
	for (size_t i = 0; i < count; i++) {
		booked += stands_at(&standings[i], minute);
		served += stands_at(&standings[i], minute) && !standings[i].beyond;
	}
	for (; served > desks; served--) {
		struct booked_visit *last = NULL;
		for (size_t i = 0; i < count; i++) {
			struct booked_visit *at = &standings[i];
			if (stands_at(at, minute) && !at->beyond &&
				(last == NULL || at->ends > last->ends ||
					(at->ends == last->ends &&
						strcmp(at->resident, last->resident) > 0)))
				last = at;
		}
		last->beyond = true;
		last->booked = booked;
		last->desks = desks;
	}
}

/* The desks that are offered at a minute, -1 while the counter is closed. */
static int desks_at(const struct counter_day *day, int minute)
{
	for (size_t i = 0; i < day->span_count; i++)
		if (day->spans[i].from <= minute && minute < day->spans[i].to)
			return day->spans[i].desks;
	return -1;
}

/* The minutes of a day at which more may be too many than before, in order: starts and spans. */
static int next_minute(const struct counter_day *day, const struct booked_visit *standings,
	size_t count, int after)
{
	int next = -1;
	for (size_t i = 0; i < count; i++)
		if (standings[i].starts > after && (next < 0 || standings[i].starts < next))
			next = standings[i].starts;
	for (size_t i = 0; i < day->span_count; i++)
		if (day->spans[i].from > after && (next < 0 || day->spans[i].from < next))
			next = day->spans[i].from;
	return next;
}

static void mark_day(const struct counter_day *day, struct booked_visit *standings, size_t count)
{
	for (int minute = next_minute(day, standings, count, -1); minute >= 0;
		minute = next_minute(day, standings, count, minute)) {
		int desks = desks_at(day, minute);
		if (desks >= 0)
			mark_minute(standings, count, minute, desks);
	}
}

void open_hours_short(const struct calendar *calendar, struct booked_visit *standings, size_t count)
{
	if (count > 0)
		qsort(standings, count, sizeof *standings, compare_standings);
	for (size_t i = 0, end; i < count; i = end) {
		day_number day = standings[i].day;
		size_t counter = standings[i].counter;
		for (end = i; end < count && standings[end].day == day &&
			      standings[end].counter == counter;
			end++)
			standings[end].beyond = false;
		if (day >= calendar->from && day <= calendar->to &&
			counter < calendar->counter_count)
			mark_day(calendar_day(calendar, day, counter), &standings[i], end - i);
	}
}
