#include "decide/forecast/desks_missing.h"

#include <stdlib.h>

/* What a desk that is not there could take is what its counter's slots of the week are, each once.
 * Of the remedies that are possible the first in the order of the enum is told: they are in the
 * order of what they cost, nothing, hours, hours and an opened house, a desk. */

enum { WEEK = 7 };

/* Desks at one counter in one week that are not there. */
struct extra {
	struct forecast_need need;
	bool earlier;           /* of those who need no desk */
	long capacity;          /* slots of the desks so far */
	day_number from, until; /* days on which all of them can come */
};

struct search {
	const struct nights_ahead *ahead;
	struct arena *arena;
	struct places places;
	struct extra *extras;
	size_t count, capacity;
};

/* ---- the calendar ---- */

static day_number later_of(day_number left, day_number right)
{
	return left > right ? left : right;
}

static day_number earlier_of(day_number left, day_number right)
{
	return left < right ? left : right;
}

/* Slots that one desk more would have, on these days, for these matters. */
static long slots_between(const struct search *search, size_t counter, day_number from,
	day_number until, matter_set matters)
{
	const struct calendar *calendar = search->ahead->calendar;
	long slots = 0;
	for (day_number day = later_of(from, calendar->from);
		day <= earlier_of(until, calendar->to); day++) {
		const struct counter_day *row = calendar_day(calendar, day, counter);
		for (size_t i = 0; i < row->slot_count; i++)
			slots += (matters & ~row->slots[i].matters) == 0 ? 1 : 0;
	}
	return slots;
}

/* The most desks that the counter ever has: by its rules, whatever is kept for others. */
static int desks_most(const struct counter *counter)
{
	int most = 0;
	for (size_t i = 0; i < counter->opening_count; i++)
		most = counter->openings[i].desks > most ? counter->openings[i].desks : most;
	return most;
}

/* Places that the desks would give that the counter has and does not offer. */
static long places_kept(const struct search *search, const struct extra *extra)
{
	const struct calendar *calendar = search->ahead->calendar;
	size_t counter = (size_t)extra->need.counter;
	int most = desks_most(&search->ahead->office->counters[counter]);
	long kept = 0;
	for (day_number day = later_of(extra->from, extra->need.monday);
		day <= earlier_of(extra->until, extra->need.monday + WEEK - 1); day++) {
		const struct counter_day *row = calendar_day(calendar, day, counter);
		for (size_t i = 0; i < row->slot_count; i++)
			kept += most > row->slots[i].desks ? most - row->slots[i].desks : 0;
	}
	return kept;
}

/* A Sunday among these days on which the counter gives no places. */
static day_number closed_sunday(const struct search *search, const struct extra *extra)
{
	const struct calendar *calendar = search->ahead->calendar;
	day_number day = extra->need.monday + WEEK - 1;
	if (day < extra->from || day > extra->until || day > calendar->to)
		return DAY_NONE;
	const struct counter_day *row = calendar_day(calendar, day, (size_t)extra->need.counter);
	return row->slot_count == 0 ? day : DAY_NONE;
}

/* Places of a Sunday: the most slots that the counter has on a day of the week, all its desks. */
static long sunday_places(const struct search *search, const struct extra *extra)
{
	size_t counter = (size_t)extra->need.counter;
	long most = 0;
	for (int i = 0; i < WEEK; i++) {
		day_number day = extra->need.monday + i;
		long slots = slots_between(search, counter, day, day, 0);
		most = slots > most ? slots : most;
	}
	return most * desks_most(&search->ahead->office->counters[counter]);
}

/* ---- those who needed only an earlier letter ---- */

/* Takes a free place on the days between, at one of the counters; its week and counter. */
static bool take_earlier(
	struct search *search, const struct visit_kind *kind, int *counter, day_number *found)
{
	const struct calendar *calendar = search->ahead->calendar;
	const struct slot_request *request = &kind->request;
	size_t length = (size_t)request->slots;
	for (day_number day = kind->earliest; day < request->from; day++)
		for (size_t i = 0; i < calendar->counter_count; i++) {
			const struct counter_day *row = calendar_day(calendar, day, i);
			for (size_t slot = 0; slot + length <= row->slot_count; slot++) {
				if ((request->counters >> i & 1) == 0 ||
					!places_follow(row, slot, length, request->matters))
					continue;
				int desk = places_desk(&search->places, day, i, slot, length);
				if (desk < 0)
					continue;
				places_take(&search->places, day, i, slot, length, desk);
				*counter = (int)i;
				*found = day;
				return true;
			}
		}
	return false;
}

/* ---- desks that are not there ---- */

static struct extra *find_extra(struct search *search, day_number monday, int counter, bool earlier)
{
	for (size_t i = 0; i < search->count; i++) {
		struct extra *extra = &search->extras[i];
		if (extra->need.monday == monday && extra->need.counter == counter &&
			extra->earlier == earlier)
			return extra;
	}
	search->extras = arena_grow(search->arena, search->extras, search->count, 1,
		&search->capacity, sizeof *search->extras);
	struct extra *added = &search->extras[search->count++];
	*added = (struct extra){.need = {.monday = monday,
					.counter = counter,
					.sunday = DAY_NONE,
					.remedy = REMEDY_NONE},
		.earlier = earlier,
		.from = monday,
		.until = monday + WEEK - 1};
	return added;
}

static void seat_in(struct extra *extra, const struct slot_request *request)
{
	extra->need.people++;
	extra->need.places += request->slots;
	extra->from = later_of(extra->from, request->from);
	extra->until = earlier_of(extra->until, request->until);
}

