#include "base/phrase.h"
#include "base/text.h"
#include "intake/office/holidays.h"
#include "intake/office/office_file.h"
#include "intake/office/recurrence.h"
#include "intake/office/zone.h"
#include "model/template.h"

#include <stdlib.h>
#include <string.h>

/* Findings that stop nothing: what is empty, unapproved, or can be read in two ways. Two readings
 * of a rule are told by the days on which they differ, for a day is what an office can decide
 * about. */

/* How far ahead two readings of a rule are compared, and when an announcement that comes out each
 * February and reaches to the end of the next year is overdue. */
enum { LOOK_AHEAD_DAYS = 400, ANNOUNCEMENT_DAYS = 300 };

struct check {
	const struct office *office;
	struct arena *arena;
	office_finding *finding;
	void *context;
};

static void tell_found(struct check *check, long line, const char *message)
{
	check->finding(check->context, check->office->path, line, message);
}

/* Calendar files name the zone, the night's day and its instants come from the offset: they must be
 * of one mind, east of Greenwich and west of it. */
static void check_zone(struct check *check)
{
	const struct office *office = check->office;
	int offset = 0;
	switch (zone_find(office->timezone, &offset)) {
	case ZONE_UNKNOWN:
		tell_found(check, 0,
			arena_print(check->arena,
				phrase("the tz database of this machine does not know the zone "
				       "\"%s\""),
				office->timezone));
		return;
	case ZONE_CHANGES:
		tell_found(check, 0,
			arena_print(check->arena,
				phrase("the clocks of \"%s\" change with the season, utc-offset "
				       "is for the "
				       "year round"),
				office->timezone));
		return;
	case ZONE_FIXED:
		break;
	}
	if (offset != office->utc_offset)
		tell_found(check, 0,
			arena_print(check->arena,
				phrase("utc-offset is not that of \"%s\", which is %c%02d:%02d"),
				office->timezone, offset < 0 ? '-' : '+', abs(offset) / 60,
				abs(offset) % 60));
}

static void check_sender(struct check *check)
{
	const struct sender *sender = &check->office->sender;
	if (text_blank(sender->lost_phone))
		tell_found(check, sender->line,
			phrase("lost-card-phone is empty: letters cannot name the line that "
			       "stops a lost card"));
	if (sender->foreign_tongues.count > 0 && text_blank(sender->foreign_phone))
		tell_found(check, sender->line,
			phrase("the number of foreign-line is empty: letters cannot name it"));
	for (size_t i = 0; i < sender->answers.count; i++) {
		const struct opening *opening = &sender->answers.list[i];
		if (opening->weekdays == 0 &&
			(sender->answers.label == NULL ||
				text_equal(opening->label, sender->answers.label)))
			tell_found(check, opening->line,
				phrase("not the same every week: letters cannot say when the "
				       "telephone is "
				       "answered"));
	}
}

static bool has_language(const struct wordings *wordings, const char *language)
{
	for (size_t i = 0; i < wordings->count; i++)
		if (text_equal(wordings->list[i].language, language))
			return true;
	return false;
}

static void check_counters(struct check *check)
{
	const struct office *office = check->office;
	for (size_t i = 0; i < office->counter_count; i++) {
		const struct counter *counter = &office->counters[i];
		if (text_blank(counter->phone))
			tell_found(check, counter->line,
				arena_print(check->arena,
					phrase("counter \"%s\" has no telephone number"),
					counter->id));
		if (strpbrk(wordings_in(&counter->address, "ja"), "0123456789") == NULL)
			tell_found(check, counter->line,
				arena_print(check->arena,
					phrase("the address of counter \"%s\" has no house number"),
					counter->id));
		if (!(counter->latitude > 0) || !(counter->longitude > 0))
			tell_found(check, counter->line,
				arena_print(check->arena, phrase("counter \"%s\" has no position"),
					counter->id));
		for (size_t k = 0; k < office->language_count; k++)
			if (!has_language(&counter->name, office->languages[k].tag))
				tell_found(check, counter->line,
					arena_print(check->arena,
						phrase("counter \"%s\" has no name in \"%s\""),
						counter->id, office->languages[k].tag));
	}
}

static void check_envelopes(struct check *check)
{
	const struct mailing_rules *rules = &check->office->mailing;
	int sheets = mailing_rules_envelope_sheets(rules);
	if (rules->together != TOGETHER_NONE && sheets < rules->envelope_sheets)
		tell_found(check, rules->line,
			arena_print(check->arena,
				phrase("envelope-sheets: of %d sheets in an envelope no weight "
				       "class takes more than %d"),
				rules->envelope_sheets, sheets));
}

