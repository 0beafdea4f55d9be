#include "document/pdf/said.h"
#include "document/pdf/shape.h"
#include "document/pdf/shape_parts.h"

#include <hb.h>
#include <string.h>

/* Pango has chosen the signs and their places; they are drawn here run by run, a run being signs of
 * one font, with the piece of text that each stands for. */

/* Pango's units at the size it lays out in, as thousandths of that size. */
static double in_thousandths(int units)
{
	return units * 1000.0 / (LAID_OUT * PANGO_SCALE);
}

static bool is_underlined(const PangoGlyphItem *run)
{
	for (const GSList *at = run->item->analysis.extra_attrs; at != NULL; at = at->next) {
		const PangoAttribute *attribute = at->data;
		if (attribute->klass->type == PANGO_ATTR_UNDERLINE)
			return ((const PangoAttrInt *)attribute)->value != PANGO_UNDERLINE_NONE;
	}
	return false;
}

static void draw_underline(
	struct ink *ink, PangoFont *font, double points, double x, double y, double width)
{
	PangoFontMetrics *metrics = pango_font_get_metrics(font, NULL);
	double unit = points / (LAID_OUT * PANGO_SCALE);
	double thickness = pango_font_metrics_get_underline_thickness(metrics) * unit;
	y -= pango_font_metrics_get_underline_position(metrics) * unit - thickness / 2;
	ink_line(ink, x, y, x + width, y, thickness);
	pango_font_metrics_unref(metrics);
}

/* A piece of text and the signs that stand for it together. */
static void draw_cluster(
	struct ink *ink, const PangoGlyphInfo *from, int count, const char *text, int length)
{
	enum { AT_ONCE = 32 };
	struct ink_glyph glyphs[AT_ONCE] = {{0}};
	for (int i = 0; i < count && i < AT_ONCE; i++)
		glyphs[i] = (struct ink_glyph){
			.glyph = from[i].glyph == PANGO_GLYPH_EMPTY ? (unsigned)INK_NOTHING
								    : from[i].glyph,
			.advance = in_thousandths(from[i].geometry.width),
			.across = in_thousandths(from[i].geometry.x_offset),
			.up = -in_thousandths(from[i].geometry.y_offset),
		};
	ink_cluster(ink, glyphs, (size_t)MIN(count, AT_ONCE), text, (size_t)length);
	if (count > AT_ONCE) /* of no text that anybody writes */
		draw_cluster(ink, from + AT_ONCE, count - AT_ONCE, text, 0);
}

/* What a whole layout says, and what it was set with: the same but for signs that others stand in
 * for (document/pdf/pattern.h). */
struct drawn_words {
	const char *words, *set;
	bool foreign; /* in several languages */
	double wide;  /* of its signs, as a share of the font's */
};

/* The glyph of a sign in the place of the one that stands in for it, which is as wide. */
static PangoGlyphInfo own_glyph(const PangoGlyphInfo *standing, hb_font_t *font, const char *text)
{
	PangoGlyphInfo own = *standing;
	hb_codepoint_t glyph;
	own.glyph = hb_font_get_nominal_glyph(font, g_utf8_get_char(text), &glyph)
			    ? glyph
			    : PANGO_GLYPH_EMPTY;
	return own;
}

/* Signs of one font. */
static void draw_run(struct ink *ink, const PangoGlyphItem *run, const struct drawn_words *drawn,
	double points, double x, double y)
{
	const PangoGlyphString *signs = run->glyphs;
	const int *places = signs->log_clusters;
	bool backwards = run->item->analysis.level % 2 == 1;
	const char *text = drawn->words + run->item->offset;
	const char *set = drawn->set + run->item->offset;
	hb_font_t *font = pango_font_get_hb_font(run->item->analysis.font);
	ink_run(ink, hb_font_get_face(font), points, drawn->wide, x, y);
	for (int i = 0, end; i < signs->num_glyphs; i = end) {
		for (end = i + 1; end < signs->num_glyphs && places[end] == places[i];)
			end++;
		int behind = run->item->length;
		if (!backwards && end < signs->num_glyphs)
			behind = places[end];
		else if (backwards && i > 0)
			behind = places[i - 1];
		PangoGlyphInfo own;
		const PangoGlyphInfo *glyphs = &signs->glyphs[i];
		if (text != set && strncmp(text + places[i], set + places[i],
					   (size_t)(behind - places[i])) != 0) {
			own = own_glyph(glyphs, font, text + places[i]);
			glyphs = &own;
		}
		draw_cluster(ink, glyphs, end - i, text + places[i], behind - places[i]);
	}
	ink_end(ink);
}

