#include "document/pdf/fonts.h"
#include "document/pdf/page.h"
#include "document/pdf/page_parts.h"
#include "intake/template/templates.h"

/* Both say how long a millimetre is. */
#define POINTS_PER_MM SHAPES_POINTS_PER_MM
#include "document/pdf/shape_parts.h"
#undef POINTS_PER_MM

#include <ft2build.h>
#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include FT_FREETYPE_H
#include FT_OUTLINE_H

/* Signs of every font of the templates, each in a cell of its own, as a PDF; and beside it what
 * FreeType draws of the installed fonts at the same places: STEM-1.pgm and so on, at 120 dots an
 * inch. usage: sample-glyphs TEMPLATES OUT.pdf STEM EACH [LESS]; every EACH-th sign of a font; the
 * LESS-th of all is left out of the PDF alone. Standard output tells each: page, column, row, sign,
 * font. */

enum { COLUMNS = 45, ROWS = 55, DOTS = 120, WIDE = 20, HIGH = 24, LEFT = 40, TOP = 40 };
static const double SIZE = 8, DOTS_PER_POINT = DOTS / 72.0;

struct sampling {
	struct pages *pages;
	const struct templates *templates;
	FT_Library freetype;
	GHashTable *faces; /* hb_face_t → FT_Face */
	GHashTable *told;  /* families that are done */
	guchar *dots;      /* of the page in hand: ink */
	int width, height;
	const char *stem;
	unsigned each, less, count;
};

static void write_page(struct sampling *sampling)
{
	char *path = g_strdup_printf(
		"%s-%u.pgm", sampling->stem, (sampling->count - 1) / (COLUMNS * ROWS) + 1);
	FILE *stream = fopen(path, "wb");
	size_t size = (size_t)sampling->width * (size_t)sampling->height;
	for (size_t i = 0; i < size; i++)
		sampling->dots[i] = (guchar)(255 - sampling->dots[i]);
	fprintf(stream, "P5\n%d %d\n255\n", sampling->width, sampling->height);
	fwrite(sampling->dots, 1, size, stream);
	fclose(stream);
	g_free(path);
	memset(sampling->dots, 0, size);
	pages_turn(sampling->pages);
}

static FT_Face installed(struct sampling *sampling, hb_face_t *face)
{
	FT_Face found = g_hash_table_lookup(sampling->faces, face);
	if (found != NULL)
		return found;
	unsigned length;
	const char *bytes = hb_blob_get_data(hb_face_reference_blob(face), &length);
	if (FT_New_Memory_Face(sampling->freetype, (const FT_Byte *)bytes, (FT_Long)length,
		    (FT_Long)(hb_face_get_index(face) & 0xFFFF), &found) != 0)
		exit(1);
	FT_Set_Char_Size(found, 0, (FT_F26Dot6)(SIZE * 64), DOTS, DOTS);
	g_hash_table_insert(sampling->faces, hb_face_reference(face), found);
	return found;
}

/* What the font itself has, its origin at x, y (dots). */
static void draw_expected(
	struct sampling *sampling, FT_Face face, unsigned glyph, double x, double y)
{
	if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0)
		exit(1);
	FT_Outline_Translate(
		&face->glyph->outline, (FT_Pos)((x - (int)x) * 64), (FT_Pos)(((int)y - y) * 64));
	FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL);
	const FT_Bitmap *bitmap = &face->glyph->bitmap;
	for (unsigned row = 0; row < bitmap->rows; row++)
		for (unsigned column = 0; column < bitmap->width; column++) {
			int across = (int)x + face->glyph->bitmap_left + (int)column;
			int down = (int)y - face->glyph->bitmap_top + (int)row;
			if (across < 0 || down < 0 || across >= sampling->width ||
				down >= sampling->height)
				continue;
			guchar *dot = &sampling->dots[down * sampling->width + across];
			*dot = (guchar)MIN(
				*dot + bitmap->buffer[(int)row * bitmap->pitch + (int)column], 255);
		}
}

static struct page_text text_of(const struct sampling *sampling, const char *family, bool bold,
	gunichar sign, char markup[256])
{
	char bytes[7] = "";
	g_unichar_to_utf8(sign, bytes);
	char *escaped = g_markup_escape_text(bytes, -1);
	snprintf(markup, 256, "<span font_family=\"%s\" weight=\"%s\">%s</span>", family,
		bold ? "bold" : "normal", escaped);
	g_free(escaped);
	return (struct page_text){.markup = markup,
		.style = &sampling->templates->styles[0],
		.language = "ja",
		.points = SIZE};
}

static const PangoGlyphItem *only_run(const PangoLayoutLine *line)
{
	return line->runs == NULL || line->runs->next != NULL ? NULL : line->runs->data;
}

