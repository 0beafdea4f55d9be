#include "intake/office/recurrence.h"

#include "base/phrase.h"
#include "base/text.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

/*
 * A rule is split into its parts, held against what libraries read differently, and given to
 * libical. What passes means the same days to whoever reads the office file with other eyes: a
 * thousand random rules are held against python-dateutil, day by day
 * (tests/intake/test_recurrences.py).
 */

enum { RULE_START_YEAR = 2000, RULE_BYTES = 401, LONGEST_YEAR_WEEKS = 53 };

enum part {
	PART_FREQ,
	PART_INTERVAL,
	PART_UNTIL,
	PART_BYDAY,
	PART_BYMONTHDAY,
	PART_BYYEARDAY,
	PART_BYWEEKNO,
	PART_BYMONTH,
	PART_BYSETPOS,
	PART_WKST,
	RULE_PARTS
};

/* What a rule may say. libical lets more pass than it understands: an empty part ends the rule
 * without a word. */
static const char *const rule_parts[RULE_PARTS] = {"FREQ", "INTERVAL", "UNTIL", "BYDAY",
	"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"};

struct rule {
	char values[RULE_PARTS][RULE_BYTES]; /* "" when the part is absent */
	day_number until;                    /* DAY_NONE: for ever */
};

static bool part_there(const struct rule *rule, enum part part)
{
	return rule->values[part][0] != '\0';
}

static bool part_says(const struct rule *rule, enum part part, const char *value)
{
	return text_equal(rule->values[part], value);
}

/* The next item of a list, its number in *number (0: none stands there); false behind the last. */
static bool next_item(const char **list, int *number)
{
	if (**list == '\0')
		return false;
	*number = atoi(*list);
	*list += strcspn(*list, ",");
	*list += **list == ',';
	return true;
}

