#include "document/operators/sparkline.h"

#include <math.h>

/* A line is spread over its box from the least of its values to the most, a flat one in the middle.
 */

/* Coordinates are tenths of a pixel in a box of these. */
enum { WIDTH = 1200, HEIGHT = 240, MARGIN = 30, BAR_HEIGHT = 100 };

static void set_number(const struct page *page, const char *name, long value)
{
	html_attribute(page->html, name, arena_print(page->arena, "%ld", value));
}

static void begin_picture(const struct page *page, const char *class, int height)
{
	page_begin(page, "svg", class);
	html_attribute(page->html, "viewBox", arena_print(page->arena, "0 0 %d %d", WIDTH, height));
}

static long place_of(long value, long least, long most)
{
	long room = HEIGHT - 2 * MARGIN;
	return most == least ? HEIGHT / 2
			     : HEIGHT - MARGIN - room * (value - least) / (most - least);
}

void sparkline_write(const struct page *page, const char *name, const long *values, size_t count)
{
	if (count < 2)
		return;
	long least = values[0], most = values[0], x = 0, y = 0;
	for (size_t i = 1; i < count; i++) {
		least = values[i] < least ? values[i] : least;
		most = values[i] > most ? values[i] : most;
	}
	const char *points = "";
	for (size_t i = 0; i < count; i++) {
		x = MARGIN + (WIDTH - 2 * MARGIN) * (long)i / ((long)count - 1);
		y = place_of(values[i], least, most);
		points = arena_print(page->arena, "%s%s%ld,%ld", points, i > 0 ? " " : "", x, y);
	}
	begin_picture(page, "spark", HEIGHT);
	html_attribute(page->html, "role", "img");
	html_attribute(page->html, "aria-label",
		PAGE_SAY(page, "spark", name, page_count(page, (long)count),
			page_count(page, least), page_count(page, most)));
	html_begin(page->html, "polyline");
	html_attribute(page->html, "points", points);
	html_end(page->html);
	html_begin(page->html, "circle");
	set_number(page, "cx", x);
	set_number(page, "cy", y);
	set_number(page, "r", MARGIN);
	html_end(page->html);
	page_end(page);
}

void sparkline_bar(const struct page *page, long value, long most)
{
	begin_picture(page, "bar", BAR_HEIGHT);
	html_attribute(page->html, "preserveAspectRatio", "none");
	html_attribute(page->html, "aria-hidden", "true");
	html_begin(page->html, "rect");
	set_number(page, "width", most > 0 ? WIDTH * value / most : 0);
	set_number(page, "height", BAR_HEIGHT);
	html_end(page->html);
	page_end(page);
}

/* A box from `left` to `right`, so many tenths of its picture's height. */
static void draw_box(const struct page *page, long left, long right, int tenths)
{
	html_begin(page->html, "rect");
	set_number(page, "x", left);
	set_number(page, "y", BAR_HEIGHT * (10 - tenths) / 20);
	set_number(page, "width", right - left);
	set_number(page, "height", BAR_HEIGHT * tenths / 10);
	html_end(page->html);
}

void sparkline_interval(const struct page *page, struct share share)
{
	const struct share_interval interval = share_wilson(share);
	long at = MARGIN + lround((WIDTH - 2 * MARGIN) * share_value(share));
	begin_picture(page, "bar", BAR_HEIGHT);
	html_attribute(page->html, "preserveAspectRatio", "none");
	html_attribute(page->html, "aria-hidden", "true");
	draw_box(page, 0, WIDTH, 1);
	draw_box(page, MARGIN + lround((WIDTH - 2 * MARGIN) * interval.low),
		MARGIN + lround((WIDTH - 2 * MARGIN) * interval.high), 4);
	draw_box(page, at - MARGIN / 3, at + MARGIN / 3, 10);
	page_end(page);
}
