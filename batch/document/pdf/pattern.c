#include "document/pdf/pattern.h"

#include "base/text.h"

#include "document/pdf/shape_parts.h"

#include <hb-ot.h>
#include <string.h>

/* The markup of a text is copied with stand-ins, and what they stand in for is kept beside it, in
 * its order. What would be replaced in a reading above a word has no place in the layout, and such
 * a text is set by itself. All of these signs break, join and are spaced alike by Unicode's rules
 * (digits: class NU; Han characters: ID, one script), and a font is asked whether it does more with
 * one of them than to draw it: whether any of its rules that apply by themselves looks at the sign.
 */

/* Each of as many bytes as what it stands in for: offsets into the text stay. They are rare, and a
 * text that has one of its own is set by itself. */
static const char standing_digit[] = "0";
static const char *const standing_han[] = {"龘", "𠮟"}; /* of three bytes, of four */

/* Names are not in them, but the places where they stand; and each has a layout. */
enum { PATTERNS_MAX = 1024 };

/* Where one stands in a layout. */
struct place {
	guint offset, length; /* bytes of the plain text */
	hb_font_t *font;
	const hb_set_t *joined; /* glyphs that the font has rules for */
	hb_position_t advance;
};

struct kept {
	struct pattern pattern; /* first: patterns_take gives its address */
	GArray *places;         /* struct place; NULL: of no use */
};

struct patterns {
	struct shapes *shapes;
	GHashTable *kept;   /* description → struct kept */
	GHashTable *joined; /* hb_face_t → hb_set_t, NULL: the face has rules of another kind */
	GString *markup;    /* of the text in hand: with stand-ins */
	GString *signs;     /* and what they stand in for */
	GString *description;
};

static void kept_free(void *pointer)
{
	struct kept *kept = pointer;
	shaped_close(kept->pattern.shaped);
	if (kept->places != NULL)
		g_array_free(kept->places, TRUE);
	g_free(kept);
}

static void joined_free(void *set)
{
	hb_set_destroy(set);
}

static void face_free(void *face)
{
	hb_face_destroy(face);
}

struct patterns *patterns_open(struct shapes *shapes)
{
	struct patterns *patterns = g_new0(struct patterns, 1);
	patterns->shapes = shapes;
	patterns->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, kept_free);
	patterns->joined = g_hash_table_new_full(NULL, NULL, face_free, joined_free);
	patterns->markup = g_string_new(NULL);
	patterns->signs = g_string_new(NULL);
	patterns->description = g_string_new(NULL);
	return patterns;
}

void patterns_close(struct patterns *patterns)
{
	if (patterns == NULL)
		return;
	g_hash_table_destroy(patterns->kept);
	g_hash_table_destroy(patterns->joined);
	g_string_free(patterns->markup, TRUE);
	g_string_free(patterns->signs, TRUE);
	g_string_free(patterns->description, TRUE);
	g_free(patterns);
}

void patterns_forget(struct patterns *patterns)
{
	if (g_hash_table_size(patterns->kept) >= PATTERNS_MAX)
		g_hash_table_remove_all(patterns->kept);
}

/* ---- stand-ins ---- */

/* The unified ones of the blocks that registers are written with. */
static bool is_han(gunichar sign)
{
	return (sign >= 0x3400 && sign <= 0x4DBF) || (sign >= 0x4E00 && sign <= 0x9FFF) ||
	       (sign >= 0x20000 && sign <= 0x2FA1F);
}

/* Does what follows change the sign before it: a selector of its form, a mark upon it? */
static bool is_changed(const char *behind)
{
	return (guchar)*behind >= 0x80 && g_unichar_ismark(g_utf8_get_char(behind));
}

static size_t han_length(const char *text)
{
	return is_han(g_utf8_get_char(text)) ? (size_t)(g_utf8_next_char(text) - text) : 0;
}

/* A span in which a font is named for itself: that of names. `depth` of spans, `named` that one's.
 */
struct span {
	int depth, named;
};

static void enter_tag(struct span *span, const char *tag)
{
	static const char opening[] = "<span ", font[] = "<span font_family=", closing[] = "</span";
	if (strncmp(tag, opening, sizeof opening - 1) == 0) {
		span->depth++;
		if (strncmp(tag, font, sizeof font - 1) == 0 && span->named == 0)
			span->named = span->depth;
	} else if (strncmp(tag, closing, sizeof closing - 1) == 0) {
		if (span->named == span->depth)
			span->named = 0;
		span->depth--;
	}
}

