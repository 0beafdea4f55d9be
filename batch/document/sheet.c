#include "document/sheet.h"

#include <string.h>

/* By the QR code's makers, what a telephone reads off paper at arm's length. */
static const double MODULE_MIN = 0.35;

/* An element with its measures, and what is in it. */
struct placed {
	const struct template_element *element;
	const struct page_block *block; /* of a text */
	double x, y;                    /* from the parent's corner, mm */
	double width, height, points;
	struct placed *first, *next;
};

struct measuring {
	const struct sheet *sheet;
	struct filling filling; /* with the item in turn */
	struct arena *arena;
	double scale;
	struct fault *why;
	bool failed; /* *why is set; what is measured then does not count */
};

static struct placed *measure(
	struct measuring *measuring, const struct template_element *element, double width);

static void fail(
	struct measuring *measuring, const struct template_element *element, const char *what)
{
	if (!measuring->failed)
		fault_set(measuring->why, FAULT_OFFICE, "%s:%ld: %s",
			measuring->filling.templates->path, element->line, what);
	measuring->failed = true;
}

/* ---- measuring ---- */

static bool measure_text(struct measuring *measuring, struct placed *placed)
{
	const struct template_element *element = placed->element;
	bool shared;
	const char *markup = filling_text(&measuring->filling, element->key, &shared);
	if (markup == NULL)
		return false;
	double indent = element->indent * measuring->scale;
	struct page_text text = {
		.markup = markup,
		.style = element->style,
		.points = element->style->points * measuring->scale,
		.width = placed->width - indent,
		.align = element->align,
		.shared = shared,
	};
	placed->points = text.points;
	placed->block = page_shape(measuring->sheet->pages, &text);
	placed->height = placed->block->height;
	if (placed->block->unknown > 0)
		fail(measuring, element, "this text has a sign that its font cannot draw");
	return true;
}

static void append(struct placed ***tail, struct placed *child)
{
	**tail = child;
	*tail = &child->next;
}

