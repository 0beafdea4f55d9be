#include "decide/forecast/places_foreseen.h"

#include "decide/forecast/desks_missing.h"
#include "decide/forecast/visits_ahead.h"

/* The forecast's own kinds of visits, but placed together and not night by night: what is wished
 * for has no part in who is left over. */

struct places_foreseen {
	const struct nights_ahead *ahead;
	struct arena *arena;
	struct visits_ahead *visits;
	struct quota_coming *letters;
	size_t letter_count, letter_capacity;
};

struct places_foreseen *places_foreseen_open(const struct nights_ahead *ahead, struct arena *arena)
{
	struct places_foreseen *foreseen = arena_alloc(arena, sizeof *foreseen);
	*foreseen = (struct places_foreseen){
		.ahead = ahead, .arena = arena, .visits = visits_ahead_open(arena)};
	return foreseen;
}

static void take_letter(void *context, const struct letter_ahead *letter)
{
	struct places_foreseen *foreseen = context;
	if (letter->hand || letter->wave == WAVE_REMINDER)
		return;
	foreseen->letters = arena_grow(foreseen->arena, foreseen->letters, foreseen->letter_count,
		1, &foreseen->letter_capacity, sizeof *foreseen->letters);
	foreseen->letters[foreseen->letter_count++] =
		(struct quota_coming){letter->posted, letter->last, 1};
	if (letter->visits)
		visits_ahead_add(foreseen->visits, letter);
}

void places_foreseen_resident(struct places_foreseen *foreseen, const struct resident_ahead *whom)
{
	letters_ahead(foreseen->ahead, whom, take_letter, foreseen);
}

size_t places_foreseen_letters(
	const struct places_foreseen *foreseen, const struct quota_coming **letters)
{
	*letters = foreseen->letters;
	return foreseen->letter_count;
}

static void take_visit(void *context, const struct visit_kind *kind, const struct slot_taken *place)
{
	(void)context;
	(void)kind;
	(void)place;
}

size_t places_foreseen_find(struct places_foreseen *foreseen, const struct slot_taken *taken,
	size_t taken_count, const struct forecast_need **needs)
{
	const struct visits_round round = {.ahead = foreseen->ahead,
		.together = true,
		.taken = taken,
		.taken_count = taken_count,
		.tell = take_visit};
	struct visits_placed placed;
	struct forecast forecast = {0};
	visits_ahead_place(foreseen->visits, &round, &placed);
	desks_missing(foreseen->ahead, &placed, foreseen->arena, &forecast);
	*needs = forecast.needs;
	return forecast.need_count;
}
