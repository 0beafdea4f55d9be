#include "night/places_left.h"

#include "base/text.h"
#include "intake/office/opening_hours.h"

/* The night gives places from its own knowledge (night/knowledge.h); between two nights the ledger
 * is asked anew each time, since the desk gives some away as well. */

bool places_left_read(struct ledger *ledger, const struct places_asked *asked, struct arena *arena,
	struct places_left *left, struct fault *why)
{
	const struct office *office = asked->office;
	struct taken_place *places = NULL;
	size_t place_count = 0, count = 0;
	if (asked->calendar != NULL)
		left->calendar = *asked->calendar;
	else if (!hours_expand(office, asked->from, asked->to, arena, &left->calendar, why))
		return false;
	if (!ledger_taken_places(ledger, asked->from, arena, &places, &place_count, why))
		return false;
	struct slot_taken *taken = arena_alloc(arena, place_count * sizeof *taken);
	for (size_t i = 0; i < place_count; i++)
		if (!text_equal(places[i].uid, asked->uid) &&
			slot_taken_at(office, &places[i], &taken[count]))
			count++;
	left->places = places_open(&left->calendar, asked->from, asked->to, taken, count, arena);
	return true;
}
