#include "decide/places.h"

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

/* The slot of a day in which a minute lies, or its slot_count. */
static size_t slot_at(const struct counter_day *day, int minute)
{
	size_t slot = 0;
	while (slot < day->slot_count && day->slots[slot].end <= minute)
		slot++;
	return slot < day->slot_count && day->slots[slot].start <= minute ? slot : day->slot_count;
}

/* Marks the places that somebody has: those whose desk is still offered first (`displaced` false);
 * then the others, who come all the same and are served at the highest desk that is free. */
static void mark_taken(
	struct places *places, const struct slot_taken *taken, size_t taken_count, bool displaced)
{
	for (size_t i = 0; i < taken_count; i++) {
		const struct slot_taken *place = &taken[i];
		if (place->day < places->from || place->day > places->to || place->counter < 0 ||
			(size_t)place->counter >= places->calendar->counter_count ||
			place->desk < 0)
			continue;
		size_t counter = (size_t)place->counter;
		const struct counter_day *day = calendar_day(places->calendar, place->day, counter);
		size_t slot = slot_at(day, place->start);
		if (slot == day->slot_count || displaced != (place->desk >= day->slots[slot].desks))
			continue;
		bool *desks = slot_desks(places, place->day, counter, slot);
		int desk = displaced ? day->slots[slot].desks - 1 : place->desk;
		while (displaced && desk > 0 && desks[desk])
			desk--;
		desks[desk] = true;
	}
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
	for (size_t i = 0; i < rows; i++)
		for (size_t k = 0; k < days[i].slot_count; k++) {
			desks[slots[i] + k] = desk_count;
			desk_count += (size_t)days[i].slots[k].desks;
		}
	places.slots = slots;
	places.desks = desks;
	places.taken = arena_alloc(arena, desk_count * sizeof *places.taken);
	mark_taken(&places, taken, taken_count, false);
	mark_taken(&places, taken, taken_count, true);
	return places;
}

int places_free(const struct places *places, day_number day, size_t counter, size_t slot)
{
	const bool *desks = slot_desks(places, day, counter, slot);
	int offered = calendar_day(places->calendar, day, counter)->slots[slot].desks, count = 0;
	for (int desk = 0; desk < offered; desk++)
		count += desks[desk] ? 0 : 1;
	return count;
}

int places_desk(
	const struct places *places, day_number day, size_t counter, size_t slot, size_t count)
{
	const struct slot *slots = calendar_day(places->calendar, day, counter)->slots;
	for (int desk = 0; desk < slots[slot].desks; desk++) {
		size_t fitting = 0;
		while (fitting < count && desk < slots[slot + fitting].desks &&
			!slot_desks(places, day, counter, slot + fitting)[desk])
			fitting++;
		if (fitting == count)
			return desk;
	}
	return -1;
}

void places_take(
	struct places *places, day_number day, size_t counter, size_t slot, size_t count, int desk)
{
	for (size_t i = slot; i < slot + count; i++)
		slot_desks(places, day, counter, i)[desk] = true;
}
