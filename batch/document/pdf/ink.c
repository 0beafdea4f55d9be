#include "document/pdf/ink.h"

#include <math.h>
#include <string.h>

/* The content is one string of operators; what it names (fonts, parts, opacities) is noted by
 * number, and each name is made of that number, so that it is the same on all sheets. Colour, font
 * and size are said when they change. */

enum kind { FONT, OBJECT, STATE, KINDS };

struct used {
	enum kind kind;
	unsigned name, object;
};

struct ink {
	struct faces *faces;
	double left, top; /* where 0, 0 is: to the right and up from the PDF's origin */
	GString *content, *resources;
	GArray *used; /* struct used */
	int color;    /* that is set; black to begin with */
	/* The row of signs in hand. */
	struct face *face;   /* NULL: it cannot be drawn */
	struct face *set;    /* the font that is set, and its size */
	double points, rise; /* up, thousandths */
	double lag;          /* that the next sign stands before its place, thousandths */
	GString *row;        /* the bytes of its strings */
	bool in_string, moved;
	/* A turn's own state is given back behind it. */
	double left_before, top_before;
	int color_before;
};

struct ink *ink_open(struct faces *faces)
{
	struct ink *ink = g_new0(struct ink, 1);
	ink->faces = faces;
	ink->content = g_string_new(NULL);
	ink->resources = g_string_new(NULL);
	ink->row = g_string_new(NULL);
	ink->used = g_array_new(FALSE, FALSE, sizeof(struct used));
	return ink;
}

void ink_close(struct ink *ink)
{
	if (ink == NULL)
		return;
	g_string_free(ink->content, TRUE);
	g_string_free(ink->resources, TRUE);
	g_string_free(ink->row, TRUE);
	g_array_free(ink->used, TRUE);
	g_free(ink);
}

void ink_clear(struct ink *ink, double top)
{
	ink->left = 0;
	ink->top = top;
	ink->color = 0;
	ink->set = NULL;
	g_string_truncate(ink->content, 0);
	g_array_set_size(ink->used, 0);
}

void ink_shift(struct ink *ink, double x, double y)
{
	ink->left += x;
	ink->top -= y;
}

const GString *ink_content(const struct ink *ink)
{
	return ink->content;
}

/* ---- what is used ---- */

static void note_used(struct ink *ink, enum kind kind, unsigned name, unsigned object)
{
	for (guint i = 0; i < ink->used->len; i++) {
		const struct used *used = &g_array_index(ink->used, struct used, i);
		if (used->kind == kind && used->name == name)
			return;
	}
	struct used used = {kind, name, object};
	g_array_append_val(ink->used, used);
}

static gint by_name(gconstpointer left, gconstpointer right)
{
	const struct used *one = left, *other = right;
	if (one->kind != other->kind)
		return one->kind < other->kind ? -1 : 1;
	return one->name < other->name ? -1 : one->name > other->name;
}

const char *ink_resources(struct ink *ink)
{
	static const struct {
		const char *category, *letter;
	} kinds[KINDS] = {[FONT] = {"/Font", "F"},
		[OBJECT] = {"/XObject", "X"},
		[STATE] = {"/ExtGState", "G"}};
	g_array_sort(ink->used, by_name);
	g_string_assign(ink->resources, "<<");
	for (guint i = 0; i < ink->used->len; i++) {
		const struct used *used = &g_array_index(ink->used, struct used, i);
		if (i == 0 || used[-1].kind != used->kind)
			g_string_append_printf(ink->resources, "%s%s<<", i == 0 ? "" : ">>",
				kinds[used->kind].category);
		g_string_append_printf(ink->resources, "/%s%u %u 0 R", kinds[used->kind].letter,
			used->name, used->object);
	}
	g_string_append(ink->resources, ink->used->len == 0 ? ">>" : ">>>>");
	return ink->resources->str;
}

/* ---- operators ---- */

static void put(struct ink *ink, const char *words)
{
	g_string_append(ink->content, words);
}

static void put_number(struct ink *ink, double value)
{
	pdf_put_number(ink->content, value, 2);
	g_string_append_c(ink->content, ' ');
}

/* A place, y as the PDF counts it. */
static void put_place(struct ink *ink, double x, double y)
{
	put_number(ink, ink->left + x);
	put_number(ink, ink->top - y);
}

static void put_color(struct ink *ink, const char *operator)
{
	for (int shift = 16; shift >= 0; shift -= 8) {
		pdf_put_number(ink->content, (ink->color >> shift & 0xFF) / 255.0, 3);
		g_string_append_c(ink->content, ' ');
	}
	put(ink, operator);
}

/* Areas and lines are drawn in one colour. */
void ink_color(struct ink *ink, int color)
{
	if (color == ink->color)
		return;
	ink->color = color;
	put_color(ink, "rg ");
	put_color(ink, "RG\n");
}

