#include "document/pdf/page.h"
#include "document/pdf/page_parts.h"
#include "document/pdf/said.h"

#include <string.h>

/* Millimetres become points here and nowhere else; what is drawn goes to the ink in hand, the
 * sheet's or the group's. */

double page_image_width(const struct pages *pages, size_t image, double height)
{
	return height * picture_proportion(pages->images[image]);
}

/* The sheet, or the group in hand, comes to say more. */
static void note_said(struct pages *pages, uint64_t said)
{
	*(pages->ink == pages->sheet ? &pages->sheet_said : &pages->part_said) += said;
}

/* The words of a text are placed. */
static void note_words(struct pages *pages, const char *words)
{
	note_said(pages, said_sum(words, strlen(words)));
	if (pages->ink == pages->sheet && pages->number != NULL && !pages->numbered)
		pages->numbered = strstr(words, pages->number) != NULL;
}

/* A block's words, its corner at x, y, in points. */
static void draw_words(
	struct pages *pages, const struct page_block *seen, int color, double x, double y)
{
	const struct block *block = (const struct block *)seen;
	const struct shaped *set = page_layout(pages, seen);
	const char *words = block->words == NULL ? shaped_words(set) : block->words->str;
	note_words(pages, words);
	ink_color(pages->ink, color);
	shaped_draw(set, words, pages->ink, x, y);
}

void page_place(struct pages *pages, const struct page_block *seen, double x, double y)
{
	static const struct tag_element paragraph = {.tag = TAG_PARAGRAPH};
	bool alone = pages->ink == pages->sheet && !tags_holds(pages->tags);
	if (alone)
		page_tag_begin(pages, &paragraph);
	page_mark_content(pages, seen->language);
	draw_words(pages, seen, ((const struct block *)seen)->color, x * POINTS_PER_MM,
		y * POINTS_PER_MM);
	if (alone)
		page_tag_end(pages);
}

void page_readings(struct pages *pages, const struct page_block *seen, double x, double y)
{
	const struct shaped *set = page_layout(pages, seen);
	page_mark_artifact(pages);
	note_said(pages, shaped_said_readings(set));
	ink_color(pages->ink, ((const struct block *)seen)->color);
	shaped_draw_readings(set, pages->ink, x * POINTS_PER_MM, y * POINTS_PER_MM);
}

static void outline_box(
	struct ink *ink, double x, double y, double width, double height, double radius)
{
	ink_box(ink, x * POINTS_PER_MM, y * POINTS_PER_MM, width * POINTS_PER_MM,
		height * POINTS_PER_MM, radius * POINTS_PER_MM);
}

void page_frame(struct pages *pages, double x, double y, double width, double height,
	const struct template_frame *frame)
{
	struct ink *ink = pages->ink;
	if (frame->fill == COLOR_NONE && frame->stroke == COLOR_NONE)
		return;
	page_mark_artifact(pages);
	if (frame->fill != COLOR_NONE) {
		ink_color(ink, frame->fill);
		outline_box(ink, x, y, width, height, frame->radius);
		ink_fill(ink);
	}
	if (frame->stroke != COLOR_NONE) {
		ink_color(ink, frame->stroke);
		outline_box(ink, x, y, width, height, frame->radius);
		ink_stroke(ink, frame->stroke_width * POINTS_PER_MM);
	}
}

void page_line(struct pages *pages, double x, double y, double width, double thickness, int color)
{
	page_mark_artifact(pages);
	ink_color(pages->ink, color);
	ink_line(pages->ink, x * POINTS_PER_MM, y * POINTS_PER_MM, (x + width) * POINTS_PER_MM,
		y * POINTS_PER_MM, thickness * POINTS_PER_MM);
}

void page_stamp(struct pages *pages, const struct page_stamp *stamp)
{
	struct page_text text = {.markup = stamp->markup,
		.style = stamp->style,
		.language = "ja",
		.points = stamp->points};
	const struct page_block *seen = page_shape(pages, &text);
	page_mark_artifact(pages);
	g_string_assign(pages->scratch, "<</Type/ExtGState/ca ");
	pdf_put_number(pages->scratch, stamp->opacity, 3);
	g_string_append(pages->scratch, ">>");
	ink_turned(pages->ink, stamp->x * POINTS_PER_MM, stamp->y * POINTS_PER_MM, stamp->degrees,
		page_dictionary(pages, pages->scratch->str));
	draw_words(pages, seen, stamp->color, -seen->width / 2 * POINTS_PER_MM,
		-seen->height / 2 * POINTS_PER_MM);
	ink_restore(pages->ink);
}

