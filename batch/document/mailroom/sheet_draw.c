#include "document/mailroom/sheet.h"
#include "document/mailroom/sheet_parts.h"

#include <string.h>

/* The tree of boxes is gone through once, in the reader's order. What nobody has to hear of
 * (frames, rules, marks, readings) is drawn beneath the texts. Of a part that is not this letter's
 * own all of that is one group, and each of its texts another, so that it stands in the document
 * once and each text can be an element of the structure: a group is one piece of one element. */

/* Where in the structure an element stands: in the letter, in a row of a table, in a cell or an
 * item of a list. */
enum place { IN_LETTER, IN_ROW, IN_CELL };

/* ---- texts and codes ---- */

static void begin_tag(struct sheet_drawing *drawing, enum tag tag)
{
	page_tag_begin(drawing->sheet->pages, &(struct tag_element){.tag = tag});
}

static void end_tag(struct sheet_drawing *drawing)
{
	page_tag_end(drawing->sheet->pages);
}

/* The blank between two texts of a paragraph, for who hears it: at the end of the first. */
static void place_blank(const struct sheet *sheet, const struct placed *text, double x, double y)
{
	const struct page_text blank = {
		.markup = " ",
		.style = text->element->style,
		.language = text->block->language,
		.points = text->points,
		.shared = true,
	};
	const struct page_block *block = page_shape(sheet->pages, &blank);
	double end = text->element->align == ALIGN_LEFT ? text->block->width
							: text->width - sheet_text_indent(text);
	page_place(sheet->pages, block, x + end, y + text->block->height - block->height);
}

/* Texts from `first` up to `end`, children of one parent, whose corner is at x, y: into the element
 * in hand. If there are several, all stand on other sheets too. */
static void place_texts(const struct sheet *sheet, const struct placed *first,
	const struct placed *end, double x, double y)
{
	struct pages *pages = sheet->pages;
	struct part_name name = {.arena = sheet->filling->arena};
	if (!first->block->shared) {
		page_place(
			pages, first->block, x + first->x + sheet_text_indent(first), y + first->y);
		return;
	}
	for (const struct placed *text = first; text != end; text = text->next) {
		part_name_add(&name, (uintptr_t)text->block);
		part_name_add_length(&name, text->x + sheet_text_indent(text) - first->x);
		part_name_add_length(&name, text->y - first->y);
	}
	if (!page_group_begin(pages, name.text, first->block->language, x + first->x, y + first->y))
		return;
	for (const struct placed *text = first; text != end; text = text->next) {
		double left = x + text->x + sheet_text_indent(text);
		page_place(pages, text->block, left, y + text->y);
		if (text->next != end)
			place_blank(sheet, text, left, y + text->y);
	}
	page_group_end(pages);
}

/* One text, its own corner at x, y. */
static void place_text(const struct sheet *sheet, const struct placed *text, double x, double y)
{
	place_texts(sheet, text, text->next, x - text->x, y - text->y);
}

static void draw_text(struct sheet_drawing *drawing, const struct placed *placed, double x,
	double y, enum place place)
{
	static const enum tag headings[] = {
		TAG_PARAGRAPH, TAG_HEADING_1, TAG_HEADING_2, TAG_HEADING_3};
	bool item = place == IN_LETTER && placed->element->mark != MARK_NONE;
	if (item) {
		begin_tag(drawing, TAG_ITEM);
		begin_tag(drawing, TAG_BODY);
	} else {
		begin_tag(drawing,
			place == IN_LETTER ? headings[placed->element->heading] : TAG_PARAGRAPH);
	}
	place_text(drawing->sheet, placed, x, y);
	end_tag(drawing);
	if (item)
		end_tag(drawing);
}

