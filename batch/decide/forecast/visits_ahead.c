#include "decide/forecast/visits_ahead.h"

#include "decide/visits/slots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Letters are added one by one; whenever the list has doubled, it is put in order and what is alike
 * becomes one. So it never holds more than twice its kinds. */

enum { KINDS_AT_FIRST = 4096, KEY_BYTES = 24 };

struct visits_ahead {
	struct arena *arena;
	struct visit_kind *kinds;
	size_t count, capacity, merge_at;
};

struct visits_ahead *visits_ahead_open(struct arena *arena)
{
	struct visits_ahead *visits = arena_alloc(arena, sizeof *visits);
	visits->arena = arena;
	visits->merge_at = KINDS_AT_FIRST;
	return visits;
}

#define COMPARE(left, right) (((left) > (right)) - ((left) < (right)))

/* By night first. */
static int compare_kinds(const void *left, const void *right)
{
	const struct visit_kind *a = left, *b = right;
	const struct slot_request *one = &a->request, *other = &b->request;
	const int differences[] = {
		COMPARE(a->posted, b->posted),
		COMPARE(one->until, other->until),
		COMPARE(one->from, other->from),
		COMPARE(one->home, other->home),
		COMPARE(a->matter, b->matter),
		COMPARE(one->matters, other->matters),
		COMPARE(one->counters, other->counters),
		COMPARE(one->slots, other->slots),
		COMPARE(one->wishes_day, other->wishes_day),
		COMPARE(one->wished_from, other->wished_from),
		COMPARE(one->wished_until, other->wished_until),
		COMPARE(one->age, other->age),
		COMPARE(a->earliest, b->earliest),
		COMPARE(a->last, b->last),
		COMPARE(a->wave, b->wave),
		COMPARE(a->call, b->call),
		COMPARE(a->visits, b->visits),
	};
	for (size_t i = 0; i < sizeof differences / sizeof differences[0]; i++)
		if (differences[i] != 0)
			return differences[i];
	return 0;
}

static void merge_kinds(struct visits_ahead *visits)
{
	size_t kept = 0;
	if (visits->count > 0)
		qsort(visits->kinds, visits->count, sizeof *visits->kinds, compare_kinds);
	for (size_t i = 0; i < visits->count; i++) {
		struct visit_kind *last = kept > 0 ? &visits->kinds[kept - 1] : NULL;
		if (last != NULL && compare_kinds(last, &visits->kinds[i]) == 0)
			last->people += visits->kinds[i].people;
		else
			visits->kinds[kept++] = visits->kinds[i];
	}
	visits->count = kept;
	if (visits->merge_at < 2 * kept)
		visits->merge_at = 2 * kept;
}

void visits_ahead_add(struct visits_ahead *visits, const struct letter_ahead *letter)
{
	if (visits->count >= visits->merge_at)
		merge_kinds(visits);
	visits->kinds = arena_grow(visits->arena, visits->kinds, visits->count, 1,
		&visits->capacity, sizeof *visits->kinds);
	visits->kinds[visits->count++] = (struct visit_kind){.posted = letter->posted,
		.earliest = letter->earliest,
		.last = letter->last,
		.matter = letter->matter,
		.wave = letter->wave,
		.call = letter->call,
		.visits = letter->visits,
		.request = letter->request,
		.people = 1};
}

size_t visits_ahead_kinds(struct visits_ahead *visits, const struct visit_kind **kinds)
{
	merge_kinds(visits);
	*kinds = visits->kinds;
	return visits->count;
}

void visits_ahead_exchange(
	struct visits_ahead *visits, const struct visit_kind *kinds, size_t count)
{
	visits->kinds = arena_grow(
		visits->arena, visits->kinds, 0, count, &visits->capacity, sizeof *visits->kinds);
	if (count > 0)
		memcpy(visits->kinds, kinds, count * sizeof *kinds);
	visits->count = count;
}

/* How many of a kind ask for a visit. */
static size_t visitors_of(const struct visit_kind *kind)
{
	return kind->visits ? (size_t)kind->people : 0;
}

/* ---- the nights ---- */

/* The taken places of days that are still to come, moved to the front. */
static size_t forget_past(struct slot_taken *taken, size_t count, day_number night)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (taken[i].day >= night)
			taken[kept++] = taken[i];
	return kept;
}

