#include "document/pdf/glyph.h"

#include "base/buckets.h"
#include "base/markup.h"
#include "base/text.h"
#include "document/pdf/fontfile.h"
#include "document/pdf/missing.h"

#include <hb.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <string.h>

/* Whether a font has a base with its selector is asked of the font's own tables, once, and kept.
 * The families are asked in turn, and the first that proves a sign draws it. */

/* What is known of a base and its selector. */
struct verdict {
	uint64_t key; /* base | selector << 32 */
	int family;   /* of the font, or NONE */
	float ems;    /* its width in type sizes */
};

enum { NONE = -1, VERDICTS_FIRST = 512 };

struct glyphs {
	struct arena *arena;
	const struct template_font *font;
	hb_font_t *faces[FAMILIES_MAX];
	struct verdict *verdicts;
	size_t count, capacity;
	struct buckets places; /* of the verdicts; room for `room` */
	size_t room;
};

/* ---- fonts ---- */

/* The face that fontconfig has for exactly this family; NULL when it would take another, or the
 * font cannot be read. */
static hb_font_t *open_face(
	PangoFontMap *map, PangoContext *context, const char *family, struct fault *why)
{
	/* Listed by its own name: a family that is not there would be replaced without a word. */
	PangoFontFamily *listed = pango_font_map_get_family(map, family);
	PangoFont *font = NULL;
	hb_font_t *face = NULL;
	if (listed != NULL && g_ascii_strcasecmp(pango_font_family_get_name(listed), family) == 0) {
		PangoFontDescription *description = pango_font_description_new();
		pango_font_description_set_family(description, family);
		pango_font_description_set_absolute_size(description, 10 * PANGO_SCALE);
		font = pango_font_map_load_font(map, context, description);
		pango_font_description_free(description);
	}
	if (font == NULL) {
		if (fontfile_can_open(why))
			fault_set(why, FAULT_OFFICE,
				"the font family \"%s\" is not installed; hint: kigen-operation(7), \"FONTS\"",
				family);
		return NULL;
	}
	/* A plain font of the same face: Pango's own answers for signs it replaces. */
	if (fontfile_check(font, why))
		face = hb_font_create(hb_font_get_face(pango_font_get_hb_font(font)));
	g_object_unref(font);
	return face;
}

bool glyphs_open(const struct template_font *font, struct glyphs **glyphs, struct fault *why)
{
	struct arena *arena = arena_open();
	struct glyphs *opened = arena_alloc(arena, sizeof *opened);
	PangoFontMap *map = pango_cairo_font_map_new();
	PangoContext *context = pango_font_map_create_context(map);
	bool done = true;
	opened->arena = arena;
	opened->font = font;
	opened->room = VERDICTS_FIRST;
	opened->places = buckets_open(opened->room, arena);
	for (size_t i = 0; i < font->family_count && done; i++) {
		opened->faces[i] = open_face(map, context, font->families[i], why);
		done = opened->faces[i] != NULL;
	}
	g_object_unref(context);
	g_object_unref(map);
	if (!done) {
		glyphs_close(opened);
		return false;
	}
	*glyphs = opened;
	return true;
}

void glyphs_close(struct glyphs *glyphs)
{
	if (glyphs == NULL)
		return;
	for (size_t i = 0; i < FAMILIES_MAX; i++)
		hb_font_destroy(glyphs->faces[i]);
	arena_close(glyphs->arena);
}

/* ---- verdicts ---- */

/* Signs that Unicode calls letters or marks and that show nothing (Default_Ignorable_Code_Point
 * without the selectors and what is a format sign already): fillers of Hangul and the like. */
static bool is_filler(uint32_t base)
{
	static const uint32_t fillers[][2] = {{0x34F, 0x34F}, {0x115F, 0x1160}, {0x17B4, 0x17B5},
		{0x180B, 0x180F}, {0x2800, 0x2800}, {0x3164, 0x3164}, {0xFFA0, 0xFFA0}};
	for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++)
		if (base >= fillers[i][0] && base <= fillers[i][1])
			return true;
	return false;
}