static void draw_picture(
	struct sheet_drawing *drawing, const struct placed *placed, double x, double y)
{
	static const double align_share[] = {
		[ALIGN_LEFT] = 0, [ALIGN_CENTER] = 0.5, [ALIGN_RIGHT] = 1};
	const struct template_element *element = placed->element;
	const struct sheet *sheet = drawing->sheet;
	double indent = (placed->width - placed->image_width) * align_share[element->align];
	bool said = sheet_begin_figure(sheet->pages, sheet->filling, element->words);
	if (element->kind == ELEMENT_CODE)
		page_qr(sheet->pages, sheet->qr, x, y, placed->width);
	else if (element->kind == ELEMENT_SQUARE)
		page_corners(sheet->pages, x, y, placed->width);
	else if (element->kind == ELEMENT_SCAN)
		page_linear(sheet->pages, sheet->scan, x + indent + SCAN_QUIET * element->module, y,
			element->module, placed->height);
	else
		page_image(sheet->pages, element->image, x + indent, y, placed->height);
	if (said)
		end_tag(drawing);
}

/* ---- the walk ---- */

static void walk_element(struct sheet_drawing *drawing, const struct placed *placed, double x,
	double y, bool beneath, enum place place);

/* ---- paragraphs ---- */

static void continue_list(struct sheet_drawing *drawing, bool item)
{
	if (item && !drawing->list)
		begin_tag(drawing, TAG_LIST);
	if (!item && drawing->list)
		end_tag(drawing);
	drawing->list = item;
}

static bool is_plain(const struct placed *placed, enum place place)
{
	const struct template_element *element = placed->element;
	return element->kind == ELEMENT_TEXT &&
	       (place != IN_LETTER || (element->mark == MARK_NONE && element->heading == 0));
}

/* Where the paragraph that begins with `first` ends: what can be one group in one
 * language is one paragraph. */
static const struct placed *paragraph_end(const struct placed *first, enum place place)
{
	const struct placed *end = first->next;
	while (first->block->shared && end != NULL && is_plain(end, place) && end->block->shared &&
		strcmp(end->block->language, first->block->language) == 0)
		end = end->next;
	return end;
}

static void draw_paragraph(struct sheet_drawing *drawing, const struct placed *first,
	const struct placed *end, double x, double y, bool beneath)
{
	for (const struct placed *text = first; text != end && !beneath; text = text->next)
		sheet_draw_beneath(drawing->sheet, text, x + text->x, y + text->y);
	begin_tag(drawing, TAG_PARAGRAPH);
	place_texts(drawing->sheet, first, end, x, y);
	end_tag(drawing);
}

/* Plain texts that stand one below the other, on other sheets too, are one paragraph. */
static void walk_stack(struct sheet_drawing *drawing, const struct placed *placed, double x,
	double y, bool beneath, enum place place)
{
	const struct placed *rest;
	for (const struct placed *child = placed->first; child != NULL; child = rest) {
		rest = child->next;
		if (!is_plain(child, place)) {
			walk_element(drawing, child, x + child->x, y + child->y, beneath, place);
			continue;
		}
		rest = paragraph_end(child, place);
		if (place == IN_LETTER)
			continue_list(drawing, false);
		draw_paragraph(drawing, child, rest, x, y, beneath);
	}
}

static void walk_row(struct sheet_drawing *drawing, const struct placed *placed, double x, double y,
	bool beneath, enum place place)
{
	for (const struct placed *child = placed->first; child != NULL; child = child->next)
		walk_element(drawing, child, x + child->x, y + child->y, beneath, place);
}

/* ---- tables ---- */

static size_t cell_count(const struct placed *row)
{
	size_t count = 0;
	if (row->element->kind != ELEMENT_ROW)
		return 1;
	for (const struct placed *child = row->first; child != NULL; child = child->next)
		count++;
	return count;
}

static const struct placed *first_text(const struct placed *placed)
{
	const struct placed *found = placed->element->kind == ELEMENT_TEXT ? placed : NULL;
	for (const struct placed *child = placed->first; child != NULL && found == NULL;
		child = child->next)
		found = first_text(child);
	return found;
}

/* The first cell says what the row is about; so does the same in the other language. */
static bool is_head(const struct placed *first, const struct placed *cell)
{
	const struct placed *one = first_text(first), *other = first_text(cell);
	return one != NULL && other != NULL && one->element->key == other->element->key;
}

static void draw_cell(struct sheet_drawing *drawing, const struct placed *cell, double x, double y,
	bool beneath, const struct tag_element *said)
{
	bool text = cell->element->kind == ELEMENT_TEXT;
	if (text && !beneath)
		sheet_draw_beneath(drawing->sheet, cell, x, y);
	page_tag_begin(drawing->sheet->pages, said);
	if (text)
		place_text(drawing->sheet, cell, x, y);
	else
		walk_element(drawing, cell, x, y, beneath, IN_CELL);
	end_tag(drawing);
}

