#include "base/phrase.h"
#include "base/text.h"
#include "intake/export/description_parts.h"
#include "intake/office/attribute.h"

#include <string.h>

/* A set is read from its file inwards: how the file is found and built, then what its head and its
 * history ask for, then the steps, last the rows within a record. Its items come together in one
 * listing for each kind of row. */

bool description_xml_path(
	const struct description_reading *reading, const char *path, long line, bool attribute)
{
	for (const char *at = path;; at++) {
		size_t length = strcspn(at, "/");
		bool last = at[length] == '\0';
		const char *name = last && attribute && *at == '@' ? at + 1 : at;
		size_t rest = length - (size_t)(name - at);
		if (rest == 0 || strcspn(name, "@: ") < rest)
			return description_wrong(reading, line,
				"\"%s\" is no path of XML; hint: names of elements without "
				"prefixes, a slash between two%s",
				path,
				attribute ? phrase(", the last with @ in front for an attribute")
					  : "");
		if (last)
			return true;
		at += length;
	}
}

/* ---- the file ---- */

/* A pattern's words in braces are all of these. */
static bool check_braces(const struct description_reading *reading, const struct tree_node *node,
	const char *attribute, const char *allowed)
{
	const char *pattern = description_text(reading, node, attribute);
	for (const char *at = pattern; at != NULL && (at = strchr(at, '{')) != NULL; at++) {
		size_t length = strcspn(at, "}");
		const char *word = arena_text(reading->arena, at, length + (at[length] != '\0'));
		if (at[length] == '\0' || strstr(allowed, word) == NULL)
			return description_wrong(reading, node->line,
				"%s \"%s\": \"%s\" is none of %s", attribute, pattern, word,
				allowed);
		if (strstr(at + 1, word) != NULL)
			return description_wrong(reading, node->line, "%s \"%s\": %s twice",
				attribute, pattern, word);
	}
	return true;
}

static bool read_file(const struct description_reading *reading, const struct tree_node *node,
	struct export_set *set)
{
	static const char beside[] = "{name} {stem} {date} {municipality} {count}";
	if (node == NULL)
		return true;
	set->pattern = description_text(reading, node, "pattern");
	set->done = description_text(reading, node, "done");
	set->control = description_text(reading, node, "control");
	set->settle_seconds = attribute_number(node, "settle-seconds");
	return check_braces(reading, node, "pattern", "{date} {municipality} {count}") &&
	       check_braces(reading, node, "done", beside) &&
	       check_braces(reading, node, "control", beside);
}

static bool read_xml(const struct description_reading *reading, const struct tree_node *node,
	struct export_set *set)
{
	set->rows[0].path = "";
	if (node == NULL)
		return true;
	set->xml = true;
	set->rows[0].path = description_text(reading, node, "record");
	set->namespace = description_text(reading, node, "namespace");
	return description_xml_path(reading, set->rows[0].path, node->line, false);
}

static void read_csv(const struct description_reading *reading, const struct tree_node *node,
	struct export_set *set)
{
	static const struct {
		const char *word;
		enum export_encoding encoding;
	} encodings[] = {{"utf-16", EXPORT_UTF_16}, {"utf-16be", EXPORT_UTF_16BE},
		{"windows-31j", EXPORT_WINDOWS_31J}};
	set->header = true;
	if (node == NULL)
		return;
	const char *encoding = description_text(reading, node, "encoding");
	const char *separator = description_text(reading, node, "separator");
	set->csv = true;
	for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++)
		if (text_equal(encodings[i].word, encoding))
			set->encoding = encodings[i].encoding;
	set->separator = text_equal(separator, "tab")         ? '\t'
			 : text_equal(separator, "semicolon") ? ';'
							      : ',';
	set->header = attribute_truth(node, "header");
	set->open_end = attribute_truth(node, "open-end");
}

/* Of our own format the set says its file and no more. The day of the file's name is what it is
 * chosen by. */
static bool read_own(const struct description_reading *reading, const struct tree_node *node,
	struct export_set *set)
{
	static const char *const allowed[] = {"file", "own"};
	set->own = true;
	set->rows[0].path = "";
	set->rows_count = 1;
	for (const struct tree_node *at = tree_child(node, NULL); at != NULL;
		at = tree_next(at, NULL))
		if (!text_equal(at->name, allowed[0]) && !text_equal(at->name, allowed[1]))
			return description_wrong(reading, at->line,
				"the set \"%s\" is in our own format, which says all else itself: "
				"<%s> has no place here",
				set->name, at->name);
	if (set->several || set->none.count > 0 || set->control != NULL)
		return description_wrong(reading, node->line,
			"the set \"%s\" is in our own format, which has no words for none, no "
			"several rows and no control file",
			set->name);
	if (set->pattern != NULL && strstr(set->pattern, "{date}") != NULL)
		set->head[EXPORT_AS_OF].source = EXPORT_BY_NAME;
	return true;
}

