#include "decide/visits/free_places.h"

/* A flag for each desk of each slot, laid out one behind the other, and the free ones of a slot
 * counted beside them. What was given away on another grid blocks every slot that it touches, so
 * that a change of the office file can cost a place but never give one twice. */

static size_t row_index(const struct places *places, day_number day, size_t counter)
{
	return (size_t)(day - places->from) * places->calendar->counter_count + counter;
}

/* The desks of one slot: `taken` flags, as many as are offered. */
static bool *slot_desks(const struct places *places, day_number day, size_t counter, size_t slot)
{
	return places->taken + places->desks[places->slots[row_index(places, day, counter)] + slot];
}

bool places_follow(const struct counter_day *day, size_t slot, size_t count, matter_set matters)
{
	if (count > day->slot_count || slot > day->slot_count - count)
		return false;
	for (size_t i = slot; i < slot + count; i++)
		if ((matters & ~day->slots[i].matters) != 0 ||
			(i > slot && day->slots[i - 1].end != day->slots[i].start))
			return false;
	return true;
}

static void take_desk(struct places *places, day_number day, size_t counter, size_t slot, int desk)
{
	bool *taken = &slot_desks(places, day, counter, slot)[desk];
	places->free[places->slots[row_index(places, day, counter)] + slot] -= *taken ? 0 : 1;
	*taken = true;
}

/* Blocks the desks of one day that somebody has. */
static void mark_day(struct places *places, const struct slot_taken *taken, bool displaced)
{
	size_t counter = (size_t)taken->counter;
	const struct counter_day *day = calendar_day(places->calendar, taken->day, counter);
	for (size_t i = 0; i < day->slot_count; i++) {
		const struct slot *slot = &day->slots[i];
		if (slot->end <= taken->starts || taken->ends <= slot->start ||
			displaced != (taken->desk >= slot->desks))
			continue;
		const bool *desks = slot_desks(places, taken->day, counter, i);
		int desk = displaced ? slot->desks - 1 : taken->desk;
		while (displaced && desk > 0 && desks[desk])
			desk--;
		take_desk(places, taken->day, counter, i, desk);
	}
}

/* Marks the places that somebody has: those whose desk is still offered first (`displaced` false);
 * then the others, who come all the same and are served at the highest desk that is free. */
static void mark_taken(
	struct places *places, const struct slot_taken *taken, size_t taken_count, bool displaced)
{
	for (size_t i = 0; i < taken_count; i++)
		if (taken[i].day >= places->from && taken[i].day <= places->to &&
			taken[i].counter >= 0 &&
			(size_t)taken[i].counter < places->calendar->counter_count &&
			taken[i].desk >= 0)
			mark_day(places, &taken[i], displaced);
}

struct places places_open(const struct calendar *calendar, day_number from, day_number to,
	const struct slot_taken *taken, size_t taken_count, struct arena *arena)
{
	struct places places = {
		.calendar = calendar,
		.from = from > calendar->from ? from : calendar->from,
		.to = to < calendar->to ? to : calendar->to,
	};
	if (places.from > places.to)
		return places;
	size_t rows = (size_t)(places.to - places.from + 1) * calendar->counter_count;
	const struct counter_day *days = calendar_day(calendar, places.from, 0);
	size_t *slots = arena_alloc(arena, rows * sizeof *slots);
	size_t slot_count = 0, desk_count = 0;
	for (size_t i = 0; i < rows; i++) {
		slots[i] = slot_count;
		slot_count += days[i].slot_count;
	}
	size_t *desks = arena_alloc(arena, slot_count * sizeof *desks);
	int *free_desks = arena_alloc(arena, slot_count * sizeof *free_desks);
	for (size_t i = 0; i < rows; i++)
		for (size_t k = 0; k < days[i].slot_count; k++) {
			desks[slots[i] + k] = desk_count;
			free_desks[slots[i] + k] = days[i].slots[k].desks;
			desk_count += (size_t)days[i].slots[k].desks;
		}
	places.slots = slots;
	places.desks = desks;
	places.free = free_desks;
	places.taken = arena_alloc(arena, desk_count * sizeof *places.taken);
	mark_taken(&places, taken, taken_count, false);
	mark_taken(&places, taken, taken_count, true);
	return places;
}

bool places_taken(
	const struct places *places, day_number day, size_t counter, size_t slot, int desk)
{
	return slot_desks(places, day, counter, slot)[desk];
}

int places_free(const struct places *places, day_number day, size_t counter, size_t slot)
{
	return places->free[places->slots[row_index(places, day, counter)] + slot];
}

/* Is this desk free for all of `count` slots from `slot` on? */
static bool is_desk_free(const struct places *places, day_number day, size_t counter, size_t slot,
	size_t count, int desk)
{
	const struct slot *slots = calendar_day(places->calendar, day, counter)->slots;
	for (size_t i = slot; i < slot + count; i++)
		if (desk >= slots[i].desks || slot_desks(places, day, counter, i)[desk])
			return false;
	return true;
}

int places_desk(
	const struct places *places, day_number day, size_t counter, size_t slot, size_t count)
{
	int desks = calendar_day(places->calendar, day, counter)->slots[slot].desks;
	for (int desk = 0; desk < desks; desk++)
		if (is_desk_free(places, day, counter, slot, count, desk))
			return desk;
	return -1;
}

int places_desks(
	const struct places *places, day_number day, size_t counter, size_t slot, size_t count)
{
	int desks = calendar_day(places->calendar, day, counter)->slots[slot].desks, free_desks = 0;
	for (int desk = 0; desk < desks; desk++)
		free_desks += is_desk_free(places, day, counter, slot, count, desk) ? 1 : 0;
	return free_desks;
}

void places_take(
	struct places *places, day_number day, size_t counter, size_t slot, size_t count, int desk)
{
	for (size_t i = slot; i < slot + count; i++)
		take_desk(places, day, counter, i, desk);
}

bool slot_taken_at(
	const struct office *office, const struct taken_place *place, struct slot_taken *taken)
{
	int counter = office_counter(office, place->counter);
	if (counter < 0)
		return false;
	*taken = (struct slot_taken){
		.counter = counter,
		.day = place->day,
		.starts = place->starts,
		.ends = place->ends,
		.desk = place->desk,
	};
	return true;
}
