#include "intake/office/settings.h"

#include "base/phrase.h"
#include "base/text.h"
#include "intake/office/attribute.h"
#include "intake/office/sender.h"
#include "model/trial.h"

#include <string.h>

/* One function for each section of the file. The schema has seen to forms, ranges, order and most
 * defaults; what is refused here contradicts another setting. */

enum { MINUTES_OF_DAY = 24 * 60 };

struct reading {
	struct office *office;
	struct arena *arena;
	struct fault *why;
};

/* The schema has no default for what the program has one of itself (model/layer.h). */
static int number_or(const struct tree_node *node, const char *name, int otherwise)
{
	return tree_attribute(node, name) == NULL ? otherwise : attribute_number(node, name);
}

static bool tell_wrong(struct reading *reading, const struct tree_node *node, const char *what)
{
	return fault_set(
		reading->why, FAULT_OFFICE, "%s:%ld: %s", reading->office->path, node->line, what);
}

static bool read_sender(struct reading *reading, const struct tree_node *node)
{
	return sender_read(node, reading->office, reading->arena, reading->why);
}

static bool read_languages(struct reading *reading, const struct tree_node *node)
{
	struct language *list =
		arena_alloc(reading->arena, tree_count(node, "language") * sizeof *list);
	size_t count = 0;
	bool japanese = false;
	for (const struct tree_node *at = tree_child(node, "language"); at != NULL;
		at = tree_next(at, "language")) {
		struct language language = {
			.tag = attribute_text(at, "tag", reading->arena),
			.approved_by = attribute_text(at, "approved-by", reading->arena),
			.approved_on = attribute_day(at, "approved-on", reading->arena),
			.approved_text = attribute_text(at, "approved-text", reading->arena),
			.line = at->line,
		};
		for (size_t i = 0; i < count; i++)
			if (text_equal(list[i].tag, language.tag))
				return tell_wrong(
					reading, at, phrase("a language that is there already"));
		if ((language.approved_by == NULL) != (language.approved_on == DAY_NONE))
			return tell_wrong(reading, at,
				phrase("\"approved-by\" and \"approved-on\" go together"));
		if (language.approved_text != NULL && language.approved_by == NULL)
			return tell_wrong(
				reading, at, phrase("\"approved-text\" without \"approved-by\""));
		japanese = japanese || text_equal(language.tag, "ja");
		list[count++] = language;
	}
	if (!japanese)
		return tell_wrong(
			reading, node, phrase("Japanese (ja) is not among the languages"));
	reading->office->languages = list;
	reading->office->language_count = count;
	return true;
}

/* What changes `lead-days` from a day on. */
static bool read_leads(
	struct reading *reading, const struct tree_node *node, struct matter_rule *rule)
{
	struct lead_rule *list =
		arena_alloc(reading->arena, tree_count(node, "lead") * sizeof *list);
	day_number before = civil_day(1, 1, 1);
	for (const struct tree_node *at = tree_child(node, "lead"); at != NULL;
		at = tree_next(at, "lead")) {
		const struct lead_rule row = {
			attribute_day(at, "from", reading->arena), attribute_number(at, "days")};
		if (row.from <= before)
			return tell_wrong(
				reading, at, phrase("\"from\" does not come after the row before"));
		if (rule->wished_day < row.days)
			return tell_wrong(
				reading, at, phrase("\"wished-day\" is before \"lead-days\""));
		before = row.from;
		list[rule->lead_count++] = row;
	}
	rule->leads = list;
	return true;
}

/* In the order of the enum. */
static const char *const policies[] = {"none", "offered", "required"};

