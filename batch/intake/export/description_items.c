#include "base/text.h"
#include "intake/export/description_parts.h"
#include "intake/export/row_condition.h"
#include "intake/office/attribute.h"

#include <string.h>

/* An item may be named by many: it has one number for all of them, and what they say of it must
 * agree. That can only be known when all have been read, so mentions are kept with their lines. */

/* ---- paths ---- */

static bool is_column_number(const char *path)
{
	size_t digits = strspn(path, "0123456789");
	return digits > 0 && digits <= 4 && path[digits] == '\0' && path[0] != '0';
}

static bool check_path(const struct rows_listing *listing, const char *path, long line)
{
	const struct export_set *set = listing->set;
	if (path[0] == '\0')
		return description_wrong(listing->reading, line, "the item has no name");
	if (set->csv && !set->header && !is_column_number(path))
		return description_wrong(listing->reading, line,
			"\"%s\" is no number of a column, and without a header a column has no "
			"name",
			path);
	return !set->xml || description_xml_path(listing->reading, path, line, true);
}

/* ---- mentions ---- */

static void note_line(long *first, long line)
{
	if (*first == 0)
		*first = line;
}

static void note_use(struct rows_listing *listing, unsigned number, long line, enum item_use use)
{
	struct item_mentions *mentions = &listing->mentions[number];
	long *const places[] = {
		[ITEM_TAKEN] = &mentions->taken,
		[ITEM_IGNORED] = &mentions->ignored,
		[ITEM_REFUSED] = &mentions->refused,
		[ITEM_LACKING] = &mentions->lacking,
	};
	note_line(places[use], line);
}

bool listing_item(struct rows_listing *listing, const char *path, long line, enum item_use use,
	unsigned *number)
{
	struct arena *arena = listing->reading->arena;
	size_t at = 0;
	while (at < listing->item_count && strcmp(listing->items[at].path, path) != 0)
		at++;
	*number = (unsigned)at;
	if (at < listing->item_count) {
		note_use(listing, *number, line, use);
		return true;
	}
	if (!check_path(listing, path, line))
		return false;
	if (at == EXPORT_ITEMS_MAX)
		return description_wrong(listing->reading, line,
			"more than %d items of one kind of row; hint: <ignore-others/> names none",
			EXPORT_ITEMS_MAX);
	listing->items = arena_grow(
		arena, listing->items, at, 1, &listing->item_capacity, sizeof *listing->items);
	listing->mentions = arena_grow(arena, listing->mentions, at, 1, &listing->mention_capacity,
		sizeof *listing->mentions);
	listing->items[at] = (struct export_item){.path = path, .line = line};
	listing->item_count++;
	note_use(listing, *number, line, use);
	return true;
}

bool listing_taken(struct rows_listing *listing, const struct tree_node *node, unsigned *number)
{
	const struct description_reading *reading = listing->reading;
	bool optional = attribute_truth(node, "optional");
	const char *none = attribute_text(node, "none", reading->arena);
	const char *path = description_text(reading, node, "item");
	if (!listing_item(listing, path, node->line, ITEM_TAKEN, number))
		return false;
	struct item_mentions *mentions = &listing->mentions[*number];
	struct export_item *item = &listing->items[*number];
	none = none == NULL ? "" : none;
	if (mentions->named != 0 && strcmp(mentions->none, none) != 0)
		return description_wrong(reading, node->line,
			"\"%s\" has other words for none than in line %ld; hint: an item says "
			"nothing by the same words wherever it is taken",
			path, mentions->named);
	if (mentions->named == 0)
		item->none.words = attribute_list(node, "none", reading->arena, &item->none.count);
	mentions->none = none;
	mentions->needed |= !optional;
	note_line(&mentions->named, node->line);
	return true;
}

/* ---- conditions ---- */