static bool check_kinds(const struct description_reading *reading, const struct tree_node *node,
	const struct export_set *set)
{
	if (!set->xml && !set->csv)
		return description_wrong(reading, node->line,
			"is the set \"%s\" XML or CSV? hint: <xml record=…/> or <csv/>, or <own/> "
			"for our own format",
			set->name);
	if (set->xml && !set->header)
		return description_wrong(reading, node->line,
			"the set \"%s\" may be XML, whose items have names, or CSV without any",
			set->name);
	return true;
}

/* ---- the head ---- */

/* What the head calls its parts, and the file's name. */
static const struct {
	const char *element, *brace;
} head_parts[EXPORT_HEAD_PARTS] = {
	[EXPORT_MUNICIPALITY] = {"municipality", "{municipality}"},
	[EXPORT_AS_OF] = {"as-of", "{date}"},
	[EXPORT_COUNT] = {"count", "{count}"},
};

/* An item of the head: of XML it stands outside the records, of CSV it is a column. */
static bool head_item(
	struct rows_listing *listing, const struct tree_node *node, const struct export_said *said)
{
	unsigned number;
	if (!listing->set->csv)
		return description_xml_path(listing->reading, said->item, node->line, true);
	if (!listing_item(listing, said->item, node->line, ITEM_TAKEN, &number))
		return false;
	listing->mentions[number].beside = listing->set->xml || said->optional;
	return true;
}

static bool read_said(struct rows_listing *listing, const struct tree_node *node, const char *brace,
	struct export_said *said)
{
	const struct description_reading *reading = listing->reading;
	const char *item = description_text(reading, node, "item");
	const char *control = description_text(reading, node, "control");
	bool by_name = attribute_truth(node, "file-name");
	bool one = item != NULL ? control == NULL : (control != NULL) != by_name;
	said->optional = attribute_truth(node, "optional");
	if (!one || (said->optional && item == NULL))
		return description_wrong(reading, node->line,
			"where is \"%s\" said? hint: one of item, control and file-name, of which an "
			"item may be optional and the name may say it too",
			node->name);
	if (control != NULL && listing->set->control == NULL)
		return description_wrong(reading, node->line,
			"\"%s\" is a key of the control file, and <file> names none", control);
	if (by_name &&
		(listing->set->pattern == NULL || strstr(listing->set->pattern, brace) == NULL))
		return description_wrong(reading, node->line,
			"the file's name cannot say \"%s\": <file> has no pattern with %s in it",
			node->name, brace);
	said->source = item != NULL      ? EXPORT_BY_ITEM
		       : control != NULL ? EXPORT_BY_CONTROL
					 : EXPORT_BY_NAME;
	said->by_name_too = item != NULL && by_name;
	said->item = control != NULL ? control : item;
	if (!description_dates(reading, node, &said->dates))
		return false;
	if (said->dates != NULL &&
		(said->source == EXPORT_BY_NAME || strcmp(node->name, "as-of") != 0))
		return description_wrong(reading, node->line,
			"dates are those of an as-of that an item or a control file says");
	return item == NULL || head_item(listing, node, said);
}

static bool read_head(
	struct rows_listing *listing, const struct tree_node *head, struct export_set *set)
{
	for (int part = 0; part < EXPORT_HEAD_PARTS; part++) {
		const struct tree_node *node = tree_child(head, head_parts[part].element);
		if (node != NULL &&
			!read_said(listing, node, head_parts[part].brace, &set->head[part]))
			return false;
	}
	return true;
}

/* ---- the history ---- */

static bool history_item(
	struct rows_listing *listing, const struct tree_node *node, const char *name, int *item)
{
	const char *path = description_text(listing->reading, node, name);
	unsigned number;
	*item = EXPORT_NO_ITEM;
	if (path == NULL)
		return true;
	if (!listing_item(listing, path, node->line, ITEM_TAKEN, &number))
		return false;
	*item = (int)number;
	return true;
}

