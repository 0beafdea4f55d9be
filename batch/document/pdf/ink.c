#include "document/pdf/ink.h"

#include "document/pdf/ink_parts.h"

#include <math.h>
#include <string.h>

/* The content is one string of operators; what it names (fonts, parts, opacities) is noted by
 * number, and each name is made of that number, so that it is the same on all sheets. Colour, font
 * and size are said when they change, and runs of signs that follow each other are one text: what a
 * line of one font says is one string, however many runs it came in. */

struct ink *ink_open(struct faces *faces)
{
	struct ink *ink = g_new0(struct ink, 1);
	ink->faces = faces;
	ink->content = g_string_new(NULL);
	ink->resources = g_string_new(NULL);
	ink->row = g_string_new(NULL);
	ink->used = g_array_new(FALSE, FALSE, sizeof(struct ink_used));
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
	/* A part has what the sheet has set where it is drawn. */
	ink->color = -1;
	ink->wide = 0;
	ink->set = NULL;
	ink->in_text = false;
	ink->piece = NULL;
	ink->open = false;
	ink->language = NULL;
	g_string_truncate(ink->row, 0);
	g_string_truncate(ink->content, 0);
	g_array_set_size(ink->used, 0);
}

void ink_shift(struct ink *ink, double x, double y)
{
	ink->left += x;
	ink->top -= y;
}

const GString *ink_content(struct ink *ink)
{
	ink_end_text(ink);
	return ink->content;
}

/* ---- what is used ---- */

void ink_note(struct ink *ink, enum ink_kind kind, unsigned name, unsigned object)
{
	for (guint i = 0; i < ink->used->len; i++) {
		const struct ink_used *used = &g_array_index(ink->used, struct ink_used, i);
		if (used->kind == kind && used->name == name)
			return;
	}
	struct ink_used used = {kind, name, object};
	g_array_append_val(ink->used, used);
}

static gint by_name(gconstpointer left, gconstpointer right)
{
	const struct ink_used *one = left, *other = right;
	if (one->kind != other->kind)
		return one->kind < other->kind ? -1 : 1;
	return one->name < other->name ? -1 : one->name > other->name;
}

const char *ink_resources(struct ink *ink)
{
	static const struct {
		const char *category, *letter;
	} kinds[INK_KINDS] = {[INK_FONT] = {"/Font", "F"},
		[INK_OBJECT] = {"/XObject", "X"},
		[INK_STATE] = {"/ExtGState", "G"}};
	g_array_sort(ink->used, by_name);
	g_string_assign(ink->resources, "<<");
	for (guint i = 0; i < ink->used->len; i++) {
		const struct ink_used *used = &g_array_index(ink->used, struct ink_used, i);
		if (i == 0 || used[-1].kind != used->kind)
			g_string_append_printf(ink->resources, "%s%s<<", i == 0 ? "" : ">>",
				kinds[used->kind].category);
		g_string_append_c(ink->resources, '/');
		g_string_append(ink->resources, kinds[used->kind].letter);
		pdf_put_count(ink->resources, used->name);
		g_string_append_c(ink->resources, ' ');
		pdf_put_reference(ink->resources, used->object);
	}
	g_string_append(ink->resources, ink->used->len == 0 ? ">>" : ">>>>");
	return ink->resources->str;
}

/* ---- operators ---- */

static void put_color(struct ink *ink, const char *operator)
{
	for (int shift = 16; shift >= 0; shift -= 8) {
		pdf_put_number(ink->content, (ink->color >> shift & 0xFF) / 255.0, 3);
		g_string_append_c(ink->content, ' ');
	}
	ink_put(ink, operator);
}

/* Areas and lines are drawn in one colour. */
void ink_color(struct ink *ink, int color)
{
	if (color == ink->color)
		return;
	ink_end_text(ink);
	ink->color = color;
	put_color(ink, "rg ");
	put_color(ink, "RG\n");
}

/* ---- texts ---- */

static void end_string(struct ink *ink)
{
	if (ink->in_string)
		g_string_append_c(ink->row, ')');
	ink->in_string = false;
}

/* Shows the strings so far. */
void ink_show_row(struct ink *ink)
{
	end_string(ink);
	if (ink->row->len == 0)
		return;
	if (ink->moved)
		g_string_append_c(ink->content, '[');
	g_string_append_len(ink->content, ink->row->str, (gssize)ink->row->len);
	ink_put(ink, ink->moved ? "]TJ\n" : "Tj\n");
	g_string_truncate(ink->row, 0);
	ink->moved = false;
}

/* The base line goes back to where it was. */
static void end_rise(struct ink *ink)
{
	if (ink->rise == 0)
		return;
	ink_show_row(ink);
	ink_put(ink, "0 Ts\n");
	ink->rise = 0;
}

