#include "night/reschedule.h"

#include "decide/rules/addressee.h"
#include "night/drawn.h"

#include <stdlib.h>
#include <string.h>

/* What the register says tonight of those who hold an appointment. */

static int compare_holder(const void *key, const void *element)
{
	return strcmp(key, ((const struct standing_appointment *)element)->resident);
}

static int compare_kept_resident(const void *key, const void *element)
{
	return strcmp(key, ((const struct kept *)element)->promise->resident);
}

static int compare_by_hand(const void *key, const void *element)
{
	return strcmp(key, ((const struct by_hand *)element)->resident);
}

/* What a desk must know until the next night: only what has changed is written. */
static void note_by_hand(struct keep *keep, const char *resident, enum reason hand)
{
	const struct by_hand *known =
		keep->known_by_hand_count == 0
			? NULL
			: bsearch(resident, keep->known_by_hand, keep->known_by_hand_count,
				  sizeof *known, compare_by_hand);
	if ((known == NULL ? REASON_EMPTY : known->reason) == hand)
		return;
	keep->by_hand = arena_grow(keep->arena, keep->by_hand, keep->by_hand_count, 1,
		&keep->by_hand_capacity, sizeof *keep->by_hand);
	keep->by_hand[keep->by_hand_count++] =
		(struct by_hand){arena_copy(keep->arena, resident), hand};
}

bool keep_holds(const struct keep *keep, const char *resident)
{
	return keep->held_count > 0 && bsearch(resident, keep->held, keep->held_count,
					       sizeof *keep->held, compare_holder) != NULL;
}

void keep_resident(struct keep *keep, const struct resident *resident, const struct ruling *ruling)
{
	struct kept *at = keep->kept_count == 0
				  ? NULL
				  : bsearch(resident->id, keep->kept, keep->kept_count,
					    sizeof *keep->kept, compare_kept_resident);
	bool holds = keep_holds(keep, resident->id);
	if (at == NULL && !holds)
		return;
	struct recipient recipient =
		addressee_of(keep->job->office, keep->job->day, resident, ruling);
	const struct circumstances circumstances = {
		.returned = staff_notes_returned(keep->notes, &recipient)};
	enum reason hand = rules_hand(resident, &circumstances);
	if (holds)
		note_by_hand(keep, resident->id, hand);
	if (at == NULL)
		return;
	addressee_copy(keep->arena, &recipient);
	if (hand == REASON_EMPTY)
		hand = drawn_by_hand(keep->job->letters, &recipient);
	while (at > keep->kept && strcmp(at[-1].promise->resident, resident->id) == 0)
		at--;
	for (; at < keep->kept + keep->kept_count &&
		strcmp(at->promise->resident, resident->id) == 0;
		at++) {
		at->read = true;
		at->here = resident->state == RESIDENT_PRESENT;
		at->hand = hand;
		at->recipient = recipient;
	}
}