/* Draws one sign into the next cell of both. */
static void draw_sign(struct sampling *sampling, const char *family, bool bold, gunichar sign)
{
	char markup[256];
	const struct page_text text = text_of(sampling, family, bold, sign, markup);
	const struct page_block *seen = page_shape(sampling->pages, &text);
	const struct shaped *shaped = page_layout(sampling->pages, seen);
	const PangoGlyphItem *run = only_run(pango_layout_get_line_readonly(shaped->layout, 0));
	if (run == NULL || run->glyphs->num_glyphs != 1 ||
		run->glyphs->glyphs[0].glyph >= PANGO_GLYPH_EMPTY)
		return;
	unsigned place = sampling->count % (COLUMNS * ROWS);
	double x = (LEFT + place % COLUMNS * WIDE) / DOTS_PER_POINT;
	double y = (TOP + place / COLUMNS * HIGH) / DOTS_PER_POINT;
	double base = y + pango_layout_get_baseline(shaped->layout) * SIZE / LAID_OUT / PANGO_SCALE;
	sampling->count++;
	if (sampling->count != sampling->less)
		page_place(sampling->pages, seen, x / POINTS_PER_MM, y / POINTS_PER_MM);
	hb_font_t *font = pango_font_get_hb_font(run->item->analysis.font);
	hb_codepoint_t glyph = run->glyphs->glyphs[0].glyph;
	/* A pattern's layout has another sign in its place. */
	if (g_utf8_get_char(shaped_words(shaped)) != sign)
		hb_font_get_nominal_glyph(font, sign, &glyph);
	draw_expected(sampling, installed(sampling, hb_font_get_face(font)), glyph,
		x * DOTS_PER_POINT, base * DOTS_PER_POINT);
	printf("%u\t%u\t%u\tU+%04X\t%s%s\n", (sampling->count - 1) / (COLUMNS * ROWS) + 1,
		place % COLUMNS, place / COLUMNS, sign, family, bold ? " bold" : "");
	if (sampling->count % (COLUMNS * ROWS) == 0)
		write_page(sampling);
}

/* Signs that stand by themselves, whatever is beside them. */
static bool is_sign(gunichar sign)
{
	switch (g_unichar_get_script(sign)) {
	case G_UNICODE_SCRIPT_COMMON:
	case G_UNICODE_SCRIPT_LATIN:
	case G_UNICODE_SCRIPT_HAN:
	case G_UNICODE_SCRIPT_HIRAGANA:
	case G_UNICODE_SCRIPT_KATAKANA:
	case G_UNICODE_SCRIPT_HANGUL:
		break;
	default:
		return false;
	}
	/* Hangul fillers show nothing; no name has block elements, whose edges poppler moves to
	 * whole dots. */
	return sign != 0x3164 && sign != 0xFFA0 && (sign < 0x2580 || sign > 0x259F) &&
	       g_unichar_isgraph(sign) && !g_unichar_ismark(sign) &&
	       g_unichar_type(sign) != G_UNICODE_PRIVATE_USE && (sign < 0x1100 || sign > 0x11FF);
}

static void draw_family(struct sampling *sampling, const char *family, bool bold)
{
	char markup[256], *name = g_strdup_printf("%s%d", family, bold);
	if (!g_hash_table_add(sampling->told, name))
		return;
	const struct page_text text = text_of(sampling, family, bold, '1', markup);
	const struct shaped *shaped =
		page_layout(sampling->pages, page_shape(sampling->pages, &text));
	const PangoGlyphItem *run = only_run(pango_layout_get_line_readonly(shaped->layout, 0));
	hb_font_t *font = hb_font_reference(pango_font_get_hb_font(run->item->analysis.font));
	unsigned seen = 0;
	for (gunichar sign = 0x21; sign < 0x32000; sign++) {
		hb_codepoint_t glyph;
		if (is_sign(sign) && hb_font_get_nominal_glyph(font, sign, &glyph) &&
			seen++ % sampling->each == 0)
			draw_sign(sampling, family, bold, sign);
	}
	hb_font_destroy(font);
}

static void draw_font(struct sampling *sampling, const struct template_font *font, bool bold)
{
	for (size_t i = 0; i < font->family_count; i++)
		draw_family(sampling, font->families[i], bold && i == 0);
	if (font->latin != NULL)
		draw_family(sampling, font->latin, bold);
}

static void draw_all(struct sampling *sampling)
{
	for (size_t i = 0; i < sampling->templates->style_count; i++) {
		const struct template_style *style = &sampling->templates->styles[i];
		draw_font(sampling, style->font, style->bold);
		for (size_t k = 0; k < style->font->variant_count; k++)
			draw_font(sampling, &style->font->variants[k], style->bold);
	}
	if (sampling->count % (COLUMNS * ROWS) != 0)
		write_page(sampling);
}

int main(int count, char **words)
{
	struct fault why = {0};
	struct arena *arena = arena_open();
	struct sampling sampling = {0};
	if (count < 5)
		return FAULT_USAGE;
	sampling.stem = words[3];
	sampling.each = (unsigned)strtoul(words[4], NULL, 10);
	sampling.less = count > 5 ? (unsigned)strtoul(words[5], NULL, 10) : 0;
	FILE *stream = fopen(words[2], "w+b");
	bool done = stream != NULL && FT_Init_FreeType(&sampling.freetype) == 0 &&
		    templates_read(words[1], arena, &sampling.templates, &why) &&
		    fonts_limit(sampling.templates, &why) &&
		    pages_open(sampling.templates, &sampling.pages, &why) &&
		    pages_begin(sampling.pages, stream, "signs", "kigen", 0, &why);
	if (done) {
		sampling.width = (int)(sampling.templates->width / 25.4 * DOTS) + 1;
		sampling.height = (int)(sampling.templates->height / 25.4 * DOTS) + 1;
		sampling.dots = g_malloc0((size_t)sampling.width * (size_t)sampling.height);
		sampling.faces = g_hash_table_new(NULL, NULL);
		sampling.told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		draw_all(&sampling);
		done = pages_end(sampling.pages, &why) && fclose(stream) == 0;
	}
	if (!done)
		fprintf(stderr, "sample-glyphs: %s\n", why.message);
	arena_close(arena);
	return done ? 0 : 1;
}
