#include "document/pdf/picture.h"

#include <cairo.h>

/* cairo reads PNG into pixels that are multiplied by their opacity; a PDF wants colour and opacity
 * apart (ISO 32000-1, 8.9 and 11.6.5.3). */

struct picture {
	cairo_surface_t *surface;
	int width, height;
};

bool picture_open(const char *path, const char *layout, long line, struct picture **picture,
	struct fault *why)
{
	cairo_surface_t *surface = cairo_image_surface_create_from_png(path);
	cairo_status_t status = cairo_surface_status(surface);
	cairo_format_t format = cairo_image_surface_get_format(surface);
	if (status == CAIRO_STATUS_SUCCESS && format != CAIRO_FORMAT_ARGB32 &&
		format != CAIRO_FORMAT_RGB24)
		status = CAIRO_STATUS_INVALID_FORMAT;
	if (status != CAIRO_STATUS_SUCCESS) {
		cairo_surface_destroy(surface);
		return fault_set(why, FAULT_OFFICE, "%s:%ld: the image %s cannot be read: %s",
			layout, line, path, cairo_status_to_string(status));
	}
	*picture = g_new0(struct picture, 1);
	(*picture)->surface = surface;
	(*picture)->width = cairo_image_surface_get_width(surface);
	(*picture)->height = cairo_image_surface_get_height(surface);
	return true;
}

void picture_close(struct picture *picture)
{
	if (picture == NULL)
		return;
	cairo_surface_destroy(picture->surface);
	g_free(picture);
}

double picture_proportion(const struct picture *picture)
{
	return (double)picture->width / picture->height;
}

/* The colours, three bytes a pixel, and the opacities, one; is any not full? */
static bool take_apart(const struct picture *picture, guint8 *colors, guint8 *opacities)
{
	enum { FULL = 255 };
	bool has_opacity = cairo_image_surface_get_format(picture->surface) == CAIRO_FORMAT_ARGB32;
	const guint8 *rows = cairo_image_surface_get_data(picture->surface);
	int stride = cairo_image_surface_get_stride(picture->surface);
	bool shines = false;
	for (int y = 0; y < picture->height; y++) {
		const guint32 *pixels = (const guint32 *)(const void *)(rows + y * stride);
		for (int x = 0; x < picture->width; x++) {
			guint32 opacity = has_opacity ? pixels[x] >> 24 : FULL;
			shines = shines || opacity != FULL;
			*opacities++ = (guint8)opacity;
			for (int shift = 16; shift >= 0; shift -= 8) {
				guint32 part = pixels[x] >> shift & 0xFF;
				*colors++ =
					(guint8)(opacity == 0
							 ? 0
							 : MIN(FULL, (part * FULL + opacity / 2) /
									     opacity));
			}
		}
	}
	return shines;
}

unsigned picture_write(const struct picture *picture, struct pdf *pdf)
{
	enum { PARTS = 3 };
	size_t count = (size_t)picture->width * (size_t)picture->height;
	guint8 *colors = g_malloc(count * PARTS), *opacities = g_malloc(count);
	unsigned number = pdf_number(pdf), soft = 0;
	cairo_surface_flush(picture->surface);
	char *size =
		g_strdup_printf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8",
			picture->width, picture->height);
	GString *entries = g_string_new(size);
	g_string_append(entries, "/ColorSpace/DeviceRGB");
	if (take_apart(picture, colors, opacities)) {
		soft = pdf_number(pdf);
		g_string_append_printf(entries, "/SMask %u 0 R", soft);
	}
	pdf_stream(pdf, number, entries->str, colors, count * PARTS);
	g_string_printf(entries, "%s/ColorSpace/DeviceGray", size);
	if (soft != 0)
		pdf_stream(pdf, soft, entries->str, opacities, count);
	g_string_free(entries, TRUE);
	g_free(size);
	g_free(opacities);
	g_free(colors);
	return number;
}
