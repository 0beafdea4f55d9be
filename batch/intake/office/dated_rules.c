#include "intake/office/dated_rules.h"

#include "base/phrase.h"
#include "base/text.h"
#include "intake/office/attribute.h"
#include "model/resident.h"

/* A rule of law is a table by day, read by one function with a filler for a row, so that a change
 * of law is a row of the office file. The first row holds since ever: some row is in force on any
 * day. */

struct reading {
	const struct office *office;
	struct arena *arena;
	struct fault *why;
};

/* Fills in one row of a table but for its `from`. */
typedef bool fill_row(struct reading *reading, const struct tree_node *node, void *row);

static bool tell_wrong(struct reading *reading, const struct tree_node *node, const char *what)
{
	return fault_set(
		reading->why, FAULT_OFFICE, "%s:%ld: %s", reading->office->path, node->line, what);
}

static bool says_word(struct reading *reading, const struct tree_node *node, const char *attribute,
	const char *word)
{
	return text_equal(attribute_text(node, attribute, reading->arena), word);
}

/* The children of one name, a row each, whose first member is its `from`. */
struct table {
	const char *name;
	size_t bytes; /* of a row */
	fill_row *fill;
	const void **rows;
	size_t *count;
};

static bool read_table(
	struct reading *reading, const struct tree_node *parent, const struct table *table)
{
	char *rows = arena_alloc(reading->arena, tree_count(parent, table->name) * table->bytes);
	day_number before = DAY_NONE;
	size_t used = 0;
	for (const struct tree_node *at = tree_child(parent, table->name); at != NULL;
		at = tree_next(at, table->name)) {
		day_number from = attribute_day(at, "from", reading->arena);
		if (before == DAY_NONE && from != civil_day(1, 1, 1))
			return tell_wrong(
				reading, at, phrase("the first row is not from 0001-01-01"));
		if (from <= before)
			return tell_wrong(
				reading, at, phrase("\"from\" does not come after the row before"));
		before = from;
		void *row = rows + used++ * table->bytes;
		if (!table->fill(reading, at, row))
			return false;
		*(day_number *)row = from;
	}
	*table->rows = rows;
	*table->count = used;
	return true;
}

/* ---- validity ---- */

static bool fill_leap(struct reading *reading, const struct tree_node *node, void *row)
{
	*(struct leap_rule *)row =
		(struct leap_rule){.march = says_word(reading, node, "day", "03-01")};
	return true;
}

static bool fill_age(struct reading *reading, const struct tree_node *node, void *row)
{
	(void)reading;
	*(struct age_rule *)row = (struct age_rule){.adult_age = attribute_number(node, "adult")};
	return true;
}

static bool fill_card(struct reading *reading, const struct tree_node *node, void *row)
{
	const struct card_rule rule = {
		.adult_birthdays = attribute_number(node, "adult"),
		.minor_birthdays = attribute_number(node, "minor"),
		.adult_early_birthdays = attribute_number(node, "adult-early"),
		.minor_early_birthdays = attribute_number(node, "minor-early"),
	};
	if (rule.adult_early_birthdays < rule.adult_birthdays ||
		rule.minor_early_birthdays < rule.minor_birthdays)
		return tell_wrong(
			reading, node, phrase("renewing early would shorten the validity"));
	*(struct card_rule *)row = rule;
	return true;
}

static bool fill_certificate(struct reading *reading, const struct tree_node *node, void *row)
{
	const struct certificate_rule rule = {
		.birthdays = attribute_number(node, "birthdays"),
		.early_birthdays = attribute_number(node, "early"),
	};
	if (rule.early_birthdays < rule.birthdays)
		return tell_wrong(
			reading, node, phrase("renewing early would shorten the validity"));
	*(struct certificate_rule *)row = rule;
	return true;
}

static bool fill_cap(struct reading *reading, const struct tree_node *node, void *row)
{
	*(struct cap_rule *)row = (struct cap_rule){
		.by_card = says_word(reading, node, "certificate", "card"),
		.signature_by_authentication =
			says_word(reading, node, "signature", "authentication"),
	};
	return true;
}