/* One night's requests, kind by kind, each with a key of its own so that they come in one order. */
static struct slot_request *list_requests(
	const struct visit_kind *kinds, size_t count, size_t people, struct arena *arena)
{
	struct slot_request *requests = arena_alloc(arena, people * sizeof *requests);
	size_t used = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = visitors_of(&kinds[i]); k-- > 0;) {
			char *key = arena_alloc(arena, KEY_BYTES);
			snprintf(key, KEY_BYTES, "%010zu", used);
			requests[used] = kinds[i].request;
			requests[used++].key = key;
		}
	return requests;
}

/* What a night's work needs. */
struct placing {
	const struct visits_round *round;
	struct arena *arena;   /* of the forecast */
	struct arena *scratch; /* of one night */
	struct slot_taken *all;
	size_t all_count, all_capacity;
	struct slot_taken *ahead; /* of `all`, the days from the night on */
	size_t ahead_count, ahead_capacity;
	struct visits_placed *placed;
	size_t left_capacity;
};

static void take_place(
	struct placing *placing, const struct visit_kind *kind, const struct slot_answer *answer)
{
	const struct slot_taken place = {
		answer->counter, answer->day, answer->starts, answer->ends, answer->desk};
	placing->all = arena_grow(placing->arena, placing->all, placing->all_count, 1,
		&placing->all_capacity, sizeof *placing->all);
	placing->all[placing->all_count++] = place;
	placing->ahead = arena_grow(placing->arena, placing->ahead, placing->ahead_count, 1,
		&placing->ahead_capacity, sizeof *placing->ahead);
	placing->ahead[placing->ahead_count++] = place;
	placing->round->tell(placing->round->context, kind, &place);
}

static void leave_over(struct placing *placing, const struct visit_kind *kind, long people)
{
	struct visits_placed *placed = placing->placed;
	placed->left = arena_grow(placing->arena, placed->left, placed->left_count, 1,
		&placing->left_capacity, sizeof *placed->left);
	placed->left[placed->left_count] = *kind;
	placed->left[placed->left_count++].people = people;
}

static void place_night(struct placing *placing, const struct visit_kind *kinds, size_t count)
{
	const struct nights_ahead *ahead = placing->round->ahead;
	size_t people = 0, next = 0;
	for (size_t i = 0; i < count; i++)
		people += visitors_of(&kinds[i]);
	arena_reset(placing->scratch);
	placing->ahead_count = forget_past(placing->ahead, placing->ahead_count, kinds[0].posted);
	struct slot_answer *answers = arena_alloc(placing->scratch, people * sizeof *answers);
	const struct slot_round round = {.office = ahead->office,
		.calendar = ahead->calendar,
		.requests = list_requests(kinds, count, people, placing->scratch),
		.count = people,
		.taken = placing->ahead,
		.taken_count = placing->ahead_count};
	slots_assign(&round, placing->scratch, answers, NULL);
	for (size_t i = 0; i < count; i++) {
		long left = 0;
		for (size_t k = visitors_of(&kinds[i]); k-- > 0; next++) {
			if (answers[next].placed)
				take_place(placing, &kinds[i], &answers[next]);
			else
				left++;
		}
		if (left > 0)
			leave_over(placing, &kinds[i], left);
	}
}

static void copy_taken(struct placing *placing)
{
	const struct visits_round *round = placing->round;
	size_t count = round->taken_count;
	placing->all = arena_grow(
		placing->arena, NULL, 0, count, &placing->all_capacity, sizeof *placing->all);
	placing->ahead = arena_grow(
		placing->arena, NULL, 0, count, &placing->ahead_capacity, sizeof *placing->ahead);
	if (count > 0) {
		memcpy(placing->all, round->taken, count * sizeof *placing->all);
		memcpy(placing->ahead, round->taken, count * sizeof *placing->ahead);
	}
	placing->all_count = placing->ahead_count = count;
}

void visits_ahead_place(
	struct visits_ahead *visits, const struct visits_round *round, struct visits_placed *placed)
{
	struct placing placing = {
		.round = round, .arena = visits->arena, .scratch = arena_open(), .placed = placed};
	*placed = (struct visits_placed){0};
	copy_taken(&placing);
	merge_kinds(visits);
	for (size_t i = 0, end; i < visits->count; i = end) {
		end = i + 1;
		while (end < visits->count &&
			(round->together || visits->kinds[end].posted == visits->kinds[i].posted))
			end++;
		place_night(&placing, &visits->kinds[i], end - i);
	}
	arena_close(placing.scratch);
	placed->taken = placing.all;
	placed->taken_count = placing.all_count;
}