/* Never drawn, whatever a font says: what means nothing outside one vendor's system, and what
 * has no shape of its own. */
static bool is_refused(uint32_t base)
{
	switch (g_unichar_type(base)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_SURROGATE:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
		return true;
	default:
		/* A mark comes here when there is nothing that it could be set upon. */
		return base == 0xFFFD || g_unichar_ismark(base) || is_filler(base);
	}
}

static bool has_glyph(hb_font_t *face, uint32_t base, uint32_t selector, hb_codepoint_t *glyph)
{
	return (selector != 0 ? hb_font_get_variation_glyph(face, base, selector, glyph)
			      : hb_font_get_nominal_glyph(face, base, glyph)) &&
	       *glyph != 0;
}

/* Some fonts have an empty glyph for what they do not draw. */
static bool is_seen(hb_font_t *face, uint32_t base, hb_codepoint_t glyph)
{
	hb_glyph_extents_t extents;
	return text_is_blank(base) || !hb_font_get_glyph_extents(face, glyph, &extents) ||
	       (extents.width != 0 && extents.height != 0);
}

static struct verdict judge_sign(const struct glyphs *glyphs, uint32_t base, uint32_t selector)
{
	struct verdict verdict = {.key = base | (uint64_t)selector << 32, .family = NONE, .ems = 1};
	for (size_t i = 0; i < glyphs->font->family_count && !is_refused(base); i++) {
		hb_font_t *face = glyphs->faces[i];
		hb_codepoint_t glyph;
		if (!has_glyph(face, base, selector, &glyph) || !is_seen(face, base, glyph))
			continue;
		verdict.family = (int)i;
		verdict.ems = (float)hb_font_get_glyph_h_advance(face, glyph) /
			      (float)hb_face_get_upem(hb_font_get_face(face));
		break;
	}
	return verdict;
}

static uint64_t hash_of(uint64_t key)
{
	return key * 0x9E3779B97F4A7C15u >> 20;
}

static void widen_places(struct glyphs *glyphs)
{
	glyphs->room *= 2;
	glyphs->places = buckets_open(glyphs->room, glyphs->arena);
	for (size_t i = 0; i < glyphs->count; i++)
		buckets_put(&glyphs->places, hash_of(glyphs->verdicts[i].key), i);
}

static struct verdict verdict_of(struct glyphs *glyphs, uint32_t base, uint32_t selector)
{
	uint64_t key = base | (uint64_t)selector << 32, at = hash_of(key);
	for (size_t i; (i = buckets_next(&glyphs->places, &at)) != BUCKETS_END;)
		if (glyphs->verdicts[i].key == key)
			return glyphs->verdicts[i];
	if (glyphs->count >= glyphs->room)
		widen_places(glyphs);
	glyphs->verdicts = arena_grow(glyphs->arena, glyphs->verdicts, glyphs->count, 1,
		&glyphs->capacity, sizeof *glyphs->verdicts);
	buckets_put(&glyphs->places, hash_of(key), glyphs->count);
	return glyphs->verdicts[glyphs->count++] = judge_sign(glyphs, base, selector);
}

/* ---- clusters ---- */

/* A base, its selector, and the marks that are set upon it. */
struct cluster {
	const char *from, *behind;
	uint32_t base, selector;
	char composed[8];       /* what is drawn instead, base and marks as one sign; else "" */
	struct verdict verdict; /* of all of it: NONE when marks are left */
};

static bool is_mark(uint32_t sign)
{
	return sign != 0 && g_unichar_ismark(sign);
}

/* Letters of Hangul that are set together into one sign. */
static bool is_jamo(uint32_t sign)
{
	return (sign >= 0x1100 && sign <= 0x11FF) || (sign >= 0xA960 && sign <= 0xA97C) ||
	       (sign >= 0xD7B0 && sign <= 0xD7FB);
}

/* Where a base with marks and the sign for both are one letter. Never Han: the composed form of a
 * compatibility ideograph is another one, and another name. */
