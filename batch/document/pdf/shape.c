#include "document/pdf/shape.h"

#include "base/arena.h"
#include "base/text.h"
#include "document/pdf/shape_fonts.h"
#include "document/pdf/shape_parts.h"

#include <pango/pangocairo.h>
#include <string.h>

/* A text is laid out once, at one size for all (LAID_OUT), by families that are known to have its
 * signs: Pango never falls back by itself, and what no family has is counted, not fetched. */

bool shapes_open(const struct templates *templates, struct shapes **shapes, struct fault *why)
{
	struct arena *arena = arena_open();
	struct shapes *opened = arena_alloc(arena, sizeof *opened);
	opened->arena = arena;
	opened->readings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref);
	opened->markup = g_string_new(NULL);
	if (!shape_fonts_open(&opened->fonts, templates, why)) {
		shapes_close(opened);
		return false;
	}
	*shapes = opened;
	return true;
}

void shapes_close(struct shapes *shapes)
{
	if (shapes == NULL)
		return;
	g_hash_table_destroy(shapes->readings);
	g_string_free(shapes->markup, TRUE);
	shape_fonts_close(&shapes->fonts);
	arena_close(shapes->arena);
}

bool shapes_have(struct shapes *shapes, const struct page_text *text)
{
	return shape_fonts_have(&shapes->fonts, text->markup, text->style, text->language);
}

/* ---- attributes ---- */

static PangoAttribute *set_everywhere(PangoAttribute *attribute)
{
	return shape_over(
		attribute, PANGO_ATTR_INDEX_FROM_TEXT_BEGINNING, PANGO_ATTR_INDEX_TO_TEXT_END);
}

/* Where the markup itself names a family or a language, from `at` on: *until is where that changes
 * next. */
struct spans {
	PangoAttrIterator *iterator;
	gint from, until;
	bool family, foreign;
};

static void spans_at(struct spans *spans, gint at)
{
	while (spans->until <= at && pango_attr_iterator_next(spans->iterator)) {
		pango_attr_iterator_range(spans->iterator, &spans->from, &spans->until);
		spans->family = pango_attr_iterator_get(spans->iterator, PANGO_ATTR_FAMILY) != NULL;
		spans->foreign =
			pango_attr_iterator_get(spans->iterator, PANGO_ATTR_LANGUAGE) != NULL;
	}
}

/* Runs of signs that the font's first family lacks, that are in Japanese, or in ASCII where the
 * font has another family for it. */
static void add_families(struct shapes *shapes, const struct template_font *base,
	const struct template_font *font, const char *plain, PangoAttrList *parsed,
	PangoAttrList *added)
{
	struct spans spans = {.iterator = pango_attr_list_get_iterator(parsed)};
	const char *running = font->families[0], *from = plain;
	pango_attr_iterator_range(spans.iterator, &spans.from, &spans.until);
	spans.family = pango_attr_iterator_get(spans.iterator, PANGO_ATTR_FAMILY) != NULL;
	spans.foreign = pango_attr_iterator_get(spans.iterator, PANGO_ATTR_LANGUAGE) != NULL;
	for (const char *at = plain;; at = g_utf8_next_char(at)) {
		gunichar sign = g_utf8_get_char(at);
		spans_at(&spans, (gint)(at - plain));
		const char *family = font->families[0];
		/* A space goes with what stands before it. */
		if (sign == ' ' && !spans.family && !spans.foreign)
			family = running;
		else if (sign != 0 && !spans.family)
			family =
				shape_fonts_family(&shapes->fonts, base, font, spans.foreign, sign);
		if (family != running || sign == 0) {
			if (running != font->families[0])
				pango_attr_list_insert(
					added, shape_over(pango_attr_family_new(running),
						       (guint)(from - plain), (guint)(at - plain)));
			running = family;
			from = at;
		}
		if (sign == 0)
			break;
	}
	pango_attr_iterator_destroy(spans.iterator);
}

