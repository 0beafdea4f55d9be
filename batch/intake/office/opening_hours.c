#include "intake/office/opening_hours.h"

#include "base/text.h"
#include "intake/office/counter_day.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

/* ---- recurrences ---- */

enum { RULE_START_YEAR = 2000, RULE_BYTES = 401 };

/* What a rule may say. libical lets more pass than it understands: numbers in the BYDAY of a
 * weekly rule give other days than anybody meant, an empty part ends the rule without a word. */
static const char *const rule_parts[] = {"FREQ", "INTERVAL", "UNTIL", "BYDAY", "BYMONTHDAY",
	"BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"};
enum { RULE_PARTS = sizeof rule_parts / sizeof rule_parts[0] };
enum { PART_FREQ, PART_INTERVAL, PART_UNTIL, PART_BYDAY, PART_BYWEEKNO = 6 };

struct rule {
	char values[RULE_PARTS][RULE_BYTES]; /* "" when the part is absent */
	day_number until;                    /* DAY_NONE: for ever */
};

/* Splits "KEY=VALUE;KEY=VALUE". */
static bool split_rule(const char *rrule, struct rule *rule, const char **problem)
{
	for (const char *at = rrule;; at++) {
		size_t length = strcspn(at, ";"), key = strcspn(at, "=;"), part = 0;
		while (part < RULE_PARTS && (strlen(rule_parts[part]) != key ||
						    strncmp(at, rule_parts[part], key) != 0))
			part++;
		if (part == RULE_PARTS) {
			*problem = "a part that is not FREQ, INTERVAL, UNTIL, BYDAY, BYMONTHDAY, "
				   "BYYEARDAY, BYWEEKNO, BYMONTH, BYSETPOS or WKST";
			return false;
		}
		if (length < key + 2 || rule->values[part][0] != '\0') {
			*problem = "a part that is empty or there twice";
			return false;
		}
		memcpy(rule->values[part], at + key + 1, length - key - 1);
		at += length;
		if (*at == '\0')
			return true;
	}
}

static bool until_of(struct rule *rule)
{
	const char *text = rule->values[PART_UNTIL];
	rule->until = DAY_NONE;
	if (text[0] == '\0')
		return true;
	if (strlen(text) != 8 || strspn(text, "0123456789") != 8)
		return false;
	int number = atoi(text);
	int year = number / 10000, month = number / 100 % 100, day = number % 100;
	if (!civil_exists(year, month, day))
		return false;
	rule->until = civil_day(year, month, day);
	return true;
}

static bool read_rule(const char *rrule, struct rule *rule, const char **problem)
{
	memset(rule, 0, sizeof *rule);
	if (strlen(rrule) >= RULE_BYTES) {
		*problem = "longer than 400 bytes";
		return false;
	}
	if (!split_rule(rrule, rule, problem))
		return false;
	const char *freq = rule->values[PART_FREQ];
	bool long_periods = text_equal(freq, "MONTHLY") || text_equal(freq, "YEARLY");
	if (!long_periods && !text_equal(freq, "DAILY") && !text_equal(freq, "WEEKLY")) {
		*problem = "FREQ is not DAILY, WEEKLY, MONTHLY or YEARLY";
		return false;
	}
	if (!long_periods && strpbrk(rule->values[PART_BYDAY], "0123456789") != NULL) {
		*problem = "a number in BYDAY needs FREQ=MONTHLY or YEARLY";
		return false;
	}
	if (!until_of(rule)) {
		*problem = "UNTIL is not a date (YYYYMMDD)";
		return false;
	}
	return true;
}

/* The year in which to begin: expanding from 2000 on costs 2 µs a day found. A later first of
 * January gives the same days unless the rule counts intervals from its start or takes its
 * weekday from it; a year of margin keeps what a period cut in two could change. */
static int start_year(const struct rule *rule, day_number from)
{
	bool weekday_of_start = rule->values[PART_BYDAY][0] == '\0' &&
				(text_equal(rule->values[PART_FREQ], "WEEKLY") ||
					rule->values[PART_BYWEEKNO][0] != '\0');
	int year = civil_parts(from).year - 1;
	if (rule->values[PART_INTERVAL][0] != '\0' || weekday_of_start || year < RULE_START_YEAR)
		return RULE_START_YEAR;
	return year;
}

