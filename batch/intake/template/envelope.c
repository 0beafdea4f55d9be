#include "intake/template/envelope.h"

/* What must show in the window has to at both ends of the play that the sheet has in its envelope;
 * what must not, at neither. */

/* Text may not come closer to a fold: machines fold to about a millimetre. */
static const double FOLD_CLEAR = 2.0;

static bool lies_inside(struct template_area inner, struct template_area outer)
{
	return inner.x >= outer.x && inner.y >= outer.y &&
	       inner.x + inner.width <= outer.x + outer.width + 1e-6 &&
	       inner.y + inner.height <= outer.y + outer.height + 1e-6;
}

static bool lie_apart(struct template_area left, struct template_area right)
{
	return left.x >= right.x + right.width || right.x >= left.x + left.width ||
	       left.y >= right.y + right.height || right.y >= left.y + left.height;
}

/* The address and the barcode with its two clear millimetres show at both ends of the sheet's
 * play; nothing else of the first sheet, which lies before any other, shows at either. */
static bool check_window(const struct templates *templates, struct mistakes *mistakes,
	const struct template_area *others, size_t count)
{
	const struct template_window *window = &templates->window;
	struct template_area always = window->area, ever = window->area;
	always.width -= window->play_x;
	always.height -= window->play_y;
	ever.x -= window->play_x;
	ever.y -= window->play_y;
	ever.width += window->play_x;
	ever.height += window->play_y;
	/* 67 bars at 1.2 mm, the last without its gap, at ten points. */
	double unit = window->barcode_points / 10, clear = 2.0;
	struct template_area barcode = {
		.x = window->barcode_x - clear,
		.y = window->barcode_y - clear,
		.width = (66 * 1.2 + 0.6) * unit + 2 * clear,
		.height = 3.6 * unit + 2 * clear,
	};
	if (!lies_inside(window->address, always) &&
		!mistake(mistakes, templates->path, window->address.line,
			"the address does not stay in the window when the sheet slides"))
		return false;
	if (!lies_inside(barcode, always) &&
		!mistake(mistakes, templates->path, window->area.line,
			"the barcode with 2 mm about it does not stay in the window when the "
			"sheet slides"))
		return false;
	if (!lie_apart(window->address, barcode) &&
		!mistake(mistakes, templates->path, window->address.line,
			"the address comes closer than 2 mm to the barcode"))
		return false;
	for (size_t i = 0; i < count; i++)
		if (others[i].sheet == 0 && !lie_apart(others[i], ever) &&
			!mistake(mistakes, templates->path, others[i].line,
				"this can show in the window when the sheet slides"))
			return false;
	return true;
}

static bool check_folds(const struct templates *templates, struct mistakes *mistakes,
	const struct template_area *areas, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool over = areas[i].x + areas[i].width > templates->width ||
			    areas[i].y + areas[i].height > templates->height;
		if (over && !mistake(mistakes, templates->path, areas[i].line,
				    "this reaches over the sheet's edge"))
			return false;
		for (size_t k = 0; k < templates->fold_count; k++) {
			double fold = templates->folds[k].y;
			bool close = areas[i].y < fold + FOLD_CLEAR &&
				     areas[i].y + areas[i].height > fold - FOLD_CLEAR;
			if (close && !mistake(mistakes, templates->path, areas[i].line,
					     "this comes closer than 2 mm to a fold"))
				return false;
		}
	}
	return true;
}

bool envelope_check(
	const struct templates *templates, struct arena *arena, struct mistakes *mistakes)
{
	size_t count = 0, used = templates->box_count;
	for (size_t i = 0; i < templates->flow_count; i++)
		used += templates->flows[i].area_count;
	struct template_area *areas = arena_alloc(arena, (used + 1) * sizeof *areas);
	for (size_t i = 0; i < templates->flow_count; i++)
		for (size_t k = 0; k < templates->flows[i].area_count; k++)
			areas[count++] = templates->flows[i].areas[k];
	for (size_t i = 0; i < templates->box_count; i++)
		areas[count++] = templates->boxes[i].area;
	areas[count] = templates->window.address;
	return check_window(templates, mistakes, areas, count) &&
	       check_folds(templates, mistakes, areas, count + 1);
}
