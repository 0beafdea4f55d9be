#include "document/mailroom/sheet.h"
#include "document/mailroom/sheet_parts.h"

/* What of a sheet nobody has to hear of: frames, rules, marks and readings. Of a part that is not
 * this letter's own all of that is one group. */

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

double sheet_text_indent(const struct placed *placed)
{
	const struct template_element *element = placed->element;
	return element->indent * placed->points / element->style->points;
}

/* Of this element alone, its upper left corner at x, y. */
static void draw_own_beneath(
	const struct sheet *sheet, const struct placed *placed, double x, double y)
{
	const struct template_element *element = placed->element;
	if (element->kind == ELEMENT_RULE)
		page_line(sheet->pages, x, y + placed->height / 2, placed->width, element->size,
			element->color);
	if (placed->first != NULL)
		page_frame(sheet->pages, x, y, placed->width, placed->height, &element->frame);
	if (element->kind != ELEMENT_TEXT)
		return;
	if (element->mark != MARK_NONE)
		draw_mark(sheet->pages, placed, x, y);
	if (placed->block->readings)
		page_readings(sheet->pages, placed->block, x + sheet_text_indent(placed), y);
}

static void draw_all_beneath(
	const struct sheet *sheet, const struct placed *placed, double x, double y)
{
	draw_own_beneath(sheet, placed, x, y);
	for (const struct placed *child = placed->first; child != NULL; child = child->next)
		draw_all_beneath(sheet, child, x + child->x, y + child->y);
}

static bool has_beneath(const struct placed *placed)
{
	const struct template_element *element = placed->element;
	bool has = element->kind == ELEMENT_RULE ||
		   (element->kind == ELEMENT_TEXT &&
			   (element->mark != MARK_NONE || placed->block->readings)) ||
		   (placed->first != NULL && (element->frame.fill != COLOR_NONE ||
						     element->frame.stroke != COLOR_NONE));
	for (const struct placed *child = placed->first; child != NULL && !has; child = child->next)
		has = has_beneath(child);
	return has;
}

/* Seven bits in each byte, which is never 0, and a blank behind them. */
void part_name_add(struct part_name *name, uint64_t number)
{
	enum { DIGITS = 10, BITS = 7, DIGIT = 0x80 };
	name->text =
		arena_grow(name->arena, name->text, name->length, DIGITS + 2, &name->capacity, 1);
	for (; number > 0; number >>= BITS)
		name->text[name->length++] = (char)(DIGIT | (number & (DIGIT - 1)));
	name->text[name->length++] = ' ';
	name->text[name->length] = '\0';
}

void part_name_add_length(struct part_name *name, double length)
{
	part_name_add(name, (uint64_t)(int64_t)(length * 1000));
}

/* What a shared part is made of: the element, its size, and the texts in their places. */
static void name_part(struct part_name *name, const struct placed *placed, double y)
{
	part_name_add(name, (uintptr_t)placed->element);
	part_name_add(name, (uintptr_t)placed->block);
	part_name_add_length(name, y);
	part_name_add_length(name, placed->width);
	part_name_add_length(name, placed->height);
	for (const struct placed *child = placed->first; child != NULL; child = child->next)
		name_part(name, child, child->y);
}

void sheet_draw_beneath(const struct sheet *sheet, const struct placed *placed, double x, double y)
{
	if (!placed->shared) {
		draw_own_beneath(sheet, placed, x, y);
		return;
	}
	if (!has_beneath(placed))
		return;
	struct part_name name = {.arena = sheet->filling->arena};
	name_part(&name, placed, 0);
	if (!page_group_begin(sheet->pages, name.text, NULL, x, y))
		return;
	draw_all_beneath(sheet, placed, x, y);
	page_group_end(sheet->pages);
}