/* Japanese words stand in Korean sentences too: they break as Japanese does. */
static bool is_japanese(gunichar sign)
{
	return (sign >= 0x3000 && sign <= 0x30FF) || (sign >= 0x3400 && sign <= 0x9FFF);
}

/* Korean is broken between words, not between syllables. */
static void keep_words(const char *plain, PangoAttrList *added)
{
	for (const char *at = plain; *at != '\0';) {
		const char *from = at;
		while (*at != '\0' && *at != ' ' && *at != '\n' &&
			!is_japanese(g_utf8_get_char(at)))
			at = g_utf8_next_char(at);
		if (at > from)
			pango_attr_list_insert(
				added, shape_over(pango_attr_allow_breaks_new(FALSE),
					       (guint)(from - plain), (guint)(at - plain)));
		else
			at = g_utf8_next_char(at);
	}
}

static bool ends_phrase(gunichar sign)
{
	return sign == ' ' || sign == '\n' || sign == 0x3001 || sign == 0x3002; /* 、 。 */
}

/* Easy Japanese has blanks between its phrases so that each is seen as one, and so is broken there,
 * unless a phrase is as long as much of a line. */
static void keep_phrases(const char *plain, PangoAttrList *added)
{
	enum { LONGEST = 9 };
	for (const char *at = plain; *at != '\0';) {
		const char *from = at;
		int signs = 0;
		for (; *at != '\0' && !ends_phrase(g_utf8_get_char(at)); signs++)
			at = g_utf8_next_char(at);
		if (signs > 1 && signs <= LONGEST)
			pango_attr_list_insert(
				added, shape_over(pango_attr_allow_breaks_new(FALSE),
					       (guint)(from - plain), (guint)(at - plain)));
		if (*at != '\0')
			at = g_utf8_next_char(at);
	}
}

/* ---- a text ---- */

/* Seven bits in each byte, which is never 0, from the highest on as far as there are any: numbers
 * that people write have few. */
static void describe_bits(GString *description, uint64_t bits)
{
	enum { BITS = 7, REST = 64 - BITS, DIGIT = 0x80 };
	for (; bits > 0; bits <<= BITS)
		g_string_append_c(description, (char)(DIGIT | bits >> REST));
	g_string_append_c(description, ' ');
}

static void describe_length(GString *description, double length)
{
	uint64_t bits;
	memcpy(&bits, &length, sizeof bits);
	describe_bits(description, bits);
}

/* It is asked of each text of each sheet: print and its kin would be a twentieth of a mailing. */
void shape_describe(const struct page_text *text, GString *description)
{
	const struct template_style *style = text->style;
	g_string_assign(description, text->language);
	g_string_append_c(description, (char)('0' + style->bold));
	g_string_append_c(description, (char)('0' + (int)text->align));
	describe_bits(description, (uintptr_t)style->font);
	describe_bits(description, (uint64_t)(uint32_t)style->color << 32);
	describe_length(description, style->leading);
	describe_length(description, style->reading_leading);
	describe_length(description, style->smallest_reading);
	describe_length(description, text->points);
	describe_length(description, text->width);
}

struct shaped *shaped_open(struct shapes *shapes)
{
	struct shaped *shaped = g_new0(struct shaped, 1);
	shaped->shapes = shapes;
	shaped->layout = pango_layout_new(shapes->fonts.context);
	pango_layout_set_wrap(shaped->layout, PANGO_WRAP_WORD_CHAR);
	return shaped;
}

void shaped_close(struct shaped *shaped)
{
	g_object_unref(shaped->layout);
	g_free(shaped->readings);
	g_free(shaped);
}

/* No last line of a paragraph is a sign alone: the last three stay together, and two of them are
 * more than what closes a sentence ("備)。"). */
static void keep_ends(const char *plain, PangoAttrList *attributes)
{
	enum { SIGNS = 3, LETTERS = 2 };
	for (const char *at = plain, *end; *at != '\0'; at = *end == '\0' ? end : end + 1) {
		end = at + strcspn(at, "\n");
		const char *from = end;
		for (int signs = 0, letters = 0; (signs < SIGNS || letters < LETTERS) && from > at;
			signs += *from != ' ') {
			from = g_utf8_prev_char(from);
			letters += g_unichar_isalnum(g_utf8_get_char(from));
		}
		if (from > at)
			pango_attr_list_insert(
				attributes, shape_over(pango_attr_allow_breaks_new(FALSE),
						    (guint)(from - plain), (guint)(end - plain)));
	}
}

