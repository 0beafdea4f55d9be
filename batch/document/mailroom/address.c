#include "document/mailroom/address.h"

#include "document/mailroom/sheet.h"

/* A line is as large as it fits, and all of them get smaller step by step until the block is low
 * enough. Nothing is cut: what has no room at the smallest sizes is no letter. */

static const double MM_PER_POINT = 25.4 / 72;

/* Steps from the full sizes down to the smallest. */
enum { STEPS = 8 };

/* One line, no larger than `cap` points. */
static const struct page_block *shape_line(struct pages *pages, const struct address_line *line,
	const char *markup, double cap, double width)
{
	struct page_text text = {
		.markup = markup,
		.style = line->style,
		.language = "ja",
		.points = cap,
		.align = line->align,
	};
	const struct page_block *block = page_shape(pages, &text);
	if (block->width > width) {
		/* A hair less than the ratio says: rounding must not break the line. */
		text.points = cap * width / block->width * 0.998;
		if (text.points < line->smallest)
			text.points = line->smallest;
		text.width = width;
	} else if (line->align != ALIGN_LEFT) {
		text.width = width;
	} else {
		return block;
	}
	return page_shape(pages, &text);
}

/* The lines at a step: 0 at full size, STEPS at the smallest. The height of all. */
static double shape_step(
	struct pages *pages, const struct filling *filling, int step, struct address_block *address)
{
	const struct template_window *window = &filling->templates->window;
	double height = 0, beside_y = 0;
	address->count = 0;
	for (size_t i = 0; i < window->line_count && address->count < ADDRESS_LINES_MAX; i++) {
		const struct address_line *line = &window->lines[i];
		bool shared;
		const char *markup = condition_holds(&line->when, filling->facts)
					     ? filling_text(filling, line->key, &shared)
					     : NULL;
		if (markup == NULL)
			continue;
		double full = line->style->points;
		double cap = full - (full - line->smallest) * step / STEPS;
		const struct page_block *block =
			shape_line(pages, line, markup, cap, window->address.width);
		address->lines[address->count].block = block;
		address->lines[address->count].y = line->beside ? beside_y : height;
		address->count++;
		if (line->beside)
			continue;
		beside_y = height;
		height += block->height;
	}
	return height;
}

bool address_shape(
	struct pages *pages, const struct filling *filling, struct address_block *address)
{
	double room = filling->templates->window.address.height;
	for (int step = 0; step <= STEPS; step++)
		if (shape_step(pages, filling, step, address) <= room)
			return true;
	return false;
}

bool address_surely_fits(const struct filling *filling)
{
	const struct template_window *window = &filling->templates->window;
	struct filling plain = *filling;
	double height = 0;
	plain.plain = true;
	for (size_t i = 0; i < window->line_count; i++) {
		const struct address_line *line = &window->lines[i];
		bool shared;
		double ems;
		char missing[16] = "";
		const char *text = condition_holds(&line->when, filling->facts)
					   ? filling_text(&plain, line->key, &shared)
					   : NULL;
		if (text == NULL || line->beside)
			continue;
		/* Markup of the sentence itself counts as if it were drawn: the sum is never too
		 * small. The last hundredth is left to rounding. */
		glyphs_prove(filling->glyphs, text, &ems, missing, sizeof missing);
		if (ems * line->style->points * MM_PER_POINT > window->address.width * 0.99)
			return false;
		height += line->style->points * line->style->leading * MM_PER_POINT;
	}
	return height <= window->address.height * 0.99;
}

void address_draw(
	struct pages *pages, const struct filling *filling, const struct address_block *address)
{
	const struct template_window *window = &filling->templates->window;
	const struct recipient *recipient = &filling->notice->recipient;
	for (size_t i = 0; i < address->count; i++)
		page_place(pages, address->lines[i].block, window->address.x,
			window->address.y + address->lines[i].y);
	char customer[CUSTOMER_BYTES], bars[CUSTOMER_BARS + 1];
	if (barcode_customer(&filling->office->towns, recipient->postal, recipient->address,
		    recipient->building, customer) &&
		barcode_bars(customer, bars)) {
		bool said = sheet_begin_figure(pages, filling, window->barcode_words);
		page_bars(
			pages, bars, window->barcode_x, window->barcode_y, window->barcode_points);
		if (said)
			page_tag_end(pages);
	}
}