/* ---- texts ---- */

void ink_run(struct ink *ink, struct hb_face_t *font, double points, double x, double y)
{
	ink->face = faces_take(ink->faces, font);
	if (ink->face == NULL)
		return;
	put(ink, "BT\n");
	if (ink->set != ink->face || ink->points != points) {
		g_string_append_printf(ink->content, "/F%u ", face_place(ink->face));
		put_number(ink, points);
		put(ink, "Tf\n");
		note_used(ink, FONT, face_place(ink->face), face_object(ink->face));
		ink->set = ink->face;
		ink->points = points;
	}
	put_place(ink, x, y);
	put(ink, "Td\n");
	ink->lag = ink->rise = 0;
	ink->in_string = ink->moved = false;
	g_string_truncate(ink->row, 0);
}

static void end_string(struct ink *ink)
{
	if (ink->in_string)
		g_string_append_c(ink->row, ')');
	ink->in_string = false;
}

/* Shows the strings so far. */
static void show_row(struct ink *ink)
{
	end_string(ink);
	if (ink->row->len == 0)
		return;
	if (ink->moved)
		g_string_append_c(ink->content, '[');
	g_string_append_len(ink->content, ink->row->str, (gssize)ink->row->len);
	put(ink, ink->moved ? "]TJ\n" : "Tj\n");
	g_string_truncate(ink->row, 0);
	ink->moved = false;
}

static void put_byte(struct ink *ink, unsigned byte)
{
	if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r') {
		g_string_append_c(ink->row, '\\');
		byte = byte == '\r' ? 'r' : byte;
	}
	g_string_append_c(ink->row, (char)byte);
}

static void put_glyph(struct ink *ink, unsigned code)
{
	if (!ink->in_string)
		g_string_append_c(ink->row, '(');
	ink->in_string = true;
	put_byte(ink, code >> 8);
	put_byte(ink, code & 0xFF);
}

/* The next sign stands where it should, to a third of a thousandth of the size. */
static void move_row(struct ink *ink, const struct ink_glyph *glyph)
{
	static const double slack = 0.3;
	double lag = ink->lag + glyph->across;
	if (fabs(glyph->up - ink->rise) > slack) {
		show_row(ink);
		put_number(ink, glyph->up * ink->points / 1000);
		put(ink, "Ts\n");
		ink->rise = glyph->up;
	}
	if (fabs(lag) <= slack)
		return;
	end_string(ink);
	/* A pair of brackets holds numbers and strings; it begins with whichever comes first. */
	pdf_put_number(ink->row, -lag, 1);
	ink->moved = true;
	/* What was said is what the reader does, rounded as it is. */
	ink->lag -= (double)lround(lag * 10) / 10;
}

/* Where a sign alone does not say what it stands for, words beside it do (14.9.4). */
static void put_meaning(struct ink *ink, const char *text, size_t length)
{
	show_row(ink);
	put(ink, "/Span<</ActualText");
	pdf_put_text(ink->content, text, length, true);
	put(ink, ">>BDC\n");
}

static void put_glyphs(struct ink *ink, const struct ink_glyph *glyphs,
	const struct face_glyph *known, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (glyphs[i].glyph != (unsigned)INK_NOTHING) {
			move_row(ink, &glyphs[i]);
			put_glyph(ink, known[i].code);
			ink->lag -= known[i].width;
		}
		ink->lag += glyphs[i].advance;
	}
}

enum { CLUSTER_MAX = 32 };

void ink_cluster(struct ink *ink, const struct ink_glyph *glyphs, size_t count, const char *text,
	size_t length)
{
	struct face_glyph known[CLUSTER_MAX];
	if (ink->face == NULL)
		return;
	for (; count > CLUSTER_MAX; glyphs++, count--)
		ink_cluster(ink, glyphs, 1, text, 0);
	/* As many signs as characters: each stands for its own. */
	bool paired = count > 1 && (size_t)g_utf8_strlen(text, (gssize)length) == count;
	bool told = length > 0 && (count == 1 || paired);
	const char *at = text;
	for (size_t i = 0; i < count; i++) {
		size_t own = paired ? (size_t)(g_utf8_next_char(at) - at) : count == 1 ? length : 0;
		known[i] = (struct face_glyph){.told = true};
		if (glyphs[i].glyph != (unsigned)INK_NOTHING)
			known[i] = face_glyph(ink->face, glyphs[i].glyph, at, own);
		told = told && known[i].told;
		at += own;
	}
	if (!told)
		put_meaning(ink, text, length);
	put_glyphs(ink, glyphs, known, count);
	if (!told) {
		show_row(ink);
		put(ink, "EMC\n");
	}
}

void ink_end(struct ink *ink)
{
	if (ink->face == NULL)
		return;
	show_row(ink);
	put(ink, ink->rise == 0 ? "ET\n" : "0 Ts\nET\n");
	ink->face = NULL;
}

