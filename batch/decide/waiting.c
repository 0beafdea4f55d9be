#include "decide/waiting.h"

#include "base/text.h"
#include "decide/settle.h"
#include "decide/visit.h"

#include <string.h>

static bool waiting(const struct admit_due *due)
{
	return settle_has_letter(due) && (!due->known->printed || due->known->taken_back);
}

static bool too_soon(const struct admit *admit, const struct known_due *known)
{
	return visit_too_soon(admit->office, known->matter, known->visit, admit->night);
}

/* Is this due decided tonight as the waiting letter has it? In the words of a reminder the wave has
 * no part any more. */
static bool due_stands(const struct known_due *known, const struct decision *decision)
{
	return decision->matter == known->matter && decision->outcome == known->outcome &&
	       decision->reason == known->reason &&
	       (known->settled_reminder || decision->wave == known->wave);
}

/* Does tonight's ruling say exactly what the waiting letter says: each due it settled is decided
 * letter or covered again, and nothing else would join it? */
static bool letter_stands(
	const struct admit *admit, const struct admit_person *person, const char *notice)
{
	const struct known_due *known = admit->known + person->known_first;
	for (size_t i = 0; i < person->known_count; i++) {
		if (known[i].notice == NULL || strcmp(known[i].notice, notice) != 0)
			continue;
		bool confirmed = false;
		for (size_t k = 0; k < person->count; k++) {
			const struct admit_due *due = &person->dues[k];
			confirmed |=
				due->known == &known[i] && due_stands(&known[i], &due->decision);
		}
		if (!confirmed)
			return false;
	}
	for (size_t k = 0; k < person->count; k++) {
		const struct admit_due *due = &person->dues[k];
		bool covered = due->decision.outcome == OUTCOME_COVERED;
		if (settle_wants_letter(admit, due) || (covered && !settle_has_letter(due)))
			return false;
	}
	return true;
}

/* A letter is about one resident, whose known dues stand side by side. */
static void pull(struct admit *admit, const struct known_due *settled_due)
{
	size_t i = (size_t)(settled_due - admit->known);
	while (i > 0 && strcmp(admit->known[i - 1].resident, settled_due->resident) == 0)
		i--;
	for (; i < admit->known_count &&
		strcmp(admit->known[i].resident, settled_due->resident) == 0;
		i++)
		admit->pulled[i] =
			admit->pulled[i] || text_equal(admit->known[i].notice, settled_due->notice);
}

static void readdress(struct admit *admit, const struct admit_person *person, const char *notice)
{
	admit->readdressed = arena_grow(admit->arena, admit->readdressed, admit->readdressed_count,
		1, &admit->readdressed_capacity, sizeof *admit->readdressed);
	admit->readdressed[admit->readdressed_count++] = (struct admit_readdressed){person, notice};
}

void waiting_review(struct admit *admit)
{
	for (size_t i = 0; i < admit->closed_count; i++) {
		const struct known_due *known = admit->closed[i].known;
		if (known->settled_first && (!known->printed || known->taken_back))
			pull(admit, known);
	}
	for (size_t i = 0; i < admit->person_count; i++) {
		const struct admit_person *person = admit->people[i];
		const char *told = "";
		for (size_t k = 0; k < person->count; k++) {
			const struct admit_due *due = &person->dues[k];
			if (!waiting(due) || settle_is_pulled(admit, due) ||
				strcmp(told, due->known->notice) == 0)
				continue;
			told = due->known->notice;
			if (!due->known->taken_back && !too_soon(admit, due->known) &&
				letter_stands(admit, person, told))
				readdress(admit, person, told);
			else
				pull(admit, due->known);
		}
	}
}

void waiting_released(const struct admit *admit, struct admission *admission)
{
	const struct known_due **released =
		arena_alloc(admit->arena, admit->known_count * sizeof *released);
	for (size_t i = 0; i < admit->known_count; i++)
		if (admit->pulled[i])
			released[admission->released_count++] = &admit->known[i];
	admission->released = released;
}