/* Splits "KEY=VALUE;KEY=VALUE". */
static bool split_rule(const char *rrule, struct rule *rule, const char **problem)
{
	for (const char *at = rrule;; at++) {
		size_t length = strcspn(at, ";"), key = strcspn(at, "=;"), part = 0;
		while (part < RULE_PARTS && (strlen(rule_parts[part]) != key ||
						    strncmp(at, rule_parts[part], key) != 0))
			part++;
		if (part == RULE_PARTS) {
			*problem = phrase(
				"a part that is not FREQ, INTERVAL, UNTIL, BYDAY, BYMONTHDAY, "
				"BYYEARDAY, BYWEEKNO, BYMONTH, BYSETPOS or WKST");
			return false;
		}
		if (length < key + 2 || rule->values[part][0] != '\0') {
			*problem = phrase("a part that is empty or there twice");
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

/* ---- what libraries read differently ---- */

/* libical 3.0 passes over it, python-dateutil gives no day. */
static bool setpos_below_months(const struct rule *rule)
{
	return part_there(rule, PART_BYSETPOS) &&
	       (part_says(rule, PART_FREQ, "DAILY") || part_says(rule, PART_FREQ, "WEEKLY"));
}

/* libical takes numbers in the BYDAY of a weekly rule for other days than anybody meant. */
static bool numbers_below_months(const struct rule *rule)
{
	return (part_says(rule, PART_FREQ, "DAILY") || part_says(rule, PART_FREQ, "WEEKLY")) &&
	       strpbrk(rule->values[PART_BYDAY], "0123456789") != NULL;
}

/* Which week is the first depends on where a library begins to count, unless the week begins with
 * the rule. */
static bool weeks_cut_in_two(const struct rule *rule)
{
	return part_says(rule, PART_FREQ, "WEEKLY") && part_there(rule, PART_INTERVAL) &&
	       atoi(rule->values[PART_INTERVAL]) != 1 && !part_says(rule, PART_WKST, "SA");
}

/* libical does not count a daily rule's days from the end of the month. */
static bool daily_from_month_end(const struct rule *rule)
{
	return part_says(rule, PART_FREQ, "DAILY") &&
	       strchr(rule->values[PART_BYMONTHDAY], '-') != NULL;
}

/* January alone to libical, every month to RFC 5545. */
static bool month_days_without_month(const struct rule *rule)
{
	return part_says(rule, PART_FREQ, "YEARLY") && part_there(rule, PART_BYMONTHDAY) &&
	       !part_there(rule, PART_BYMONTH);
}

/* Plain weekdays beside numbered ones: more days to RFC 5545, fewer to python-dateutil. */
static bool weekdays_mixed(const struct rule *rule)
{
	const char *list = rule->values[PART_BYDAY];
	bool plain = false, numbered = false;
	for (int number; next_item(&list, &number);) {
		plain = plain || number == 0;
		numbered = numbered || number != 0;
	}
	return plain && numbered;
}

/* The 53rd of a weekday of a year, or the 53rd from its end, is there in one year of six. */
static bool weekday_past_year(const struct rule *rule)
{
	const char *list = rule->values[PART_BYDAY];
	for (int number; next_item(&list, &number);)
		if (abs(number) >= LONGEST_YEAR_WEEKS)
			return true;
	return false;
}

/* Whose days lie in two years: some libraries count them to neither. */
static bool week_across_years(const struct rule *rule)
{
	const char *list = rule->values[PART_BYWEEKNO];
	for (int number; next_item(&list, &number);)
		if (abs(number) >= LONGEST_YEAR_WEEKS - 1 || number == -1)
			return true;
	return false;
}

/* Without BYDAY it is one day of the week or all seven; for a week that does not begin with Monday,
 * or beside days of a month or a year, each library has its own. RFC 5545 forbids numbered days. */
static bool week_not_alone(const struct rule *rule)
{
	return part_there(rule, PART_BYWEEKNO) &&
	       (!part_there(rule, PART_BYDAY) ||
		       strpbrk(rule->values[PART_BYDAY], "0123456789") != NULL ||
		       part_there(rule, PART_BYMONTH) || part_there(rule, PART_BYMONTHDAY) ||
		       part_there(rule, PART_BYYEARDAY) ||
		       (part_there(rule, PART_WKST) && !part_says(rule, PART_WKST, "MO")));
}

static const struct {
	bool (*says)(const struct rule *rule);
	const char *problem;
} ambiguities[] = {
	{numbers_below_months, PHRASE("a number in BYDAY needs FREQ=MONTHLY or YEARLY")},
	{setpos_below_months,
		PHRASE("BYSETPOS needs FREQ=MONTHLY or YEARLY; programs read it differently in "
		       "others")},
	{weeks_cut_in_two,
		PHRASE("FREQ=WEEKLY with INTERVAL needs WKST=SA: weeks are counted from Saturday "
		       "2000-01-01; programs count others differently")},
	{daily_from_month_end,
		PHRASE("a BYMONTHDAY from the end of the month needs FREQ=MONTHLY; programs read "
		       "it "
		       "differently in a daily rule")},
	{month_days_without_month,
		PHRASE("BYMONTHDAY in FREQ=YEARLY needs BYMONTH; without it, programs take "
		       "January or "
		       "every month")},
	{weekdays_mixed, PHRASE("BYDAY has weekdays with and without a number; programs read them "
				"differently")},
	{weekday_past_year, PHRASE("a 53rd weekday in BYDAY; programs read it differently")},
	{week_across_years,
		PHRASE("BYWEEKNO has a week that may lie in two years (52, 53, -1, -52, -53); "
		       "programs "
		       "read it differently")},
	{week_not_alone,
		PHRASE("BYWEEKNO needs BYDAY without numbers, none of BYMONTH, BYMONTHDAY and "
		       "BYYEARDAY, and weeks from "
		       "Monday on; programs read others differently")},
};

static bool rule_clear(const struct rule *rule, const char **problem)
{
	for (size_t i = 0; i < sizeof ambiguities / sizeof ambiguities[0]; i++) {
		if (ambiguities[i].says(rule)) {
			*problem = phrase(ambiguities[i].problem);
			return false;
		}
	}
	return true;
}

static bool read_rule(const char *rrule, struct rule *rule, const char **problem)
{
	memset(rule, 0, sizeof *rule);
	if (strlen(rrule) >= RULE_BYTES) {
		*problem = phrase("longer than 400 bytes");
		return false;
	}
	if (!split_rule(rrule, rule, problem))
		return false;
	if (!part_says(rule, PART_FREQ, "DAILY") && !part_says(rule, PART_FREQ, "WEEKLY") &&
		!part_says(rule, PART_FREQ, "MONTHLY") && !part_says(rule, PART_FREQ, "YEARLY")) {
		*problem = phrase("FREQ is not DAILY, WEEKLY, MONTHLY or YEARLY");
		return false;
	}
	if (!until_of(rule)) {
		*problem = phrase("UNTIL is not a date (YYYYMMDD)");
		return false;
	}
	return rule_clear(rule, problem);
}

/* ---- expanding ---- */

/* The weekdays on which a rule can fall: BYDAY limits every rule to those it names, whatever
 * numbers stand before them. */
static weekday_set rule_weekdays(const struct rule *rule)
{
	static const char *const names[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
	enum { WEEKDAYS = sizeof names / sizeof names[0], EVERY_DAY = (1 << WEEKDAYS) - 1 };
	weekday_set days = 0;
	for (unsigned i = 0; i < WEEKDAYS; i++)
		if (strcasestr(rule->values[PART_BYDAY], names[i]) != NULL)
			days |= (weekday_set)(1u << i);
	return days == 0 ? EVERY_DAY : days;
}

/* The day on which to begin: expanding from 2000 on costs 2 µs a day found. A later first of
 * January gives the same days unless the rule counts intervals from its start or takes its
 * weekday from it; a year of margin keeps what a period cut in two could change. libical skips the
 * first week of a weekly rule that does not begin on a day of its own: it begins on the first. */
static day_number start_day(const struct rule *rule, day_number from)
{
	bool weekly = part_says(rule, PART_FREQ, "WEEKLY");
	int year = civil_parts(from).year - 1;
	if (part_there(rule, PART_INTERVAL) || (weekly && !part_there(rule, PART_BYDAY)) ||
		year < RULE_START_YEAR)
		year = RULE_START_YEAR;
	day_number day = civil_day(year, 1, 1);
	while (weekly && part_there(rule, PART_BYDAY) &&
		(rule_weekdays(rule) & (1u << civil_weekday(day))) == 0)
		day++;
	return day;
}

/* Not icaltime_null_date: its hour is -1, and the iterator never comes back. */
static struct icaltimetype time_of_day(day_number day)
{
	struct icaltimetype time = icaltime_null_time();
	struct civil date = civil_parts(day);
	time.year = date.year;
	time.month = date.month;
	time.day = date.day;
	time.is_date = 1;
	return time;
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
	icalrecur_iterator *iterator =
		icalrecur_iterator_new(recurrence, time_of_day(start_day(rule, from)));
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

bool recurrence_valid(const char *rrule, const char **problem)
{
	struct rule rule;
	size_t found;
	if (!read_rule(rrule, &rule, problem))
		return false;
	if (!walk_rule(rrule, &rule, civil_day(RULE_START_YEAR, 1, 1), civil_day(2099, 12, 31),
		    NULL, &found)) {
		*problem = phrase("not a recurrence of RFC 5545");
		return false;
	}
	if (found == 0) {
		*problem = phrase("no day from 2000 to 2099 is one of it");
		return false;
	}
	return true;
}

const bool *recurrence_days(const char *rrule, day_number from, day_number to, struct arena *arena)
{
	struct rule rule;
	const char *problem;
	size_t found;
	bool *days = arena_alloc(arena, (size_t)(to - from + 1) * sizeof *days);
	if (!read_rule(rrule, &rule, &problem) || !walk_rule(rrule, &rule, from, to, days, &found))
		return NULL;
	return days;
}

weekday_set recurrence_weekdays(const char *rrule)
{
	struct rule rule;
	const char *problem;
	if (!read_rule(rrule, &rule, &problem))
		memset(&rule, 0, sizeof rule);
	return rule_weekdays(&rule);
}

weekday_set recurrence_weekly(const char *rrule)
{
	static const enum part others[] = {PART_UNTIL, PART_BYMONTHDAY, PART_BYYEARDAY,
		PART_BYWEEKNO, PART_BYMONTH, PART_BYSETPOS};
	struct rule rule;
	const char *problem;
	if (!read_rule(rrule, &rule, &problem) || !part_says(&rule, PART_FREQ, "WEEKLY") ||
		!part_there(&rule, PART_BYDAY) ||
		(part_there(&rule, PART_INTERVAL) && !part_says(&rule, PART_INTERVAL, "1")))
		return 0;
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (part_there(&rule, others[i]))
			return 0;
	return rule_weekdays(&rule);
}
