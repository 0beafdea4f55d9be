#include "document/mask.h"

#include <cairo.h>
#include <glib.h>

/* The bits of A1 are numbered in the machine's own order. */
static unsigned char bit(int column)
{
	return (unsigned char)(1 << (G_BYTE_ORDER == G_LITTLE_ENDIAN ? column % 8
								     : 7 - column % 8));
}

static cairo_surface_t *bits_of(const struct mask *mask)
{
	cairo_surface_t *bits =
		cairo_image_surface_create(CAIRO_FORMAT_A1, mask->columns, mask->rows);
	int stride = cairo_image_surface_get_stride(bits);
	unsigned char *rows = cairo_image_surface_get_data(bits);
	cairo_surface_flush(bits);
	for (int row = 0; row < mask->rows; row++)
		for (int column = 0; column < mask->columns; column++)
			if (mask->dark[row * mask->columns + column])
				rows[row * stride + column / 8] |= bit(column);
	cairo_surface_mark_dirty(bits);
	return bits;
}

void mask_draw(const struct mask *mask, struct _cairo *ink)
{
	cairo_surface_t *bits = bits_of(mask);
	cairo_pattern_t *pattern = cairo_pattern_create_for_surface(bits);
	cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
	cairo_save(ink);
	cairo_translate(ink, mask->x, mask->y);
	cairo_scale(ink, mask->width / mask->columns, mask->height / mask->rows);
	cairo_set_source_rgb(ink, 0, 0, 0);
	cairo_mask(ink, pattern);
	cairo_restore(ink);
	cairo_pattern_destroy(pattern);
	cairo_surface_destroy(bits);
}
