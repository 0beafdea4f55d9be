#include "night/appointments.h"

#include "base/sorted.h"
#include "decide/rules/addressee.h"
#include "night/drawn.h"

#include <string.h>

/* What the register says tonight of those who hold an appointment. */

static int compare_by_hand(const void *key, const void *element)
{
	return strcmp(key, ((const struct by_hand *)element)->resident);
}

/* What staff must know until the next night: only what has changed is written. */
static void note_by_hand(struct appointments *appointments, const char *resident, enum reason hand)
{
	const struct knowledge *knowledge = &appointments->tonight->knowledge;
	struct arena *arena = appointments->tonight->arena;
	const struct by_hand *known = sorted_run(resident, knowledge->by_hand,
		knowledge->by_hand_count, sizeof *known, compare_by_hand, NULL);
	if ((known == NULL ? REASON_EMPTY : known->reason) == hand)
		return;
	appointments->by_hand =
		arena_grow(arena, appointments->by_hand, appointments->by_hand_count, 1,
			&appointments->by_hand_capacity, sizeof *appointments->by_hand);
	appointments->by_hand[appointments->by_hand_count++] =
		(struct by_hand){arena_copy(arena, resident), hand};
}

void appointments_resident(struct appointments *appointments, const struct resident *resident,
	const struct ruling *ruling)
{
	const struct tonight *tonight = appointments->tonight;
	size_t count;
	struct affected *affected =
		reschedule_affected(&appointments->reschedule, resident->id, &count);
	bool holds = appointments_hold(appointments, resident->id);
	if (affected == NULL && !holds)
		return;
	struct recipient recipient =
		addressee_of(tonight->job->office, tonight->job->day, resident, ruling);
	const struct circumstances circumstances = {
		.returned = staff_notes_returned(&tonight->knowledge.notes, &recipient)};
	enum reason hand = rules_hand(resident, &circumstances);
	if (holds)
		note_by_hand(appointments, resident->id, hand);
	if (affected == NULL)
		return;
	addressee_copy(tonight->arena, &recipient);
	if (hand == REASON_EMPTY)
		hand = drawn_by_hand(tonight->job->letters, &recipient);
	for (size_t i = 0; i < count; i++) {
		affected[i].read = true;
		affected[i].here = resident->state == RESIDENT_PRESENT;
		affected[i].hand = hand;
		affected[i].recipient = recipient;
	}
}
