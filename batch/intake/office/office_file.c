#include "intake/office/office_file.h"

#include "base/digest.h"
#include "base/municipality.h"
#include "base/phrase.h"
#include "base/text.h"
#include "intake/office/attribute.h"
#include "intake/office/dated_rules.h"
#include "intake/office/holidays.h"
#include "intake/office/needs.h"
#include "intake/office/opening_hours.h"
#include "intake/office/recurrence.h"
#include "intake/office/settings.h"
#include "intake/office/towns.h"
#include "intake/xml/tree.h"

#include <math.h>
#include <string.h>

/* What a schema cannot say is checked as each part is read: ids that are named exist, no two
 * entries are of two minds. Counters come before what names them, and whoever is handed an office
 * checks nothing again. */

struct reading {
	struct office *office;
	struct arena *arena;
	struct fault *why;
};

static bool tell_wrong(struct reading *reading, long line, const char *what, const char *about)
{
	return fault_set(reading->why, FAULT_OFFICE, "%s:%ld: %s \"%s\"", reading->office->path,
		line, what, about);
}

/* ---- the root and its files ---- */

static const char *folder_of(const char *path, struct arena *arena)
{
	const char *slash = strrchr(path, '/');
	if (slash == NULL)
		return ".";
	return arena_text(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

static const char *join_path(
	struct reading *reading, const struct tree_node *node, const char *name)
{
	const char *path = attribute_text(node, name, reading->arena);
	if (path[0] == '/')
		return path;
	return arena_print(reading->arena, "%s/%s", reading->office->folder, path);
}

static bool read_root(struct reading *reading, const struct tree_node *root)
{
	struct office *office = reading->office;
	const struct tree_node *files = tree_child(root, "files");
	office->municipality = attribute_text(root, "municipality", reading->arena);
	if (!municipality_valid(office->municipality))
		return tell_wrong(reading, root->line,
			phrase("wrong check digit in the municipality code"), office->municipality);
	office->timezone = attribute_text(root, "timezone", reading->arena);
	const char *offset = attribute_text(root, "utc-offset", reading->arena);
	int minutes = 0;
	civil_parse_time(offset + 1, strlen(offset + 1), &minutes);
	office->utc_offset = offset[0] == '-' ? -minutes : minutes;
	office->holidays_path = join_path(reading, files, "holidays");
	office->templates_path = join_path(reading, files, "templates");
	office->lists = (struct csv_form){
		text_equal(tree_attribute(files, "lists-for"), "spreadsheets") ? CSV_SPREADSHEETS
									       : CSV_PROGRAMS,
		text_equal(tree_attribute(files, "lists-headings"), "ja") ? "ja" : NULL};
	if (tree_attribute(files, "export") != NULL)
		office->export_path = join_path(reading, files, "export");
	return true;
}

/* A file that the office names, and which was not to be read: the office's own mistake. */
static bool tell_file(struct reading *reading, const struct tree_node *files, struct fault why)
{
	if (why.kind != FAULT_INPUT) {
		*reading->why = why;
		return false;
	}
	return fault_set(reading->why, FAULT_OFFICE, "%s:%ld: %s", reading->office->path,
		files->line, why.message);
}

static bool read_towns(struct reading *reading, const struct tree_node *files)
{
	struct fault why;
	return tree_attribute(files, "towns") == NULL ||
	       towns_read(join_path(reading, files, "towns"), reading->arena,
		       &reading->office->towns, &why) ||
	       tell_file(reading, files, why);
}

static bool read_needs(struct reading *reading, const struct tree_node *files)
{
	struct fault why;
	return tree_attribute(files, "needs") == NULL ||
	       needs_read(join_path(reading, files, "needs"), reading->arena,
		       &reading->office->needs, &why) ||
	       tell_file(reading, files, why);
}

static bool read_holidays(struct reading *reading, const struct tree_node *files)
{
	struct office *office = reading->office;
	struct holiday_list announced;
	struct fault why;
	if (!holidays_read(office->holidays_path, reading->arena, &announced, &why))
		return tell_file(reading, files, why);
	struct holiday_list all =
		holidays_join(announced, reading->arena, &office->holidays_announced_until);
	office->holidays = all.list;
	office->holiday_count = all.count;
	office->holiday_slips = all.slips;
	office->holiday_slip_count = all.slip_count;
	return true;
}

/* ---- counters ---- */

static bool read_openings(
	struct reading *reading, const struct tree_node *node, struct counter *counter)
{
	struct opening *list =
		arena_alloc(reading->arena, tree_count(node, "opening") * sizeof *list);
	const char *path = reading->office->path;
	for (const struct tree_node *at = tree_child(node, "opening"); at != NULL;
		at = tree_next(at, "opening")) {
		struct opening *opening = &list[counter->opening_count++];
		opening->desks = attribute_number(at, "desks");
		opening->expect_permille = (int)lround(1000 * attribute_decimal(at, "expect"));
		opening->label = attribute_text(at, "label", reading->arena);
		opening->reason = attribute_text(at, "reason", reading->arena);
		opening->line = at->line;
		if (!attribute_rule(
			    at, "rrule", path, reading->arena, &opening->rrule, reading->why) ||
			!attribute_span(at, path, reading->arena, &opening->from, &opening->to,
				reading->why))
			return false;
		opening->weekdays = recurrence_weekly(opening->rrule);
	}
	counter->openings = list;
	return true;
}

static bool read_walk_ins(
	struct reading *reading, const struct tree_node *node, struct counter *counter)
{
	struct walk_in *list =
		arena_alloc(reading->arena, tree_count(node, "walk-in") * sizeof *list);
	const char *path = reading->office->path;
	for (const struct tree_node *at = tree_child(node, "walk-in"); at != NULL;
		at = tree_next(at, "walk-in")) {
		struct walk_in *band = &list[counter->walk_in_count++];
		band->desks = attribute_number(at, "desks");
		band->line = at->line;
		if (!attribute_rule(
			    at, "rrule", path, reading->arena, &band->rrule, reading->why) ||
			!attribute_span(
				at, path, reading->arena, &band->from, &band->to, reading->why))
			return false;
	}
	counter->walk_ins = list;
	return true;
}

/* A prefix may stand once only: the longest wins, and equal ones would hide each other. */
static bool prefix_taken(
	const struct office *office, const struct counter *counter, const char *prefix)
{
	for (size_t i = 0; i < counter->postal_prefix_count; i++)
		if (text_equal(counter->postal_prefixes[i], prefix))
			return true;
	for (size_t i = 0; i < office->counter_count; i++)
		for (size_t k = 0; k < office->counters[i].postal_prefix_count; k++)
			if (text_equal(office->counters[i].postal_prefixes[k], prefix))
				return true;
	return false;
}

static bool read_prefixes(
	struct reading *reading, const struct tree_node *node, struct counter *counter)
{
	const char **list = arena_alloc(reading->arena, tree_count(node, "serves") * sizeof *list);
	counter->postal_prefixes = list;
	for (const struct tree_node *at = tree_child(node, "serves"); at != NULL;
		at = tree_next(at, "serves")) {
		const char *prefix = attribute_text(at, "prefix", reading->arena);
		if (prefix_taken(reading->office, counter, prefix))
			return tell_wrong(reading, at->line,
				phrase("a prefix that is there already:"), prefix);
		list[counter->postal_prefix_count++] = prefix;
	}
	return true;
}

static bool read_counter(
	struct reading *reading, const struct tree_node *node, struct counter *counter)
{
	const char *path = reading->office->path;
	counter->id = attribute_text(node, "id", reading->arena);
	if (office_counter(reading->office, counter->id) >= 0)
		return tell_wrong(reading, node->line, phrase("a second counter"), counter->id);
	if (text_equal(counter->id, "all"))
		return tell_wrong(
			reading, node->line, phrase("a counter cannot be named"), counter->id);
	counter->phone = attribute_text(node, "phone", reading->arena);
	counter->map = attribute_text(node, "map", reading->arena);
	counter->latitude = attribute_decimal(node, "latitude");
	counter->longitude = attribute_decimal(node, "longitude");
	counter->slot_minutes = attribute_number(node, "slot-minutes");
	counter->line = node->line;
	return attribute_wordings(
		       node, "name", path, reading->arena, &counter->name, reading->why) &&
	       attribute_wordings(
		       node, "address", path, reading->arena, &counter->address, reading->why) &&
	       attribute_wordings(
		       node, "access", path, reading->arena, &counter->access, reading->why) &&
	       read_prefixes(reading, node, counter) && read_openings(reading, node, counter) &&
	       read_walk_ins(reading, node, counter);
}

static bool read_counters(struct reading *reading, const struct tree_node *node)
{
	struct counter *list =
		arena_alloc(reading->arena, tree_count(node, "counter") * sizeof *list);
	reading->office->counters = list;
	for (const struct tree_node *at = tree_child(node, "counter"); at != NULL;
		at = tree_next(at, "counter")) {
		if (!read_counter(reading, at, &list[reading->office->counter_count]))
			return false;
		reading->office->counter_count++;
	}
	return true;
}

/* ---- single dates and closures ---- */

/* A label that no opening of these counters has would be a rule that never applies. */
static bool label_known(struct reading *reading, const struct tree_node *node, counter_set counters,
	const char *label)
{
	const struct office *office = reading->office;
	for (size_t i = 0; i < office->counter_count && label != NULL; i++) {
		const struct counter *counter = &office->counters[i];
		for (size_t k = 0; k < counter->opening_count; k++)
			if ((counters & (counter_set)1 << i) != 0 &&
				text_equal(counter->openings[k].label, label))
				return true;
	}
	return label == NULL ||
	       tell_wrong(reading, node->line,
		       phrase("none of its counters has an opening labelled"), label);
}

/* Two entries for the same hours of the same day must be of one mind. */
static bool dates_agree(struct reading *reading, const struct single_date *date)
{
	const struct office *office = reading->office;
	for (size_t i = 0; i < office->date_count; i++) {
		const struct single_date *other = &office->dates[i];
		if (other->on == date->on && (other->counters & date->counters) != 0 &&
			text_equal(other->label, date->label) && other->open != date->open)
			return fault_set(reading->why, FAULT_OFFICE,
				"%s:%ld: line %ld says the contrary about this day", office->path,
				date->line, other->line);
	}
	return true;
}

static bool read_dates(struct reading *reading, const struct tree_node *node)
{
	struct office *office = reading->office;
	struct single_date *list =
		arena_alloc(reading->arena, tree_count(node, NULL) * sizeof *list);
	office->dates = list;
	for (const struct tree_node *at = tree_child(node, NULL); at != NULL;
		at = tree_next(at, NULL)) {
		struct single_date *date = &list[office->date_count];
		date->on = attribute_day(at, "on", reading->arena);
		date->open = text_equal(at->name, "open");
		date->desks = attribute_number(at, "desks");
		date->label = attribute_text(at, "label", reading->arena);
		date->reason = attribute_text(at, "reason", reading->arena);
		date->line = at->line;
		if (!attribute_counters(
			    at, office, reading->arena, &date->counters, reading->why) ||
			(date->open && !attribute_span(at, office->path, reading->arena,
					       &date->from, &date->to, reading->why)) ||
			!label_known(reading, at, date->counters, date->label) ||
			!dates_agree(reading, date))
			return false;
		office->date_count++;
	}
	return true;
}

static bool read_closures(struct reading *reading, const struct tree_node *node)
{
	static const char *const effects[] = {"off", "places", "hours"};
	struct office *office = reading->office;
	struct closure *list = arena_alloc(reading->arena, tree_count(node, NULL) * sizeof *list);
	office->closures = list;
	for (const struct tree_node *at = tree_child(node, NULL); at != NULL;
		at = tree_next(at, NULL)) {
		struct closure *closure = &list[office->closure_count++];
		closure->holidays = text_equal(at->name, "holidays");
		closure->reason = attribute_text(at, "reason", reading->arena);
		closure->effect = (enum closure_effect)word_index(
			effects, 3, attribute_text(at, "effect", reading->arena));
		closure->matters = attribute_matters(at, reading->arena);
		closure->label = attribute_text(at, "label", reading->arena);
		closure->line = at->line;
		if (!attribute_rule(at, "rrule", office->path, reading->arena, &closure->rrule,
			    reading->why) ||
			!attribute_counters(
				at, office, reading->arena, &closure->counters, reading->why) ||
			!label_known(reading, at, closure->counters, closure->label))
			return false;
	}
	return true;
}

bool office_read(const char *path, struct arena *arena, struct office *office, struct fault *why)
{
	const struct tree_node *root;
	struct tree_source source;
	if (!tree_read(path, "office.xsd", arena, &root, &source, why))
		return false;

	struct office result = {.path = arena_copy(arena, path), .folder = folder_of(path, arena)};
	struct reading reading = {&result, arena, why};
	if (!read_root(&reading, root) || !read_counters(&reading, tree_child(root, "counters")) ||
		!read_dates(&reading, tree_child(root, "days")) ||
		!read_closures(&reading, tree_child(root, "closures")) ||
		!settings_read(root, &result, arena, why) ||
		!dated_rules_read(root, &result, arena, why) ||
		!read_holidays(&reading, tree_child(root, "files")) ||
		!read_towns(&reading, tree_child(root, "files")) ||
		!read_needs(&reading, tree_child(root, "files")) ||
		!hours_check(&result, arena, why))
		return false;

	uint8_t sum[DIGEST_BYTES];
	struct digest digest;
	digest_init(&digest);
	digest_update(&digest, source.bytes, source.length);
	digest_done(&digest, sum);
	digest_text(sum, result.digest);
	*office = result;
	return true;
}
