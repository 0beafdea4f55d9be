#include "command/dry_run_differences.h"

#include "base/phrase.h"
#include "model/due.h"

#include <stdlib.h>
#include <string.h>

/* Two nights in step, by due and by appointment: what is the same in both is left out. */

static void add_difference(struct differences *found, struct difference difference)
{
	found->list = arena_grow(
		found->arena, found->list, found->count, 1, &found->capacity, sizeof *found->list);
	found->list[found->count++] = difference;
}

static const char *describe_place(const struct appointment *at, struct arena *arena)
{
	char starts[CIVIL_INSTANT_BYTES];
	return arena_print(
		arena, "%s %s", at->counter, civil_format_instant(at->day, at->starts, starts));
}

/* "letter late cityhall 2026-12-16T09:00", "hand first address". */
static const char *describe_due(const struct night_due *due, const struct differences *found)
{
	const struct decision *decision = &due->decision;
	struct arena *arena = found->arena;
	bool spoken = found->spoken, placed = due->appointment.state != APPOINTMENT_STATE_NONE;
	const char *reason = reason_words[decision->reason];
	const char *outcome = outcome_words[decision->outcome], *wave = wave_words[decision->wave];
	if (spoken) {
		outcome = PHRASE_WORD(outcome_words, decision->outcome);
		wave = PHRASE_WORD(wave_words, decision->wave);
		reason = PHRASE_WORD(reason_words, decision->reason);
	}
	return arena_print(arena, "%s %s%s%s%s%s%s", outcome, wave, reason[0] == '\0' ? "" : " ",
		reason, placed ? " " : "", placed ? describe_place(&due->appointment, arena) : "",
		!due->call ? ""
		: spoken   ? phrase(" call")
			   : " call");
}

static int order_dues(const struct night_due *one, const struct night_due *other)
{
	int order = strcmp(one->resident, other->resident);
	if (order == 0)
		order = (int)one->decision.matter - (int)other->decision.matter;
	return order != 0 ? order
			  : (one->decision.expires > other->decision.expires) -
				    (one->decision.expires < other->decision.expires);
}

/* Both lists stand in order_dues's order. */
static void compare_dues(
	const struct night *here, const struct night *there, struct differences *found)
{
	for (size_t i = 0, k = 0; i < here->due_count || k < there->due_count;) {
		int order = i == here->due_count    ? 1
			    : k == there->due_count ? -1
						    : order_dues(&here->dues[i], &there->dues[k]);
		const struct night_due *due = order <= 0 ? &here->dues[i] : &there->dues[k];
		const char *one = order <= 0 ? describe_due(&here->dues[i++], found) : "";
		const char *other = order >= 0 ? describe_due(&there->dues[k++], found) : "";
		const char *matter = found->spoken ? PHRASE_WORD(matter_words, due->decision.matter)
						   : matter_words[due->decision.matter];
		if (strcmp(one, other) != 0)
			add_difference(found, (struct difference){due->resident, matter,
						      due->decision.expires, "", one, other});
	}
}

static int order_uid(const void *left, const void *right)
{
	return strcmp(((const struct agenda_entry *)left)->appointment.uid,
		((const struct agenda_entry *)right)->appointment.uid);
}

/* The appointments that were given before this night: those of tonight are told with their dues. */
static struct agenda_entry *given_before(
	const struct night *night, struct arena *arena, size_t *count)
{
	struct agenda_entry *entries = arena_alloc(arena, night->agenda_count * sizeof *entries);
	*count = 0;
	for (size_t i = 0; i < night->agenda_count; i++)
		if (night->agenda[i].changed != night->day ||
			night->agenda[i].appointment.state != APPOINTMENT_STATE_OFFERED)
			entries[(*count)++] = night->agenda[i];
	if (*count > 0)
		qsort(entries, *count, sizeof *entries, order_uid);
	return entries;
}

static void compare_appointments(
	const struct night *here, const struct night *there, struct differences *found)
{
	size_t here_count, there_count;
	const struct agenda_entry *one = given_before(here, found->arena, &here_count);
	const struct agenda_entry *other = given_before(there, found->arena, &there_count);
	for (size_t i = 0, k = 0; i < here_count || k < there_count;) {
		int order = i == here_count    ? 1
			    : k == there_count ? -1
					       : order_uid(&one[i], &other[k]);
		const char *notice = order <= 0 ? one[i].notice : other[k].notice;
		const char *was =
			order <= 0 ? describe_place(&one[i++].appointment, found->arena) : "";
		const char *is =
			order >= 0 ? describe_place(&other[k++].appointment, found->arena) : "";
		if (strcmp(was, is) != 0)
			add_difference(
				found, (struct difference){"", "", DAY_NONE, notice, was, is});
	}
}

struct differences differences_between(
	const struct night *here, const struct night *there, bool spoken, struct arena *arena)
{
	struct differences found = {.arena = arena, .spoken = spoken};
	compare_dues(here, there, &found);
	compare_appointments(here, there, &found);
	return found;
}
