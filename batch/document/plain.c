#include "document/plain.h"

#include "base/markup.h"
#include "document/letter_parts.h"

#include <stdarg.h>
#include <stdio.h>

/* The first font that is not the one of the names, for those are set in it. */
static const struct template_font *plain_font(const struct templates *templates)
{
	for (size_t i = 0; i < templates->font_count; i++)
		if (&templates->fonts[i] != templates->names)
			return &templates->fonts[i];
	return &templates->fonts[0];
}

struct plain plain_on(struct letters *letters)
{
	arena_reset(letters->sheet);
	return (struct plain){
		.letters = letters,
		.pages = letters->pages,
		.style = {.name = "plain", .font = plain_font(letters->templates), .leading = 1.25},
	};
}

bool plain_begin(
	struct plain *plain, FILE *stream, const char *title, day_number day, struct fault *why)
{
	const char *author = wordings_in(&plain->letters->office->sender.city, "ja");
	return pages_begin(plain->pages, stream, title, author, day, why);
}

bool plain_end(struct plain *plain, bool done, struct fault *why)
{
	struct fault ignored;
	return pages_end(plain->pages, done ? why : &ignored) && done;
}

void plain_turn(struct plain *plain)
{
	pages_turn(plain->pages);
	arena_reset(plain->letters->sheet);
}

void plain_band(struct plain *plain, double height)
{
	const struct template_frame band = {.fill = PLAIN_BLUE, .stroke = COLOR_NONE};
	page_frame(plain->pages, PLAIN_LEFT, 16, PLAIN_WIDTH, height, &band);
}

void plain_put(struct plain *plain, const struct plain_line *line, const char *format, ...)
{
	char text[512];
	va_list values;
	va_start(values, format);
	vsnprintf(text, sizeof text, format, values);
	va_end(values);
	struct template_style style = plain->style;
	style.bold = line->bold;
	style.color = line->color;
	struct page_text words = {
		.language = "ja",
		.markup = markup_escape(plain->letters->sheet, text),
		.style = &style,
		.points = line->points,
	};
	const struct page_block *block = page_shape(plain->pages, &words);
	double y = line->y;
	if (line->width > 0 && block->width > line->width) {
		double full = block->height;
		words.points *= line->width / block->width * 0.998;
		block = page_shape(plain->pages, &words);
		y += (full - block->height) / 2;
	}
	double over = line->align == ALIGN_LEFT    ? 0
		      : line->align == ALIGN_RIGHT ? block->width
						   : block->width / 2;
	page_place(plain->pages, block, line->x - over, y);
}

bool plain_code(
	struct plain *plain, const char *text, double x, double y, double size, struct fault *why)
{
	enum { MODULES_MAX = 41 };
	struct qr qr;
	if (!barcode_qr(text, MODULES_MAX, plain->letters->sheet, &qr, why))
		return false;
	page_qr(plain->pages, &qr, x, y, size);
	return true;
}
