#include "night/booking.h"

#include "base/phrase.h"
#include "decide/visits/slots.h"
#include "decide/visits/visit.h"
#include "model/desk_request.h"
#include "night/places_left.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The night gives the places that are best for all; staff names one, and is told why it cannot be
 * had. Both give the same kind of place. */

enum { NEAR_MAX = 5, DAY_MINUTES = 24 * 60 };

struct search {
	struct places_left left;
	struct visit visit;
	size_t counter;
	const struct booking *booking;
	const struct booking_wish *wish; /* of the booking */
};

static size_t slot_beginning(const struct counter_day *row, int minute)
{
	size_t slot = 0;
	while (slot < row->slot_count && row->slots[slot].start != minute)
		slot++;
	return slot;
}

/* The desk that is free for the visit from this slot on, -1 for none. */
static int free_desk(const struct search *search, day_number day, size_t slot)
{
	size_t count = (size_t)search->visit.slots;
	const struct counter_day *row = calendar_day(&search->left.calendar, day, search->counter);
	return places_follow(row, slot, count, search->visit.matters)
		       ? places_desk(&search->left.places, day, search->counter, slot, count)
		       : -1;
}

/* Why the place cannot be had, as staff understands it and for a program. */
struct obstacle {
	enum desk_request_code code; /* REQUEST_DONE: it can */
	const char *said;
};

static struct obstacle find_day_obstacle(const struct search *search, struct arena *arena)
{
	const struct visit *visit = &search->visit;
	day_number day = search->wish->day;
	char from[CIVIL_DATE_BYTES], until[CIVIL_DATE_BYTES];
	if ((visit->counters >> search->counter & 1) == 0)
		return (struct obstacle){REQUEST_NOT_HERE,
			phrase("what the letter is about is not done at this counter")};
	if (day < visit->from || day > visit->until)
		return (struct obstacle){REQUEST_OUTSIDE,
			arena_print(arena, phrase("the visit must be from %s to %s"),
				civil_format(visit->from, from),
				civil_format(visit->until, until))};
	const struct counter_day *row = calendar_day(&search->left.calendar, day, search->counter);
	if (row->slot_count == 0)
		return (struct obstacle){REQUEST_CLOSED,
			arena_print(arena, phrase("nothing is offered there on that day: %s"),
				phrase(row->reason))};
	return (struct obstacle){REQUEST_DONE, NULL};
}

static struct obstacle find_obstacle(const struct search *search, struct arena *arena)
{
	const struct booking_wish *wish = search->wish;
	const struct visit *visit = &search->visit;
	struct obstacle of_day = find_day_obstacle(search, arena);
	if (of_day.code != REQUEST_DONE)
		return of_day;
	const struct counter_day *row =
		calendar_day(&search->left.calendar, wish->day, search->counter);
	size_t slot = slot_beginning(row, wish->starts);
	if (slot == row->slot_count)
		return (struct obstacle){
			REQUEST_NO_SLOT, phrase("no place that is offered begins then")};
	if (!places_follow(row, slot, (size_t)visit->slots, visit->matters))
		return visit->slots > 1
			       ? (struct obstacle){REQUEST_TOO_LONG,
					 phrase("there are not enough slots on end for this visit")}
			       : (struct obstacle){REQUEST_NOT_FOR_MATTER,
					 phrase("the place is not offered for what the letter is "
						"about")};
	if (free_desk(search, wish->day, slot) < 0)
		return (struct obstacle){REQUEST_FULL, phrase("every desk is taken then")};
	return (struct obstacle){REQUEST_DONE, NULL};
}

struct near_place {
	day_number day;
	int starts;
	long distance; /* minutes */
};

static int by_distance(const void *left, const void *right)
{
	const struct near_place *one = left, *other = right;
	int order = (one->distance > other->distance) - (one->distance < other->distance);
	if (order == 0)
		order = (one->day > other->day) - (one->day < other->day);
	return order != 0 ? order : (one->starts > other->starts) - (one->starts < other->starts);
}

static int by_start(const void *left, const void *right)
{
	const struct near_place *one = left, *other = right;
	int order = (one->day > other->day) - (one->day < other->day);
	return order != 0 ? order : (one->starts > other->starts) - (one->starts < other->starts);
}

/* What is free at this counter, the nearest in time, as a sentence. */
static const char *free_near(const struct search *search, struct arena *arena)
{
	const struct booking_wish *wish = search->wish;
	struct near_place *near = NULL;
	size_t count = 0, capacity = 0;
	char starts[CIVIL_INSTANT_BYTES];
	bool possible = (search->visit.counters >> search->counter & 1) != 0;
	for (day_number day = search->visit.from; possible && day <= search->visit.until; day++) {
		const struct counter_day *row =
			calendar_day(&search->left.calendar, day, search->counter);
		for (size_t slot = 0; slot < row->slot_count; slot++) {
			if (free_desk(search, day, slot) < 0)
				continue;
			near = arena_grow(arena, near, count, 1, &capacity, sizeof *near);
			near[count++] = (struct near_place){day, row->slots[slot].start,
				labs((long)(day - wish->day) * DAY_MINUTES +
					row->slots[slot].start - wish->starts)};
		}
	}
	if (count == 0)
		return phrase("nothing is free at this counter for this visit");
	qsort(near, count, sizeof *near, by_distance);
	count = count < NEAR_MAX ? count : NEAR_MAX;
	qsort(near, count, sizeof *near, by_start);
	const char *text = arena_print(arena, phrase("free near by at %s:"), wish->counter);
	for (size_t i = 0; i < count; i++)
		text = arena_print(arena, "%s%s %s", text, i > 0 ? "," : "",
			civil_format_instant(near[i].day, near[i].starts, starts));
	return text;
}