/* Children one below the other; for <items> the whole row of them once for each item. */
static bool measure_stack(struct measuring *measuring, struct placed *placed)
{
	const struct template_element *element = placed->element;
	const struct notice *notice = measuring->filling.notice;
	bool items = element->kind == ELEMENT_ITEMS;
	size_t rounds = items ? notice->item_count : 1;
	double inner = placed->width - 2 * element->frame.padding_x;
	double y = element->frame.padding_y;
	bool seen = false; /* something else than rules */
	struct placed **tail = &placed->first;
	for (size_t round = 0; round < rounds; round++) {
		if (items)
			measuring->filling.item = &notice->items[round];
		for (size_t i = 0; i < element->child_count; i++) {
			struct placed *child = measure(measuring, &element->children[i], inner);
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
		measuring->filling.item = NULL;
	placed->height = y + element->frame.padding_y;
	return seen;
}

/* Children side by side: first those with a width of their own, then the rest share what these
 * leave. */
static bool measure_row(struct measuring *measuring, struct placed *placed)
{
	const struct template_element *element = placed->element;
	struct placed **children =
		arena_alloc(measuring->arena, element->child_count * sizeof(struct placed *));
	double rest = placed->width - 2 * element->frame.padding_x;
	size_t sharing = 0, seen = 0;
	for (size_t i = 0; i < element->child_count; i++) {
		const struct template_element *child = &element->children[i];
		if (child->width > 0)
			children[i] = measure(measuring, child, child->width);
		else if (condition_holds(&child->when, filling_facts(&measuring->filling)))
			sharing++;
		if (children[i] == NULL)
			continue;
		rest -= children[i]->width;
		seen++;
	}
	rest -= element->gap * (double)(seen + sharing > 0 ? seen + sharing - 1 : 0);
	double height = 0, x = element->frame.padding_x;
	struct placed **tail = &placed->first;
	for (size_t i = 0; i < element->child_count; i++) {
		const struct template_element *child = &element->children[i];
		if (child->width <= 0)
			children[i] = measure(
				measuring, child, rest / (double)(sharing > 0 ? sharing : 1));
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

static bool measure_code(struct measuring *measuring, struct placed *placed)
{
	const struct qr *qr = measuring->sheet->qr;
	if (qr == NULL)
		return false;
	placed->width = placed->height = placed->element->size;
	if (placed->element->size / (qr->size + 8) < MODULE_MIN)
		fail(measuring, placed->element, "the modules of the code are under 0.35 mm");
	return true;
}

/* The element at this width, NULL when its condition does not hold or nothing is in it. */
static struct placed *measure(
	struct measuring *measuring, const struct template_element *element, double width)
{
	if (!condition_holds(&element->when, filling_facts(&measuring->filling)))
		return NULL;
	struct placed *placed = arena_alloc(measuring->arena, sizeof *placed);
	placed->element = element;
	placed->width = width;
	bool seen = true;
	switch (element->kind) {
	case ELEMENT_TEXT:
		seen = measure_text(measuring, placed);
		break;
	case ELEMENT_STACK:
	case ELEMENT_ITEMS:
		seen = measure_stack(measuring, placed);
		break;
	case ELEMENT_ROW:
		seen = measure_row(measuring, placed);
		break;
	case ELEMENT_RULE:
		placed->height = element->size;
		break;
	case ELEMENT_CODE:
		seen = measure_code(measuring, placed);
		break;
	}
	return seen ? placed : NULL;
}

/* ---- the flow ---- */

/* A block of the flow and the area it has come to stand in. */
struct standing {
	struct placed *placed;
	size_t area;
	double gap; /* above it; 0 at an area's head */
	bool loose; /* the gap may be widened */
};

struct flow {
	struct standing *blocks;
	size_t count, capacity;
	size_t area; /* that is being filled */
	double y;    /* its height so far */
};

/* Puts one block where there is room, from the present area on; `gap` is what it wants above it.
 * False when the last area is full. */
static bool stand(struct measuring *measuring, struct flow *flow,
	const struct template_element *element, double gap, bool loose)
{
	const struct templates *templates = measuring->filling.templates;
	for (;; flow->area++, flow->y = 0) {
		if (flow->area == templates->area_count)
			return false;
		const struct template_area *area = &templates->areas[flow->area];
		struct placed *placed = measure(measuring, element, area->width);
		if (placed == NULL)
			return true;
		double above = flow->y > 0 ? gap + element->before : 0;
		if (flow->y + above + placed->height > area->height)
			continue;
		flow->blocks = arena_grow(measuring->arena, flow->blocks, flow->count, 1,
			&flow->capacity, sizeof *flow->blocks);
		flow->blocks[flow->count++] = (struct standing){
			.placed = placed, .area = flow->area, .gap = above, .loose = loose};
		flow->y += above + placed->height;
		return true;
	}
}

/* Puts the blocks into the areas at one scale; false when the last one is full. */
static bool fill_areas(struct measuring *measuring, struct flow *flow)
{
	const struct templates *templates = measuring->filling.templates;
	flow->count = flow->area = 0;
	flow->y = 0;
	for (size_t i = 0; i < templates->block_count; i++) {
		const struct template_element *element = &templates->blocks[i];
		if (!condition_holds(&element->when, measuring->filling.facts))
			continue;
		if (element->area > flow->area) {
			flow->area = element->area;
			flow->y = 0;
		}
		bool fits = element->split || stand(measuring, flow, element, templates->gap, true);
		for (size_t k = 0; element->split && fits && k < element->child_count; k++)
			fits = stand(measuring, flow, &element->children[k],
				k == 0 ? templates->gap : element->gap, k == 0);
		if (!fits)
			return false;
	}
	return true;
}

/* What the area leaves, shared among its gaps. */
static double spread(const struct templates *templates, const struct flow *flow, size_t area)
{
	double used = 0;
	size_t gaps = 0;
	for (size_t i = 0; i < flow->count; i++) {
		if (flow->blocks[i].area != area)
			continue;
		used += flow->blocks[i].gap + flow->blocks[i].placed->height;
		gaps += flow->blocks[i].gap > 0 && flow->blocks[i].loose ? 1 : 0;
	}
	if (gaps == 0)
		return 0;
	double each = (templates->areas[area].height - used) / (double)gaps;
	return each < templates->stretch ? each : templates->stretch;
}

static void place_flow(const struct templates *templates, struct flow *flow)
{
	for (size_t area = 0; area < templates->area_count; area++) {
		double extra = spread(templates, flow, area);
		double y = templates->areas[area].y;
		for (size_t i = 0; i < flow->count; i++) {
			struct standing *standing = &flow->blocks[i];
			if (standing->area != area)
				continue;
			y += standing->gap + (standing->gap > 0 && standing->loose ? extra : 0);
			standing->placed->x = templates->areas[area].x;
			standing->placed->y = y;
			y += standing->placed->height;
		}
	}
}

/* ---- drawing ---- */

/* The mark stands in the middle of the first line. */
static void draw_mark(struct pages *pages, const struct placed *placed, double x, double y)
{
	static const double MM_PER_POINT = 25.4 / 72;
	const struct template_style *style = placed->element->style;
	double em = placed->points * MM_PER_POINT;
	double middle = y + em * style->leading / 2;
	double side = placed->element->mark == MARK_CHECK ? em * 0.86 : em * 0.32;
	struct template_frame frame = {
		.radius = placed->element->mark == MARK_CHECK ? em * 0.12 : side / 2,
		.stroke_width = 0.3,
		.fill = placed->element->mark == MARK_CHECK ? 0xFFFFFF : style->color,
		.stroke = placed->element->mark == MARK_CHECK ? style->color : COLOR_NONE,
	};
	page_frame(pages, x + em * 0.1, middle - side / 2, side, side, &frame);
}

static void draw(const struct sheet *sheet, const struct placed *placed, double x, double y)
{
	const struct template_element *element = placed->element;
	double indent;
	x += placed->x;
	y += placed->y;
	switch (element->kind) {
	case ELEMENT_TEXT:
		indent = element->indent * placed->points / element->style->points;
		if (element->mark != MARK_NONE)
			draw_mark(sheet->pages, placed, x, y);
		page_place(sheet->pages, placed->block, x + indent, y);
		return;
	case ELEMENT_RULE:
		page_line(sheet->pages, x, y + placed->height / 2, x + placed->width,
			y + placed->height / 2, element->size, element->color);
		return;
	case ELEMENT_CODE:
		page_qr(sheet->pages, sheet->qr, x, y, placed->width);
		return;
	default:
		page_frame(sheet->pages, x, y, placed->width, placed->height, &element->frame);
		for (const struct placed *child = placed->first; child != NULL; child = child->next)
			draw(sheet, child, x, y);
	}
}

static void draw_folds(const struct sheet *sheet)
{
	const struct templates *templates = sheet->filling->templates;
	for (size_t i = 0; i < templates->fold_count; i++) {
		const struct template_fold *fold = &templates->folds[i];
		double right = templates->width - fold->inset;
		page_line(sheet->pages, fold->inset, fold->y, fold->inset + fold->length, fold->y,
			0.2, 0x808080);
		page_line(
			sheet->pages, right - fold->length, fold->y, right, fold->y, 0.2, 0x808080);
	}
}

/* The boxes at their own places, measured at full size. */
static bool measure_boxes(struct measuring *measuring, struct placed **first)
{
	const struct templates *templates = measuring->filling.templates;
	struct placed **tail = first;
	measuring->scale = 1;
	for (size_t i = 0; i < templates->box_count; i++) {
		const struct template_box *box = &templates->boxes[i];
		struct placed *placed = measure(measuring, box->stack, box->area.width);
		if (placed == NULL)
			continue;
		if (placed->height > box->area.height + 1e-6)
			fail(measuring, box->stack, "the text is higher than its box");
		placed->x = box->area.x;
		placed->y = box->area.y;
		append(&tail, placed);
	}
	return !measuring->failed;
}

bool sheet_draw(const struct sheet *sheet, struct fault *why)
{
	const struct templates *templates = sheet->filling->templates;
	struct measuring measuring = {
		.sheet = sheet,
		.filling = *sheet->filling,
		.arena = sheet->filling->arena,
		.why = why,
	};
	struct placed *boxes = NULL;
	struct flow flow = {.blocks = arena_alloc(
				    measuring.arena, templates->block_count * sizeof *flow.blocks)};
	if (!measure_boxes(&measuring, &boxes))
		return false;
	size_t step = 0;
	for (; step < templates->scale_count; step++) {
		measuring.scale = templates->scales[step];
		if (fill_areas(&measuring, &flow))
			break;
	}
	if (measuring.failed)
		return false;
	if (step == templates->scale_count)
		return fault_set(why, FAULT_OFFICE,
			"%s: letter %s: the text of %s does not fit on a sheet at its smallest "
			"scale",
			templates->path, sheet->filling->notice->number,
			sheet->filling->language->path);
	place_flow(templates, &flow);
	draw_folds(sheet);
	for (const struct placed *box = boxes; box != NULL; box = box->next)
		draw(sheet, box, 0, 0);
	for (size_t i = 0; i < flow.count; i++)
		draw(sheet, flow.blocks[i].placed, 0, 0);
	return true;
}

/* ---- checking the texts ---- */

static bool check_text(struct pages *pages, const struct template_language *language,
	const struct template_style *style, const struct template_text *text, struct arena *arena,
	struct fault *why)
{
	const char *markup = "";
	for (size_t i = 0; i < text->piece_count; i++)
		markup = arena_print(arena, "%s%s", markup, text->pieces[i].markup);
	struct page_text shaped = {.markup = markup, .style = style, .points = style->points};
	bool known = page_shape(pages, &shaped)->unknown == 0;
	pages_forget(pages);
	return known || fault_set(why, FAULT_OFFICE,
				"%s:%ld: this text has a sign that the font \"%s\" cannot draw",
				language->path, text->line, style->font->families[0]);
}

static bool check_element(struct pages *pages, const struct templates *templates,
	const struct template_element *element, struct arena *arena, struct fault *why)
{
	for (size_t i = 0; i < element->child_count; i++)
		if (!check_element(pages, templates, &element->children[i], arena, why))
			return false;
	for (size_t i = 0; element->kind == ELEMENT_TEXT && i < templates->language_count; i++) {
		const struct text_choice *choice = &templates->languages[i].choices[element->key];
		for (size_t k = 0; k < choice->count; k++)
			if (!check_text(pages, &templates->languages[i], element->style,
				    &choice->texts[k], arena, why))
				return false;
	}
	return true;
}

bool sheet_check_texts(struct pages *pages, const struct templates *templates, struct arena *arena,
	struct fault *why)
{
	for (size_t i = 0; i < templates->box_count; i++)
		if (!check_element(pages, templates, templates->boxes[i].stack, arena, why))
			return false;
	for (size_t i = 0; i < templates->block_count; i++)
		if (!check_element(pages, templates, &templates->blocks[i], arena, why))
			return false;
	return true;
}