/* Rows are as wide as the widest: the first cell takes what others leave. */
static void draw_row(struct sheet_drawing *drawing, const struct placed *row, double x, double y,
	bool beneath, size_t columns)
{
	const struct placed *first = row->element->kind == ELEMENT_ROW ? row->first : row;
	if (!beneath)
		sheet_draw_beneath(drawing->sheet, row, x, y);
	beneath = beneath || row->shared;
	begin_tag(drawing, TAG_ROW);
	for (const struct placed *cell = first; cell != NULL;
		cell = first == row ? NULL : cell->next) {
		struct tag_element said = {.tag = is_head(first, cell) ? TAG_HEAD : TAG_CELL};
		if (cell == first)
			said.columns = (int)(columns - cell_count(row)) + 1;
		draw_cell(drawing, cell, x + (first == row ? 0 : cell->x),
			y + (first == row ? 0 : cell->y), beneath, &said);
	}
	end_tag(drawing);
}

static void draw_table(
	struct sheet_drawing *drawing, const struct placed *table, double x, double y, bool beneath)
{
	size_t columns = 0;
	for (const struct placed *row = table->first; row != NULL; row = row->next)
		if (cell_count(row) > columns)
			columns = cell_count(row);
	begin_tag(drawing, TAG_TABLE);
	for (const struct placed *row = table->first; row != NULL; row = row->next)
		if (row->element->kind == ELEMENT_RULE)
			walk_element(drawing, row, x + row->x, y + row->y, beneath, IN_ROW);
		else
			draw_row(drawing, row, x + row->x, y + row->y, beneath, columns);
	end_tag(drawing);
}

/* ---- lists ---- */

/* A text with a mark, or a row in which one stands, perhaps in two languages. */
static bool is_item(const struct placed *placed)
{
	const struct placed *text = placed->element->kind == ELEMENT_ROW ? placed->first : placed;
	return text != NULL && text->element->kind == ELEMENT_TEXT &&
	       text->element->mark != MARK_NONE;
}

static void draw_item_row(
	struct sheet_drawing *drawing, const struct placed *row, double x, double y, bool beneath)
{
	static const struct tag_element body = {.tag = TAG_BODY};
	begin_tag(drawing, TAG_ITEM);
	for (const struct placed *child = row->first; child != NULL; child = child->next)
		draw_cell(drawing, child, x + child->x, y + child->y, beneath, &body);
	end_tag(drawing);
}

/* ---- all ---- */

/* x, y is its own corner; `beneath`: what lies beneath its texts is drawn. */
static void walk_element(struct sheet_drawing *drawing, const struct placed *placed, double x,
	double y, bool beneath, enum place place)
{
	const struct template_element *element = placed->element;
	bool container = placed->first != NULL;
	bool row = element->kind == ELEMENT_ROW && is_item(placed);
	if (place == IN_LETTER && element->kind != ELEMENT_RULE &&
		(!container || row || element->kind == ELEMENT_ITEMS))
		continue_list(drawing, is_item(placed));
	if (!beneath)
		sheet_draw_beneath(drawing->sheet, placed, x, y);
	beneath = beneath || placed->shared;
	if (element->kind == ELEMENT_TEXT)
		draw_text(drawing, placed, x, y, place);
	else if (element->kind == ELEMENT_ITEMS)
		draw_table(drawing, placed, x, y, beneath);
	else if (row && place == IN_LETTER)
		draw_item_row(drawing, placed, x, y, beneath);
	else if (container)
		(element->kind == ELEMENT_ROW ? walk_row : walk_stack)(
			drawing, placed, x, y, beneath, place);
	else if (element->kind != ELEMENT_RULE)
		draw_picture(drawing, placed, x, y);
}

void sheet_draw_element(struct sheet_drawing *drawing, const struct placed *placed)
{
	walk_element(drawing, placed, placed->x, placed->y, false, IN_LETTER);
}

void sheet_draw_end(struct sheet_drawing *drawing)
{
	continue_list(drawing, false);
}
