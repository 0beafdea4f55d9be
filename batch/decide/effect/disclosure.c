#include "decide/effect/disclosure.h"

#include <stdlib.h>
#include <string.h>

/* The largest groups are kept apart for as long as what is left over can be told as one. A group is
 * merged under both measures or under none: the one would give away what the other hides. */

static bool is_small(long count)
{
	return count < DISCLOSURE_LEAST;
}

/* Under one measure, beside the other one; true where it has no letters. */
static bool may_tell(const struct effect_group *group, enum effect_measure measure)
{
	const struct share share = group->shares[measure], other = group->shares[EFFECT_IN_TIME];
	if (share.of == 0)
		return true;
	if (is_small(share.hits) || is_small(share.of - share.hits))
		return false;
	if (measure == EFFECT_IN_TIME)
		return true;
	return (share.of == other.of || !is_small(labs(other.of - share.of))) &&
	       !is_small(labs(other.hits - share.hits));
}

static bool may_stand(const struct effect_group *group)
{
	return may_tell(group, EFFECT_IN_TIME) && may_tell(group, EFFECT_BY_VISIT);
}

static void add_group(struct effect_group *sum, const struct effect_group *group)
{
	for (int measure = 0; measure < EFFECT_MEASURES; measure++) {
		sum->shares[measure].hits += group->shares[measure].hits;
		sum->shares[measure].of += group->shares[measure].of;
	}
}

static bool is_empty(const struct effect_group *group)
{
	return group->shares[EFFECT_IN_TIME].of == 0 && group->shares[EFFECT_BY_VISIT].of == 0;
}

/* A measure that may not be told of all of them is told of none. */
static void withhold_measures(struct effect_group *all, struct effect_group *groups, size_t count)
{
	for (int measure = 0; measure < EFFECT_MEASURES; measure++) {
		if (may_tell(all, (enum effect_measure)measure))
			continue;
		all->shares[measure] = (struct share){0};
		for (size_t i = 0; i < count; i++)
			groups[i].shares[measure] = (struct share){0};
	}
}

static bool is_smaller(const struct effect_group *one, const struct effect_group *other)
{
	const struct share *left = one->shares, *right = other->shares;
	return left[EFFECT_IN_TIME].of + left[EFFECT_BY_VISIT].of <
	       right[EFFECT_IN_TIME].of + right[EFFECT_BY_VISIT].of;
}

/* The smallest group that is still apart: its index, or count. */
static size_t smallest_apart(const struct effect_group *groups, const bool *merged, size_t count)
{
	size_t found = count;
	for (size_t i = 0; i < count; i++)
		if (!merged[i] && (found == count || is_smaller(&groups[i], &groups[found])))
			found = i;
	return found;
}

/* Groups that sum up to something that is told elsewhere: merges some into one behind the others,
 * for which there is room, and answers how many are left. */
static size_t merge_small(struct effect_group *groups, size_t count, struct arena *arena)
{
	bool *merged = arena_alloc(arena, (count + 1) * sizeof *merged);
	struct effect_group sum = {.value = DISCLOSURE_MERGED, .language = ""};
	size_t parts = 0, told = 0;
	for (size_t i = 0; i < count; i++) {
		merged[i] = !may_stand(&groups[i]);
		if (merged[i]) {
			add_group(&sum, &groups[i]);
			parts++;
		}
	}
	while (parts > 0 && parts < count && (parts < 2 || !may_stand(&sum))) {
		size_t next = smallest_apart(groups, merged, count);
		merged[next] = true;
		add_group(&sum, &groups[next]);
		parts++;
	}
	for (size_t i = 0; i < count; i++)
		if (!merged[i] && !is_empty(&groups[i]))
			groups[told++] = groups[i];
	if (parts > 0 && !is_empty(&sum))
		groups[told++] = sum;
	return told;
}

struct effect_table disclosure_table(const struct effect_table *table, struct arena *arena)
{
	struct effect_table told = *table;
	struct effect_group reminders = {.value = "", .language = ""};
	size_t count = 0;
	bool turns = table->by == EFFECT_WAVE || table->by == EFFECT_TURN;
	told.groups = arena_alloc(arena, (table->count + 2) * sizeof *told.groups);
	for (size_t i = 0; i < table->count; i++) {
		const struct effect_group *group = &table->groups[i];
		if (turns && strcmp(group->value, wave_words[WAVE_REMINDER]) == 0)
			reminders = *group;
		else
			told.groups[count++] = *group;
	}
	withhold_measures(&told.all, told.groups, count);
	told.count = merge_small(told.groups, count, arena);
	withhold_measures(&reminders, NULL, 0);
	if (!is_empty(&reminders))
		told.groups[told.count++] = reminders;
	return told;
}