static void set_layout(struct shaped *shaped, const struct page_text *text, const char *plain,
	PangoAttrList *parsed)
{
	static const PangoAlignment alignments[] = {
		PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
	const struct template_style *style = text->style;
	const struct template_font *font = template_font_in(style->font, text->language);
	double leading = style->leading;
	double larger = shaped->reading_size - READING_HALF;
	shaped->size = text->points / LAID_OUT;
	if (shaped->reading_count > 0 && leading < style->reading_leading + larger)
		leading = style->reading_leading + larger;
	PangoAttrList *attributes = pango_attr_list_new();
	/* No fallback: a sign that the font lacks is counted, not fetched from anywhere. No hyphen
	 * where a word breaks: a name has none. Every line is as high as the style says, whatever
	 * fonts stand in it. */
	pango_attr_list_insert(attributes, set_everywhere(pango_attr_fallback_new(FALSE)));
	pango_attr_list_insert(attributes, set_everywhere(pango_attr_insert_hyphens_new(FALSE)));
	pango_attr_list_insert(attributes, set_everywhere(pango_attr_language_new(
						   pango_language_from_string(text->language))));
	pango_attr_list_insert(attributes, set_everywhere(pango_attr_line_height_new_absolute(
						   (int)(LAID_OUT * leading * PANGO_SCALE))));
	if (font->family_count > 1)
		add_families(shaped->shapes, style->font, font, plain, parsed, attributes);
	if (strncmp(text->language, "ko", 2) == 0)
		keep_words(plain, attributes);
	if (strcmp(text->language, "ja-x-easy") == 0)
		keep_phrases(plain, attributes);
	keep_ends(plain, attributes);
	readings_make_room(shaped, plain, attributes);
	pango_attr_list_splice(attributes, parsed, 0, 0);
	PangoFontDescription *description = shape_fonts_describe(font->families[0], style->bold);
	pango_layout_set_font_description(shaped->layout, description);
	pango_font_description_free(description);
	pango_layout_set_text(shaped->layout, plain, -1);
	pango_layout_set_attributes(shaped->layout, attributes);
	pango_attr_list_unref(attributes);
	pango_layout_set_width(shaped->layout,
		text->width <= 0 ? -1
				 : (int)(text->width * POINTS_PER_MM * PANGO_SCALE / shaped->size));
	pango_layout_set_alignment(shaped->layout, alignments[text->align]);
	shaped->foreign = strstr(text->markup, "lang=") != NULL;
	shaped->drop = shaped->reading_count == 0 ? 0 : (READING_DROP + larger / 2) * text->points;
}

struct page_block shaped_set(struct shaped *shaped, const struct page_text *text)
{
	char *plain;
	PangoAttrList *parsed;
	PangoRectangle logical;
	if (!pango_parse_markup(readings_take(shaped, text), -1, 0, &parsed, &plain, NULL, NULL)) {
		shaped->reading_count = 0;
		return (struct page_block){.unknown = 1};
	}
	set_layout(shaped, text, plain, parsed);
	pango_attr_list_unref(parsed);
	g_free(plain);
	pango_layout_get_extents(shaped->layout, NULL, &logical);
	int lines = pango_layout_get_line_count(shaped->layout);
	double mm = shaped->size / (POINTS_PER_MM * PANGO_SCALE);
	double height = logical.height * mm;
	return (struct page_block){
		.width = logical.width * mm,
		.height = height,
		.middle = height / lines / 2 + shaped->drop / POINTS_PER_MM,
		.lines = lines,
		.language = text->language,
		.readings = shaped->reading_count > 0,
		.unknown = pango_layout_get_unknown_glyphs_count(shaped->layout),
	};
}
