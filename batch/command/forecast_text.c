#include "command/forecast_text.h"

#include "base/phrase.h"
#include "command/say.h"

#include <stdio.h>
#include <string.h>

/* Bars of letters and of visits have a scale each, told above them; a bar is never longer than its
 * figure is of the most. Ids of counters are ASCII, so that columns stand whatever the language. */

enum { LETTER_BAR = 20, VISIT_BAR = 24 };

/* ---- months ---- */

static void print_months(const struct office *office, const struct forecast *forecast)
{
	char month[CIVIL_DATE_BYTES];
	puts(phrase("month     first    late  calls   hand   visits   places    free  unplaced "
		    "reminders"));
	for (size_t i = 0; i < forecast->month_count; i++) {
		const struct forecast_span *span = &forecast->months[i];
		const struct forecast_share sum = forecast_sum(span, office->counter_count);
		long free_places = sum.offered - sum.booked - sum.taken;
		civil_format(span->from, month);
		printf("%.7s %7ld %7ld %6ld %6ld %8ld %8ld %7ld %9ld   <= %6ld\n", month,
			span->letters[WAVE_FIRST], span->letters[WAVE_LATE], span->calls,
			span->hand, forecast_visits(span), sum.offered,
			free_places > 0 ? free_places : 0, span->unplaced,
			span->letters[WAVE_REMINDER]);
	}
}

/* ---- weeks ---- */

static void print_bar(long figure, long most, int width, char sign)
{
	char bar[VISIT_BAR + 1] = "";
	int length = most > 0 ? (int)((long)width * figure / most) : 0;
	if (length > width)
		length = width;
	if (length == 0 && figure > 0)
		length = 1;
	memset(bar, sign, (size_t)length);
	bar[length] = '\0';
	printf(" %-*s", width, bar);
}

static void print_weeks(const struct office *office, const struct forecast *forecast)
{
	long letters = 0, places = 0;
	char day[CIVIL_DATE_BYTES];
	for (size_t i = 0; i < forecast->week_count; i++) {
		const struct forecast_span *span = &forecast->weeks[i];
		const struct forecast_share sum = forecast_sum(span, office->counter_count);
		letters = forecast_letters(span) > letters ? forecast_letters(span) : letters;
		places = sum.offered > places ? sum.offered : places;
		places = sum.booked + sum.taken > places ? sum.booked + sum.taken : places;
	}
	say("\nweek of    letters %-*s places taken  of\n", LETTER_BAR, "");
	for (size_t i = 0; i < forecast->week_count; i++) {
		const struct forecast_span *span = &forecast->weeks[i];
		const struct forecast_share sum = forecast_sum(span, office->counter_count);
		long taken = sum.booked + sum.taken;
		printf("%s %7ld", civil_format(span->from, day), forecast_letters(span));
		print_bar(forecast_letters(span), letters, LETTER_BAR, '#');
		printf(" %7ld %7ld", taken, sum.offered);
		print_bar(taken, places, VISIT_BAR, taken < sum.offered ? '=' : '!');
		putchar('\n');
	}
	puts(phrase("! all places of the week are taken"));
}

/* ---- what is missing ---- */

static void print_remedy(const struct office *office, const struct forecast_need *need)
{
	const char *id = office->counters[need->counter].id;
	char day[CIVIL_DATE_BYTES];
	switch (need->remedy) {
	case REMEDY_EARLIER:
		puts(phrase("letters posted earlier: places are free before"));
		return;
	case REMEDY_DESK:
		say("%s: %d that stand there and are kept for others, %d hours\n", id, need->desks,
			need->hours);
		return;
	case REMEDY_SUNDAY:
		say("%s: open on Sunday, %s, %d hours at desks\n", id,
			civil_format(need->sunday, day), need->hours);
		return;
	case REMEDY_NEW:
		say("%s: %d more than there are, %d hours\n", id, need->desks, need->hours);
		return;
	case REMEDY_NONE:
	case REMEDIES:
		break;
	}
	puts(phrase("no day is left: telephone"));
}

static void print_needs(const struct office *office, const struct forecast *forecast)
{
	char day[CIVIL_DATE_BYTES];
	if (forecast->need_count == 0) {
		puts(phrase("\nno desk is missing"));
		return;
	}
	puts(phrase("\nweek of     people  desks  cheapest remedy"));
	for (size_t i = 0; i < forecast->need_count; i++) {
		const struct forecast_need *need = &forecast->needs[i];
		printf("%s %7ld %6d  ", civil_format(need->monday, day), need->people, need->desks);
		print_remedy(office, need);
	}
}

void forecast_print(const struct office *office, const struct forecast *forecast)
{
	char from[CIVIL_DATE_BYTES], until[CIVIL_DATE_BYTES], as_of[CIVIL_DATE_BYTES];
	say("%s to %s, by the register of %s: %ld residents, %ld of them set aside\n\n",
		civil_format(forecast->from, from), civil_format(forecast->until, until),
		civil_format(forecast->as_of, as_of), forecast->residents, forecast->aside);
	print_months(office, forecast);
	print_weeks(office, forecast);
	print_needs(office, forecast);
}
