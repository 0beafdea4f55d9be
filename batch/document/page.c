#include "document/page.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

/* 72 points and 25.4 millimetres are an inch. */
static const double POINTS_PER_MM = 72 / 25.4;

/* Shared texts kept at most; then all are forgotten. A night has some hundred. */
enum { SHARED_MAX = 4096 };

struct block {
	struct page_block seen; /* first: page_place gets its address */
	PangoLayout *layout;
	cairo_surface_t *record; /* of a shared text, else NULL */
	long sheet;              /* on which the record was drawn last */
	int color;
};

struct pages {
	struct arena *arena;
	const struct templates *templates;
	PangoFontMap *map;
	PangoContext *context;
	cairo_surface_t **images; /* of the template */
	GHashTable *shared;       /* description → struct block */
	GString *description;     /* of the text in hand */
	struct block **pool;      /* blocks of this sheet, used again for the next */
	size_t pool_used, pool_count, pool_capacity;
	FILE *stream; /* NULL outside a document */
	long sheet;   /* from 1 */
	cairo_surface_t *surface;
	cairo_t *ink;
};

static void block_free(void *pointer)
{
	struct block *block = pointer;
	g_clear_object(&block->layout);
	g_clear_pointer(&block->record, cairo_surface_destroy);
	g_free(block);
}

/* ---- fonts ---- */

