#include "decide/limits/upheaval.h"

#include <stdlib.h>
#include <string.h>

/*
 * Both the closed dues and the people of a reconciliation are in the order of the known dues, so
 * one walk along those meets each of them in turn. Counted are residents, not dues: a card with its
 * two certificates is one renewal, and a family of five is five, whatever they hold.
 */

/* What tonight does to one resident's open dues. */
struct turn {
	bool open, vanished, ended, moved, renewed, goes_on;
};

struct walk {
	const struct reconciliation *reconciliation;
	size_t closed, person; /* the next of each */
	day_number night;
	int moved_days;
};

static bool is_queued(const struct reconciled_due *due)
{
	return due->decision.outcome == OUTCOME_NONE && due->decision.reason == REASON_QUEUED;
}

/* Reasons of outcome none that are no end: the new card is on its way or needs no letter of ours,
 * or the letter is still to come.
 */
static bool is_end(enum outcome outcome, enum reason reason)
{
	return outcome == OUTCOME_NONE && reason != REASON_RENEWAL_APPLIED &&
	       reason != REASON_RESIDENCE_CARD && reason != REASON_QUEUED;
}

static void take_closed(
	const struct walk *walk, const struct reconciled_closed *closed, struct turn *turn)
{
	if (closed->vanished)
		turn->vanished = true;
	else if (closed->state == DUE_WITHDRAWN)
		turn->ended = true;
	else if (closed->state == DUE_RENEWED) {
		bool near = closed->current != DAY_NONE &&
			    abs(closed->current - closed->known->expires) <= walk->moved_days;
		*(near ? &turn->moved : &turn->renewed) = true;
	}
}

/* What had ended before neither ends tonight nor goes on. */
static void take_decided(const struct reconciled_due *due, struct turn *turn)
{
	if (!is_end(due->decision.outcome, due->decision.reason))
		turn->goes_on = true;
	else if (!is_end(due->known->outcome, due->known->reason))
		turn->ended = true;
}

/* The person decided tonight who is this resident, NULL for none. */
static const struct reconciled_person *meet_person(struct walk *walk, const char *resident)
{
	const struct reconciliation *reconciliation = walk->reconciliation;
	int order = -1;
	while (walk->person < reconciliation->person_count &&
		(order = strcmp(
			 reconciliation->people[walk->person]->recipient.resident, resident)) < 0)
		walk->person++;
	return walk->person < reconciliation->person_count && order == 0
		       ? reconciliation->people[walk->person]
		       : NULL;
}

static const struct reconciled_due *find_due(
	const struct reconciled_person *person, const struct known_due *known)
{
	for (size_t i = 0; person != NULL && i < person->count; i++)
		if (person->dues[i].known == known)
			return &person->dues[i];
	return NULL;
}

/* One known due that was open; neither closed nor decided: it goes on as it is. */
static void take_known(struct walk *walk, const struct known_due *known,
	const struct reconciled_person *person, struct turn *turn)
{
	const struct reconciliation *reconciliation = walk->reconciliation;
	while (walk->closed < reconciliation->closed_count &&
		reconciliation->closed[walk->closed].known < known)
		walk->closed++;
	const struct reconciled_due *due = find_due(person, known);
	turn->open = true;
	if (walk->closed < reconciliation->closed_count &&
		reconciliation->closed[walk->closed].known == known)
		take_closed(walk, &reconciliation->closed[walk->closed], turn);
	else if (due != NULL)
		take_decided(due, turn);
	else
		turn->goes_on = true;
}

static void count_turn(const struct turn *turn, struct upheaval *upheaval)
{
	bool other = turn->vanished || turn->moved || turn->renewed;
	upheaval->open += turn->open;
	upheaval->vanished += turn->vanished;
	upheaval->moved += turn->moved;
	upheaval->renewed += turn->renewed && !turn->moved;
	upheaval->ended += turn->ended && !turn->goes_on && !other;
}

static bool newly_by_hand(const struct reconciled_due *due, enum reason reason)
{
	const struct known_due *known = due->known;
	return due->decision.outcome == OUTCOME_HAND && due->decision.reason == reason &&
	       (known == NULL || known->outcome != OUTCOME_HAND || known->reason != reason);
}

static void count_person(const struct reconciled_person *person, struct upheaval *upheaval)
{
	bool glyph = false, overflow = false, fresh = false, queued = false;
	for (size_t i = 0; i < person->count; i++) {
		const struct reconciled_due *due = &person->dues[i];
		glyph |= newly_by_hand(due, REASON_GLYPH);
		overflow |= newly_by_hand(due, REASON_OVERFLOW);
		queued |= is_queued(due);
		fresh |= due->known == NULL &&
			 (due->decision.outcome != OUTCOME_NONE || is_queued(due));
	}
	upheaval->glyph += glyph;
	upheaval->overflow += overflow;
	upheaval->fresh += fresh;
	upheaval->letters += person->letter || queued || glyph || overflow;
}

void upheaval_count(const struct known_due *known, size_t known_count,
	const struct reconciliation *reconciliation, day_number night, int moved_days,
	struct upheaval *upheaval)
{
	struct walk walk = {reconciliation, 0, 0, night, moved_days};
	*upheaval = (struct upheaval){.aside = reconciliation->aside_open};
	for (size_t i = 0, end; i < known_count; i = end) {
		const struct reconciled_person *person = meet_person(&walk, known[i].resident);
		struct turn turn = {.open = false};
		for (end = i;
			end < known_count && strcmp(known[end].resident, known[i].resident) == 0;
			end++)
			if (known[end].state == DUE_OPEN && known[end].expires >= night)
				take_known(&walk, &known[end], person, &turn);
		count_turn(&turn, upheaval);
	}
	for (size_t i = 0; i < reconciliation->person_count; i++)
		count_person(reconciliation->people[i], upheaval);
	upheaval->letters += (long)reconciliation->readdressed_count;
}
