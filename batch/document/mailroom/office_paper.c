#include "document/mailroom/office_paper.h"

#include "base/markup.h"
#include "document/mailroom/letter_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The office's papers are drawn on the letters' pages with the letters' fonts, between two
 * documents of theirs, and what they say are sentences of ja.xml. */

/* The first font that is not the one of the names, for those are set in it. */
static const struct template_font *plain_font(const struct templates *templates)
{
	for (size_t i = 0; i < templates->font_count; i++)
		if (&templates->fonts[i] != templates->names)
			return &templates->fonts[i];
	return &templates->fonts[0];
}

struct office_paper office_paper_over(struct letters *letters)
{
	return (struct office_paper){
		.letters = letters,
		.pages = letters->pages,
		.style = {.name = "plain", .font = plain_font(letters->templates), .leading = 1.25},
	};
}

struct office_paper office_paper_on(struct letters *letters)
{
	arena_reset(letters->sheet);
	return office_paper_over(letters);
}

/* What the office says of itself; NULL when the value is not of that kind. */
static const char *sender_value(const struct office_paper *plain, int value)
{
	const struct sender *sender = &plain->letters->office->sender;
	switch (value) {
	case VALUE_CITY:
		return wordings_in(&sender->city, "ja");
	case VALUE_SECTION:
		return wordings_in(&sender->section, "ja");
	case VALUE_MAYOR:
		return wordings_in(&sender->mayor, "ja");
	case VALUE_SENDER_POSTAL:
		return arena_print(
			plain->letters->sheet, "%.3s-%s", sender->postal, sender->postal + 3);
	case VALUE_SENDER_ADDRESS:
		return wordings_in(&sender->address, "ja");
	case VALUE_PHONE:
		return sender->phone;
	default:
		return NULL;
	}
}

const char *office_paper_sentence(
	const struct office_paper *plain, size_t key, const char *const values[VALUES])
{
	const struct letters *letters = plain->letters;
	const struct text_choice *choice = &templates_japanese(letters->templates)->choices[key];
	const char *out = "";
	for (size_t i = 0; choice->count > 0 && i < choice->texts[0].piece_count; i++) {
		const struct text_piece *piece = &choice->texts[0].pieces[i];
		const char *value = piece->value < 0 ? "" : sender_value(plain, piece->value);
		if (value == NULL)
			value = values == NULL ? NULL : values[piece->value];
		out = arena_print(letters->sheet, "%s%s%s", out, piece->markup,
			markup_escape(letters->sheet, value));
	}
	return out;
}

bool office_paper_begin(struct office_paper *plain, FILE *stream, const char *title, day_number day,
	struct fault *why)
{
	const char *author = wordings_in(&plain->letters->office->sender.city, "ja");
	return pages_begin(
		plain->pages, stream, markup_plain(plain->letters->sheet, title), author, day, why);
}

void office_paper_turn(struct office_paper *plain)
{
	pages_turn(plain->pages);
	arena_reset(plain->letters->sheet);
}

void office_paper_put(
	struct office_paper *plain, const struct office_paper_line *line, const char *markup)
{
	struct template_style style = plain->style;
	style.bold = line->bold;
	style.color = line->color;
	struct page_text words = {
		.language = "ja",
		.markup = markup,
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
	if (line->tag != TAG_SECTION)
		office_paper_tag(plain, line->tag);
	page_place(plain->pages, block, line->x - over, y);
	if (line->tag != TAG_SECTION)
		office_paper_untag(plain);
}

void office_paper_band(struct office_paper *plain, const char *title, const char *which)
{
	enum { BLUE = 0x16325C, WHITE = 0xFFFFFF };
	const struct template_frame band = {.fill = BLUE, .stroke = COLOR_NONE};
	page_frame(plain->pages, 15, 14, 180, 14, &band);
	office_paper_put(plain,
		&(struct office_paper_line){.x = 19,
			.y = 16.6,
			.width = 110,
			.points = 20,
			.bold = true,
			.tag = TAG_HEADING_1,
			.color = WHITE},
		title);
	office_paper_put(plain,
		&(struct office_paper_line){.x = 191,
			.y = 17,
			.width = 60,
			.points = 18,
			.align = ALIGN_RIGHT,
			.color = WHITE},
		which);
}

void office_paper_tag(struct office_paper *plain, enum tag tag)
{
	page_tag_begin(plain->pages, &(struct tag_element){.tag = tag});
}

void office_paper_untag(struct office_paper *plain)
{
	page_tag_end(plain->pages);
}

void office_paper_print(
	struct office_paper *plain, const struct office_paper_line *line, const char *format, ...)
{
	char text[512];
	va_list values;
	va_start(values, format);
	vsnprintf(text, sizeof text, format, values);
	va_end(values);
	office_paper_put(plain, line, markup_escape(plain->letters->sheet, text));
}

bool office_paper_code(struct office_paper *plain, const char *text, double x, double y,
	double size, struct fault *why)
{
	enum { MODULES_MAX = 41 };
	struct qr qr;
	if (!barcode_qr(text, false, MODULES_MAX, plain->letters->sheet, &qr, why))
		return false;
	page_tag_begin(plain->pages, &(struct tag_element){.tag = TAG_FIGURE, .words = text});
	page_qr(plain->pages, &qr, x, y, size);
	page_tag_end(plain->pages);
	return true;
}
