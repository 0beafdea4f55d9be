#include "command/effect_text.h"

#include "base/csv.h"
#include "base/json.h"
#include "base/phrase.h"
#include "command/columns.h"
#include "command/say.h"
#include "decide/effect/disclosure.h"

#include <math.h>
#include <string.h>

/* A share is shown with its interval and what it is of, and a difference with the smallest one that
 * these numbers could have shown, so that none is never taken for none there is. */

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

/* ---- values ---- */

static const char *weekday_of(const char *value)
{
	return value[0] == '\0' ? "" : civil_weekday_name((enum weekday)(value[0] - '0'));
}

/* As programs read it. */
static const char *value_word(enum effect_by by, const char *value)
{
	return by == EFFECT_WEEKDAY && strcmp(value, DISCLOSURE_MERGED) != 0 ? weekday_of(value)
									     : value;
}

/* As people do. */
static const char *value_text(enum effect_by by, const char *value)
{
	if (value[0] == '\0')
		return phrase("(none)");
	switch (by) {
	case EFFECT_MATTER:
		return phrase_word("matter_words", value);
	case EFFECT_TURN:
	case EFFECT_WAVE:
		return phrase_word("wave_words", value);
	case EFFECT_WEEKDAY:
		return phrase_word("weekday_words", weekday_of(value));
	case EFFECT_TRIAL:
		return strcmp(strchr(value, ' '), " second") == 0 ? phrase("second")
								  : phrase("usual");
	case EFFECT_ALL:
	case EFFECT_AHEAD:
	case EFFECT_COUNTER:
	case EFFECT_HOUR:
	case EFFECT_LANGUAGE:
	case EFFECT_TEXT:
	case EFFECT_BYS:
		break;
	}
	return value;
}

/* Before a version the language that it is in: "pt 9f0c…". */
static const char *name_text(
	const struct effect_group *group, const char *value, struct arena *arena)
{
	return group->language[0] == '\0' ? value
					  : arena_print(arena, "%s %s", group->language, value);
}

/* ---- for who reads it ---- */

static const char *const headings_by[EFFECT_BYS] = {
	[EFFECT_ALL] = "",
	[EFFECT_AHEAD] = PHRASE("days ahead"),
	[EFFECT_COUNTER] = PHRASE("counter"),
	[EFFECT_TURN] = PHRASE("turn"),
	[EFFECT_HOUR] = PHRASE("hour"),
	[EFFECT_LANGUAGE] = PHRASE("language"),
	[EFFECT_MATTER] = PHRASE("matter"),
	[EFFECT_TEXT] = PHRASE("text"),
	[EFFECT_WAVE] = PHRASE("turn"),
	[EFFECT_WEEKDAY] = PHRASE("weekday"),
	[EFFECT_TRIAL] = PHRASE("wording"),
};

static const char *percent_text(double share, struct arena *arena)
{
	return arena_print(arena, "%.1f", 100 * share);
}

static void add_row(struct columns *columns, const struct effect_table *table, size_t at,
	enum effect_measure measure)
{
	struct arena *arena = columns->arena;
	const struct effect_group *group = &table->groups[at];
	const struct share share = group->shares[measure];
	const struct share rest = effect_rest(table, at, measure);
	const struct share_interval interval = share_wilson(share);
	const struct share_interval apart = share_difference(share, rest);
	double least = share_detectable(share, rest);
	bool compared = rest.of > 0;
	const char *const cells[] = {name_text(group, value_text(table->by, group->value), arena),
		arena_print(arena, "%ld", share.of), arena_print(arena, "%ld", share.hits),
		percent_text(share_value(share), arena),
		arena_print(arena, "%.1f-%.1f", 100 * interval.low, 100 * interval.high),
		compared ? arena_print(
				   arena, "%+.1f", 100 * (share_value(share) - share_value(rest)))
			 : "",
		compared ? arena_print(arena, "%+.1f..%+.1f", 100 * apart.low, 100 * apart.high)
			 : "",
		!compared                    ? ""
		: share_differs(share, rest) ? phrase("yes")
					     : phrase("no difference"),
		!compared   ? ""
		: least < 0 ? phrase("none")
			    : percent_text(least, arena)};
	columns_add(columns, cells);
}

