#include "document/mailroom/sheet.h"

#include "document/mailroom/layout.h"

/* ---- drawing ---- */

/* The mark stands in the middle of the first line. */
static void draw_mark(struct pages *pages, const struct placed *placed, double x, double y)
{
	static const double MM_PER_POINT = 25.4 / 72;
	const struct template_style *style = placed->element->style;
	double em = placed->points * MM_PER_POINT;
	double middle = y + placed->middle;
	double side = placed->element->mark == MARK_CHECK ? em * 0.86 : em * 0.32;
	struct template_frame frame = {
		.radius = placed->element->mark == MARK_CHECK ? em * 0.12 : side / 2,
		.stroke_width = 0.3,
		.fill = placed->element->mark == MARK_CHECK ? 0xFFFFFF : style->color,
		.stroke = placed->element->mark == MARK_CHECK ? style->color : COLOR_NONE,
	};
	page_frame(pages, x + em * 0.1, middle - side / 2, side, side, &frame);
}

static void draw(const struct sheet *sheet, const struct placed *placed, double x, double y);

/* What a shared part is made of: the element, its size, and the texts in their places. */
static const char *part_name(
	const struct sheet *sheet, const struct placed *placed, const char *name)
{
	name = arena_print(sheet->filling->arena, "%s %p %p %d %d %d", name,
		(const void *)placed->element, (const void *)placed->block, (int)(placed->y * 1000),
		(int)(placed->width * 1000), (int)(placed->height * 1000));
	for (const struct placed *child = placed->first; child != NULL; child = child->next)
		name = part_name(sheet, child, name);
	return name;
}

/* The largest parts that are not this letter's own are groups. */
static void draw_parts(const struct sheet *sheet, const struct placed *placed, double x, double y)
{
	if (!placed->shared) {
		draw(sheet, placed, x, y);
		return;
	}
	struct placed at_origin = *placed;
	at_origin.y = 0;
	if (!page_group_begin(
		    sheet->pages, part_name(sheet, &at_origin, ""), x + placed->x, y + placed->y))
		return;
	draw(sheet, placed, x, y);
	page_group_end(sheet->pages);
}

static void draw(const struct sheet *sheet, const struct placed *placed, double x, double y)
{
	static const double align_share[] = {
		[ALIGN_LEFT] = 0, [ALIGN_CENTER] = 0.5, [ALIGN_RIGHT] = 1};
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
		page_line(sheet->pages, x, y + placed->height / 2, placed->width, element->size,
			element->color);
		return;
	case ELEMENT_CODE:
		page_qr(sheet->pages, sheet->qr, x, y, placed->width);
		return;
	case ELEMENT_SCAN:
		indent = (placed->width - placed->image_width) * align_share[element->align];
		page_linear(sheet->pages, sheet->scan, x + indent + SCAN_QUIET * element->module, y,
			element->module, placed->height);
		return;
	case ELEMENT_IMAGE:
		indent = (placed->width - placed->image_width) * align_share[element->align];
		page_image(sheet->pages, element->image, x + indent, y, placed->height);
		return;
	default:
		page_frame(sheet->pages, x, y, placed->width, placed->height, &element->frame);
		for (const struct placed *child = placed->first; child != NULL; child = child->next)
			(placed->shared ? draw : draw_parts)(sheet, child, x, y);
	}
}

static void draw_folds(const struct sheet *sheet)
{
	const struct templates *templates = sheet->filling->templates;
	for (size_t i = 0; i < templates->fold_count; i++) {
		const struct template_fold *fold = &templates->folds[i];
		double right = templates->width - fold->inset;
		page_line(sheet->pages, fold->inset, fold->y, fold->length, 0.2, 0x808080);
		page_line(sheet->pages, right - fold->length, fold->y, fold->length, 0.2, 0x808080);
	}
}

/* The boxes at their own places, measured at full size. */
static bool measure_boxes(struct layout *layout, struct placed **first)
{
	const struct templates *templates = layout->filling.templates;
	struct placed **tail = first;
	layout->scale = layout->relief = 1;
	for (size_t i = 0; i < templates->box_count; i++) {
		const struct template_box *box = &templates->boxes[i];
		if (!condition_holds(&box->when, layout->filling.facts))
			continue;
		struct placed *placed = layout_measure(layout, box->stack, box->area.width);
		if (placed == NULL)
			continue;
		if (placed->height > box->area.height + 1e-6)
			layout_fail(layout, box->stack, "the text is higher than its box");
		placed->x = box->area.x;
		placed->y = box->area.y;
		*tail = placed;
		tail = &placed->next;
	}
	return !layout->failed;
}

bool sheet_draw(const struct sheet *sheet, struct fault *why)
{
	const struct templates *templates = sheet->filling->templates;
	struct layout layout = {
		.pages = sheet->pages,
		.filling = *sheet->filling,
		.qr = sheet->qr,
		.scan = sheet->scan,
		.why = why,
	};
	struct placed *boxes = NULL;
	struct flow flow = {0};
	if (!measure_boxes(&layout, &boxes))
		return false;
	if (!flow_fill(&layout, sheet->scales, sheet->promised, &flow))
		return !layout.failed &&
		       fault_set(why, FAULT_OFFICE,
			       "%s: letter %s: the text of %s does not fit on a sheet at its "
			       "smallest scale",
			       templates->path, sheet->filling->notice->number,
			       sheet->filling->language->path);
	draw_folds(sheet);
	for (const struct placed *box = boxes; box != NULL; box = box->next)
		draw_parts(sheet, box, 0, 0);
	for (size_t i = 0; i < flow.count; i++)
		draw_parts(sheet, flow.blocks[i].placed, 0, 0);
	return true;
}

bool sheet_try(const struct sheet *sheet, struct sheet_trouble *trouble)
{
	struct fault unsaid = {0};
	struct layout layout = {
		.pages = sheet->pages,
		.filling = *sheet->filling,
		.qr = sheet->qr,
		.scan = sheet->scan,
		.trial = true,
		.why = &unsaid,
	};
	struct placed *boxes = NULL;
	struct flow flow = {0};
	if (measure_boxes(&layout, &boxes) && flow_try(&layout, &flow))
		return true;
	*trouble = layout.failed ? (struct sheet_trouble){layout.failing, layout.failure, 0}
				 : (struct sheet_trouble){flow.left,
					   "from here on the text finds no place on the sheet",
					   flow.lacking};
	return false;
}