/* How many bytes at `text` get a stand-in; 0: none. */
static size_t standing_for(const char *text, bool named)
{
	/* The 1 of proportional fonts is narrower than other digits. */
	if (g_ascii_isdigit(*text))
		return named || *text != '1' ? 1 : 0;
	size_t length = named && (guchar)*text >= 0xE3 ? han_length(text) : 0;
	return length > 0 && is_changed(text + length) ? 0 : length;
}

/* The bytes at `text` that are no sign of the text, or one sign; 0 when the text has a stand-in of
 * its own. */
static size_t skip_piece(struct span *span, const char *text)
{
	if (*text == '<')
		enter_tag(span, text);
	if (*text == '<' || *text == '&')
		return strcspn(text, *text == '<' ? ">" : ";");
	for (size_t i = 0; (guchar)*text >= 0xE9 && i < G_N_ELEMENTS(standing_han); i++)
		if (text_begins(text, standing_han[i]))
			return 0;
	return (size_t)(g_utf8_next_char(text) - text);
}

/* Into patterns->markup and ->signs; false when there is none, or the text has one of its own. */
static bool stand_in(struct patterns *patterns, const char *markup)
{
	struct span span = {0};
	const char *at = markup, *from = markup; /* not yet copied */
	g_string_truncate(patterns->markup, 0);
	g_string_truncate(patterns->signs, 0);
	while (*at != '\0') {
		size_t length = standing_for(at, span.named > 0);
		if (length > 0) {
			g_string_append_len(patterns->markup, from, at - from);
			g_string_append(patterns->markup,
				length == 1 ? standing_digit : standing_han[length - 3]);
			g_string_append_len(patterns->signs, at, (gssize)length);
			from = at + length;
		} else {
			length = skip_piece(&span, at);
			if (length == 0)
				return false;
		}
		at += length;
	}
	g_string_append(patterns->markup, from);
	return patterns->signs->len > 0;
}

/* ---- what fonts do ---- */

/* Features that HarfBuzz applies where nobody asks for them. */
static hb_set_t *find_joined(hb_face_t *face)
{
	static const char names[][5] = {"rvrn", "ltra", "ltrm", "abvm", "blwm", "ccmp", "locl",
		"mark", "mkmk", "rand", "rlig", "calt", "clig", "curs", "dist", "kern", "liga",
		"rclt"};
	static const char others[][5] = {"kern", "morx", "mort", "kerx", "trak"};
	const hb_tag_t tables[] = {HB_OT_TAG_GSUB, HB_OT_TAG_GPOS};
	hb_tag_t features[G_N_ELEMENTS(names) + 1] = {0};
	hb_set_t *joined = hb_set_create();
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		features[i] = hb_tag_from_string(names[i], 4);
	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
		hb_set_t *rules = hb_set_create();
		hb_ot_layout_collect_lookups(face, tables[i], NULL, NULL, features, rules);
		for (hb_codepoint_t rule = HB_SET_VALUE_INVALID; hb_set_next(rules, &rule);)
			hb_ot_layout_lookup_collect_glyphs(
				face, tables[i], rule, joined, joined, joined, NULL);
		hb_set_destroy(rules);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(others) && joined != NULL; i++) {
		hb_blob_t *table = hb_face_reference_table(face, hb_tag_from_string(others[i], 4));
		if (hb_blob_get_length(table) > 0) {
			hb_set_destroy(joined);
			joined = NULL;
		}
		hb_blob_destroy(table);
	}
	return joined;
}

static const hb_set_t *joined_of(struct patterns *patterns, hb_face_t *face)
{
	void *joined;
	if (!g_hash_table_lookup_extended(patterns->joined, face, NULL, &joined)) {
		joined = find_joined(face);
		g_hash_table_insert(patterns->joined, hb_face_reference(face), joined);
	}
	return joined;
}

/* Is a sign drawn by itself, as wide as this? */
static bool is_alike(const struct place *place, gunichar sign)
{
	hb_codepoint_t glyph;
	return hb_font_get_nominal_glyph(place->font, sign, &glyph) &&
	       !hb_set_has(place->joined, glyph) &&
	       hb_font_get_glyph_h_advance(place->font, glyph) == place->advance;
}

/* ---- a pattern ---- */

