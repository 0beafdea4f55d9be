#include "document/layout.h"

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
	double indent = element->indent * layout->scale;
	struct page_text text = {
		.markup = markup,
		.style = element->style,
		.points = element->style->points * layout->scale,
		.width = placed->width - indent,
		.align = element->align,
		.shared = shared,
	};
	placed->points = text.points;
	placed->block = page_shape(layout->pages, &text);
	placed->height = placed->block->height;
	if (placed->block->unknown > 0)
		layout_fail(layout, element, "this text has a sign that its font cannot draw");
	return true;
}

static void append(struct placed ***tail, struct placed *child)
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
			seen = seen || child->element->kind != ELEMENT_RULE;
			append(&tail, child);
		}
	}
	if (items)
		layout->filling.item = NULL;
	placed->height = y + element->frame.padding_y;
	return seen;
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
		else if (condition_holds(&child->when, filling_facts(&layout->filling)))
			sharing++;
		if (children[i] == NULL)
			continue;
		rest -= children[i]->width;
		seen++;
	}
	rest -= element->gap * (double)(seen + sharing > 0 ? seen + sharing - 1 : 0);
	if (sharing > 0 && rest <= 0)
		layout_fail(layout, element, "the widths in this row leave no room for the rest");
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
		append(&tail, children[i]);
	}
	for (struct placed *child = placed->first; child != NULL; child = child->next) {
		double slack = height - child->height;
		child->y = element->frame.padding_y +
			   (element->vertical == VERTICAL_MIDDLE          ? slack / 2
				   : element->vertical == VERTICAL_BOTTOM ? slack
									  : 0);
	}
	placed->height = height + 2 * element->frame.padding_y;
	return placed->first != NULL;
}

static bool measure_code(struct layout *layout, struct placed *placed)
{
	const struct qr *qr = layout->qr;
	if (qr == NULL)
		return false;
	placed->width = placed->height = placed->element->size;
	if (placed->element->size / (qr->size + 8) < MODULE_MIN)
		layout_fail(layout, placed->element, "the modules of the code are under 0.35 mm");
	return true;
}

static bool measure_image(struct layout *layout, struct placed *placed)
{
	const struct template_element *element = placed->element;
	placed->height = element->size;
	placed->image_width = page_image_width(layout->pages, element->image, element->size);
	if (placed->image_width > placed->width + 1e-6)
		layout_fail(layout, element, "the image is wider than its place");
	return true;
}

/* The element at this width, NULL when its condition does not hold or nothing is in it. */
struct placed *layout_measure(
	struct layout *layout, const struct template_element *element, double width)
{
	if (!condition_holds(&element->when, filling_facts(&layout->filling)))
		return NULL;
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
	case ELEMENT_IMAGE:
		seen = measure_image(layout, placed);
		break;
	}
	return seen ? placed : NULL;
}