static void check_wishes(struct check *check)
{
	const struct office *office = check->office;
	for (int age = 0; age < AGE_CLASSES; age++) {
		const struct age_wish *wish = &office->wishes.ages[age];
		for (size_t i = 0; i < wish->label_count; i++)
			if (!office_has_label(office, wish->labels[i]))
				tell_found(check, wish->line,
					arena_print(check->arena,
						phrase("no opening has the label \"%s\": "
						       "nobody's wish"),
						wish->labels[i]));
	}
}

/* Between these bounds an export that lost half of the city would be believed. */
static void check_limits(struct check *check)
{
	const struct limits *limits = &check->office->limits;
	if (limits->residents_min < limits->residents_max / 2)
		tell_found(check, limits->line,
			arena_print(check->arena,
				phrase("residents-min is %d: an export cut short would be "
				       "believed. hint: "
				       "set it close below the population"),
				limits->residents_min));
}

/* A closure that is not in force, or takes only the places, is another reading of one that
 * closes the same hours: the days on which they differ are the ones to decide about. */
static bool other_reading(const struct closure *reading, const struct closure *page)
{
	return reading->rrule != NULL && page->rrule != NULL && reading->label != NULL &&
	       reading->effect != CLOSURE_HOURS && page->effect == CLOSURE_HOURS &&
	       text_equal(reading->label, page->label) && (reading->counters & page->counters) != 0;
}

/* Is the whole office closed anyhow, by holidays or at the year-end? */
static bool closed_anyhow(
	struct check *check, const bool *const *tables, day_number day, day_number today)
{
	const struct office *office = check->office;
	for (size_t i = 0; i < office->closure_count; i++) {
		const struct closure *closure = &office->closures[i];
		if (closure->effect != CLOSURE_HOURS || closure->label != NULL)
			continue;
		if (closure->holidays ? office_holiday(office, day) != NULL
				      : tables[i][day - today])
			return true;
	}
	return false;
}

static void compare_readings(struct check *check, const bool *const *tables, size_t reading,
	size_t page, day_number today)
{
	const struct closure *closures = check->office->closures;
	for (day_number day = today; day < today + LOOK_AHEAD_DAYS; day++) {
		bool by_reading = tables[reading][day - today], by_page = tables[page][day - today];
		if (by_reading == by_page || closed_anyhow(check, tables, day, today))
			continue;
		char date[CIVIL_DATE_BYTES];
		const char *result = "closed";
		if (by_reading)
			result = closures[reading].effect == CLOSURE_PLACES
					 ? phrase("open, no appointments are given")
					 : phrase("open, with appointments");
		tell_found(check, closures[reading].line,
			arena_print(check->arena, phrase("%s is \"%s\" but not \"%s\": %s"),
				civil_format(day, date),
				closures[by_reading ? reading : page].reason,
				closures[by_reading ? page : reading].reason, result));
	}
}

static void check_readings(struct check *check, day_number today)
{
	const struct office *office = check->office;
	const bool **tables = arena_alloc(check->arena, office->closure_count * sizeof *tables);
	for (size_t i = 0; i < office->closure_count; i++) {
		if (office->closures[i].holidays)
			continue;
		tables[i] = recurrence_days(
			office->closures[i].rrule, today, today + LOOK_AHEAD_DAYS, check->arena);
		if (tables[i] == NULL)
			return;
	}
	for (size_t i = 0; i < office->closure_count; i++)
		for (size_t k = 0; k < office->closure_count; k++)
			if (other_reading(&office->closures[i], &office->closures[k]))
				compare_readings(check, tables, i, k, today);
}

static void holidays_differ(
	void *context, const struct holiday *announced, const struct holiday *computed)
{
	struct check *check = context;
	char date[CIVIL_DATE_BYTES];
	const char *message;
	civil_format(announced != NULL ? announced->day : computed->day, date);
	if (announced == NULL)
		message = arena_print(check->arena,
			phrase("%s is %s by the law but not in the announcement: taken for a "
			       "working day"),
			date, computed->name);
	else if (computed == NULL)
		message = arena_print(check->arena,
			phrase("%s is announced as %s but not a holiday by the law: taken for a "
			       "holiday"),
			date, announced->name);
	else
		message = arena_print(check->arena, phrase("%s is announced as %s, by the law %s"),
			date, announced->name, computed->name);
	check->finding(check->context, check->office->holidays_path,
		announced != NULL ? announced->line : 0, message);
}