static bool read_matter(struct reading *reading, const struct tree_node *node)
{
	struct office *office = reading->office;
	int matter = word_index(matter_words, MATTERS, attribute_text(node, "id", reading->arena));
	struct matter_rule *rule = &office->matters[matter];
	if (rule->line != 0)
		return tell_wrong(reading, node, phrase("a matter that is there already"));
	rule->appointment = (enum appointment_policy)word_index(
		policies, 3, attribute_text(node, "appointment", reading->arena));
	rule->slots = attribute_number(node, "slots");
	rule->not_during =
		attribute_list(node, "not-during", reading->arena, &rule->not_during_count);
	for (size_t i = 0; i < rule->not_during_count; i++)
		if (!office_has_label(office, rule->not_during[i]))
			return fault_set(reading->why, FAULT_OFFICE,
				"%s:%ld: no opening has the label \"%s\"", office->path, node->line,
				rule->not_during[i]);
	rule->lead_days = attribute_number(node, "lead-days");
	rule->clear_days = attribute_number(node, "clear-days");
	rule->wished_day = attribute_number(node, "wished-day");
	if (rule->wished_day < rule->lead_days)
		return tell_wrong(reading, node, phrase("\"wished-day\" is before \"lead-days\""));
	if (!read_leads(reading, node, rule))
		return false;
	rule->wished_late = attribute_truth(node, "wished-late");
	rule->line = node->line;
	return attribute_counters(node, office, reading->arena, &rule->counters, reading->why);
}

/* What the law calls for is the same visit as for any signature certificate. */
static void read_revoked(struct reading *reading, const struct tree_node *node)
{
	struct office *office = reading->office;
	struct matter_rule *rule = &office->matters[MATTER_REVOKED];
	*rule = office->matters[MATTER_SIGNATURE];
	if (node == NULL)
		return;
	const char *policy = attribute_text(node, "appointment", reading->arena);
	office->revoked.letter = attribute_truth(node, "letter");
	office->revoked.change_days = attribute_number(node, "change-days");
	office->revoked.answer_days = attribute_number(node, "answer-days");
	if (policy != NULL)
		rule->appointment = (enum appointment_policy)word_index(policies, 3, policy);
	rule->line = node->line;
}

static bool read_matters(struct reading *reading, const struct tree_node *node)
{
	reading->office->attendance_days = attribute_number(node, "attendance-days");
	for (const struct tree_node *at = tree_child(node, "matter"); at != NULL;
		at = tree_next(at, "matter"))
		if (!read_matter(reading, at))
			return false;
	read_revoked(reading, tree_child(node, "revoked"));
	return true;
}

static bool read_weight_classes(struct reading *reading, const struct tree_node *node)
{
	struct mailing_rules *rules = &reading->office->mailing;
	struct weight_class *list =
		arena_alloc(reading->arena, tree_count(node, "weight-class") * sizeof *list);
	for (const struct tree_node *at = tree_child(node, "weight-class"); at != NULL;
		at = tree_next(at, "weight-class")) {
		const struct weight_class class = {attribute_decimal(at, "up-to-grams"),
			attribute_text(at, "name", reading->arena), attribute_number(at, "yen")};
		if (rules->class_count > 0 && class.grams <= list[rules->class_count - 1].grams)
			return tell_wrong(reading, at, phrase("\"up-to-grams\" does not rise"));
		list[rules->class_count++] = class;
	}
	rules->classes = list;
	return true;
}

static void read_discounts(struct reading *reading, const struct tree_node *node)
{
	struct mailing_rules *rules = &reading->office->mailing;
	struct mail_discount *list =
		arena_alloc(reading->arena, tree_count(node, "discount") * sizeof *list);
	for (const struct tree_node *at = tree_child(node, "discount"); at != NULL;
		at = tree_next(at, "discount"))
		list[rules->discount_count++] =
			(struct mail_discount){attribute_text(at, "name", reading->arena),
				attribute_number(at, "from"), attribute_truth(at, "barcodes")};
	rules->discounts = list;
}

static bool read_age_wish(
	struct reading *reading, const struct tree_node *node, struct age_wish *wish)
{
	*wish = (struct age_wish){.from = 1, .after = MINUTES_OF_DAY};
	if (node == NULL)
		return true;
	wish->from = attribute_number(node, "from");
	wish->to = attribute_number(node, "to");
	wish->labels = attribute_list(node, "labels", reading->arena, &wish->label_count);
	if (tree_attribute(node, "after") != NULL)
		wish->after = attribute_minute(node, "after", reading->arena);
	wish->weight = attribute_number(node, "weight");
	wish->line = node->line;
	if (wish->from > wish->to)
		return tell_wrong(reading, node, phrase("\"from\" is above \"to\""));
	return true;
}