void ink_end_text(struct ink *ink)
{
	if (!ink->in_text)
		return;
	ink_show_row(ink);
	ink_put(ink, "ET\n");
	ink->in_text = false;
}

/* As a reader gets it. */
static double in_hundredths(double points)
{
	return round(points * 100) / 100;
}

/* A place for the next sign, in hundredths of a point, told from that of the last. */
static void move_to(struct ink *ink, double x, double y)
{
	ink_show_row(ink);
	if (!ink->in_text) {
		ink_begin_piece(ink);
		ink_put(ink, "BT\n");
		ink->line_x = ink->line_y = 0;
	}
	ink->in_text = true;
	ink_put_number(ink, x - ink->line_x);
	ink_put_number(ink, y - ink->line_y);
	ink_put(ink, "Td\n");
	ink->line_x = x;
	ink->line_y = y;
	ink->lag = ink->pen = 0;
}

/* Horizontal scaling (9.3.4) stays until it is said anew. */
static void set_width(struct ink *ink, double wide)
{
	if (ink->wide == wide)
		return;
	ink_put_number(ink, wide * 100);
	ink_put(ink, "Tz\n");
	ink->wide = wide;
}

/* The text was ended within a run, for a mark: it goes on where the pen is. */
static void continue_text(struct ink *ink)
{
	double x = ink->line_x + ink->pen * ink->points * ink->wide / 1000;
	move_to(ink, in_hundredths(x), ink->line_y);
}

void ink_run(
	struct ink *ink, struct hb_face_t *font, double points, double wide, double x, double y)
{
	ink->face = faces_take(ink->faces, font);
	if (ink->face == NULL)
		return;
	bool same = ink->set == ink->face && ink->points == points && ink->wide == wide;
	x = ink->left + x;
	y = in_hundredths(ink->top - y);
	if (ink->in_text && same && y == ink->line_y) {
		/* It goes on: from the pen's place to its own. */
		double pen = (x - ink->line_x) * 1000 / (points * wide);
		ink->lag += pen - ink->pen;
		ink->pen = pen;
		return;
	}
	move_to(ink, in_hundredths(x), y);
	set_width(ink, wide);
	if (ink->set == ink->face && ink->points == points)
		return;
	g_string_append_printf(ink->content, "/F%u ", face_place(ink->face));
	ink_put_number(ink, points);
	ink_put(ink, "Tf\n");
	ink_note(ink, INK_FONT, face_place(ink->face), face_object(ink->face));
	ink->set = ink->face;
	ink->points = points;
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
		ink_show_row(ink);
		ink_put_number(ink, glyph->up * ink->points / 1000);
		ink_put(ink, "Ts\n");
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

static void put_glyphs(struct ink *ink, const struct ink_glyph *glyphs,
	const struct face_glyph *known, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (glyphs[i].glyph != (unsigned)INK_NOTHING) {
			if (!ink->in_text)
				continue_text(ink);
			move_row(ink, &glyphs[i]);
			put_glyph(ink, known[i].code);
			ink->lag -= known[i].width;
		}
		ink->lag += glyphs[i].advance;
		ink->pen += glyphs[i].advance;
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
	/* Where a sign alone does not say what it stands for, words beside it do (14.9.4). */
	if (!told)
		ink_begin_meaning(ink, text, length);
	put_glyphs(ink, glyphs, known, count);
	if (!told)
		ink_end_meaning(ink);
}

void ink_end(struct ink *ink)
{
	if (ink->face != NULL)
		end_rise(ink);
	ink->face = NULL;
}

/* ---- turned ---- */

void ink_turned(struct ink *ink, double x, double y, double degrees, unsigned opacity)
{
	double radians = degrees * 3.14159265358979 / 180;
	const double matrix[] = {cos(radians), -sin(radians), sin(radians), cos(radians)};
	ink_end_text(ink);
	g_string_append_printf(ink->content, "q/G%u gs ", opacity);
	ink_note(ink, INK_STATE, opacity, opacity);
	for (size_t i = 0; i < sizeof matrix / sizeof matrix[0]; i++) {
		pdf_put_number(ink->content, matrix[i], 4);
		g_string_append_c(ink->content, ' ');
	}
	ink_put_place(ink, x, y);
	ink_put(ink, "cm\n");
	ink->left_before = ink->left;
	ink->top_before = ink->top;
	ink->color_before = ink->color;
	ink->wide_before = ink->wide;
	ink->left = ink->top = 0;
}

void ink_restore(struct ink *ink)
{
	ink_end_text(ink);
	ink_put(ink, "Q\n");
	ink->left = ink->left_before;
	ink->top = ink->top_before;
	ink->color = ink->color_before;
	ink->wide = ink->wide_before;
	ink->set = NULL;
}