static struct given_place take_place(const struct search *search, struct arena *arena)
{
	const struct booking_wish *wish = search->wish;
	const struct counter_day *row =
		calendar_day(&search->left.calendar, wish->day, search->counter);
	size_t slot = slot_beginning(row, wish->starts), count = (size_t)search->visit.slots;
	const struct slot_answer answer = {
		.placed = true,
		.counter = (int)search->counter,
		.day = wish->day,
		.starts = wish->starts,
		.ends = row->slots[slot + count - 1].end,
		.desk = free_desk(search, wish->day, slot),
	};
	return slots_given(search->booking->office, &search->left.calendar, &answer,
		search->booking->promise->appointment.uid, arena);
}

/* What may be had for the appointment, and what of it is left. */
static bool open_search(
	struct ledger *ledger, struct search *search, struct arena *arena, struct fault *why)
{
	const struct booking *booking = search->booking;
	const struct promise *promise = booking->promise;
	int counter = office_counter(booking->office, search->wish->counter);
	if (counter < 0)
		return fault_refuse(why, FAULT_USAGE, desk_request_code_words[REQUEST_NO_COUNTER],
			"the office has no counter '%s'", search->wish->counter);
	search->counter = (size_t)counter;
	if (!visit_lawful(booking->office, promise->items, promise->item_count, booking->today,
		    &search->visit))
		return fault_refuse(why, FAULT_USAGE, desk_request_code_words[REQUEST_NOTHING_OPEN],
			"nothing that this appointment is for is open and still to run out");
	const struct places_asked asked = {.office = booking->office,
		.from = search->visit.from,
		.to = search->visit.until,
		.uid = promise->appointment.uid};
	return places_left_read(ledger, &asked, arena, &search->left, why);
}

bool booking_check(struct ledger *ledger, const struct booking *booking, struct arena *arena,
	struct given_place *place, struct fault *why)
{
	struct search search = {.booking = booking, .wish = booking->wish};
	if (!open_search(ledger, &search, arena, why))
		return false;
	struct obstacle obstacle = find_obstacle(&search, arena);
	if (obstacle.code != REQUEST_DONE)
		return fault_refuse(why, FAULT_USAGE, desk_request_code_words[obstacle.code],
			"%s\nhint: %s", obstacle.said, free_near(&search, arena));
	*place = take_place(&search, arena);
	return true;
}

/* ---- the first that is free ---- */

static bool find_first(const struct search *search, struct booking_wish *found)
{
	const struct visit *visit = &search->visit;
	if ((visit->counters >> search->counter & 1) == 0)
		return false;
	for (day_number day = search->wish->day > visit->from ? search->wish->day : visit->from;
		day <= visit->until; day++) {
		const struct counter_day *row =
			calendar_day(&search->left.calendar, day, search->counter);
		for (size_t slot = 0; slot < row->slot_count; slot++) {
			if (free_desk(search, day, slot) < 0)
				continue;
			found->day = day;
			found->starts = row->slots[slot].start;
			return true;
		}
	}
	return false;
}

bool booking_first(struct ledger *ledger, const struct booking *booking, struct arena *arena,
	struct given_place *place, struct fault *why)
{
	struct search search = {.booking = booking, .wish = booking->wish};
	struct booking_wish found = *booking->wish;
	char from[CIVIL_DATE_BYTES], until[CIVIL_DATE_BYTES];
	if (!open_search(ledger, &search, arena, why))
		return false;
	if (!find_first(&search, &found))
		return fault_set(why, FAULT_USAGE,
			"nothing is free for this visit at %s from %s to %s\n"
			"hint: kigen places free",
			found.counter, civil_format(found.day, from),
			civil_format(search.visit.until, until));
	search.wish = &found;
	*place = take_place(&search, arena);
	return true;
}

const char *booking_home(const struct booking *booking, const char *postal)
{
	const struct office *office = booking->office;
	const struct promise *promise = booking->promise;
	struct visit visit;
	int home = office_counter_serving(office, postal);
	if (!visit_lawful(office, promise->items, promise->item_count, booking->today, &visit))
		return NULL;
	if (home >= 0 && (visit.counters >> home & 1) != 0)
		return office->counters[home].id;
	for (size_t i = 0; i < office->counter_count; i++)
		if ((visit.counters >> i & 1) != 0)
			return office->counters[i].id;
	return NULL;
}