static bool read_wishes(struct reading *reading, const struct tree_node *node)
{
	struct wishes *wishes = &reading->office->wishes;
	struct age_wish *school = &wishes->ages[AGE_SCHOOL], *working = &wishes->ages[AGE_WORKING];
	*wishes = (struct wishes){.counter = 1};
	if (node != NULL) {
		wishes->counter = attribute_number(node, "counter");
		wishes->nearest = attribute_number(node, "nearest");
		wishes->day = attribute_number(node, "day");
		wishes->even = attribute_number(node, "even");
		wishes->kept = attribute_number(node, "kept");
		wishes->apart = attribute_number(node, "apart");
	}
	return read_age_wish(reading, tree_child(node, "school-age"), school) &&
	       read_age_wish(reading, tree_child(node, "working-age"), working) &&
	       (school->to < working->from || working->to < school->from ||
		       tell_wrong(reading, tree_child(node, "school-age"),
			       phrase("\"school-age\" and \"working-age\" overlap")));
}

static bool read_mailing(struct reading *reading, const struct tree_node *node)
{
	struct mailing_rules *rules = &reading->office->mailing;
	const char *path = reading->office->path;
	rules->holidays = attribute_truth(node, "holidays");
	rules->bundle_letters = attribute_number(node, "bundle");
	rules->most_letters = attribute_number(node, "most");
	rules->latest_days = attribute_number(node, "latest-days");
	rules->level_days = attribute_number(node, "level-days");
	rules->confirm_days = attribute_number(node, "confirm-days");
	rules->stop_days = attribute_number(node, "stop-days");
	rules->arrival_days = attribute_number(node, "arrival-days");
	rules->sheet_grams = attribute_decimal(node, "sheet-grams");
	rules->envelope_grams = attribute_decimal(node, "envelope-grams");
	rules->together = (enum together)word_index(
		together_words, TOGETHERS, attribute_text(node, "together", reading->arena));
	rules->envelope_sheets = attribute_number(node, "envelope-sheets");
	rules->voice_characters = attribute_number(node, "voice-characters");
	rules->post_office = attribute_text(node, "post-office", reading->arena);
	rules->payment = attribute_text(node, "payment", reading->arena);
	rules->line = node->line;
	read_discounts(reading, node);
	return read_weight_classes(reading, node) &&
	       attribute_rule(node, "rrule", path, reading->arena, &rules->rrule, reading->why) &&
	       attribute_rule(node, "except", path, reading->arena, &rules->except, reading->why);
}

/* What could not see the difference that it is for is no trial. */
static bool read_trial(struct reading *reading, const struct tree_node *node)
{
	struct trial *trial = &reading->office->trial;
	if (node == NULL)
		return true;
	trial->id = attribute_text(node, "id", reading->arena);
	trial->begin = attribute_day(node, "begin", reading->arena);
	trial->end = attribute_day(node, "end", reading->arena);
	trial->share_permille = attribute_number(node, "share-permille");
	trial->points = attribute_number(node, "points");
	trial->letters = attribute_number(node, "letters");
	trial->line = node->line;
	if (trial->end < trial->begin)
		return tell_wrong(reading, node, phrase("\"end\" is before \"begin\""));
	double seen = trial_detectable(trial, trial->letters);
	if (seen >= 0 && seen * 100 <= trial->points)
		return true;
	return tell_wrong(reading, node,
		arena_print(reading->arena,
			phrase("of %d letters no difference of %d points can be seen: it takes "
			       "%ld"),
			trial->letters, trial->points, trial_letters_needed(trial)));
}

static bool read_houses(struct reading *reading, const struct tree_node *node)
{
	struct house_rules *rules = &reading->office->houses;
	if (node == NULL)
		return true;
	rules->answer_days = attribute_number(node, "answer-days");
	rules->share_percent = attribute_number(node, "share-percent");
	return true;
}

