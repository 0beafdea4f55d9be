#include "document/mailroom/layout.h"

#include "base/phrase.h"
#include "document/words/furigana.h"

#include <string.h>

/* Measuring is one walk down the template's tree; what a letter does not have is not in the tree
 * of boxes either. The first failure is kept, and the walk goes on so that its caller has one
 * place to look. */

/* By the QR code's makers, what a telephone reads off paper at arm's length. */
static const double MODULE_MIN = 0.35;

void layout_fail(struct layout *layout, const struct template_element *element, const char *what)
{
	if (layout->failed)
		return;
	fault_set(layout->why, FAULT_OFFICE, "%s:%ld: %s", layout->filling.templates->path,
		element->line, what);
	layout->failed = true;
	layout->failing = element;
	layout->failure = what;
}

static bool measure_text(struct layout *layout, struct placed *placed)
{
	const struct template_element *element = placed->element;
	bool shared;
	const char *markup = filling_text(&layout->filling, element->key, &shared);
	if (markup == NULL)
		return false;
	if (layout->bare && layout->filling.language == layout->filling.beside)
		markup = furigana_leave_out(markup, layout->filling.arena);
	double smallest = layout->filling.templates->smallest;
	if (smallest < element->style->smallest)
		smallest = element->style->smallest;
	double points = element->style->points * layout->scale;
	if (points < smallest * layout->relief)
		points = smallest * layout->relief;
	double indent = element->indent * points / element->style->points;
	struct page_text text = {
		.markup = markup,
		.style = element->style,
		.language = layout->filling.language->tag,
		.points = points,
		.width = placed->width - indent,
		.align = element->align,
		.shared = shared,
	};
	placed->points = text.points;
	placed->block = layout->trial ? page_measure(layout->pages, &text)
				      : page_shape(layout->pages, &text);
	placed->height = placed->block->height;
	placed->middle = placed->block->middle;
	placed->shared = placed->block->shared;
	if (placed->block->unknown > 0)
		layout_fail(
			layout, element, phrase("this text has a sign that its font cannot draw"));
	return true;
}

static void append_child(struct placed ***tail, struct placed *child)
{
	**tail = child;
	*tail = &child->next;
}

/* Children one below the other; for <items> the whole row of them once for each item. */
static bool measure_stack(struct layout *layout, struct placed *placed)
{
	const struct template_element *element = placed->element;
	const struct notice *notice = layout->filling.notice;
	bool items = element->kind == ELEMENT_ITEMS;
	size_t rounds = items ? notice->item_count : 1;
	double inner = placed->width - 2 * element->frame.padding_x;
	double y = element->frame.padding_y;
	bool seen = false; /* something else than rules */
	struct placed **tail = &placed->first;
	for (size_t round = 0; round < rounds; round++) {
		if (items)
			layout->filling.item = &notice->items[round];
		for (size_t i = 0; i < element->child_count; i++) {
			struct placed *child = layout_measure(layout, &element->children[i], inner);
			if (child == NULL)
				continue;
			if (placed->first != NULL)
				y += element->gap + child->element->before;
			child->x = element->frame.padding_x;
			child->y = y;
			y += child->height;
			if (placed->middle <= 0 && child->middle > 0)
				placed->middle = child->y + child->middle;
			seen = seen || child->element->kind != ELEMENT_RULE;
			append_child(&tail, child);
		}
	}
	if (items)
		layout->filling.item = NULL;
	placed->height = y + element->frame.padding_y;
	return seen;
}

/* Does the letter have this element, whatever is in it? */
static bool has_element(const struct layout *layout, const struct template_element *element)
{
	struct filling filling = layout->filling;
	return condition_holds(&element->when, filling_facts(&filling)) &&
	       (element->language == NULL || filling_turn(&filling, element->language));
}

/* Puts the children of a row, the highest of `height`, to their places from the top; returns the
 * height of all. */
static double align_row(struct placed *row, double height)
{
	static const double shares[] = {
		[VERTICAL_TOP] = 0, [VERTICAL_MIDDLE] = 0.5, [VERTICAL_BOTTOM] = 1};
	const struct template_element *element = row->element;
	double middle = 0, all = height;
	for (const struct placed *child = row->first; child != NULL; child = child->next)
		if (child->middle > middle)
			middle = child->middle;
	for (struct placed *child = row->first; child != NULL; child = child->next) {
		child->y = element->frame.padding_y;
		if (element->vertical != VERTICAL_FIRST)
			child->y += (height - child->height) * shares[element->vertical];
		else if (child->middle > 0)
			child->y += middle - child->middle;
		if (child->y - element->frame.padding_y + child->height > all)
			all = child->y - element->frame.padding_y + child->height;
		if (row->middle <= 0 && child->middle > 0)
			row->middle = child->y + child->middle;
	}
	return all;
}