static void print_groups(
	const struct effect_table *table, enum effect_measure measure, struct arena *arena)
{
	const struct column headings[] = {{headings_by[table->by], false},
		{PHRASE("letters"), true}, {PHRASE("renewed"), true}, {PHRASE("%"), true},
		{PHRASE("95 %"), true}, {PHRASE("difference"), true}, {PHRASE("95 %"), true},
		{PHRASE("seen"), false}, {PHRASE("could be seen from"), true}};
	struct columns columns = columns_open(headings, LENGTH(headings), arena);
	for (size_t i = 0; i < table->count; i++)
		if (table->groups[i].shares[measure].of > 0)
			add_row(&columns, table, i, measure);
	columns_print(&columns, stdout);
}

static void print_chain(const struct effect_chain *chain)
{
	say("posted %ld; days not over %ld, came back %ld, gone %ld, not in the register %ld, no "
	    "appointment %ld\n",
		chain->posted, chain->open, chain->returned, chain->gone, chain->unseen,
		chain->without);
	if (chain->counted > 0)
		say("counted %ld, posted %s to %s\n", chain->counted, chain->first, chain->last);
	else
		say("counted none: there is no month of which all letters' days are over\n");
}

static void print_measure(const struct effect_rows *rows, const struct effect_table *table,
	unsigned waves, enum effect_measure measure, struct arena *arena)
{
	const struct effect_chain chain = effect_follow(rows, waves, measure);
	say(measure == EFFECT_IN_TIME ? PHRASE("Renewed before the expiry\n")
				      : PHRASE("Renewed by the day of the visit, or at it\n"));
	print_chain(&chain);
	if (chain.counted > 0)
		print_groups(table, measure, arena);
	putchar('\n');
}

void effect_print(const struct effect_rows *rows, const struct effect_table *table, unsigned waves,
	struct arena *arena)
{
	for (int measure = 0; measure < EFFECT_MEASURES; measure++)
		print_measure(rows, table, waves, (enum effect_measure)measure, arena);
	if (table->by == EFFECT_TRIAL)
		say("difference: points above the other wording. Which one a household got was\n"
		    "drawn, so that a difference that is seen is the wording's.\n");
	else
		say("difference: points above all other rows together. One row in twenty looks so\n"
		    "by chance, and none tells of a cause: who differs in this differs in more\n"
		    "(kigen-effect(1)).\n");
}

/* ---- for programs ---- */

static void put_permille(struct json *json, const char *key, double share)
{
	json_put_integer(json, key, lround(1000 * share));
}

static void put_chain(struct json *json, const struct effect_chain *chain, int measure)
{
	json_begin_object(json, NULL);
	json_put_text(json, "measure", effect_measure_words[measure]);
	json_put_text(json, "from", chain->first);
	json_put_text(json, "to", chain->last);
	json_put_integer(json, "posted", chain->posted);
	json_put_integer(json, "open", chain->open);
	json_put_integer(json, "returned", chain->returned);
	json_put_integer(json, "gone", chain->gone);
	json_put_integer(json, "unseen", chain->unseen);
	json_put_integer(json, "without_appointment", chain->without);
	json_put_integer(json, "counted", chain->counted);
	json_end(json);
}

static void put_comparison(struct json *json, struct share share, struct share rest)
{
	const struct share_interval apart = share_difference(share, rest);
	double least = share_detectable(share, rest);
	json_begin_object(json, "rest");
	json_put_integer(json, "letters", rest.of);
	json_put_integer(json, "renewed", rest.hits);
	put_permille(json, "difference", share_value(share) - share_value(rest));
	put_permille(json, "low", apart.low);
	put_permille(json, "high", apart.high);
	json_put_truth(json, "seen", share_differs(share, rest));
	if (least >= 0)
		put_permille(json, "detectable", least);
	json_end(json);
}

