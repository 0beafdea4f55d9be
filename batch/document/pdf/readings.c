#include "document/pdf/shape.h"
#include "document/pdf/shape_parts.h"

#include <string.h>

/* A reading is set once in its font and drawn above the word wherever it stands: Pango knows no
 * ruby. The text is laid out without them; where a reading is wider than its word, its signs are
 * set narrower, and only then is the word widened. */

static PangoLayout *reading_layout(
	struct shapes *shapes, const struct page_text *text, const char *reading)
{
	char *name = g_strdup_printf("%p %s", (const void *)text->style->font, reading);
	PangoLayout *layout = g_hash_table_lookup(shapes->readings, name);
	if (layout != NULL) {
		g_free(name);
		return layout;
	}
	layout = pango_layout_new(shapes->fonts.context);
	PangoFontDescription *font = shape_fonts_describe(text->style->font->families[0], false);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_text(layout, reading, -1);
	g_hash_table_insert(shapes->readings, name, layout);
	return layout;
}

/* How many bytes of plain text a piece of markup makes. */
static guint plain_bytes(const char *markup, size_t length)
{
	guint bytes = 0;
	for (const char *at = markup; at < markup + length; at++) {
		if (*at == '<')
			at += strcspn(at, ">");
		else
			bytes++;
		if (*at == '&')
			at += strcspn(at, ";");
	}
	return bytes;
}

static void add_reading(struct shaped *shaped, const struct page_text *text, guint from, guint to,
	const char *words)
{
	PangoLayout *layout = reading_layout(shaped->shapes, text, words);
	struct reading reading = {
		.from = from, .to = to, .line = pango_layout_get_line_readonly(layout, 0)};
	pango_layout_get_size(layout, &reading.width, NULL);
	reading.width = (int)(reading.width * shaped->reading_size);
	if (shaped->reading_count == shaped->reading_capacity) {
		shaped->reading_capacity = 2 * shaped->reading_capacity + 8;
		shaped->readings =
			g_renew(struct reading, shaped->readings, shaped->reading_capacity);
	}
	shaped->readings[shaped->reading_count++] = reading;
}

const char *readings_take(struct shaped *shaped, const struct page_text *text)
{
	GString *markup = shaped->shapes->markup;
	const char *at = text->markup, *open;
	guint plain = 0;
	double wanted = text->style->smallest_reading / text->points;
	shaped->reading_size = wanted > READING_HALF ? wanted : READING_HALF;
	shaped->reading_count = 0;
	if (strstr(at, READING_WORD) == NULL)
		return at;
	g_string_truncate(markup, 0);
	while ((open = strstr(at, READING_WORD)) != NULL) {
		const char *word = open + strlen(READING_WORD);
		const char *over_it = strstr(word, READING_ABOVE);
		const char *end = over_it == NULL ? NULL : strstr(over_it, READING_END);
		if (end == NULL)
			break;
		const char *words = over_it + strlen(READING_ABOVE);
		g_string_append_len(markup, at, open - at);
		plain += plain_bytes(at, (size_t)(open - at));
		guint length = plain_bytes(word, (size_t)(over_it - word));
		g_string_append_len(markup, word, over_it - word);
		char *reading = g_strndup(words, (size_t)(end - words));
		add_reading(shaped, text, plain, plain + length, reading);
		g_free(reading);
		plain += length;
		at = end + strlen(READING_END);
	}
	g_string_append(markup, at);
	return markup->str;
}

/* How wide a word is at least, in ems: a digit or Latin letter takes half of a kanji's width. */
static double word_width(const char *word, const char *end)
{
	double ems = 0;
	for (; word < end; word = g_utf8_next_char(word))
		ems += g_unichar_iswide(g_utf8_get_char(word)) ? 1 : 0.5;
	return ems;
}

void readings_make_room(struct shaped *shaped, const char *plain, PangoAttrList *added)
{
	const double em = LAID_OUT * PANGO_SCALE;
	for (size_t i = 0; i < shaped->reading_count; i++) {
		struct reading *reading = &shaped->readings[i];
		glong signs = g_utf8_strlen(plain + reading->from, reading->to - reading->from);
		double room = word_width(plain + reading->from, plain + reading->to);
		room = (room + READING_OVERHANG) * em;
		reading->wide = CLAMP(room / reading->width, READING_NARROW, 1);
		reading->width = (int)(reading->width * reading->wide);
		double lack = reading->width - room;
		if (signs > 1)
			pango_attr_list_insert(added, shape_over(pango_attr_allow_breaks_new(FALSE),
							      reading->from, reading->to));
		if (lack > 0 && signs > 0)
			pango_attr_list_insert(added,
				shape_over(
					pango_attr_letter_spacing_new((int)(lack / (double)signs)),
					reading->from, reading->to));
	}
}
