#include "night/elsewhere.h"

#include "base/phrase.h"
#include "decide/visits/slots.h"
#include "model/desk_request.h"
#include "night/places_left.h"

/* The same places as a letter's visit has (night/booking.c), without a letter that says how long
 * and what for. */

static bool refuse_place(enum desk_request_code code, struct fault *why)
{
	return fault_refuse(why, FAULT_USAGE, desk_request_code_words[code], "%s",
		phrase(desk_request_sentences[code]));
}

/* How many slots on end the visit takes from `slot` on; 0: none end with it. */
static size_t count_slots(const struct counter_day *row, size_t slot, int minutes)
{
	size_t count = 1;
	if (minutes == 0)
		return count;
	while (places_follow(row, slot, count, 0) &&
		row->slots[slot + count - 1].end - row->slots[slot].start < minutes)
		count++;
	return places_follow(row, slot, count, 0) &&
			       row->slots[slot + count - 1].end - row->slots[slot].start == minutes
		       ? count
		       : 0;
}

bool elsewhere_check(struct ledger *ledger, const struct elsewhere *visit, struct arena *arena,
	struct given_place *place, struct fault *why)
{
	const struct places_asked asked = {
		visit->office, visit->day, visit->day, visit->uid, visit->calendar};
	struct places_left left;
	int counter = office_counter(visit->office, visit->counter);
	if (counter < 0)
		return refuse_place(REQUEST_NO_COUNTER, why);
	if (!places_left_read(ledger, &asked, arena, &left, why))
		return false;
	const struct counter_day *row = calendar_day(&left.calendar, visit->day, (size_t)counter);
	size_t slot = 0;
	while (slot < row->slot_count && row->slots[slot].start != visit->starts)
		slot++;
	if (row->slot_count == 0)
		return refuse_place(REQUEST_CLOSED, why);
	if (slot == row->slot_count)
		return refuse_place(REQUEST_NO_SLOT, why);
	size_t count = count_slots(row, slot, visit->minutes);
	if (count == 0)
		return refuse_place(REQUEST_TOO_LONG, why);
	int desk = places_desk(&left.places, visit->day, (size_t)counter, slot, count);
	if (desk < 0)
		return refuse_place(REQUEST_FULL, why);
	const struct slot_answer answer = {.placed = true,
		.counter = counter,
		.day = visit->day,
		.starts = visit->starts,
		.ends = row->slots[slot + count - 1].end,
		.desk = desk};
	*place = slots_given(visit->office, &left.calendar, &answer, visit->uid, arena);
	return true;
}
