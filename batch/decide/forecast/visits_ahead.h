#ifndef DECIDE_FORECAST_VISITS_AHEAD_H
#define DECIDE_FORECAST_VISITS_AHEAD_H

#include "base/arena.h"
#include "decide/forecast/letters_ahead.h"
#include "decide/visits/free_places.h"

#include <stddef.h>

/*
 * First and late letters to come, and where the visits lie that they will ask for. Letters of one
 * night that ask for the same are one kind and a number: memory grows with the kinds, not with
 * people. Then the nights give places one after the other, as slots_assign gives them, beside what
 * is taken already. Who comes with whom is not kept, so households are not drawn together. Pure;
 * nothing here fails.
 */
struct visits_ahead;

/* People who ask for the same on the same night. */
struct visit_kind {
	day_number posted;         /* the night */
	day_number earliest, last; /* as in struct letter_ahead */
	enum matter matter;
	enum wave wave;
	bool call, visits;           /* likewise; without a visit the request does not count */
	struct slot_request request; /* without key, household and near */
	long people;
};

struct visits_ahead *visits_ahead_open(struct arena *arena);

/* A first or late letter. */
void visits_ahead_add(struct visits_ahead *visits, const struct letter_ahead *letter);

/* The kinds so far, in order of nights; their number. They can be exchanged for others in that
 * order, of as many people. */
size_t visits_ahead_kinds(struct visits_ahead *visits, const struct visit_kind **kinds);
void visits_ahead_exchange(
	struct visits_ahead *visits, const struct visit_kind *kinds, size_t count);

/* Told of each visit that got a place. */
typedef void visit_ahead_tell(
	void *context, const struct visit_kind *kind, const struct slot_taken *place);

/* What there is to give. */
struct visits_round {
	const struct nights_ahead *ahead;
	bool together; /* not night by night: all that is asked for is given places at once */
	const struct slot_taken *taken; /* today */
	size_t taken_count;
	visit_ahead_tell *tell;
	void *context;
};

/* What has become of them: all that is taken in the end, and who is left, by night. */
struct visits_placed {
	const struct slot_taken *taken;
	size_t taken_count;
	struct visit_kind *left;
	size_t left_count;
};

void visits_ahead_place(struct visits_ahead *visits, const struct visits_round *round,
	struct visits_placed *placed);

#endif
