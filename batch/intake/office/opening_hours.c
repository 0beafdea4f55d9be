#include "intake/office/opening_hours.h"

#include "base/text.h"
#include "intake/office/counter_day.h"
#include "intake/office/recurrence.h"

#include <string.h>

/* ---- the rules of an office, each expanded once ---- */

struct tables {
	const struct office *office;
	struct arena *arena;
	day_number from, to;
	struct {
		const char *rrule;
		const bool *days;
	} * rules;
	size_t count, capacity;
};

/* The table of a recurrence; NULL when it is not valid. Rules are few and much the same at every
 * counter. */
static const bool *table_of(struct tables *tables, const char *rrule, long line, struct fault *why)
{
	for (size_t i = 0; i < tables->count; i++)
		if (strcmp(tables->rules[i].rrule, rrule) == 0)
			return tables->rules[i].days;
	const bool *days = recurrence_days(rrule, tables->from, tables->to, tables->arena);
	if (days == NULL) {
		fault_set(why, FAULT_OFFICE, "%s:%ld: \"%s\" is not a recurrence",
			tables->office->path, line, rrule);
		return NULL;
	}
	tables->rules = arena_grow(tables->arena, tables->rules, tables->count, 1,
		&tables->capacity, sizeof *tables->rules);
	tables->rules[tables->count].rrule = rrule;
	tables->rules[tables->count++].days = days;
	return days;
}

static bool counter_tables(struct tables *tables, const struct counter *counter,
	const bool *const **openings, const bool *const **walk_ins, struct fault *why)
{
	const bool **opening_days =
		arena_alloc(tables->arena, counter->opening_count * sizeof *opening_days);
	const bool **walk_in_days =
		arena_alloc(tables->arena, counter->walk_in_count * sizeof *walk_in_days);
	for (size_t i = 0; i < counter->opening_count; i++) {
		opening_days[i] = table_of(
			tables, counter->openings[i].rrule, counter->openings[i].line, why);
		if (opening_days[i] == NULL)
			return false;
	}
	for (size_t i = 0; i < counter->walk_in_count; i++) {
		walk_in_days[i] = table_of(
			tables, counter->walk_ins[i].rrule, counter->walk_ins[i].line, why);
		if (walk_in_days[i] == NULL)
			return false;
	}
	*openings = opening_days;
	*walk_ins = walk_in_days;
	return true;
}

static bool expand_rules(struct tables *tables, struct expansion *expansion, struct fault *why)
{
	const struct office *office = tables->office;
	const bool *const **openings =
		arena_alloc(tables->arena, office->counter_count * sizeof *openings);
	const bool *const **walk_ins =
		arena_alloc(tables->arena, office->counter_count * sizeof *walk_ins);
	const bool **closures =
		arena_alloc(tables->arena, office->closure_count * sizeof *closures);
	for (size_t i = 0; i < office->counter_count; i++)
		if (!counter_tables(tables, &office->counters[i], &openings[i], &walk_ins[i], why))
			return false;
	for (size_t i = 0; i < office->closure_count; i++) {
		const struct closure *closure = &office->closures[i];
		if (closure->holidays)
			continue;
		closures[i] = table_of(tables, closure->rrule, closure->line, why);
		if (closures[i] == NULL)
			return false;
	}
	*expansion = (struct expansion){.office = office,
		.from = tables->from,
		.to = tables->to,
		.openings = openings,
		.walk_ins = walk_ins,
		.closures = closures,
		.scratch = counter_day_scratch(office, tables->arena)};
	return true;
}

static const bool *mailing_days(struct tables *tables, struct fault *why)
{
	const struct mailing_rules *rules = &tables->office->mailing;
	const bool *mails = table_of(tables, rules->rrule, rules->line, why), *except = NULL;
	if (mails == NULL)
		return NULL;
	if (rules->except != NULL) {
		except = table_of(tables, rules->except, rules->line, why);
		if (except == NULL)
			return NULL;
	}
	size_t count = (size_t)(tables->to - tables->from + 1);
	bool *days = arena_alloc(tables->arena, count * sizeof *days);
	for (size_t i = 0; i < count; i++)
		days[i] = mails[i] && (except == NULL || !except[i]) &&
			  (rules->holidays || office_holiday(tables->office,
						      tables->from + (day_number)i) == NULL);
	return days;
}