/* The language of a run where it is not that of the whole text, which is said first; else NULL. */
static const char *foreign_language(PangoLayout *layout, const PangoGlyphItem *run)
{
	const PangoAttribute *own = NULL;
	PangoAttrIterator *at = pango_attr_list_get_iterator(pango_layout_get_attributes(layout));
	do {
		gint from, until;
		pango_attr_iterator_range(at, &from, &until);
		if (from <= run->item->offset && run->item->offset < until)
			own = pango_attr_iterator_get(at, PANGO_ATTR_LANGUAGE);
	} while (own == NULL && pango_attr_iterator_next(at));
	pango_attr_iterator_destroy(at);
	if (own == NULL || own->end_index == PANGO_ATTR_INDEX_TO_TEXT_END)
		return NULL;
	return pango_language_to_string(((const PangoAttrLanguage *)own)->value);
}

/* A line of a layout, its base line beginning at x, y. */
static void draw_line(struct ink *ink, PangoLayoutLine *line, const struct drawn_words *drawn,
	double points, double x, double y)
{
	double unit = drawn->wide * points / (LAID_OUT * PANGO_SCALE);
	for (const GSList *at = line->runs; at != NULL; at = at->next) {
		PangoGlyphItem *run = at->data;
		double width = pango_glyph_string_get_width(run->glyphs) * unit;
		const char *language = drawn->foreign ? foreign_language(line->layout, run) : NULL;
		if (language != NULL)
			ink_language(ink, language);
		draw_run(ink, run, drawn, points, x, y);
		if (language != NULL)
			ink_language(ink, NULL);
		if (is_underlined(run))
			draw_underline(ink, run->item->analysis.font, points, x, y, width);
		x += width;
	}
}

/* Where a layout stands, and how large a Pango unit is there. */
struct stand {
	double x, y, points, unit;
};

/* The readings of one line; *next is the first that is not above it. */
static void draw_readings(const struct shaped *shaped, struct ink *ink, const struct stand *stand,
	PangoLayoutIter *lines, size_t *next)
{
	PangoLayoutLine *line = pango_layout_iter_get_line_readonly(lines);
	PangoRectangle logical;
	pango_layout_iter_get_line_extents(lines, NULL, &logical);
	for (; *next < shaped->reading_count; ++*next) {
		const struct reading *reading = &shaped->readings[*next];
		int from, to;
		if ((int)reading->from >= line->start_index + line->length)
			return;
		pango_layout_line_index_to_x(line, (int)reading->from, FALSE, &from);
		pango_layout_line_index_to_x(line, (int)reading->to, FALSE, &to);
		double left = logical.x + from + (to - from - reading->width) / 2.0;
		double base = pango_layout_iter_get_baseline(lines) * stand->unit;
		const char *words = pango_layout_get_text(reading->line->layout);
		const struct drawn_words drawn = {
			.words = words, .set = words, .wide = reading->wide};
		draw_line(ink, reading->line, &drawn, stand->points * shaped->reading_size,
			stand->x + left * stand->unit,
			stand->y + base - READING_RISE * stand->points);
	}
}

static struct stand stand_at(const struct shaped *shaped, double x, double y)
{
	return (struct stand){.x = x,
		.y = y + shaped->drop,
		.points = shaped->size * LAID_OUT,
		.unit = shaped->size / PANGO_SCALE};
}

void shaped_draw(
	const struct shaped *shaped, const char *words, struct ink *ink, double x, double y)
{
	const struct drawn_words drawn = {words, shaped_words(shaped), shaped->foreign, 1};
	const struct stand stand = stand_at(shaped, x, y);
	PangoLayoutIter *lines = pango_layout_get_iter(shaped->layout);
	do {
		PangoRectangle logical;
		pango_layout_iter_get_line_extents(lines, NULL, &logical);
		draw_line(ink, pango_layout_iter_get_line_readonly(lines), &drawn, stand.points,
			stand.x + logical.x * stand.unit,
			stand.y + pango_layout_iter_get_baseline(lines) * stand.unit);
	} while (pango_layout_iter_next_line(lines));
	pango_layout_iter_free(lines);
}

void shaped_draw_readings(const struct shaped *shaped, struct ink *ink, double x, double y)
{
	const struct stand stand = stand_at(shaped, x, y);
	PangoLayoutIter *lines = pango_layout_get_iter(shaped->layout);
	size_t next = 0;
	do {
		draw_readings(shaped, ink, &stand, lines, &next);
	} while (pango_layout_iter_next_line(lines));
	pango_layout_iter_free(lines);
}

/* ---- what it says ---- */

const char *shaped_words(const struct shaped *shaped)
{
	return pango_layout_get_text(shaped->layout);
}

uint64_t shaped_said_readings(const struct shaped *shaped)
{
	uint64_t said = 0;
	for (size_t i = 0; i < shaped->reading_count; i++) {
		const PangoLayoutLine *line = shaped->readings[i].line;
		said += said_sum(pango_layout_get_text(line->layout) + line->start_index,
			(size_t)line->length);
	}
	return said;
}