/* ---- lines and areas ---- */

void ink_line(struct ink *ink, double x, double y, double to_x, double to_y, double thickness)
{
	put_number(ink, thickness);
	put(ink, "w ");
	put_place(ink, x, y);
	put(ink, "m ");
	put_place(ink, to_x, to_y);
	put(ink, "l S\n");
}

/* A quarter of a circle from here to `x`, `y`, about the corner where its two tangents meet. */
static void put_quarter(struct ink *ink, double from_x, double from_y, double corner_x,
	double corner_y, double x, double y)
{
	static const double share = 0.5522847498; /* of the radius: the usual approximation */
	put_place(ink, from_x + (corner_x - from_x) * share, from_y + (corner_y - from_y) * share);
	put_place(ink, x + (corner_x - x) * share, y + (corner_y - y) * share);
	put_place(ink, x, y);
	put(ink, "c ");
}

void ink_box(struct ink *ink, double x, double y, double width, double height, double radius)
{
	double right = x + width, lower = y + height;
	if (radius <= 0) {
		put_place(ink, x, lower);
		put_number(ink, width);
		put_number(ink, height);
		put(ink, "re ");
		return;
	}
	put_place(ink, x + radius, y);
	put(ink, "m ");
	put_place(ink, right - radius, y);
	put(ink, "l ");
	put_quarter(ink, right - radius, y, right, y, right, y + radius);
	put_place(ink, right, lower - radius);
	put(ink, "l ");
	put_quarter(ink, right, lower - radius, right, lower, right - radius, lower);
	put_place(ink, x + radius, lower);
	put(ink, "l ");
	put_quarter(ink, x + radius, lower, x, lower, x, lower - radius);
	put_place(ink, x, y + radius);
	put(ink, "l ");
	put_quarter(ink, x, y + radius, x, y, x + radius, y);
	put(ink, "h ");
}

void ink_fill(struct ink *ink)
{
	put(ink, "f\n");
}

void ink_stroke(struct ink *ink, double thickness)
{
	put_number(ink, thickness);
	put(ink, "w S\n");
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
	GString *bits = ink->row;
	take_bits(mask, bits);
	/* In digits where some of its bytes could be taken for its end. */
	bool digits = memmem(bits->str, bits->len, "EI", 2) != NULL;
	put(ink, "q ");
	put_number(ink, mask->width);
	put(ink, "0 0 ");
	put_number(ink, mask->height);
	put_place(ink, mask->x, mask->y + mask->height);
	g_string_append_printf(ink->content, "cm\nBI/IM true/W %d/H %d/BPC 1/D[1 0]%s\nID ",
		mask->columns, mask->rows, digits ? "/F/AHx" : "");
	for (gsize i = 0; digits && i < bits->len; i++)
		g_string_append_printf(ink->content, "%02X", (unsigned char)bits->str[i]);
	if (digits)
		g_string_append_c(ink->content, '>');
	else
		g_string_append_len(ink->content, bits->str, (gssize)bits->len);
	put(ink, "\nEI Q\n");
}

static void put_object(struct ink *ink, unsigned object)
{
	g_string_append_printf(ink->content, "cm/X%u Do Q\n", object);
	note_used(ink, OBJECT, object, object);
}

void ink_part(struct ink *ink, unsigned object, double x, double y)
{
	put(ink, "q 1 0 0 1 ");
	put_place(ink, x, y);
	put_object(ink, object);
}

void ink_picture(struct ink *ink, unsigned object, double x, double y, double width, double height)
{
	put(ink, "q ");
	put_number(ink, width);
	put(ink, "0 0 ");
	put_number(ink, height);
	put_place(ink, x, y + height);
	put_object(ink, object);
}

/* ---- turned ---- */

void ink_turned(struct ink *ink, double x, double y, double degrees, unsigned opacity)
{
	double radians = degrees * 3.14159265358979 / 180;
	const double matrix[] = {cos(radians), -sin(radians), sin(radians), cos(radians)};
	g_string_append_printf(ink->content, "q/G%u gs ", opacity);
	note_used(ink, STATE, opacity, opacity);
	for (size_t i = 0; i < sizeof matrix / sizeof matrix[0]; i++) {
		pdf_put_number(ink->content, matrix[i], 4);
		g_string_append_c(ink->content, ' ');
	}
	put_place(ink, x, y);
	put(ink, "cm\n");
	ink->left_before = ink->left;
	ink->top_before = ink->top;
	ink->color_before = ink->color;
	ink->left = ink->top = 0;
}

void ink_restore(struct ink *ink)
{
	put(ink, "Q\n");
	ink->left = ink->left_before;
	ink->top = ink->top_before;
	ink->color = ink->color_before;
	ink->set = NULL;
}