static void check_holidays(struct check *check, day_number today)
{
	const struct office *office = check->office;
	struct holiday_list announced = {.list = office->holidays, .count = office->holiday_count};
	for (size_t i = 0; i < office->holiday_slip_count; i++)
		check->finding(check->context, office->holidays_path, office->holiday_slips[i].line,
			arena_print(check->arena, phrase("%s: passed over"),
				office->holiday_slips[i].problem));
	holidays_compare(
		announced, office->holidays_announced_until, check->arena, holidays_differ, check);
	if (office->holidays_announced_until - today >= ANNOUNCEMENT_DAYS)
		return;
	char date[CIVIL_DATE_BYTES];
	check->finding(check->context, office->holidays_path, 0,
		arena_print(check->arena,
			phrase("the announcement ends on %s; later days are computed. hint: "
			       "fetch the new "
			       "one from the Cabinet Office"),
			civil_format(office->holidays_announced_until, date)));
}

static void check_towns(struct check *check)
{
	if (check->office->towns.count == 0)
		check->finding(check->context, check->office->path, 0,
			phrase("no list of towns: a letter whose address has a 丁目 goes without "
			       "a barcode. "
			       "hint: Japan Post's utf_ken_all.csv in <files towns>"));
}

void office_check(const struct office *office, day_number today, struct arena *arena,
	office_finding *finding, void *context)
{
	struct check check = {office, arena, finding, context};
	check_zone(&check);
	check_sender(&check);
	check_counters(&check);
	check_wishes(&check);
	check_envelopes(&check);
	check_readings(&check, today);
	check_limits(&check);
	check_holidays(&check, today);
	check_towns(&check);
}

/* ---- the texts ---- */

static const struct template_language *texts_in(const struct templates *templates, const char *tag)
{
	for (size_t i = 0; i < templates->language_count; i++)
		if (text_equal(templates->languages[i].tag, tag))
			return &templates->languages[i];
	return NULL;
}

static void check_approval(
	struct check *check, const struct language *language, const struct template_language *texts)
{
	char date[CIVIL_DATE_BYTES];
	const char *message = NULL;
	switch (language_approval(language, texts->digest)) {
	case APPROVAL_MISSING:
		message = arena_print(check->arena,
			phrase("nobody has approved the texts in \"%s\". hint: when somebody has, "
			       "approved-by=\"...\" approved-on=\"...\" approved-text=\"%s\""),
			language->tag, texts->digest);
		break;
	case APPROVAL_UNBOUND:
		message = arena_print(check->arena,
			phrase("it is not noted which texts in \"%s\" were approved. hint: if "
			       "they are "
			       "still the same, approved-text=\"%s\""),
			language->tag, texts->digest);
		break;
	case APPROVAL_CHANGED:
		message = arena_print(check->arena,
			phrase("the texts in \"%s\" have changed since they were approved on %s. "
			       "hint: "
			       "when they are approved again, approved-text=\"%s\""),
			language->tag, civil_format(language->approved_on, date), texts->digest);
		break;
	case APPROVAL_GIVEN:
		return;
	}
	tell_found(check, language->line, message);
}

static bool asks_wording(const struct condition *when)
{
	for (size_t i = 0; i < when->count; i++)
		if (((when->clauses[i].any | when->clauses[i].missing) &
			    FACT(FACT_SECOND_WORDING)) != 0)
			return true;
	return false;
}

static bool has_second_wording(
	const struct templates *templates, const struct template_language *language)
{
	for (size_t key = 0; key < templates->key_count; key++)
		for (size_t i = 0; i < language->choices[key].count; i++)
			if (asks_wording(&language->choices[key].texts[i].when))
				return true;
	return false;
}

/* In whose language there is none both wordings are the same, and show no difference. */
static void check_wordings(struct check *check, const struct templates *templates)
{
	const struct office *office = check->office;
	for (size_t i = 0; office->trial.id != NULL && i < templates->language_count; i++) {
		const struct template_language *language = &templates->languages[i];
		if (templates_language(templates, office, language->tag) == language &&
			!has_second_wording(templates, language))
			tell_found(check, office->trial.line,
				arena_print(check->arena,
					phrase("trial %s: the texts in \"%s\" have no sentence "
					       "under "
					       "the condition second-wording"),
					office->trial.id, language->tag));
	}
}

void office_check_texts(const struct office *office, const struct templates *templates,
	struct arena *arena, office_finding *finding, void *context)
{
	struct check check = {office, arena, finding, context};
	check_wordings(&check, templates);
	for (size_t i = 0; i < office->language_count; i++) {
		const struct language *language = &office->languages[i];
		const struct template_language *texts = texts_in(templates, language->tag);
		if (texts != NULL)
			check_approval(&check, language, texts);
		else
			tell_found(&check, language->line,
				arena_print(arena,
					phrase("there are no texts in \"%s\": its readers get "
					       "another language"),
					language->tag));
	}
	for (size_t i = 0; i < templates->language_count; i++) {
		const struct template_language *texts = &templates->languages[i];
		if (templates_language(templates, office, texts->tag) != texts)
			finding(context, texts->path, 0,
				phrase("no letter is written in this language: the office does "
				       "not list it, or texts are missing"));
	}
}