/* A desk that is open already and has room. */
static struct extra *room_for(struct search *search, const struct slot_request *request)
{
	for (size_t i = 0; i < search->count; i++) {
		struct extra *extra = &search->extras[i];
		if (!extra->earlier && extra->need.desks > 0 &&
			(request->counters >> extra->need.counter & 1) != 0 &&
			later_of(extra->from, request->from) <=
				earlier_of(extra->until, request->until) &&
			extra->capacity - extra->need.places >= request->slots)
			return extra;
	}
	return NULL;
}

/* Does the counter keep desks for others in these days, more than it has been asked for already? */
static bool desk_stands(const struct search *search, const struct slot_request *request,
	int counter, day_number monday)
{
	struct extra asked = {.need = {.monday = monday, .counter = counter},
		.from = later_of(monday, request->from),
		.until = earlier_of(monday + WEEK - 1, request->until)};
	long given = 0;
	for (size_t i = 0; i < search->count; i++) {
		const struct extra *extra = &search->extras[i];
		if (!extra->earlier && extra->need.counter == counter &&
			extra->need.monday == monday)
			given += extra->need.places;
	}
	return places_kept(search, &asked) >= given + request->slots;
}

/* The counter in that week at which a desk more would serve such a visit: one with a desk that it
 * keeps for others before one without, then the home counter, then the first; -1 for none. */
static int counter_for(
	const struct search *search, const struct slot_request *request, day_number monday)
{
	int found = -1, best = -1;
	for (size_t i = 0; i < search->ahead->calendar->counter_count; i++) {
		if ((request->counters >> i & 1) == 0 ||
			slots_between(search, i, later_of(monday, request->from),
				earlier_of(monday + WEEK - 1, request->until),
				request->matters) < request->slots)
			continue;
		int worth = (desk_stands(search, request, (int)i, monday) ? 2 : 0) +
			    ((int)i == request->home ? 1 : 0);
		if (worth > best) {
			best = worth;
			found = (int)i;
		}
	}
	return found;
}

static struct extra *open_desk(struct search *search, const struct slot_request *request)
{
	for (day_number monday = civil_monday(request->until);
		monday >= civil_monday(request->from); monday -= WEEK) {
		int counter = counter_for(search, request, monday);
		if (counter < 0)
			continue;
		struct extra *extra = find_extra(search, monday, counter, false);
		extra->need.desks++;
		extra->capacity +=
			slots_between(search, (size_t)counter, later_of(monday, request->from),
				earlier_of(monday + WEEK - 1, request->until), request->matters);
		return extra;
	}
	return find_extra(search, civil_monday(request->until), request->home, false);
}

static void seat_kind(struct search *search, const struct visit_kind *kind)
{
	const struct slot_request *request = &kind->request;
	bool earlier = true; /* until there is no such place any more */
	for (long i = 0; i < kind->people; i++) {
		int counter;
		day_number day;
		struct extra *extra;
		earlier = earlier && take_earlier(search, kind, &counter, &day);
		if (earlier) {
			extra = find_extra(search, civil_monday(day), counter, true);
			extra->need.people++;
			extra->need.places += request->slots;
			continue;
		}
		extra = room_for(search, request);
		if (extra == NULL)
			extra = open_desk(search, request);
		seat_in(extra, request);
	}
}

/* ---- remedies ---- */

static void find_remedy(const struct search *search, struct extra *extra)
{
	struct forecast_need *need = &extra->need;
	int slot = search->ahead->office->counters[need->counter].slot_minutes;
	day_number sunday = closed_sunday(search, extra);
	if (extra->earlier) {
		need->remedy = REMEDY_EARLIER;
		return;
	}
	if (need->desks > 0 && places_kept(search, extra) >= need->places)
		need->remedy = REMEDY_DESK;
	else if (sunday != DAY_NONE && sunday_places(search, extra) >= need->places)
		need->remedy = REMEDY_SUNDAY;
	else if (need->desks > 0)
		need->remedy = REMEDY_NEW;
	if (need->remedy == REMEDY_SUNDAY)
		need->sunday = sunday;
	if (need->remedy != REMEDY_NONE)
		need->hours = (int)((need->places * slot + 59) / 60);
}

static int compare_left(const void *left, const void *right)
{
	const struct visit_kind *a = left, *b = right;
	if (a->request.until != b->request.until)
		return a->request.until < b->request.until ? -1 : 1;
	return (a->posted > b->posted) - (a->posted < b->posted);
}

static int compare_extras(const void *left, const void *right)
{
	const struct extra *a = left, *b = right;
	if (a->need.monday != b->need.monday)
		return a->need.monday < b->need.monday ? -1 : 1;
	if (a->need.counter != b->need.counter)
		return a->need.counter < b->need.counter ? -1 : 1;
	return (int)b->earlier - (int)a->earlier;
}

void desks_missing(const struct nights_ahead *ahead, const struct visits_placed *placed,
	struct arena *arena, struct forecast *forecast)
{
	struct search search = {.ahead = ahead, .arena = arena};
	if (placed->left_count == 0)
		return;
	search.places = places_open(ahead->calendar, ahead->calendar->from, ahead->calendar->to,
		placed->taken, placed->taken_count, arena);
	qsort(placed->left, placed->left_count, sizeof *placed->left, compare_left);
	for (size_t i = 0; i < placed->left_count; i++)
		seat_kind(&search, &placed->left[i]);
	qsort(search.extras, search.count, sizeof *search.extras, compare_extras);
	struct forecast_need *needs = arena_alloc(arena, search.count * sizeof *needs);
	for (size_t i = 0; i < search.count; i++) {
		find_remedy(&search, &search.extras[i]);
		needs[i] = search.extras[i].need;
	}
	forecast->needs = needs;
	forecast->need_count = search.count;
}
