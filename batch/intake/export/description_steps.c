#include "base/phrase.h"
#include "intake/export/description_parts.h"

#include <string.h>

/* Steps stay in the order of the file: of several to one field the first that says something
 * counts. Whatever can be known of a value before the first night, that its word is one of the
 * field's, that a day is written for a day, is asked here. */

/* ---- what a value becomes ---- */

static bool check_word(const struct description_reading *reading, long line,
	enum export_field field, const char *word, const char *what)
{
	if (export_field_accepts(field, word))
		return true;
	return description_wrong(reading, line, "%s \"%s\" is none that the field %s may have",
		what, word, export_fields[field].word);
}

static bool check_codes(
	const struct description_reading *reading, long line, const struct export_step *step)
{
	for (size_t i = 0; i < step->codes->count; i++) {
		const struct export_code *code = &step->codes->codes[i];
		if (code->word != NULL && !export_field_accepts(step->field, code->word))
			return description_wrong(reading, line,
				"of the table of codes \"%s\" the word \"%s\" is none that the "
				"field %s may have",
				step->codes->name, code->word, export_fields[step->field].word);
	}
	return true;
}

/* The attributes that a take and a join have alike. */
static bool read_meaning(
	struct rows_listing *listing, const struct tree_node *node, struct export_step *step)
{
	const struct description_reading *reading = listing->reading;
	const struct export_field_place *place = &export_fields[step->field];
	if (!description_codes(reading, node, &step->codes) ||
		!description_dates(reading, node, &step->dates) ||
		!listing_condition(listing, node, &step->when))
		return false;
	if (step->dates != NULL && !place->date && place->attribute != EXPORT_PRESENCE)
		return description_wrong(reading, node->line,
			"dates say how a day is written, and the field %s is none", place->word);
	if (step->dates != NULL && step->codes != NULL)
		return description_wrong(reading, node->line,
			"codes and dates at once; hint: two steps to one field, of which the "
			"first that says something counts");
	return step->codes == NULL || check_codes(reading, node->line, step);
}

/* ---- steps by their kind ---- */

static bool read_take(
	struct rows_listing *listing, const struct tree_node *node, struct export_step *step)
{
	unsigned *item = arena_alloc(listing->reading->arena, sizeof *item);
	step->kind = EXPORT_TAKE;
	step->items = item;
	step->item_count = 1;
	return listing_taken(listing, node, item) && read_meaning(listing, node, step);
}

static bool read_join(
	struct rows_listing *listing, const struct tree_node *node, struct export_step *step)
{
	unsigned *items =
		arena_alloc(listing->reading->arena, tree_count(node, "part") * sizeof *items);
	const char *between = tree_attribute(node, "between");
	step->kind = EXPORT_JOIN;
	step->items = items;
	step->between = between == NULL ? "" : between;
	for (const struct tree_node *part = tree_child(node, "part"); part != NULL;
		part = tree_next(part, "part"))
		if (!listing_taken(listing, part, &items[step->item_count++]))
			return false;
	return read_meaning(listing, node, step);
}

static bool read_say(
	struct rows_listing *listing, const struct tree_node *node, struct export_step *step)
{
	const struct description_reading *reading = listing->reading;
	step->kind = EXPORT_SAY;
	step->word = description_text(reading, node, "word");
	if (step->field == EXPORT_ID)
		return description_wrong(reading, node->line,
			"an id that is said is everybody's; hint: take it from an item");
	return check_word(reading, node->line, step->field, step->word, phrase("the word")) &&
	       listing_condition(listing, node, &step->when);
}

typedef bool step_reader(struct rows_listing *, const struct tree_node *, struct export_step *);

static bool read_step(
	struct rows_listing *listing, const struct tree_node *node, step_reader *reader)
{
	struct export_step step = {
		.field = export_field_named(description_text(listing->reading, node, "field"))};
	if (!reader(listing, node, &step))
		return false;
	listing->steps = arena_grow(listing->reading->arena, listing->steps, listing->step_count, 1,
		&listing->step_capacity, sizeof *listing->steps);
	listing->steps[listing->step_count++] = step;
	return true;
}

static bool read_unwanted(
	struct rows_listing *listing, const struct tree_node *node, enum item_use use)
{
	unsigned number;
	return listing_item(listing, description_text(listing->reading, node, "item"), node->line,
		use, &number);
}

bool listing_gives(const struct rows_listing *listing, enum export_field field)
{
	for (size_t i = 0; i < listing->step_count; i++)
		if (listing->steps[i].field == field)
			return true;
	return false;
}

/* ---- certificates ---- */

static bool gives_one_of(
	const struct rows_listing *listing, enum export_field first, enum export_field last)
{
	for (int field = (int)first; field <= (int)last; field++)
		if (listing_gives(listing, (enum export_field)field))
			return true;
	return false;
}

/* A row is of one certificate whose kind it says, or of both. */
static bool check_certificates(const struct rows_listing *listing, long line)
{
	bool kind = listing_gives(listing, EXPORT_CERTIFICATE_KIND);
	bool of_kind = gives_one_of(listing, EXPORT_CERTIFICATE_STATE, EXPORT_CERTIFICATE_EXPIRES);
	bool of_both = gives_one_of(listing, EXPORT_SIGNATURE_STATE, EXPORT_AUTHENTICATION_EXPIRES);
	if (of_kind && !kind)
		return description_wrong(listing->reading, line,
			"certificate/… is given without certificate/kind; hint: of a certificate "
			"whose kind is known write signature/… or authentication/…");
	if (of_both && kind)
		return description_wrong(listing->reading, line,
			"certificate/kind and signature/… or authentication/… in one kind of row: "
			"which of them counts?");
	return true;
}

bool description_read_steps(struct rows_listing *listing, const struct tree_node *parent)
{
	static const struct {
		const char *name;
		step_reader *reader;
	} kinds[] = {{"take", read_take}, {"join", read_join}, {"say", read_say}};
	for (const struct tree_node *node = tree_child(parent, NULL); node != NULL;
		node = tree_next(node, NULL)) {
		for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
			if (strcmp(node->name, kinds[i].name) == 0 &&
				!read_step(listing, node, kinds[i].reader))
				return false;
		if (strcmp(node->name, "ignore") == 0 &&
			!read_unwanted(listing, node, ITEM_IGNORED))
			return false;
		if (strcmp(node->name, "refuse") == 0 &&
			!read_unwanted(listing, node, ITEM_REFUSED))
			return false;
		if (strcmp(node->name, "may-lack") == 0 &&
			!read_unwanted(listing, node, ITEM_LACKING))
			return false;
		if (strcmp(node->name, "ignore-others") == 0)
			listing->ignore_others = true;
	}
	return check_certificates(listing, parent->line);
}
