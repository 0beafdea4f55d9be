#include "document/page.h"

#include "document/mask.h"

#include <cairo-pdf.h>
#include <glib-object.h>
#include <string.h>

/* 72 points and 25.4 millimetres are an inch. */
static const double POINTS_PER_MM = 72 / 25.4;

/* Shared texts, and groups of them, kept at most; what comes later is drawn as if it were a
 * letter's own. None is forgotten before the document ends: cairo writes the forms last, and one
 * that is gone by then comes out empty. A night has some hundred. */
enum { SHARED_MAX = 8192 };

/* From its third sheet on something stands in the document as a form: one for two sheets or three
 * is more bytes than drawing it twice. */
enum { SHEETS_BEFORE_FORM = 2 };

struct block {
	struct page_block seen; /* first: page_place gets its address */
	struct shaped *shaped;
	int color;
};

/* What may stand on many sheets: one form of the document, drawn by name wherever it stands. */
struct group {
	cairo_surface_t *record; /* NULL as long as few sheets have it */
	int drawn;               /* without it */
	long sheet;              /* on which it was drawn last */
};

struct pages {
	struct arena *arena;
	const struct templates *templates;
	struct shapes *shapes;
	cairo_surface_t **images; /* of the template */
	GHashTable *shared;       /* description → struct block */
	GHashTable *groups;       /* name → struct group */
	struct group *group;      /* that is being drawn, else NULL */
	cairo_t *sheet_ink;       /* while a group is being drawn: the sheet's */
	double group_x, group_y;  /* its place, points */
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
	shaped_close(block->shaped);
	g_free(block);
}

static void group_free(void *pointer)
{
	struct group *group = pointer;
	cairo_surface_destroy(group->record);
	g_free(group);
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
	opened->shared = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, block_free);
	opened->groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, group_free);
	opened->description = g_string_new(NULL);
	if (!shapes_open(templates, &opened->shapes, why) || !load_images(opened, why)) {
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
	g_hash_table_destroy(pages->groups);
	g_string_free(pages->description, TRUE);
	shapes_close(pages->shapes);
	arena_close(pages->arena);
}

/* ---- texts ---- */

static void set_color(cairo_t *ink, int color)
{
	cairo_set_source_rgb(ink, (color >> 16 & 0xFF) / 255.0, (color >> 8 & 0xFF) / 255.0,
		(color & 0xFF) / 255.0);
}

/* A block of this sheet alone. */
static const struct page_block *own_block(struct pages *pages, const struct page_text *text)
{
	if (pages->pool_used == pages->pool_count) {
		pages->pool = arena_grow(pages->arena, pages->pool, pages->pool_count, 1,
			&pages->pool_capacity, sizeof(struct block *));
		pages->pool[pages->pool_count] = g_new0(struct block, 1);
		pages->pool[pages->pool_count++]->shaped = shaped_open(pages->shapes);
	}
	struct block *block = pages->pool[pages->pool_used++];
	block->seen = shaped_set(block->shaped, text);
	block->color = text->style->color;
	return &block->seen;
}

const struct page_block *page_shape(struct pages *pages, const struct page_text *text)
{
	if (text->shared) {
		g_string_printf(pages->description, "%p %s %d %d %d ", (const void *)text->style,
			text->language, (int)(text->points * 1000), (int)(text->width * 1000),
			(int)text->align);
		g_string_append(pages->description, text->markup);
		struct block *known = g_hash_table_lookup(pages->shared, pages->description->str);
		if (known != NULL)
			return &known->seen;
		if (g_hash_table_size(pages->shared) >= SHARED_MAX)
			return own_block(pages, text);
		struct block *block = g_new0(struct block, 1);
		block->shaped = shaped_open(pages->shapes);
		block->seen = shaped_set(block->shaped, text);
		block->seen.shared = true;
		block->color = text->style->color;
		g_hash_table_insert(pages->shared, g_strdup(pages->description->str), block);
		return &block->seen;
	}
	return own_block(pages, text);
}

void pages_forget(struct pages *pages)
{
	pages->pool_used = 0;
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
	/* Forms belong to the document they were written into; they are named by their texts. */
	g_hash_table_remove_all(pages->groups);
	g_hash_table_remove_all(pages->shared);
	if (status == CAIRO_STATUS_SUCCESS && fflush(pages->stream) == 0)
		return true;
	return fault_set(
		why, FAULT_WRITE, "the PDF cannot be written: %s", cairo_status_to_string(status));
}

/* ---- groups ---- */

static void place_group(struct pages *pages, struct group *group, double x, double y)
{
	cairo_set_source_surface(pages->ink, group->record, x, y);
	cairo_paint(pages->ink);
	group->sheet = pages->sheet;
}

/* The group of this name, a new one when it was not heard of before; NULL when there are too many.
 */
static struct group *group_named(struct pages *pages, const char *name)
{
	struct group *group = g_hash_table_lookup(pages->groups, name);
	if (group == NULL && g_hash_table_size(pages->groups) < SHARED_MAX) {
		group = g_new0(struct group, 1);
		g_hash_table_insert(pages->groups, g_strdup(name), group);
	}
	return group;
}

bool page_group_begin(struct pages *pages, const char *name, double x, double y)
{
	struct group *group = group_named(pages, name);
	x *= POINTS_PER_MM;
	y *= POINTS_PER_MM;
	/* Drawn twice on a sheet, cairo 1.16 would name the form twice in its resources. */
	if (group == NULL || group->sheet == pages->sheet)
		return true;
	if (group->record != NULL) {
		place_group(pages, group, x, y);
		return false;
	}
	group->sheet = pages->sheet;
	if (group->drawn++ < SHEETS_BEFORE_FORM)
		return true;
	pages->group = group;
	pages->group->record = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
	pages->sheet_ink = pages->ink;
	pages->ink = cairo_create(pages->group->record);
	cairo_translate(pages->ink, -x, -y);
	pages->group_x = x;
	pages->group_y = y;
	return true;
}

void page_group_end(struct pages *pages)
{
	if (pages->group == NULL)
		return;
	cairo_destroy(pages->ink);
	pages->ink = pages->sheet_ink;
	place_group(pages, pages->group, pages->group_x, pages->group_y);
	pages->group = NULL;
}

/* ---- drawing ---- */

void page_place(struct pages *pages, const struct page_block *seen, double x, double y)
{
	struct block *block = (struct block *)seen;
	set_color(pages->ink, block->color);
	shaped_draw(block->shaped, pages->ink, x * POINTS_PER_MM, y * POINTS_PER_MM);
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
	struct page_text text = {.markup = stamp->markup,
		.style = stamp->style,
		.language = "ja",
		.points = stamp->points};
	const struct page_block *seen = page_shape(pages, &text);
	cairo_save(ink);
	cairo_translate(ink, stamp->x * POINTS_PER_MM, stamp->y * POINTS_PER_MM);
	cairo_rotate(ink, stamp->degrees * 3.14159265358979 / 180);
	cairo_set_source_rgba(ink, (stamp->color >> 16 & 0xFF) / 255.0,
		(stamp->color >> 8 & 0xFF) / 255.0, (stamp->color & 0xFF) / 255.0, stamp->opacity);
	shaped_draw(((const struct block *)seen)->shaped, ink, -seen->width / 2 * POINTS_PER_MM,
		-seen->height / 2 * POINTS_PER_MM);
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
	mask_draw(&mask, pages->ink);
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
	mask_draw(&mask, pages->ink);
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
	mask_draw(&mask, pages->ink);
}
