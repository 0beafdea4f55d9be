#include "decide/effect/tabulation.h"

#include <stdlib.h>
#include <string.h>

/*
 * A month is counted when the days of all its letters are over, whatever became of them: letters
 * that were counted as soon as somebody renews would all be those of people who do. Folded and kept
 * letters of a month are so counted together, each once.
 */

enum standing { STANDS_OPEN, STANDS_RETURNED, STANDS_GONE, STANDS_UNSEEN, STANDS_WITHOUT, COUNTED };

static enum standing standing_of(const struct effect_row *row, enum effect_measure measure)
{
	if (!row->over[measure])
		return STANDS_OPEN;
	if (measure == EFFECT_BY_VISIT && !row->visit)
		return STANDS_WITHOUT;
	switch (row->attendance) {
	case ATTENDANCE_RETURNED:
		return STANDS_RETURNED;
	case ATTENDANCE_GONE:
		return STANDS_GONE;
	case ATTENDANCE_NOT_YET:
	case ATTENDANCE_WITHDRAWN:
		return STANDS_UNSEEN;
	case ATTENDANCE_CAME:
	case ATTENDANCE_OTHERWISE:
	case ATTENDANCE_UNRESOLVED:
	case ATTENDANCES:
		break;
	}
	return COUNTED;
}

static bool of_waves(const struct effect_row *row, unsigned waves)
{
	return (waves >> row->wave & 1) != 0;
}

struct effect_chain effect_follow(
	const struct effect_rows *rows, unsigned waves, enum effect_measure measure)
{
	struct effect_chain chain = {.first = "", .last = ""};
	long *const places[] = {[STANDS_OPEN] = &chain.open,
		[STANDS_RETURNED] = &chain.returned,
		[STANDS_GONE] = &chain.gone,
		[STANDS_UNSEEN] = &chain.unseen,
		[STANDS_WITHOUT] = &chain.without,
		[COUNTED] = &chain.counted};
	for (size_t i = 0; i < rows->count; i++) {
		const struct effect_row *row = &rows->list[i];
		if (row->by != EFFECT_ALL || !of_waves(row, waves))
			continue;
		enum standing standing = standing_of(row, measure);
		chain.posted += row->count;
		*places[standing] += row->count;
		if (standing != COUNTED)
			continue;
		if (chain.first[0] == '\0' || strcmp(row->month, chain.first) < 0)
			chain.first = row->month;
		if (strcmp(row->month, chain.last) > 0)
			chain.last = row->month;
	}
	return chain;
}

/* ---- groups ---- */

static void count_row(struct effect_group *group, const struct effect_row *row)
{
	const bool hits[EFFECT_MEASURES] = {
		[EFFECT_IN_TIME] = row->in_time, [EFFECT_BY_VISIT] = row->by_visit};
	for (int measure = 0; measure < EFFECT_MEASURES; measure++) {
		if (standing_of(row, (enum effect_measure)measure) != COUNTED)
			continue;
		group->shares[measure].of += row->count;
		group->shares[measure].hits += hits[measure] ? row->count : 0;
	}
}

static struct effect_group *find_group(struct effect_table *table, const char *value,
	const char *language, size_t *room, struct arena *arena)
{
	for (size_t i = 0; i < table->count; i++)
		if (strcmp(table->groups[i].value, value) == 0)
			return &table->groups[i];
	table->groups =
		arena_grow(arena, table->groups, table->count, 1, room, sizeof *table->groups);
	table->groups[table->count] = (struct effect_group){.value = value, .language = language};
	return &table->groups[table->count++];
}

/* The value that a row has under `by`, NULL when it is not of it. */
static const char *value_of(const struct effect_row *row, enum effect_by by)
{
	if (by == EFFECT_WAVE)
		return row->by == EFFECT_ALL ? wave_words[row->wave] : NULL;
	if (by == EFFECT_TURN && row->by == EFFECT_ALL)
		return wave_words[row->wave == WAVE_REMINDER ? WAVE_REMINDER : WAVE_FIRST];
	return row->by == by ? row->value : NULL;
}

/* Numbers before words, by size: 8-14 stands before 15-21. */
static int compare_groups(const void *left, const void *right)
{
	const struct effect_group *one = left, *other = right;
	long first = strtol(one->value, NULL, 10), second = strtol(other->value, NULL, 10);
	return first != second ? (first > second) - (first < second)
			       : strcmp(one->value, other->value);
}

static bool is_counted(const struct effect_group *group)
{
	return group->shares[EFFECT_IN_TIME].of > 0 || group->shares[EFFECT_BY_VISIT].of > 0;
}

struct effect_table effect_tabulate(
	const struct effect_rows *rows, enum effect_by by, unsigned waves, struct arena *arena)
{
	struct effect_table table = {.by = by, .all = {.value = "", .language = ""}};
	unsigned summed =
		by == EFFECT_WAVE || by == EFFECT_TURN ? waves & EFFECT_FIRST_WAVES : waves;
	size_t room = 0, kept = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const struct effect_row *row = &rows->list[i];
		const char *value = value_of(row, by);
		if (value == NULL || !of_waves(row, waves))
			continue;
		count_row(find_group(&table, value, row->language, &room, arena), row);
		if (of_waves(row, summed))
			count_row(&table.all, row);
	}
	for (size_t i = 0; i < table.count; i++)
		if (is_counted(&table.groups[i]))
			table.groups[kept++] = table.groups[i];
	table.count = kept;
	if (kept > 1)
		qsort(table.groups, kept, sizeof *table.groups, compare_groups);
	return table;
}

struct share effect_rest(
	const struct effect_table *table, size_t group, enum effect_measure measure)
{
	struct share rest = {0};
	if (table->by == EFFECT_TEXT && table->groups[group].language[0] == '\0')
		return rest;
	for (size_t i = 0; i < table->count; i++) {
		if (i == group ||
			strcmp(table->groups[i].language, table->groups[group].language) != 0)
			continue;
		rest.hits += table->groups[i].shares[measure].hits;
		rest.of += table->groups[i].shares[measure].of;
	}
	return rest;
}