/* Marks the days of a rule from `from` to `to` in days[0…], or stops at the first of them when
 * `days` is NULL; how many in *found. UNTIL is applied here: libical's depends on whether both
 * sides are dates. False when libical takes no such rule. */
static bool walk_rule(const char *rrule, const struct rule *rule, day_number from, day_number to,
	bool *days, size_t *found)
{
	*found = 0;
	icalerror_clear_errno();
	struct icalrecurrencetype recurrence = icalrecurrencetype_from_string(rrule);
	if (recurrence.freq == ICAL_NO_RECURRENCE)
		return false;
	recurrence.until = icaltime_null_time();
	/* Not icaltime_null_date: its hour is -1, and the iterator never comes back. */
	struct icaltimetype start = icaltime_null_time();
	start.year = start_year(rule, from);
	start.month = start.day = start.is_date = 1;
	icalrecur_iterator *iterator = icalrecur_iterator_new(recurrence, start);
	if (iterator == NULL)
		return false;
	day_number last = rule->until != DAY_NONE && rule->until < to ? rule->until : to;
	for (;;) {
		struct icaltimetype next = icalrecur_iterator_next(iterator);
		if (icaltime_is_null_time(next))
			break;
		day_number day = civil_day(next.year, next.month, next.day);
		if (day > last)
			break;
		if (day < from)
			continue;
		++*found;
		if (days == NULL)
			break;
		days[day - from] = true;
	}
	icalrecur_iterator_free(iterator);
	return true;
}

bool hours_rule_valid(const char *rrule, const char **problem)
{
	struct rule rule;
	size_t found;
	if (!read_rule(rrule, &rule, problem))
		return false;
	if (!walk_rule(rrule, &rule, civil_day(RULE_START_YEAR, 1, 1), civil_day(2099, 12, 31),
		    NULL, &found)) {
		*problem = "not a recurrence of RFC 5545";
		return false;
	}
	if (found == 0) {
		*problem = "no day from 2000 to 2099 is one of it";
		return false;
	}
	return true;
}

const bool *hours_rule_days(const char *rrule, day_number from, day_number to, struct arena *arena)
{
	struct rule rule;
	const char *problem;
	size_t found;
	bool *days = arena_alloc(arena, (size_t)(to - from + 1) * sizeof *days);
	if (!read_rule(rrule, &rule, &problem) || !walk_rule(rrule, &rule, from, to, days, &found))
		return NULL;
	return days;
}

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
	const bool *days = hours_rule_days(rrule, tables->from, tables->to, tables->arena);
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

/* The weekdays on which a recurrence can fall, a bit each: BYDAY limits every rule to those it
 * names, whatever numbers stand before them. */
static unsigned weekdays_of(const char *rrule)
{
	static const char *const names[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
	enum { WEEKDAYS = sizeof names / sizeof names[0], EVERY_DAY = (1 << WEEKDAYS) - 1 };
	struct rule rule;
	const char *problem;
	unsigned days = 0;
	if (!read_rule(rrule, &rule, &problem))
		return EVERY_DAY;
	for (unsigned i = 0; i < WEEKDAYS; i++)
		if (strcasestr(rule.values[PART_BYDAY], names[i]) != NULL)
			days |= 1u << i;
	return days == 0 ? EVERY_DAY : days;
}

/* Rules without a weekday in common never meet: most are told apart without being expanded. */
static bool rules_apart(struct tables *tables, const struct counter *counter, struct fault *why)
{
	for (size_t i = 0; i < counter->opening_count; i++) {
		for (size_t k = 0; k < i; k++) {
			const struct opening *late = &counter->openings[i],
					     *early = &counter->openings[k];
			if (late->from >= early->to || early->from >= late->to ||
				(weekdays_of(late->rrule) & weekdays_of(early->rrule)) == 0)
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
