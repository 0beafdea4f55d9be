#include "command/forecast_text.h"

#include "base/phrase.h"
#include "base/share.h"
#include "command/columns.h"
#include "command/say.h"

#include <stdio.h>
#include <string.h>

/* Bars of letters and of places have a scale each; a bar is as long as its figure is of the most,
 * and one sign where there is anything at all. */

enum { BAR = 24, WEEKS_SHOWN = 27, NEEDS_SHOWN = 20 };

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static const char *figure_text(struct arena *arena, long figure)
{
	return arena_print(arena, "%ld", figure);
}

/* ---- the figures ---- */

static void print_figures(
	const struct office *office, const struct forecast *forecast, struct arena *arena)
{
	static const struct column headings[] = {{PHRASE("month"), false}, {PHRASE("first"), true},
		{PHRASE("late"), true}, {PHRASE("reminders at most"), true},
		{PHRASE("calls"), true}, {PHRASE("by hand"), true}, {PHRASE("visits"), true},
		{PHRASE("come"), true}, {PHRASE("places"), true}, {PHRASE("free"), true},
		{PHRASE("without a place"), true}};
	struct columns table = columns_open(headings, LENGTH(headings), arena);
	for (size_t i = 0; i < forecast->month_count; i++) {
		const struct forecast_span *span = &forecast->months[i];
		const struct forecast_share sum = forecast_sum(span, office->counter_count);
		long come = forecast_come(forecast, forecast_visits(span));
		long left = sum.offered - sum.booked - sum.taken;
		char month[CIVIL_DATE_BYTES];
		const char *cells[] = {arena_print(arena, "%.7s", civil_format(span->from, month)),
			figure_text(arena, span->letters[WAVE_FIRST]),
			figure_text(arena, span->letters[WAVE_LATE]),
			figure_text(arena, span->letters[WAVE_REMINDER]),
			figure_text(arena, span->calls), figure_text(arena, span->hand),
			figure_text(arena, forecast_visits(span)),
			come < 0 ? "" : figure_text(arena, come), figure_text(arena, sum.offered),
			figure_text(arena, left > 0 ? left : 0),
			figure_text(arena, span->unplaced)};
		columns_add(&table, cells);
	}
	columns_print(&table, stdout);
}

/* What the figures of who will come are made of. */
static void print_seen(const struct forecast *forecast)
{
	const struct forecast_seen *seen = &forecast->seen;
	const struct share_interval interval = share_wilson(seen->came);
	if (seen->came.of < FORECAST_SEEN_LEAST)
		say("who will come is not foreseen: %ld letters' visits are over, of at least %d\n",
			seen->came.of, FORECAST_SEEN_LEAST);
	else
		say("who will come: %.1f%% do (%.1f-%.1f), of %ld letters of %s to %s\n",
			100 * share_value(seen->came), 100 * interval.low, 100 * interval.high,
			seen->came.of, seen->first, seen->last);
}

/* ---- bars ---- */

static const char *bar_text(struct arena *arena, long figure, long most, char sign)
{
	char bar[BAR + 1];
	long length = most > 0 ? BAR * figure / most : 0;
	if (length == 0 && figure > 0)
		length = 1;
	memset(bar, sign, (size_t)length);
	bar[length] = '\0';
	return arena_copy(arena, bar);
}

static long larger_of(long left, long right)
{
	return left > right ? left : right;
}

static void print_bars(
	const struct office *office, const struct forecast *forecast, struct arena *arena)
{
	static const struct column headings[] = {{PHRASE("from"), false}, {PHRASE("letters"), true},
		{"", false}, {PHRASE("places taken"), true}, {PHRASE("of"), true}, {"", false}};
	bool weekly = forecast->week_count <= WEEKS_SHOWN;
	const struct forecast_span *spans = weekly ? forecast->weeks : forecast->months;
	size_t count = weekly ? forecast->week_count : forecast->month_count;
	struct columns table = columns_open(headings, LENGTH(headings), arena);
	long letters = 0, places = 0;
	bool full = false;
	for (size_t i = 0; i < count; i++) {
		const struct forecast_share sum = forecast_sum(&spans[i], office->counter_count);
		letters = larger_of(letters, forecast_letters(&spans[i]));
		places = larger_of(places, larger_of(sum.offered, sum.booked + sum.taken));
	}
	for (size_t i = 0; i < count; i++) {
		const struct forecast_share sum = forecast_sum(&spans[i], office->counter_count);
		long taken = sum.booked + sum.taken, posted = forecast_letters(&spans[i]);
		bool filled = taken > 0 && taken >= sum.offered;
		char day[CIVIL_DATE_BYTES];
		const char *cells[] = {civil_format(spans[i].from, day), figure_text(arena, posted),
			bar_text(arena, posted, letters, '#'), figure_text(arena, taken),
			figure_text(arena, sum.offered),
			bar_text(arena, taken, places, filled ? '!' : '=')};
		columns_add(&table, cells);
		full |= filled;
	}
	putchar('\n');
	columns_print(&table, stdout);
	if (full)
		say("! no place is free\n");
}

/* ---- what is missing ---- */

static const char *remedy_text(
	const struct office *office, const struct forecast_need *need, struct arena *arena)
{
	const char *id = office->counters[need->counter].id;
	char day[CIVIL_DATE_BYTES];
	switch (need->remedy) {
	case REMEDY_EARLIER:
		return phrase("letters posted earlier: places are free before");
	case REMEDY_DESK:
		return arena_print(arena,
			phrase("%s: %d desks that it has and keeps for others, %d hours"), id,
			need->desks, need->hours);
	case REMEDY_SUNDAY:
		return arena_print(arena, phrase("%s: open on Sunday, %s, %d hours at desks"), id,
			civil_format(need->sunday, day), need->hours);
	case REMEDY_NEW:
		return arena_print(arena, phrase("%s: %d desks, more than it has, %d hours"), id,
			need->desks, need->hours);
	case REMEDY_NONE:
	case REMEDIES:
		break;
	}
	return phrase("no day is left: telephone");
}

static void print_needs(
	const struct office *office, const struct forecast *forecast, struct arena *arena)
{
	static const struct column headings[] = {{PHRASE("week of"), false},
		{PHRASE("without a place"), true}, {PHRASE("cheapest remedy"), false}};
	struct columns table = columns_open(headings, LENGTH(headings), arena);
	size_t shown = forecast->need_count < NEEDS_SHOWN ? forecast->need_count : NEEDS_SHOWN;
	for (size_t i = 0; i < shown; i++) {
		const struct forecast_need *need = &forecast->needs[i];
		char day[CIVIL_DATE_BYTES];
		const char *cells[] = {civil_format(need->monday, day),
			figure_text(arena, need->people), remedy_text(office, need, arena)};
		columns_add(&table, cells);
	}
	putchar('\n');
	if (shown == 0)
		say("no desk is missing\n");
	columns_print(&table, stdout);
	if (shown < forecast->need_count)
		say("and %zu more: --csv has them all\n", forecast->need_count - shown);
}

void forecast_print(
	const struct office *office, const struct forecast *forecast, struct arena *arena)
{
	char from[CIVIL_DATE_BYTES], until[CIVIL_DATE_BYTES], as_of[CIVIL_DATE_BYTES];
	say("%s to %s, by the register of %s: %ld residents, %ld of them set aside\n\n",
		civil_format(forecast->from, from), civil_format(forecast->until, until),
		civil_format(forecast->as_of, as_of), forecast->residents, forecast->aside);
	print_figures(office, forecast, arena);
	print_seen(forecast);
	print_bars(office, forecast, arena);
	print_needs(office, forecast, arena);
}
