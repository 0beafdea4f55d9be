#include "decide/visits/block.h"

#include <stdlib.h>
#include <string.h>

/*
 * Every start of every day at every counter is tried: from it on the desks are filled slot by slot,
 * each free one with the most urgent person who may have it, until nobody is left, the hours have a
 * gap, every desk is somebody else's, or the share is used up. There are a few thousand starts and
 * some dozen people, so that trying is cheaper than reasoning about which start could be best.
 */

/* Where a request would sit. */
struct seat {
	size_t slot;
	int desk; /* -1: nowhere */
};

/* A block that could be. */
struct trial_block {
	size_t seated;
	int home; /* how many sit at their home counter */
	int starts, ends;
	day_number day;
	size_t counter;
	struct seat *seats; /* by request */
};

struct work {
	const struct block_search *search;
	const struct slot_request *requests;
	size_t *order; /* indices of requests, the most urgent first */
	size_t count;
	const struct slot_answer *answers;
	struct trial_block best, now;
	bool *busy; /* [slot, desk] of the day that is being tried */
	int desks;  /* the most that a slot of it has */
};

struct urgency {
	day_number until;
	const char *key;
	size_t index;
};

static int by_urgency(const void *left, const void *right)
{
	const struct urgency *one = left, *other = right;
	int order = (one->until > other->until) - (one->until < other->until);
	return order != 0 ? order : strcmp(one->key, other->key);
}

static size_t *order_by_urgency(
	const struct slot_request *requests, size_t count, struct arena *arena)
{
	struct urgency *list = arena_alloc(arena, count * sizeof *list);
	size_t *order = arena_alloc(arena, count * sizeof *order);
	for (size_t i = 0; i < count; i++)
		list[i] = (struct urgency){requests[i].until, requests[i].key, i};
	if (count > 0)
		qsort(list, count, sizeof *list, by_urgency);
	for (size_t i = 0; i < count; i++)
		order[i] = list[i].index;
	return order;
}

/* ---- the desks of one day ---- */

static const struct counter_day *day_of(const struct work *work)
{
	return calendar_day(work->search->places->calendar, work->now.day, work->now.counter);
}

static bool *busy_at(const struct work *work, size_t slot, int desk)
{
	return &work->busy[slot * (size_t)work->desks + (size_t)desk];
}

/* Is the desk free for all these slots? */
static bool is_free(const struct work *work, size_t slot, size_t count, int desk)
{
	const struct slot *slots = day_of(work)->slots;
	for (size_t i = slot; i < slot + count; i++)
		if (desk >= slots[i].desks || *busy_at(work, i, desk))
			return false;
	return true;
}

/* A house comes whole, and nobody of it is expected to stay away: it has no appointment beyond the
 * desks, and where others have one it leaves them a desk. Returns what is free. */
static int close_beyond(const struct work *work, size_t slot)
{
	const struct slot *at = &day_of(work)->slots[slot];
	int served = at->desks - at->beyond, needed = 0, left = 0;
	for (int desk = served; desk < at->desks; desk++) {
		needed += *busy_at(work, slot, desk) ? 1 : 0;
		*busy_at(work, slot, desk) = true;
	}
	for (int desk = served - 1; desk >= 0; desk--) {
		bool *busy = busy_at(work, slot, desk);
		if (!*busy && needed > 0) {
			*busy = true;
			needed--;
		}
		left += *busy ? 0 : 1;
	}
	return left;
}

/* Marks what somebody else has, and counts what is free. */
static int mark_busy(const struct work *work)
{
	const struct counter_day *row = day_of(work);
	const struct places *places = work->search->places;
	int left = 0;
	for (size_t slot = 0; slot < row->slot_count; slot++) {
		for (int desk = 0; desk < row->slots[slot].desks; desk++)
			*busy_at(work, slot, desk) =
				places_taken(places, work->now.day, work->now.counter, slot, desk);
		left += close_beyond(work, slot);
	}
	return left;
}

static void most_desks(struct work *work)
{
	const struct counter_day *row = day_of(work);
	work->desks = 1;
	for (size_t slot = 0; slot < row->slot_count; slot++)
		if (row->slots[slot].desks > work->desks)
			work->desks = row->slots[slot].desks;
}

/* ---- one start ---- */

static bool may_sit(const struct work *work, size_t request, size_t slot)
{
	const struct slot_request *wanted = &work->requests[request];
	return !work->answers[request].placed && work->now.seats[request].desk < 0 &&
	       work->now.day >= wanted->from && work->now.day <= wanted->until &&
	       (wanted->counters >> work->now.counter & 1) != 0 &&
	       places_follow(day_of(work), slot, (size_t)wanted->slots, wanted->matters);
}

/* Seats the most urgent who can have this desk from this slot on; returns how many slots that
 * takes, at most `room`; 0: nobody can. */