bool listing_condition(struct rows_listing *listing, const struct tree_node *node,
	struct export_condition *condition)
{
	const struct description_reading *reading = listing->reading;
	const char *words = attribute_text(node, "when", reading->arena), *problem;
	struct worded_condition worded;
	*condition = (struct export_condition){NULL, 0};
	if (words == NULL)
		return true;
	if (!row_condition_parse(words, reading->arena, &worded, &problem))
		return description_wrong(
			reading, node->line, "the condition \"%s\": %s", words, problem);
	struct export_term *terms = arena_alloc(reading->arena, worded.count * sizeof *terms);
	for (size_t i = 0; i < worded.count; i++) {
		const struct worded_term *term = &worded.terms[i];
		terms[i].equal = term->equal;
		terms[i].value = term->value;
		if (!listing_item(listing, term->item, node->line, ITEM_TAKEN, &terms[i].item))
			return false;
	}
	*condition = (struct export_condition){terms, worded.count};
	listing->conditions =
		arena_grow(reading->arena, listing->conditions, listing->condition_count, 1,
			&listing->condition_capacity, sizeof *listing->conditions);
	listing->conditions[listing->condition_count++] =
		(struct asked_condition){*condition, node->line};
	return true;
}

static bool lists_word(const struct export_words *words, const char *word)
{
	for (size_t i = 0; i < words->count; i++)
		if (strcmp(words->words[i], word) == 0)
			return true;
	return false;
}

/* ITEM = '0' never holds where 0 is a word for none: that item says ''. */
static bool check_terms(const struct rows_listing *listing, const struct asked_condition *asked)
{
	for (size_t i = 0; i < asked->condition.count; i++) {
		const struct export_term *term = &asked->condition.terms[i];
		const struct export_item *item = &listing->items[term->item];
		if (lists_word(&item->none, term->value) ||
			lists_word(&listing->set->none, term->value))
			return description_wrong(listing->reading, asked->line,
				"the condition compares \"%s\" with '%s', which is a word for "
				"none; hint: an item that says nothing is ''",
				item->path, term->value);
	}
	return true;
}

/* ---- all together ---- */

static bool check_item(const struct rows_listing *listing, size_t number)
{
	const struct item_mentions *mentions = &listing->mentions[number];
	const char *path = listing->items[number].path;
	if (mentions->lacking != 0 && (mentions->named != 0 || mentions->taken == 0))
		return description_wrong(listing->reading, mentions->lacking,
			"\"%s\" may lack, which is said of what only conditions and the history "
			"ask for; hint: a take says optional=\"true\"",
			path);
	if (mentions->taken != 0 && mentions->ignored != 0)
		return description_wrong(listing->reading, mentions->ignored,
			"\"%s\" is ignored here and asked for in line %ld", path, mentions->taken);
	if (mentions->taken != 0 && mentions->refused != 0)
		return description_wrong(listing->reading, mentions->refused,
			"\"%s\" is refused here and asked for in line %ld", path, mentions->taken);
	if (mentions->ignored != 0 && mentions->refused != 0)
		return description_wrong(listing->reading, mentions->refused,
			"\"%s\" is refused here and ignored in line %ld", path, mentions->ignored);
	return true;
}

bool listing_finish(struct rows_listing *listing, struct export_rows *rows)
{
	for (size_t i = 0; i < listing->item_count; i++) {
		const struct item_mentions *mentions = &listing->mentions[i];
		struct export_item *item = &listing->items[i];
		if (!check_item(listing, i))
			return false;
		item->taken = mentions->taken != 0;
		item->refused = mentions->refused != 0;
		item->optional =
			!item->taken ||
			(mentions->named != 0 ? !mentions->needed
					      : mentions->beside || mentions->lacking != 0);
	}
	for (size_t i = 0; i < listing->condition_count; i++)
		if (!check_terms(listing, &listing->conditions[i]))
			return false;
	rows->items = listing->items;
	rows->item_count = listing->item_count;
	rows->steps = listing->steps;
	rows->step_count = listing->step_count;
	rows->ignore_others = listing->ignore_others;
	return true;
}