bool hours_expand(const struct office *office, day_number from, day_number to, struct arena *arena,
	struct calendar *calendar, struct fault *why)
{
	struct tables tables = {.office = office, .arena = arena, .from = from, .to = to};
	struct expansion expansion;
	if (!expand_rules(&tables, &expansion, why))
		return false;
	const bool *mailing = mailing_days(&tables, why);
	if (mailing == NULL)
		return false;
	size_t counters = office->counter_count;
	struct counter_day *days =
		arena_alloc(arena, (size_t)(to - from + 1) * counters * sizeof *days);
	struct counter_day *next = days;
	for (day_number day = from; day <= to; day++)
		for (size_t counter = 0; counter < counters; counter++)
			*next++ = counter_day_make(&expansion, day, counter, arena);
	*calendar = (struct calendar){.from = from,
		.to = to,
		.counter_count = counters,
		.days = days,
		.mailing = mailing};
	return true;
}

/* ---- overlaps ---- */

/* In 28 years every date falls on every weekday; there is no leap year left out until 2100. */
enum { CYCLE_FIRST = 2000, CYCLE_LAST = 2027 };

/* Rules without a weekday in common never meet: most are told apart without being expanded. */
static bool rules_apart(struct tables *tables, const struct counter *counter, struct fault *why)
{
	for (size_t i = 0; i < counter->opening_count; i++) {
		for (size_t k = 0; k < i; k++) {
			const struct opening *late = &counter->openings[i],
					     *early = &counter->openings[k];
			if (late->from >= early->to || early->from >= late->to ||
				(recurrence_weekdays(late->rrule) &
					recurrence_weekdays(early->rrule)) == 0)
				continue;
			const bool *a = table_of(tables, early->rrule, early->line, why);
			const bool *b =
				a == NULL ? NULL : table_of(tables, late->rrule, late->line, why);
			if (b == NULL)
				return false;
			day_number day = tables->from;
			while (day <= tables->to &&
				!(a[day - tables->from] && b[day - tables->from]))
				day++;
			if (day > tables->to)
				continue;
			char text[CIVIL_DATE_BYTES];
			return fault_set(why, FAULT_OFFICE,
				"%s:%ld: overlaps with the opening of line %ld, first on %s",
				tables->office->path, late->line, early->line,
				civil_format(day, text));
		}
	}
	return true;
}

static bool dates_apart(const struct office *office, struct arena *arena, struct fault *why)
{
	struct tables tables = {.office = office, .arena = arena};
	struct expansion expansion;
	tables.from = tables.to = office->dates[0].on;
	for (size_t i = 1; i < office->date_count; i++) {
		day_number on = office->dates[i].on;
		tables.from = on < tables.from ? on : tables.from;
		tables.to = on > tables.to ? on : tables.to;
	}
	if (!expand_rules(&tables, &expansion, why))
		return false;
	for (size_t i = 0; i < office->date_count; i++) {
		for (size_t counter = 0; counter < office->counter_count; counter++) {
			long a, b; /* dates stand behind the counters in the file */
			if (counter_day_overlap(&expansion, office->dates[i].on, counter, &a, &b))
				return fault_set(why, FAULT_OFFICE,
					"%s:%ld: overlaps with the hours of line %ld at \"%s\"",
					office->path, a > b ? a : b, a > b ? b : a,
					office->counters[counter].id);
		}
	}
	return true;
}

bool hours_check(const struct office *office, struct arena *arena, struct fault *why)
{
	struct tables cycle = {.office = office,
		.arena = arena,
		.from = civil_day(CYCLE_FIRST, 1, 1),
		.to = civil_day(CYCLE_LAST, 12, 31)};
	for (size_t i = 0; i < office->counter_count; i++)
		if (!rules_apart(&cycle, &office->counters[i], why))
			return false;
	return office->date_count == 0 || dates_apart(office, arena, why);
}