static int seat_one(struct work *work, size_t slot, int desk, int room)
{
	for (size_t i = 0; i < work->count; i++) {
		size_t request = work->order[i];
		int slots = work->requests[request].slots;
		if (slots > room || !may_sit(work, request, slot) ||
			!is_free(work, slot, (size_t)slots, desk))
			continue;
		for (int k = 0; k < slots; k++)
			*busy_at(work, slot + (size_t)k, desk) = true;
		work->now.seats[request] = (struct seat){slot, desk};
		work->now.seated++;
		work->now.home += work->requests[request].home == (int)work->now.counter ? 1 : 0;
		const struct slot *last = &day_of(work)->slots[slot + (size_t)slots - 1];
		work->now.ends = last->end > work->now.ends ? last->end : work->now.ends;
		return slots;
	}
	return 0;
}

/* Fills the desks from this slot on. */
static void fill_from(struct work *work, size_t first, int room)
{
	const struct counter_day *row = day_of(work);
	work->now.seated = 0;
	work->now.home = 0;
	work->now.starts = work->now.ends = row->slots[first].start;
	for (size_t i = 0; i < work->count; i++)
		work->now.seats[i].desk = -1;
	for (size_t slot = first; slot < row->slot_count && room > 0; slot++) {
		/* Nobody is at a desk any more, or the hours have a gap: the block has ended. */
		if (row->slots[slot].start > work->now.ends)
			break;
		for (int desk = 0; desk < row->slots[slot].desks && room > 0; desk++)
			room -= seat_one(work, slot, desk, room);
	}
}

/* ---- which block is best ---- */

static bool is_better(const struct trial_block *one, const struct trial_block *other)
{
	if (one->seated != other->seated)
		return one->seated > other->seated;
	if (one->home != other->home)
		return one->home > other->home;
	int span = one->ends - one->starts, others = other->ends - other->starts;
	if (span != others)
		return span < others;
	if (one->day != other->day)
		return one->day < other->day;
	return one->counter != other->counter ? one->counter < other->counter
					      : one->starts < other->starts;
}

static bool is_asked(const struct work *work)
{
	const struct block_search *search = work->search;
	for (size_t i = 0; i < search->beside_count; i++)
		if (search->beside[i].placed && search->beside[i].day == work->now.day &&
			search->beside[i].counter == (int)work->now.counter)
			return true;
	return search->beside == NULL;
}

/* Slots that one of the house has on the day that is being tried. */
static int slots_of(const struct work *work, const struct slot_answer *answer)
{
	const struct counter_day *row = day_of(work);
	int count = 0;
	if (!answer->placed || answer->day != work->now.day ||
		answer->counter != (int)work->now.counter)
		return 0;
	for (size_t slot = 0; slot < row->slot_count; slot++)
		count += row->slots[slot].start < answer->ends &&
					 answer->starts < row->slots[slot].end
				 ? 1
				 : 0;
	return count;
}

/* How many slots may be taken of so many that are left: those that the house has there already are
 * part of its share. */
static int room_of(const struct work *work, int left)
{
	const struct block_search *search = work->search;
	int own = 0;
	for (size_t i = 0; i < work->count; i++)
		own += slots_of(work, &work->answers[i]);
	for (size_t i = 0; i < search->beside_count; i++)
		own += slots_of(work, &search->beside[i]);
	return (left + own) * search->share / 100 - own;
}

static void try_day(struct work *work, struct arena *arena)
{
	const struct counter_day *row = day_of(work);
	if (row->slot_count == 0 || !is_asked(work))
		return;
	most_desks(work);
	work->busy = arena_alloc(arena, row->slot_count * (size_t)work->desks);
	for (size_t first = 0; first < row->slot_count; first++) {
		int left = mark_busy(work);
		fill_from(work, first, room_of(work, left));
		if (work->now.seated == 0 || !is_better(&work->now, &work->best))
			continue;
		struct seat *spare = work->best.seats;
		work->best = work->now;
		work->now.seats = spare;
	}
}

static void take_seats(const struct work *work, struct places *places, struct slot_answer *answers)
{
	const struct trial_block *block = &work->best;
	const struct counter_day *row = calendar_day(places->calendar, block->day, block->counter);
	for (size_t i = 0; i < work->count; i++) {
		const struct seat *seat = &block->seats[i];
		size_t slots = (size_t)work->requests[i].slots;
		if (answers[i].placed || seat->desk < 0)
			continue;
		places_take(places, block->day, block->counter, seat->slot, slots, seat->desk);
		answers[i] = (struct slot_answer){.placed = true,
			.counter = (int)block->counter,
			.day = block->day,
			.starts = row->slots[seat->slot].start,
			.ends = row->slots[seat->slot + slots - 1].end,
			.desk = seat->desk};
	}
}

size_t block_seat(const struct block_search *search, const struct slot_request *requests,
	size_t count, struct arena *arena, struct slot_answer *answers)
{
	struct places *places = search->places;
	struct work work = {.search = search,
		.requests = requests,
		.order = order_by_urgency(requests, count, arena),
		.count = count,
		.answers = answers};
	work.best.seats = arena_alloc(arena, count * sizeof *work.best.seats);
	work.now.seats = arena_alloc(arena, count * sizeof *work.now.seats);
	for (work.now.day = places->from; work.now.day <= places->to; work.now.day++)
		for (size_t i = 0; i < places->calendar->counter_count; i++) {
			work.now.counter = i;
			try_day(&work, arena);
		}
	if (work.best.seated > 0)
		take_seats(&work, places, answers);
	return work.best.seated;
}
