#include "decide/forecast/forecast_count.h"

#include "decide/forecast/desks_missing.h"
#include "decide/forecast/queue_ahead.h"
#include "decide/forecast/visits_ahead.h"

/* Weeks and months are two cuttings of the same days: whatever is counted is counted in the week
 * and in the month of its day, so that both have the same sums. */

/* A window's last expiry is this many days further off than its months say, at the most. */
enum { CALENDAR_MARGIN_DAYS = 15 };

/* The days, cut one way. */
struct spans {
	struct forecast_span *list;
	size_t count;
};

struct forecast_count {
	const struct nights_ahead *ahead;
	struct nights_ahead known; /* with the nights of which the last one of these knows */
	struct arena *arena;
	struct spans weeks, months;
	struct visits_ahead *visits;
	struct slot_taken *taken; /* today */
	size_t taken_count;
};

day_number forecast_calendar_until(const struct office *office, day_number until)
{
	day_number known = queue_ahead_known(office, until);
	return civil_add_months(known, office->window.opens_months) + CALENDAR_MARGIN_DAYS;
}

/* ---- weeks and months ---- */

static day_number month_end(day_number day)
{
	struct civil date = civil_parts(day);
	return civil_day(date.year, date.month, civil_month_days(date.year, date.month));
}

static day_number week_end(day_number day)
{
	return civil_monday(day) + 6;
}

static struct spans cut_days(
	const struct nights_ahead *ahead, day_number (*end)(day_number day), struct arena *arena)
{
	struct spans spans = {0};
	for (day_number day = ahead->from; day <= ahead->until; day = end(day) + 1)
		spans.count++;
	spans.list = arena_alloc(arena, spans.count * sizeof *spans.list);
	day_number from = ahead->from;
	for (size_t i = 0; i < spans.count; i++) {
		day_number until = end(from) < ahead->until ? end(from) : ahead->until;
		spans.list[i] = (struct forecast_span){.from = from, .until = until};
		from = until + 1;
	}
	return spans;
}

/* The span of a day; NULL outside all of them. */
static struct forecast_span *span_of(const struct spans *spans, day_number day)
{
	size_t low = 0, high = spans->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (spans->list[middle].until < day)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == spans->count || day < spans->list[low].from)
		return NULL;
	return &spans->list[low];
}

/* Both spans of a day; how many there are: 2, or 0 outside. */
static int spans_of(
	const struct forecast_count *count, day_number day, struct forecast_span *spans[2])
{
	spans[0] = span_of(&count->weeks, day);
	spans[1] = span_of(&count->months, day);
	return spans[0] == NULL ? 0 : 2;
}

static void count_offered(struct forecast_count *count)
{
	const struct calendar *calendar = count->ahead->calendar;
	struct forecast_span *spans[2];
	for (day_number day = count->ahead->from; day <= count->ahead->until; day++)
		for (int k = spans_of(count, day, spans); k-- > 0;)
			for (size_t i = 0; i < calendar->counter_count; i++) {
				const struct counter_day *row = calendar_day(calendar, day, i);
				for (size_t slot = 0; slot < row->slot_count; slot++)
					spans[k]->shares[i].offered += row->slots[slot].desks;
			}
}

struct forecast_count *forecast_open(const struct nights_ahead *ahead, struct arena *arena)
{
	struct forecast_count *count = arena_alloc(arena, sizeof *count);
	*count = (struct forecast_count){.ahead = ahead,
		.known = *ahead,
		.arena = arena,
		.weeks = cut_days(ahead, week_end, arena),
		.months = cut_days(ahead, month_end, arena),
		.visits = visits_ahead_open(arena)};
	count->known.until = queue_ahead_known(ahead->office, ahead->until);
	count_offered(count);
	return count;
}

/* ---- what is counted ---- */

void forecast_book(
	struct forecast_count *count, const struct taken_place *taken, size_t taken_count)
{
	const struct office *office = count->ahead->office;
	count->taken = arena_alloc(count->arena, taken_count * sizeof *count->taken);
	for (size_t i = 0; i < taken_count; i++) {
		struct slot_taken *place = &count->taken[count->taken_count];
		struct forecast_span *spans[2];
		if (!slot_taken_at(office, &taken[i], place))
			continue;
		count->taken_count++;
		int slot = office->counters[place->counter].slot_minutes;
		for (int k = spans_of(count, place->day, spans); k-- > 0;) {
			struct forecast_share *share = &spans[k]->shares[place->counter];
			spans[k]->booked++;
			share->visits++;
			share->booked += (place->ends - place->starts + slot - 1) / slot;
		}
	}
}

/* First and late letters are counted once it is known with which mailing they go. */
static void take_letter(void *context, const struct letter_ahead *letter)
{
	struct forecast_count *count = context;
	struct forecast_span *spans[2];
	if (!letter->hand && letter->wave != WAVE_REMINDER) {
		visits_ahead_add(count->visits, letter);
		return;
	}
	for (int k = spans_of(count, letter->posted, spans); k-- > 0;) {
		spans[k]->hand += letter->hand;
		spans[k]->letters[WAVE_REMINDER] += !letter->hand;
		spans[k]->calls += !letter->hand && letter->call;
	}
}

static void count_letters(struct forecast_count *count)
{
	const struct visit_kind *kinds;
	size_t kind_count = visits_ahead_kinds(count->visits, &kinds);
	struct forecast_span *spans[2];
	for (size_t i = 0; i < kind_count; i++)
		for (int k = spans_of(count, kinds[i].posted, spans); k-- > 0;) {
			spans[k]->letters[kinds[i].wave] += kinds[i].people;
			spans[k]->calls += kinds[i].call ? kinds[i].people : 0;
			spans[k]->matters[kinds[i].matter] += kinds[i].people;
		}
}

static void count_visit(
	void *context, const struct visit_kind *kind, const struct slot_taken *place)
{
	struct forecast_count *count = context;
	struct forecast_span *spans[2];
	for (int k = spans_of(count, place->day, spans); k-- > 0;) {
		struct forecast_share *share = &spans[k]->shares[place->counter];
		spans[k]->visits[kind->matter]++;
		share->visits++;
		share->taken += kind->request.slots;
	}
}

void forecast_resident(struct forecast_count *count, const struct resident_ahead *whom)
{
	letters_ahead(&count->known, whom, take_letter, count);
}

void forecast_finish(struct forecast_count *count, struct forecast *forecast)
{
	const struct visits_round round = {.ahead = count->ahead,
		.taken = count->taken,
		.taken_count = count->taken_count,
		.tell = count_visit,
		.context = count};
	struct visits_placed placed;
	struct forecast_span *spans[2];
	queue_ahead(count->ahead, count->visits, count->arena);
	count_letters(count);
	visits_ahead_place(count->visits, &round, &placed);
	for (size_t i = 0; i < placed.left_count; i++)
		for (int k = spans_of(count, placed.left[i].request.until, spans); k-- > 0;)
			spans[k]->unplaced += placed.left[i].people;
	*forecast = (struct forecast){.from = count->ahead->from,
		.until = count->ahead->until,
		.weeks = count->weeks.list,
		.week_count = count->weeks.count,
		.months = count->months.list,
		.month_count = count->months.count};
	desks_missing(count->ahead, &placed, count->arena, forecast);
}