static void put_group(
	struct json *json, const struct effect_table *table, size_t at, enum effect_measure measure)
{
	const struct share share = table->groups[at].shares[measure];
	const struct share rest = effect_rest(table, at, measure);
	const struct share_interval interval = share_wilson(share);
	if (share.of == 0)
		return;
	json_begin_object(json, NULL);
	json_put_text(json, "measure", effect_measure_words[measure]);
	json_put_text(json, "value", value_word(table->by, table->groups[at].value));
	if (table->by == EFFECT_TEXT)
		json_put_text(json, "language", table->groups[at].language);
	json_put_integer(json, "letters", share.of);
	json_put_integer(json, "renewed", share.hits);
	put_permille(json, "share", share_value(share));
	put_permille(json, "low", interval.low);
	put_permille(json, "high", interval.high);
	if (rest.of > 0)
		put_comparison(json, share, rest);
	json_end(json);
}

static void put_trial(struct json *json, const struct effect_view *view)
{
	if (view->trial == NULL)
		return;
	json_begin_object(json, "trial");
	json_put_text(json, "id", view->trial->id);
	json_put_day(json, "begin", view->trial->begin);
	json_put_day(json, "end", view->trial->end);
	json_put_integer(json, "first", view->assigned->first);
	json_put_integer(json, "second", view->assigned->second);
	json_put_truth(json, "told", view->table->count > 0);
	json_begin_array(json, "texts");
	for (size_t i = 0; i < view->text_count; i++) {
		json_begin_object(json, NULL);
		json_put_text(json, "language", view->texts[i].language);
		json_put_day(json, "from", view->texts[i].from);
		json_put_integer(json, "letters", view->texts[i].letters);
		json_end(json);
	}
	json_end(json);
	json_end(json);
}

bool effect_json(const struct effect_view *view, FILE *stream)
{
	const struct effect_table *table = view->table;
	struct json *json = json_open();
	json_put_day(json, "as_of", view->rows->as_of);
	json_put_text(json, "by", effect_words[table->by]);
	put_trial(json, view);
	json_begin_array(json, "letters");
	for (int measure = 0; measure < EFFECT_MEASURES; measure++) {
		const struct effect_chain chain =
			effect_follow(view->rows, view->waves, (enum effect_measure)measure);
		put_chain(json, &chain, measure);
	}
	json_end(json);
	json_begin_array(json, "groups");
	for (int measure = 0; measure < EFFECT_MEASURES; measure++)
		for (size_t i = 0; i < table->count; i++)
			put_group(json, table, i, (enum effect_measure)measure);
	json_end(json);
	return json_close(json, stream);
}

/* ---- for publication ---- */

static void write_groups(const struct effect_table *table, struct arena *arena)
{
	for (int measure = 0; measure < EFFECT_MEASURES; measure++)
		for (size_t i = 0; i < table->count; i++) {
			const struct effect_group *group = &table->groups[i];
			const char *value = value_word(table->by, group->value);
			const char *const fields[] = {effect_words[table->by],
				name_text(group, value, arena), effect_measure_words[measure],
				arena_print(arena, "%ld", group->shares[measure].of),
				arena_print(arena, "%ld", group->shares[measure].hits)};
			if (group->shares[measure].of > 0)
				csv_record(stdout, CSV_PROGRAMS, fields, LENGTH(fields));
		}
}

void effect_csv(const struct effect_rows *rows, bool every, enum effect_by by, struct arena *arena)
{
	static const char *const head[] = {"by", "value", "measure", "letters", "renewed"};
	csv_record(stdout, CSV_PROGRAMS, head, LENGTH(head));
	for (int i = 0; i < EFFECT_TRIAL; i++) {
		if (!every && i != EFFECT_ALL && i != (int)by)
			continue;
		bool turns = i == EFFECT_TURN || i == EFFECT_WAVE;
		const struct effect_table table = effect_tabulate(rows, (enum effect_by)i,
			turns ? EFFECT_ALL_WAVES : EFFECT_FIRST_WAVES, arena);
		const struct effect_table told = disclosure_table(&table, arena);
		write_groups(&told, arena);
	}
}