static bool is_composable(uint32_t base)
{
	switch (g_unichar_get_script(base)) {
	case G_UNICODE_SCRIPT_LATIN:
	case G_UNICODE_SCRIPT_GREEK:
	case G_UNICODE_SCRIPT_CYRILLIC:
	case G_UNICODE_SCRIPT_HIRAGANA:
	case G_UNICODE_SCRIPT_KATAKANA:
	case G_UNICODE_SCRIPT_HANGUL:
		return true;
	default:
		return false;
	}
}

/* Base and marks as the one sign that Unicode has for them (NFC, UAX #15). The fonts of names do
 * not place marks, so what is left of them cannot be drawn right: false. */
static bool compose_cluster(struct cluster *cluster)
{
	if (cluster->selector != 0 || !is_composable(cluster->base))
		return false;
	char *whole = g_utf8_normalize(
		cluster->from, cluster->behind - cluster->from, G_NORMALIZE_DEFAULT_COMPOSE);
	const char *at = whole;
	uint32_t sign = whole == NULL ? 0 : text_next(&at);
	bool single = sign != 0 && *at == '\0';
	if (single) {
		cluster->composed[text_encode(sign, cluster->composed)] = '\0';
		cluster->base = sign;
	}
	g_free(whole);
	return single;
}

/* The cluster at *text, which moves behind it; false at the end. */
static bool next_cluster(struct glyphs *glyphs, const char **text, struct cluster *cluster)
{
	if (**text == '\0')
		return false;
	*cluster = (struct cluster){.from = *text};
	cluster->base = text_next(text);
	const char *ahead = *text;
	uint32_t sign = text_next(&ahead);
	cluster->selector = text_is_selector(sign) ? sign : 0;
	if (cluster->selector != 0)
		*text = ahead;
	bool apart = false, jamo = is_jamo(cluster->base);
	for (ahead = *text; sign = text_next(&ahead), is_mark(sign) || (jamo && is_jamo(sign));
		*text = ahead)
		apart = true;
	cluster->behind = *text;
	bool drawn = !apart || compose_cluster(cluster);
	cluster->verdict = verdict_of(glyphs, cluster->base, cluster->selector);
	if (!drawn)
		cluster->verdict.family = NONE;
	return true;
}

bool glyphs_prove(struct glyphs *glyphs, const char *text, double *ems, char *missing, size_t size)
{
	bool proven = true;
	*ems = 0;
	for (struct cluster cluster; next_cluster(glyphs, &text, &cluster);) {
		*ems += (double)cluster.verdict.ems;
		if (cluster.verdict.family != NONE)
			continue;
		proven = false;
		missing_add(cluster.from, cluster.behind, missing, size);
	}
	return proven;
}

static void append_cluster(char *run, size_t *used, const struct cluster *cluster)
{
	bool composed = cluster->composed[0] != '\0';
	size_t length =
		composed ? strlen(cluster->composed) : (size_t)(cluster->behind - cluster->from);
	memcpy(run + *used, composed ? cluster->composed : cluster->from, length);
	*used += length;
	run[*used] = '\0';
}

const char *glyphs_markup(struct glyphs *glyphs, const char *text, struct arena *arena)
{
	const char *markup = "";
	/* No sign is longer than what it was composed of. */
	char *run = arena_alloc(arena, strlen(text) + 1);
	size_t used = 0;
	int family = NONE;
	for (bool more = true; more;) {
		struct cluster cluster;
		more = next_cluster(glyphs, &text, &cluster);
		if (used > 0 && (!more || cluster.verdict.family != family)) {
			/* A run of one font ends here, or the text. In the weight that was proven:
			 * these fonts have no bold, and a made-up one would be drawn as shapes
			 * without a name. */
			const char *escaped = markup_escape(arena, run);
			markup = family == NONE
					 ? arena_print(arena, "%s%s", markup, escaped)
					 : arena_print(arena,
						   "%s<span font_family=\"%s\" weight=\"normal\">%s"
						   "</span>",
						   markup, glyphs->font->families[family], escaped);
			used = 0;
		}
		if (!more)
			break;
		family = cluster.verdict.family;
		append_cluster(run, &used, &cluster);
	}
	return markup;
}