/* Codes and images, of which this place comes to be drawn (points): content where they stand in a
 * figure. */
static void mark_figure(struct pages *pages, double x, double y, double width, double height)
{
	if (tags_tag(pages->tags) != TAG_FIGURE) {
		page_mark_artifact(pages);
		return;
	}
	page_mark_content(pages, NULL);
	if (pages->ink == pages->sheet)
		tags_box(pages->tags, x, pages->templates->height * POINTS_PER_MM - y - height,
			width, height);
}

static void draw_mask(struct pages *pages, const struct mask *mask)
{
	mark_figure(pages, mask->x, mask->y, mask->width, mask->height);
	ink_color(pages->ink, 0);
	ink_mask(pages->ink, mask);
}

void page_image(struct pages *pages, size_t image, double x, double y, double height)
{
	double left = x * POINTS_PER_MM, top = y * POINTS_PER_MM, high = height * POINTS_PER_MM;
	double wide = page_image_width(pages, image, height) * POINTS_PER_MM;
	mark_figure(pages, left, top, wide, high);
	unsigned *object = &pages->image_objects[image];
	if (*object == 0)
		*object = picture_write(pages->images[image], pages->pdf);
	ink_picture(pages->ink, *object, left, top, wide, high);
}

void page_qr(struct pages *pages, const struct qr *qr, double x, double y, double size)
{
	enum { QUIET = 4 };
	double module = size / (qr->size + 2 * QUIET);
	const struct mask mask = {
		.dark = qr->modules,
		.columns = qr->size,
		.rows = qr->size,
		.x = (x + QUIET * module) * POINTS_PER_MM,
		.y = (y + QUIET * module) * POINTS_PER_MM,
		.width = qr->size * module * POINTS_PER_MM,
		.height = qr->size * module * POINTS_PER_MM,
	};
	draw_mask(pages, &mask);
}

void page_corners(struct pages *pages, double x, double y, double size)
{
	enum { CORNERS = 4, GRAY = 0x808080 };
	const double arm = 2.5 * POINTS_PER_MM, thickness = 0.2 * POINTS_PER_MM;
	double side = size * POINTS_PER_MM, left = x * POINTS_PER_MM, top = y * POINTS_PER_MM;
	mark_figure(pages, left, top, side, side);
	ink_color(pages->ink, GRAY);
	for (int i = 0; i < CORNERS; i++) {
		double right = i % 2 == 0 ? 0 : 1, below = i / 2 == 0 ? 0 : 1;
		double corner_x = left + right * side, corner_y = top + below * side;
		double to_x = corner_x + (right > 0 ? -arm : arm);
		double to_y = corner_y + (below > 0 ? -arm : arm);
		double edge_x = corner_x + (right > 0 ? -thickness : thickness) / 2;
		double edge_y = corner_y + (below > 0 ? -thickness : thickness) / 2;
		ink_line(pages->ink, corner_x, edge_y, to_x, edge_y, thickness);
		ink_line(pages->ink, edge_x, corner_y, edge_x, to_y, thickness);
	}
}

void page_linear(struct pages *pages, const struct linear *linear, double x, double y,
	double module, double height)
{
	const struct mask mask = {
		.dark = linear->dark,
		.columns = linear->modules,
		.rows = 1,
		.x = x * POINTS_PER_MM,
		.y = y * POINTS_PER_MM,
		.width = linear->modules * module * POINTS_PER_MM,
		.height = height * POINTS_PER_MM,
	};
	draw_mask(pages, &mask);
}

void page_bars(struct pages *pages, const char *bars, double x, double y, double points)
{
	/* At ten points: bars 0.6 mm wide, 1.2 mm from bar to bar, thirds of 1.2 mm. */
	enum { COLUMNS = 2 * CUSTOMER_BARS - 1, THIRDS = 3 };
	bool dark[THIRDS * COLUMNS] = {false};
	for (int i = 0; i < CUSTOMER_BARS; i++) {
		bool *third = &dark[2 * i];
		third[0] = bars[i] == 'F' || bars[i] == 'A';
		third[COLUMNS] = true;
		third[2 * COLUMNS] = bars[i] == 'F' || bars[i] == 'D';
	}
	double unit = points / 10 * POINTS_PER_MM;
	const struct mask mask = {
		.dark = dark,
		.columns = COLUMNS,
		.rows = THIRDS,
		.x = x * POINTS_PER_MM,
		.y = y * POINTS_PER_MM,
		.width = COLUMNS * 0.6 * unit,
		.height = THIRDS * 1.2 * unit,
	};
	draw_mask(pages, &mask);
}