static bool is_stand_in(const char *text)
{
	return *text == *standing_digit || strncmp(text, standing_han[0], 3) == 0 ||
	       strncmp(text, standing_han[1], 4) == 0;
}

/* The stand-ins of one run of signs, each of which has to be one glyph, its own. */
static bool add_places(
	struct patterns *patterns, const PangoGlyphItem *run, const char *plain, GArray *places)
{
	const PangoGlyphString *signs = run->glyphs;
	hb_font_t *font = pango_font_get_hb_font(run->item->analysis.font);
	const hb_set_t *joined = joined_of(patterns, hb_font_get_face(font));
	for (int i = 0; i < signs->num_glyphs; i++) {
		guint offset = (guint)(run->item->offset + signs->log_clusters[i]);
		if (!is_stand_in(plain + offset))
			continue;
		hb_codepoint_t usual;
		gunichar sign = g_utf8_get_char(plain + offset);
		const struct place place = {.offset = offset,
			.length = (guint)(g_utf8_next_char(plain + offset) - (plain + offset)),
			.font = font,
			.joined = joined,
			.advance = hb_font_get_glyph_h_advance(font, signs->glyphs[i].glyph)};
		guint behind = (guint)run->item->offset +
			       (guint)(i + 1 < signs->num_glyphs ? signs->log_clusters[i + 1]
								 : run->item->length);
		if (joined == NULL || run->item->analysis.level % 2 == 1 ||
			behind != offset + place.length || !is_alike(&place, sign) ||
			!hb_font_get_nominal_glyph(font, sign, &usual) ||
			usual != signs->glyphs[i].glyph)
			return false;
		g_array_append_val(places, place);
	}
	return true;
}

static bool find_places(struct patterns *patterns, struct kept *kept)
{
	PangoLayout *layout = kept->pattern.shaped->layout;
	const char *plain = pango_layout_get_text(layout);
	bool found = kept->pattern.seen.unknown == 0;
	for (GSList *line = pango_layout_get_lines_readonly(layout); line != NULL && found;
		line = line->next) {
		GSList *run = ((PangoLayoutLine *)line->data)->runs;
		for (; run != NULL && found; run = run->next)
			found = add_places(patterns, run->data, plain, kept->places);
	}
	guint bytes = 0;
	for (guint i = 0; i < kept->places->len; i++)
		bytes += g_array_index(kept->places, struct place, i).length;
	return found && bytes == patterns->signs->len;
}

static struct kept *make_pattern(struct patterns *patterns, const struct page_text *text)
{
	struct kept *kept = g_new0(struct kept, 1);
	struct page_text with = *text;
	with.markup = patterns->markup->str;
	kept->pattern.shaped = shaped_open(patterns->shapes);
	kept->pattern.seen = shaped_set(kept->pattern.shaped, &with);
	kept->places = g_array_new(FALSE, FALSE, sizeof(struct place));
	if (!find_places(patterns, kept)) {
		g_array_free(kept->places, TRUE);
		kept->places = NULL;
	}
	g_hash_table_insert(patterns->kept, g_strdup(patterns->description->str), kept);
	return kept;
}

/* The text's words; false when one of its signs is not drawn as what stands in for it. */
static bool put_words(const struct patterns *patterns, const struct kept *kept, GString *words)
{
	const char *sign = patterns->signs->str;
	g_string_assign(words, pango_layout_get_text(kept->pattern.shaped->layout));
	for (guint i = 0; i < kept->places->len; i++) {
		const struct place *place = &g_array_index(kept->places, struct place, i);
		if (!is_alike(place, g_utf8_get_char(sign)))
			return false;
		memcpy(words->str + place->offset, sign, place->length);
		sign += place->length;
	}
	return true;
}

const struct pattern *patterns_take(
	struct patterns *patterns, const struct page_text *text, GString *words)
{
	/* A fraction slash has digits beside it drawn otherwise. */
	if (strstr(text->markup, "⁄") != NULL || !stand_in(patterns, text->markup))
		return NULL;
	shape_describe(text, patterns->description);
	g_string_append_len(
		patterns->description, patterns->markup->str, (gssize)patterns->markup->len);
	struct kept *kept = g_hash_table_lookup(patterns->kept, patterns->description->str);
	if (kept == NULL)
		kept = make_pattern(patterns, text);
	return kept->places != NULL && put_words(patterns, kept, words) ? &kept->pattern : NULL;
}