static bool read_history(
	struct rows_listing *listing, const struct tree_node *node, struct export_history *history)
{
	const struct description_reading *reading = listing->reading;
	*history = (struct export_history){.from = EXPORT_NO_ITEM,
		.until = EXPORT_NO_ITEM,
		.highest = EXPORT_NO_ITEM,
		.then_highest = EXPORT_NO_ITEM};
	if (node == NULL)
		return true;
	history->any = true;
	if (!listing_condition(listing, node, &history->when) ||
		!history_item(listing, node, "from", &history->from) ||
		!history_item(listing, node, "until", &history->until) ||
		!history_item(listing, node, "highest", &history->highest) ||
		!history_item(listing, node, "then-highest", &history->then_highest) ||
		!description_dates(reading, node, &history->dates))
		return false;
	bool days = history->from != EXPORT_NO_ITEM || history->until != EXPORT_NO_ITEM;
	if (!days && history->when.count == 0 && history->highest == EXPORT_NO_ITEM)
		return description_wrong(reading, node->line,
			"the history does not say which row counts; hint: one of when, from, until "
			"and highest");
	if (history->then_highest != EXPORT_NO_ITEM && history->highest == EXPORT_NO_ITEM)
		return description_wrong(reading, node->line, "then-highest goes behind a highest");
	if (history->dates != NULL && !days)
		return description_wrong(
			reading, node->line, "dates are those of from and until: there is neither");
	return true;
}

/* ---- rows ---- */

static bool read_nested(const struct description_reading *reading, const struct tree_node *node,
	struct export_set *set)
{
	struct export_rows *rows = &set->rows[set->rows_count];
	struct rows_listing listing = {.reading = reading, .set = set};
	rows->path = description_text(reading, node, "of");
	rows->optional = attribute_truth(node, "optional");
	if (!set->xml)
		return description_wrong(reading, node->line,
			"rows within a record are of XML, and the set \"%s\" is CSV", set->name);
	if (!description_xml_path(reading, rows->path, node->line, false))
		return false;
	for (size_t i = 0; i < set->rows_count; i++)
		if (strcmp(set->rows[i].path, rows->path) == 0)
			return description_wrong(reading, node->line,
				"\"%s\" is a kind of row of this set already", rows->path);
	if (!description_read_steps(&listing, node))
		return false;
	if (listing_gives(&listing, EXPORT_ID))
		return description_wrong(reading, node->line,
			"rows within a record are of the record's resident: no id is taken from "
			"them");
	set->rows_count++;
	return listing_finish(&listing, rows);
}

/* What every resident must have, and the key of all others. */
static bool check_fields(const struct rows_listing *listing, long line)
{
	static const enum export_field needed[] = {
		EXPORT_ID, EXPORT_HOUSEHOLD, EXPORT_STATE, EXPORT_NAME, EXPORT_BORN};
	size_t count = listing->set->is_main ? sizeof needed / sizeof needed[0] : 1;
	for (size_t i = 0; i < count; i++)
		if (!listing_gives(listing, needed[i]))
			return description_wrong(listing->reading, line,
				"the set \"%s\" gives no %s%s", listing->set->name,
				export_fields[needed[i]].word,
				listing->set->is_main
					? phrase(", which the main set must")
					: phrase(", by which its rows find their resident"));
	return true;
}

static bool read_rows(const struct description_reading *reading, const struct tree_node *node,
	struct export_set *set)
{
	struct rows_listing listing = {.reading = reading, .set = set};
	if (!read_head(&listing, tree_child(node, "head"), set) ||
		!read_history(&listing, tree_child(node, "history"), &set->history) ||
		!description_read_steps(&listing, node) || !check_fields(&listing, node->line) ||
		!listing_finish(&listing, &set->rows[0]))
		return false;
	set->rows_count = 1;
	for (const struct tree_node *rows = tree_child(node, "rows"); rows != NULL;
		rows = tree_next(rows, "rows"))
		if (!read_nested(reading, rows, set))
			return false;
	return true;
}

bool description_read_set(const struct description_reading *reading, const struct tree_node *node,
	struct export_set *set)
{
	set->name = description_text(reading, node, "name");
	set->line = node->line;
	set->is_main = attribute_truth(node, "main");
	set->required = attribute_truth(node, "required");
	set->several = attribute_truth(node, "several");
	set->none.words = attribute_list(node, "none", reading->arena, &set->none.count);
	read_csv(reading, tree_child(node, "csv"), set);
	if (!read_file(reading, tree_child(node, "file"), set))
		return false;
	if (tree_child(node, "own") != NULL)
		return read_own(reading, node, set);
	return read_xml(reading, tree_child(node, "xml"), set) && check_kinds(reading, node, set) &&
	       read_rows(reading, node, set);
}