static PangoFontDescription *describe(const char *family, double points, bool bold)
{
	PangoFontDescription *description = pango_font_description_new();
	pango_font_description_set_family(description, family);
	pango_font_description_set_absolute_size(description, points * PANGO_SCALE);
	pango_font_description_set_weight(
		description, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	return description;
}

/* Is there this family, and does loading it in this weight give it and not another? */
static bool installed(const struct pages *pages, const char *family, bool bold)
{
	PangoFontFamily *listed = pango_font_map_get_family(pages->map, family);
	if (listed == NULL || g_ascii_strcasecmp(pango_font_family_get_name(listed), family) != 0)
		return false;
	PangoFontDescription *wanted = describe(family, 10, bold);
	PangoFont *font = pango_font_map_load_font(pages->map, pages->context, wanted);
	bool right = false;
	if (font != NULL) {
		right = pango_font_face_get_family(pango_font_get_face(font)) == listed;
		PangoFontDescription *got = pango_font_face_describe(pango_font_get_face(font));
		right = right &&
			(!bold || pango_font_description_get_weight(got) >= PANGO_WEIGHT_SEMIBOLD);
		pango_font_description_free(got);
		g_object_unref(font);
	}
	pango_font_description_free(wanted);
	return right;
}

static bool check_fonts(const struct pages *pages, struct fault *why)
{
	for (size_t i = 0; i < pages->templates->style_count; i++) {
		const struct template_style *style = &pages->templates->styles[i];
		const char *family = style->font->families[0];
		if (!installed(pages, family, style->bold))
			return fault_set(why, FAULT_OFFICE,
				"%s:%ld: the font family \"%s\"%s is not installed",
				pages->templates->path, style->font->line, family,
				style->bold ? " in bold" : "");
	}
	return true;
}

/* ---- images ---- */

static bool load_images(struct pages *pages, struct fault *why)
{
	const struct templates *templates = pages->templates;
	pages->images =
		arena_alloc(pages->arena, templates->image_count * sizeof(cairo_surface_t *));
	for (size_t i = 0; i < templates->image_count; i++) {
		pages->images[i] = cairo_image_surface_create_from_png(templates->images[i].path);
		cairo_status_t status = cairo_surface_status(pages->images[i]);
		if (status != CAIRO_STATUS_SUCCESS)
			return fault_set(why, FAULT_OFFICE,
				"%s:%ld: the image %s cannot be read: %s", templates->path,
				templates->images[i].line, templates->images[i].path,
				cairo_status_to_string(status));
	}
	return true;
}

double page_image_width(const struct pages *pages, size_t image, double height)
{
	return height * cairo_image_surface_get_width(pages->images[image]) /
	       cairo_image_surface_get_height(pages->images[image]);
}

bool pages_open(const struct templates *templates, struct pages **pages, struct fault *why)
{
	struct arena *arena = arena_open();
	struct pages *opened = arena_alloc(arena, sizeof *opened);
	opened->arena = arena;
	opened->templates = templates;
	opened->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	opened->context = pango_font_map_create_context(opened->map);
	opened->shared = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, block_free);
	opened->description = g_string_new(NULL);
	/* Outlines at their own widths: the paper has no pixels to fit them to. */
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(opened->context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(opened->context, FALSE);
	pango_context_set_language(opened->context, pango_language_from_string("ja"));
	if (!check_fonts(opened, why) || !load_images(opened, why)) {
		pages_close(opened);
		return false;
	}
	*pages = opened;
	return true;
}

void pages_close(struct pages *pages)
{
	if (pages == NULL)
		return;
	for (size_t i = 0; i < pages->pool_count; i++)
		block_free(pages->pool[i]);
	for (size_t i = 0; pages->images != NULL && i < pages->templates->image_count; i++)
		cairo_surface_destroy(pages->images[i]);
	g_hash_table_destroy(pages->shared);
	g_string_free(pages->description, TRUE);
	g_object_unref(pages->context);
	g_object_unref(pages->map);
	arena_close(pages->arena);
}

/* ---- texts ---- */

static PangoAttribute *everywhere(PangoAttribute *attribute)
{
	attribute->start_index = PANGO_ATTR_INDEX_FROM_TEXT_BEGINNING;
	attribute->end_index = PANGO_ATTR_INDEX_TO_TEXT_END;
	return attribute;
}

/* Puts the text into the layout and measures it. */
static void shape(struct block *block, const struct page_text *text)
{
	static const PangoAlignment alignments[] = {
		PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
	PangoLayout *layout = block->layout;
	const struct template_style *style = text->style;
	char *plain;
	PangoAttrList *attributes;
	block->seen = (struct page_block){.unknown = 1};
	if (!pango_parse_markup(text->markup, -1, 0, &attributes, &plain, NULL, NULL))
		return;
	/* No fallback: a sign that the font lacks is counted, not fetched from anywhere. Every line
	 * is as high as the style says, whatever fonts stand in it. */
	pango_attr_list_insert_before(attributes, everywhere(pango_attr_fallback_new(FALSE)));
	pango_attr_list_insert_before(
		attributes, everywhere(pango_attr_line_height_new_absolute(
				    (int)(text->points * style->leading * PANGO_SCALE))));
	PangoFontDescription *font = describe(style->font->families[0], text->points, style->bold);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_text(layout, plain, -1);
	pango_layout_set_attributes(layout, attributes);
	pango_layout_set_width(
		layout, text->width <= 0 ? -1 : (int)(text->width * POINTS_PER_MM * PANGO_SCALE));
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(layout, alignments[text->align]);
	pango_attr_list_unref(attributes);
	g_free(plain);

	PangoRectangle logical;
	pango_layout_get_extents(layout, NULL, &logical);
	block->seen = (struct page_block){
		.width = logical.width / (POINTS_PER_MM * PANGO_SCALE),
		.height = logical.height / (POINTS_PER_MM * PANGO_SCALE),
		.lines = pango_layout_get_line_count(layout),
		.unknown = pango_layout_get_unknown_glyphs_count(layout),
	};
}

static void set_color(cairo_t *ink, int color)
{
	cairo_set_source_rgb(ink, (color >> 16 & 0xFF) / 255.0, (color >> 8 & 0xFF) / 255.0,
		(color & 0xFF) / 255.0);
}

/* A shared text becomes one form of the document, drawn by name wherever it stands. */
static struct block *record(struct pages *pages, const struct page_text *text)
{
	struct block *block = g_new0(struct block, 1);
	block->layout = pango_layout_new(pages->context);
	shape(block, text);
	block->record = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
	cairo_t *ink = cairo_create(block->record);
	set_color(ink, text->style->color);
	pango_cairo_show_layout(ink, block->layout);
	cairo_destroy(ink);
	block->color = text->style->color;
	return block;
}

const struct page_block *page_shape(struct pages *pages, const struct page_text *text)
{
	if (text->shared) {
		g_string_printf(pages->description, "%p %.3f %.3f %d ", (const void *)text->style,
			text->points, text->width, (int)text->align);
		g_string_append(pages->description, text->markup);
		struct block *known = g_hash_table_lookup(pages->shared, pages->description->str);
		if (known != NULL)
			return &known->seen;
		struct block *block = record(pages, text);
		g_hash_table_insert(pages->shared, g_strdup(pages->description->str), block);
		return &block->seen;
	}
	if (pages->pool_used == pages->pool_count) {
		pages->pool = arena_grow(pages->arena, pages->pool, pages->pool_count, 1,
			&pages->pool_capacity, sizeof(struct block *));
		pages->pool[pages->pool_count] = g_new0(struct block, 1);
		pages->pool[pages->pool_count++]->layout = pango_layout_new(pages->context);
	}
	struct block *block = pages->pool[pages->pool_used++];
	shape(block, text);
	block->color = text->style->color;
	return &block->seen;
}

void pages_forget(struct pages *pages)
{
	pages->pool_used = 0;
	if (g_hash_table_size(pages->shared) > SHARED_MAX)
		g_hash_table_remove_all(pages->shared);
}

/* ---- the document ---- */

static cairo_status_t write_bytes(void *context, const unsigned char *bytes, unsigned int length)
{
	return fwrite(bytes, 1, length, context) == length ? CAIRO_STATUS_SUCCESS
							   : CAIRO_STATUS_WRITE_ERROR;
}

bool pages_begin(struct pages *pages, FILE *stream, const char *title, const char *author,
	day_number day, struct fault *why)
{
	char created[CIVIL_DATE_BYTES];
	pages->stream = stream;
	pages->sheet = 1;
	pages->surface = cairo_pdf_surface_create_for_stream(write_bytes, stream,
		pages->templates->width * POINTS_PER_MM, pages->templates->height * POINTS_PER_MM);
	pages->ink = cairo_create(pages->surface);
	cairo_pdf_surface_set_metadata(pages->surface, CAIRO_PDF_METADATA_TITLE, title);
	cairo_pdf_surface_set_metadata(pages->surface, CAIRO_PDF_METADATA_AUTHOR, author);
	cairo_pdf_surface_set_metadata(
		pages->surface, CAIRO_PDF_METADATA_CREATE_DATE, civil_format(day, created));
	if (cairo_status(pages->ink) == CAIRO_STATUS_SUCCESS)
		return true;
	return fault_set(why, FAULT_INTERNAL, "the PDF cannot be begun: %s",
		cairo_status_to_string(cairo_status(pages->ink)));
}

void pages_turn(struct pages *pages)
{
	cairo_show_page(pages->ink);
	pages->sheet++;
	pages_forget(pages);
}

bool pages_end(struct pages *pages, struct fault *why)
{
	cairo_destroy(pages->ink);
	cairo_surface_finish(pages->surface);
	cairo_status_t status = cairo_surface_status(pages->surface);
	cairo_surface_destroy(pages->surface);
	pages->ink = NULL;
	pages->surface = NULL;
	/* Forms belong to the document they were written into. */
	g_hash_table_remove_all(pages->shared);
	if (status == CAIRO_STATUS_SUCCESS && fflush(pages->stream) == 0)
		return true;
	return fault_set(
		why, FAULT_WRITE, "the PDF cannot be written: %s", cairo_status_to_string(status));
}

/* ---- drawing ---- */

/* In the ink's colour, the upper left corner at x, y (points). */
static void draw_words(cairo_t *ink, const struct block *block, double x, double y)
{
	cairo_move_to(ink, x, y);
	pango_cairo_show_layout(ink, block->layout);
}

void page_place(struct pages *pages, const struct page_block *seen, double x, double y)
{
	struct block *block = (struct block *)seen;
	x *= POINTS_PER_MM;
	y *= POINTS_PER_MM;
	/* Drawn twice on a sheet, cairo 1.16 would name the form twice in its resources. */
	if (block->record != NULL && block->sheet != pages->sheet) {
		cairo_set_source_surface(pages->ink, block->record, x, y);
		cairo_paint(pages->ink);
		block->sheet = pages->sheet;
		return;
	}
	set_color(pages->ink, block->color);
	draw_words(pages->ink, block, x, y);
}

void page_frame(struct pages *pages, double x, double y, double width, double height,
	const struct template_frame *frame)
{
	static const double QUARTER = 1.5707963267948966;
	cairo_t *ink = pages->ink;
	if (frame->fill == COLOR_NONE && frame->stroke == COLOR_NONE)
		return;
	cairo_save(ink);
	cairo_scale(ink, POINTS_PER_MM, POINTS_PER_MM);
	double radius = frame->radius;
	cairo_new_path(ink);
	if (radius <= 0) {
		cairo_rectangle(ink, x, y, width, height);
	} else {
		cairo_arc(ink, x + width - radius, y + radius, radius, -QUARTER, 0);
		cairo_arc(ink, x + width - radius, y + height - radius, radius, 0, QUARTER);
		cairo_arc(ink, x + radius, y + height - radius, radius, QUARTER, 2 * QUARTER);
		cairo_arc(ink, x + radius, y + radius, radius, 2 * QUARTER, 3 * QUARTER);
		cairo_close_path(ink);
	}
	if (frame->fill != COLOR_NONE) {
		set_color(ink, frame->fill);
		cairo_fill_preserve(ink);
	}
	if (frame->stroke != COLOR_NONE) {
		set_color(ink, frame->stroke);
		cairo_set_line_width(ink, frame->stroke_width);
		cairo_stroke_preserve(ink);
	}
	cairo_new_path(ink);
	cairo_restore(ink);
}

void page_line(struct pages *pages, double x, double y, double to_x, double to_y, double thickness,
	int color)
{
	cairo_t *ink = pages->ink;
	set_color(ink, color);
	cairo_set_line_width(ink, thickness * POINTS_PER_MM);
	cairo_move_to(ink, x * POINTS_PER_MM, y * POINTS_PER_MM);
	cairo_line_to(ink, to_x * POINTS_PER_MM, to_y * POINTS_PER_MM);
	cairo_stroke(ink);
}

void page_stamp(struct pages *pages, const struct page_stamp *stamp)
{
	cairo_t *ink = pages->ink;
	struct page_text text = {
		.markup = stamp->markup, .style = stamp->style, .points = stamp->points};
	const struct page_block *block = page_shape(pages, &text);
	cairo_save(ink);
	cairo_translate(ink, stamp->x * POINTS_PER_MM, stamp->y * POINTS_PER_MM);
	cairo_rotate(ink, stamp->degrees * 3.14159265358979 / 180);
	cairo_set_source_rgba(ink, (stamp->color >> 16 & 0xFF) / 255.0,
		(stamp->color >> 8 & 0xFF) / 255.0, (stamp->color & 0xFF) / 255.0, stamp->opacity);
	draw_words(ink, (const struct block *)block, -block->width / 2 * POINTS_PER_MM,
		-block->height / 2 * POINTS_PER_MM);
	cairo_restore(ink);
}

void page_image(struct pages *pages, size_t image, double x, double y, double height)
{
	cairo_t *ink = pages->ink;
	cairo_surface_t *surface = pages->images[image];
	double scale = height * POINTS_PER_MM / cairo_image_surface_get_height(surface);
	cairo_save(ink);
	cairo_translate(ink, x * POINTS_PER_MM, y * POINTS_PER_MM);
	cairo_scale(ink, scale, scale);
	cairo_set_source_surface(ink, surface, 0, 0);
	cairo_paint(ink);
	cairo_restore(ink);
}

void page_qr(struct pages *pages, const struct qr *qr, double x, double y, double size)
{
	enum { QUIET = 4 };
	cairo_t *ink = pages->ink;
	cairo_surface_t *mask = cairo_image_surface_create(CAIRO_FORMAT_A1, qr->size, qr->size);
	int stride = cairo_image_surface_get_stride(mask);
	unsigned char *rows = cairo_image_surface_get_data(mask);
	cairo_surface_flush(mask);
	/* The bits of A1 are numbered in the machine's own order: low bit first here. */
	for (int row = 0; row < qr->size; row++)
		for (int column = 0; column < qr->size; column++)
			if (qr->modules[row * qr->size + column])
				rows[row * stride + column / 8] |=
					(unsigned char)(1 << (G_BYTE_ORDER == G_LITTLE_ENDIAN
									? column % 8
									: 7 - column % 8));
	cairo_surface_mark_dirty(mask);
	double module = size / (qr->size + 2 * QUIET) * POINTS_PER_MM;
	cairo_save(ink);
	cairo_translate(
		ink, x * POINTS_PER_MM + QUIET * module, y * POINTS_PER_MM + QUIET * module);
	cairo_scale(ink, module, module);
	set_color(ink, 0);
	cairo_pattern_t *pattern = cairo_pattern_create_for_surface(mask);
	cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
	cairo_mask(ink, pattern);
	cairo_pattern_destroy(pattern);
	cairo_restore(ink);
	cairo_surface_destroy(mask);
}

void page_bars(struct pages *pages, const char *bars, double x, double y, double points)
{
	/* At ten points: bars 0.6 mm wide, 1.2 mm from bar to bar, thirds of 1.2 mm. */
	double unit = points / 10 * POINTS_PER_MM;
	cairo_t *ink = pages->ink;
	set_color(ink, 0);
	for (int i = 0; bars[i] != '\0'; i++) {
		bool up = bars[i] == 'F' || bars[i] == 'A';
		bool down = bars[i] == 'F' || bars[i] == 'D';
		double top = up ? 0 : 1.2, bottom = down ? 3.6 : 2.4;
		cairo_rectangle(ink, x * POINTS_PER_MM + i * 1.2 * unit,
			y * POINTS_PER_MM + top * unit, 0.6 * unit, (bottom - top) * unit);
	}
	cairo_fill(ink);
}
