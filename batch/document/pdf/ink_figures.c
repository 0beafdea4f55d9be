#include "document/pdf/ink.h"
#include "document/pdf/ink_parts.h"

#include <string.h>

/* Lines, areas, codes and pictures: paths and objects between the rows of signs. A code is an image
 * within the content itself (8.9.7), since each letter has another. */

/* ---- lines and areas ---- */

void ink_line(struct ink *ink, double x, double y, double to_x, double to_y, double thickness)
{
	ink_end_text(ink);
	ink_begin_piece(ink);
	ink_put_number(ink, thickness);
	ink_put(ink, "w ");
	ink_put_place(ink, x, y);
	ink_put(ink, "m ");
	ink_put_place(ink, to_x, to_y);
	ink_put(ink, "l S\n");
}

struct point {
	double x, y;
};

/* A quarter of a circle from here to `to`, about the corner where its two tangents meet. */
static void put_quarter(struct ink *ink, struct point from, struct point corner, struct point to)
{
	static const double share = 0.5522847498; /* of the radius: the usual approximation */
	ink_put_place(
		ink, from.x + (corner.x - from.x) * share, from.y + (corner.y - from.y) * share);
	ink_put_place(ink, to.x + (corner.x - to.x) * share, to.y + (corner.y - to.y) * share);
	ink_put_place(ink, to.x, to.y);
	ink_put(ink, "c ");
}

void ink_box(struct ink *ink, double x, double y, double width, double height, double radius)
{
	double right = x + width, lower = y + height;
	ink_end_text(ink);
	ink_begin_piece(ink);
	if (radius <= 0) {
		ink_put_place(ink, x, lower);
		ink_put_number(ink, width);
		ink_put_number(ink, height);
		ink_put(ink, "re ");
		return;
	}
	ink_put_place(ink, x + radius, y);
	ink_put(ink, "m ");
	ink_put_place(ink, right - radius, y);
	ink_put(ink, "l ");
	put_quarter(ink, (struct point){right - radius, y}, (struct point){right, y},
		(struct point){right, y + radius});
	ink_put_place(ink, right, lower - radius);
	ink_put(ink, "l ");
	put_quarter(ink, (struct point){right, lower - radius}, (struct point){right, lower},
		(struct point){right - radius, lower});
	ink_put_place(ink, x + radius, lower);
	ink_put(ink, "l ");
	put_quarter(ink, (struct point){x + radius, lower}, (struct point){x, lower},
		(struct point){x, lower - radius});
	ink_put_place(ink, x, y + radius);
	ink_put(ink, "l ");
	put_quarter(ink, (struct point){x, y + radius}, (struct point){x, y},
		(struct point){x + radius, y});
	ink_put(ink, "h ");
}

void ink_fill(struct ink *ink)
{
	ink_put(ink, "f\n");
}

void ink_stroke(struct ink *ink, double thickness)
{
	ink_put_number(ink, thickness);
	ink_put(ink, "w S\n");
}

/* ---- pictures ---- */

/* The bits of a mask, each row from a byte's first bit on. */
static void take_bits(const struct mask *mask, GString *bits)
{
	g_string_truncate(bits, 0);
	for (int row = 0; row < mask->rows; row++) {
		const bool *dark = mask->dark + row * mask->columns;
		for (int column = 0; column < mask->columns; column += 8) {
			unsigned byte = 0;
			for (int i = column; i < column + 8; i++)
				byte = byte << 1 | (i < mask->columns && dark[i]);
			g_string_append_c(bits, (char)byte);
		}
	}
}

void ink_mask(struct ink *ink, const struct mask *mask)
{
	ink_end_text(ink);
	ink_begin_piece(ink);
	GString *bits = ink->row;
	take_bits(mask, bits);
	/* In digits where some of its bytes could be taken for its end. */
	bool digits = memmem(bits->str, bits->len, "EI", 2) != NULL;
	ink_put(ink, "q ");
	ink_put_number(ink, mask->width);
	ink_put(ink, "0 0 ");
	ink_put_number(ink, mask->height);
	ink_put_place(ink, mask->x, mask->y + mask->height);
	g_string_append_printf(ink->content, "cm\nBI/IM true/W %d/H %d/BPC 1/D[1 0]%s\nID ",
		mask->columns, mask->rows, digits ? "/F/AHx" : "");
	for (gsize i = 0; digits && i < bits->len; i++)
		g_string_append_printf(ink->content, "%02X", (unsigned char)bits->str[i]);
	if (digits)
		g_string_append_c(ink->content, '>');
	else
		g_string_append_len(ink->content, bits->str, (gssize)bits->len);
	g_string_truncate(bits, 0);
	ink_put(ink, "\nEI Q\n");
}

static void put_object(struct ink *ink, unsigned object)
{
	g_string_append_printf(ink->content, "cm/X%u Do Q\n", object);
	ink_note(ink, INK_OBJECT, object, object);
}

void ink_part(struct ink *ink, unsigned object, double x, double y)
{
	ink_end_text(ink);
	ink_begin_piece(ink);
	ink_put(ink, "q 1 0 0 1 ");
	ink_put_place(ink, x, y);
	put_object(ink, object);
}

void ink_picture(struct ink *ink, unsigned object, double x, double y, double width, double height)
{
	ink_end_text(ink);
	ink_begin_piece(ink);
	ink_put(ink, "q ");
	ink_put_number(ink, width);
	ink_put(ink, "0 0 ");
	ink_put_number(ink, height);
	ink_put_place(ink, x, y + height);
	put_object(ink, object);
}