/* Children side by side: first those with a width of their own, then the rest share what these
 * leave. */
static bool measure_row(struct layout *layout, struct placed *placed)
{
	const struct template_element *element = placed->element;
	struct placed **children =
		arena_alloc(layout->filling.arena, element->child_count * sizeof(struct placed *));
	double rest = placed->width - 2 * element->frame.padding_x;
	size_t sharing = 0, seen = 0;
	for (size_t i = 0; i < element->child_count; i++) {
		const struct template_element *child = &element->children[i];
		if (child->width > 0)
			children[i] = layout_measure(layout, child, child->width);
		else if (has_element(layout, child))
			sharing++;
		if (children[i] == NULL)
			continue;
		rest -= children[i]->width;
		seen++;
	}
	rest -= element->gap * (double)(seen + sharing > 0 ? seen + sharing - 1 : 0);
	if (sharing > 0 && rest <= 0)
		layout_fail(layout, element,
			phrase("the widths in this row leave no room for the rest"));
	double height = 0, x = element->frame.padding_x;
	struct placed **tail = &placed->first;
	for (size_t i = 0; i < element->child_count; i++) {
		const struct template_element *child = &element->children[i];
		if (child->width <= 0)
			children[i] = layout_measure(
				layout, child, rest / (double)(sharing > 0 ? sharing : 1));
		if (children[i] == NULL)
			continue;
		children[i]->x = x;
		x += children[i]->width + element->gap;
		if (children[i]->height > height)
			height = children[i]->height;
		append_child(&tail, children[i]);
	}
	placed->height = align_row(placed, height) + 2 * element->frame.padding_y;
	return placed->first != NULL;
}

static bool measure_code(struct layout *layout, struct placed *placed)
{
	const struct qr *qr = layout->qr;
	if (qr == NULL)
		return false;
	placed->width = placed->height = placed->element->size;
	if (placed->element->size / (qr->size + 8) < MODULE_MIN)
		layout_fail(layout, placed->element,
			phrase("the modules of the code are under 0.35 mm"));
	return true;
}

static bool measure_scan(struct layout *layout, struct placed *placed)
{
	const struct linear *scan = layout->scan;
	if (scan == NULL)
		return false;
	placed->height = placed->element->size;
	placed->image_width = placed->element->module * (scan->modules + 2 * SCAN_QUIET);
	if (placed->image_width > placed->width + 1e-6)
		layout_fail(layout, placed->element,
			phrase("the notice number's code is wider than its place"));
	return true;
}

static bool measure_image(struct layout *layout, struct placed *placed)
{
	const struct template_element *element = placed->element;
	placed->height = element->size;
	placed->image_width = page_image_width(layout->pages, element->image, element->size);
	if (placed->image_width > placed->width + 1e-6)
		layout_fail(layout, element, phrase("the image is wider than its place"));
	return true;
}

static struct placed *measure_element(
	struct layout *layout, const struct template_element *element, double width)
{
	struct placed *placed = arena_alloc(layout->filling.arena, sizeof *placed);
	placed->element = element;
	placed->width = width;
	bool seen = true;
	switch (element->kind) {
	case ELEMENT_TEXT:
		seen = measure_text(layout, placed);
		break;
	case ELEMENT_STACK:
	case ELEMENT_ITEMS:
		seen = measure_stack(layout, placed);
		break;
	case ELEMENT_ROW:
		seen = measure_row(layout, placed);
		break;
	case ELEMENT_RULE:
		placed->height = element->size;
		break;
	case ELEMENT_CODE:
		seen = measure_code(layout, placed);
		break;
	case ELEMENT_SCAN:
		seen = measure_scan(layout, placed);
		break;
	case ELEMENT_IMAGE:
		seen = measure_image(layout, placed);
		break;
	case ELEMENT_SQUARE:
		placed->width = placed->height = element->size + 2 * element->quiet;
		break;
	}
	bool inside = placed->first != NULL || element->kind == ELEMENT_RULE;
	for (const struct placed *child = placed->first; child != NULL; child = child->next)
		inside = inside && child->shared;
	placed->shared = placed->shared || inside;
	return seen ? placed : NULL;
}

struct placed *layout_measure(
	struct layout *layout, const struct template_element *element, double width)
{
	if (!condition_holds(&element->when, filling_facts(&layout->filling)))
		return NULL;
	if (element->language == NULL)
		return measure_element(layout, element, width);
	const struct template_language *around = layout->filling.language;
	fact_set facts = layout->filling.facts;
	if (!filling_turn(&layout->filling, element->language))
		return NULL;
	struct placed *placed = measure_element(layout, element, width);
	layout->filling.language = around;
	layout->filling.facts = facts;
	return placed;
}