static bool fill_stay(struct reading *reading, const struct tree_node *node, void *row)
{
	*(struct stay_rule *)row = (struct stay_rule){
		.ends_card = says_word(reading, node, "card", "earlier"),
		.pending_months = attribute_months(node, "pending-extension"),
	};
	return true;
}

static bool fill_no_period(struct reading *reading, const struct tree_node *node, void *row)
{
	struct no_period_rule rule = {0};
	size_t count;
	const char *const *words = attribute_list(node, "statuses", reading->arena, &count);
	for (size_t i = 0; i < count; i++) {
		int status = word_index(stay_status_words, STAY_STATUSES, words[i]);
		if (status < 0)
			return fault_set(reading->why, FAULT_OFFICE,
				"%s:%ld: no status of residence is called \"%s\"",
				reading->office->path, node->line, words[i]);
		rule.statuses |= (stay_set)1 << status;
	}
	*(struct no_period_rule *)row = rule;
	return true;
}

static bool fill_residence_card(struct reading *reading, const struct tree_node *node, void *row)
{
	*(struct residence_card_rule *)row = (struct residence_card_rule){
		.letter = says_word(reading, node, "outcome", "letter")};
	return true;
}

static bool fill_years(struct reading *reading, const struct tree_node *node, void *row)
{
	(void)reading;
	*(struct years_rule *)row = (struct years_rule){.years = attribute_number(node, "years")};
	return true;
}

#define TABLE(name, fill, rows, count)                                                             \
	{                                                                                          \
		name, sizeof *(rows), fill, (const void **)&(rows), &(count)                       \
	}

static bool read_validity(
	struct reading *reading, const struct tree_node *node, struct validity_rules *rules)
{
	const struct table tables[] = {
		TABLE("leap-birthday", fill_leap, rules->leaps, rules->leap_count),
		TABLE("age", fill_age, rules->ages, rules->age_count),
		TABLE("card", fill_card, rules->cards, rules->card_count),
		TABLE("certificate", fill_certificate, rules->certificates,
			rules->certificate_count),
		TABLE("cap", fill_cap, rules->caps, rules->cap_count),
		TABLE("stay", fill_stay, rules->stays, rules->stay_count),
		TABLE("no-period", fill_no_period, rules->no_periods, rules->no_period_count),
		TABLE("residence-card", fill_residence_card, rules->residence_cards,
			rules->residence_card_count),
		TABLE("signature", fill_years, rules->signatures, rules->signature_count),
		TABLE("representative", fill_years, rules->represented, rules->represented_count),
	};
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
		if (!read_table(reading, node, &tables[i]))
			return false;
	return true;
}

/* ---- the window ---- */

static bool fill_window(struct reading *reading, const struct tree_node *node, void *row)
{
	const struct window_rule rule = {
		.opens_months = attribute_months(node, "opens"),
		.late_months = attribute_months(node, "late"),
		.less_than = says_word(reading, node, "reading", "less-than"),
		.appointments_window = says_word(reading, node, "appointments", "window"),
		.reminder_months = attribute_months(node, "reminder"),
		.reminder_after_days = attribute_number(node, "reminder-after-days"),
	};
	if (rule.late_months >= rule.opens_months)
		return tell_wrong(reading, node, phrase("\"late\" is not shorter than \"opens\""));
	if (rule.reminder_months >= rule.opens_months)
		return tell_wrong(
			reading, node, phrase("\"reminder\" is not shorter than \"opens\""));
	*(struct window_rule *)row = rule;
	return true;
}

static bool read_window(
	struct reading *reading, const struct tree_node *root, struct window_rules *rules)
{
	const struct table windows = TABLE("window", fill_window, rules->list, rules->count);
	if (!read_table(reading, root, &windows))
		return false;
	for (size_t i = 0; i < rules->count; i++)
		if (rules->list[i].opens_months > rules->opens_months)
			rules->opens_months = rules->list[i].opens_months;
	return true;
}

bool dated_rules_read(
	const struct tree_node *root, struct office *office, struct arena *arena, struct fault *why)
{
	struct reading reading = {office, arena, why};
	return read_validity(&reading, tree_child(root, "validity"), &office->validity) &&
	       read_window(&reading, root, &office->window);
}
