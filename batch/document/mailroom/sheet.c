#include "document/mailroom/sheet.h"

#include "base/markup.h"
#include "base/phrase.h"
#include "document/mailroom/layout.h"
#include "document/mailroom/sheet_parts.h"

/* Everything is measured, and only then drawn (sheet_draw.c). */

bool sheet_begin_figure(struct pages *pages, const struct filling *filling, size_t key)
{
	bool shared;
	const char *words = key == WORDLESS ? NULL : filling_text(filling, key, &shared);
	if (words != NULL)
		page_tag_begin(pages, &(struct tag_element){.tag = TAG_FIGURE,
					      .words = markup_plain(filling->arena, words)});
	return words != NULL;
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
			layout_fail(layout, box->stack, phrase("the text is higher than its box"));
		placed->x = box->area.x;
		placed->y = box->area.y;
		placed->sheet = box->area.sheet;
		*tail = placed;
		tail = &placed->next;
	}
	return !layout->failed;
}

/* Those that begin between two heights. */
static void draw_boxes(
	struct sheet_drawing *drawing, const struct placed *box, double from, double until)
{
	for (; box != NULL; box = box->next)
		if (box->sheet == drawing->sheet->number && box->y >= from && box->y < until)
			sheet_draw_element(drawing, box);
	sheet_draw_end(drawing);
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
	/* Each sheet of a letter is filled anew. */
	sheet->scales->cramped += flow.cramped && sheet->number == 0 ? 1 : 0;
	draw_folds(sheet);
	/* In the reader's order: what stands above the text, the text, what stands below it. */
	size_t first = 0;
	while (flow.plan->areas[first].sheet < sheet->number)
		first++;
	double top = flow.plan->areas[first].y;
	struct sheet_drawing drawing = {.sheet = sheet};
	draw_boxes(&drawing, boxes, 0, top);
	for (size_t i = 0; i < flow.count; i++)
		if (flow.plan->areas[flow.blocks[i].area].sheet == sheet->number)
			sheet_draw_element(&drawing, flow.blocks[i].placed);
	draw_boxes(&drawing, boxes, top, templates->height);
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
	*trouble = layout.failed
			   ? (struct sheet_trouble){layout.failing, layout.failure, 0}
			   : (struct sheet_trouble){flow.left,
				     phrase("from here on the text finds no place on the sheet"),
				     flow.lacking};
	return false;
}