static bool read_layers(struct reading *reading, const struct tree_node *node)
{
	struct limits *limits = &reading->office->limits;
	bool given[LAYERS] = {false};
	memcpy(limits->layers, layer_bounds, sizeof layer_bounds);
	for (const struct tree_node *row = tree_child(node, "layer"); row != NULL;
		row = tree_next(row, "layer")) {
		int layer = word_index(layer_words, LAYERS, tree_attribute(row, "of"));
		struct layer_bound *bound = &limits->layers[layer];
		if (given[layer])
			return tell_wrong(reading, row, phrase("this layer stands here twice"));
		given[layer] = true;
		bound->shrink.permille = number_or(row, "shrink-permille", bound->shrink.permille);
		bound->shrink.free = number_or(row, "free", bound->shrink.free);
		bound->grow_permille = number_or(row, "grow-permille", bound->grow_permille);
		bound->first_permille = number_or(row, "first-permille", bound->first_permille);
	}
	return true;
}

/* Below a handful no share says anything; of renewals not below fifty, of new dues not below a
 * thousand. */
static struct bound read_bound(
	const struct tree_node *node, const char *permille, const char *number, int least)
{
	return (struct bound){
		attribute_number(node, permille), attribute_number(node, number), least};
}

/* The bounds of what a night does at once to many. */
static void read_bounds(struct limits *limits, const struct tree_node *node)
{
	limits->aside = read_bound(node, "aside-permille", "aside-free", BOUND_HANDFUL);
	limits->ended = read_bound(node, "ended-permille", "ended-free", BOUND_HANDFUL);
	limits->moved = read_bound(node, "moved-permille", "moved-free", BOUND_HANDFUL);
	limits->moved_days = attribute_number(node, "moved-days");
	limits->renewed = read_bound(node, "renewed-permille", "renewed-free", 50);
	limits->unfit = read_bound(node, "unfit-permille", "unfit-free", BOUND_HANDFUL);
	limits->fresh = read_bound(node, "new-permille", "new-free", 1000);
}

static bool read_limits(struct reading *reading, const struct tree_node *node)
{
	struct limits *limits = &reading->office->limits;
	limits->export_age_days = attribute_number(node, "export-age-days");
	limits->residents_min = attribute_number(node, "residents-min");
	limits->residents_max = attribute_number(node, "residents-max");
	limits->letters_per_address = attribute_number(node, "letters-per-address");
	limits->vanish_permille = attribute_number(node, "vanish-permille");
	limits->vanish_free = attribute_number(node, "vanish-free");
	limits->closed_permille = attribute_number(node, "closed-permille");
	limits->closed_free = attribute_number(node, "closed-free");
	read_bounds(limits, node);
	limits->line = node->line;
	if (limits->residents_min > limits->residents_max)
		return tell_wrong(
			reading, node, phrase("\"residents-min\" is above \"residents-max\""));
	return read_layers(reading, node);
}

static bool read_retention(struct reading *reading, const struct tree_node *node)
{
	struct office *office = reading->office;
	office->retention_days = attribute_number(node, "days");
	office->folder_days = attribute_number(node, "folder-days");
	if (office->folder_days > office->retention_days)
		return tell_wrong(reading, node, phrase("\"folder-days\" is above \"days\""));
	return true;
}

bool settings_read(
	const struct tree_node *root, struct office *office, struct arena *arena, struct fault *why)
{
	static const struct {
		const char *name;
		bool (*read)(struct reading *reading, const struct tree_node *node);
	} sections[] = {
		{"sender", read_sender},
		{"languages", read_languages},
		{"matters", read_matters},
		{"wishes", read_wishes},
		{"mailing", read_mailing},
		{"trial", read_trial},
		{"houses", read_houses},
		{"limits", read_limits},
		{"retention", read_retention},
	};
	struct reading reading = {office, arena, why};
	for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
		if (!sections[i].read(&reading, tree_child(root, sections[i].name)))
			return false;
	return true;
}
