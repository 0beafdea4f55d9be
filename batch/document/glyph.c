#include "document/glyph.h"

#include "base/markup.h"
#include "base/text.h"

#include <hb.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <string.h>

/* What is known of a base and its selector. */
struct verdict {
	uint64_t key; /* base | selector << 32; 0: an empty place of the table */
	int family;   /* of the font, or NONE */
	float ems;    /* its width in type sizes */
};

enum { NONE = -1, TABLE_FIRST = 1024 };

struct glyphs {
	struct arena *arena;
	const struct template_font *font;
	hb_font_t *faces[FAMILIES_MAX];
	struct verdict *table; /* open addressing, at most half full */
	size_t size, used;
};

/* ---- fonts ---- */

/* The face that fontconfig has for exactly this family; NULL when it would take another. */
static hb_font_t *open_face(PangoFontMap *map, PangoContext *context, const char *family)
{
	/* Listed by its own name: a family that is not there would be replaced without a word. */
	PangoFontFamily *listed = pango_font_map_get_family(map, family);
	if (listed == NULL || g_ascii_strcasecmp(pango_font_family_get_name(listed), family) != 0)
		return NULL;
	PangoFontDescription *description = pango_font_description_new();
	pango_font_description_set_family(description, family);
	pango_font_description_set_absolute_size(description, 10 * PANGO_SCALE);
	PangoFont *font = pango_font_map_load_font(map, context, description);
	hb_font_t *face = NULL;
	if (font != NULL) {
		/* A plain font of the same face: Pango's own answers for signs it replaces. */
		face = hb_font_create(hb_font_get_face(pango_font_get_hb_font(font)));
		g_object_unref(font);
	}
	pango_font_description_free(description);
	return face;
}

bool glyphs_open(const struct template_font *font, struct glyphs **glyphs, struct fault *why)
{
	struct arena *arena = arena_open();
	struct glyphs *opened = arena_alloc(arena, sizeof *opened);
	PangoFontMap *map = pango_cairo_font_map_new();
	PangoContext *context = pango_font_map_create_context(map);
	const char *lacking = NULL;
	opened->arena = arena;
	opened->font = font;
	opened->size = TABLE_FIRST;
	opened->table = arena_alloc(arena, opened->size * sizeof *opened->table);
	for (size_t i = 0; i < font->family_count && lacking == NULL; i++) {
		opened->faces[i] = open_face(map, context, font->families[i]);
		if (opened->faces[i] == NULL)
			lacking = font->families[i];
	}
	g_object_unref(context);
	g_object_unref(map);
	if (lacking != NULL) {
		glyphs_close(opened);
		return fault_set(why, FAULT_OFFICE,
			"the font family \"%s\" is not installed; hint: README, \"Fonts\"",
			lacking);
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

/* Never drawn, whatever a font says: what means nothing outside one vendor's system, and what
 * has no shape of its own. */
static bool refused(uint32_t base)
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
		return base == 0xFFFD || text_is_selector(base);
	}
}

static bool has_glyph(hb_font_t *face, uint32_t base, uint32_t selector, hb_codepoint_t *glyph)
{
	return (selector != 0 ? hb_font_get_variation_glyph(face, base, selector, glyph)
			      : hb_font_get_nominal_glyph(face, base, glyph)) &&
	       *glyph != 0;
}

static struct verdict judge(const struct glyphs *glyphs, uint32_t base, uint32_t selector)
{
	struct verdict verdict = {.key = base | (uint64_t)selector << 32, .family = NONE, .ems = 1};
	for (size_t i = 0; i < glyphs->font->family_count && !refused(base); i++) {
		hb_font_t *face = glyphs->faces[i];
		hb_codepoint_t glyph;
		if (!has_glyph(face, base, selector, &glyph))
			continue;
		verdict.family = (int)i;
		verdict.ems = (float)hb_font_get_glyph_h_advance(face, glyph) /
			      (float)hb_face_get_upem(hb_font_get_face(face));
		break;
	}
	return verdict;
}

static struct verdict *place(struct verdict *table, size_t size, uint64_t key)
{
	size_t at = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & (size - 1);
	while (table[at].key != 0 && table[at].key != key)
		at = (at + 1) & (size - 1);
	return &table[at];
}

static void widen(struct glyphs *glyphs)
{
	size_t size = glyphs->size * 2;
	struct verdict *table = arena_alloc(glyphs->arena, size * sizeof *table);
	for (size_t i = 0; i < glyphs->size; i++)
		if (glyphs->table[i].key != 0)
			*place(table, size, glyphs->table[i].key) = glyphs->table[i];
	glyphs->table = table;
	glyphs->size = size;
}

static struct verdict verdict_of(struct glyphs *glyphs, uint32_t base, uint32_t selector)
{
	if (glyphs->used * 2 >= glyphs->size)
		widen(glyphs);
	struct verdict *known = place(glyphs->table, glyphs->size, base | (uint64_t)selector << 32);
	if (known->key == 0) {
		*known = judge(glyphs, base, selector);
		glyphs->used++;
	}
	return *known;
}

/* ---- clusters ---- */

/* A base, its selector, and the marks that are set upon it. */
struct cluster {
	const char *from, *behind;
	uint32_t base, selector;
	struct verdict verdict; /* of all of it: NONE when its marks are not in the same font */
};

/* The cluster at *text, which moves behind it; false at the end. */
static bool next_cluster(struct glyphs *glyphs, const char **text, struct cluster *cluster)
{
	if (**text == '\0')
		return false;
	cluster->from = *text;
	cluster->base = text_next(text);
	const char *ahead = *text;
	uint32_t sign = text_next(&ahead);
	cluster->selector = text_is_selector(sign) ? sign : 0;
	if (cluster->selector != 0)
		*text = ahead;
	cluster->verdict = verdict_of(glyphs, cluster->base, cluster->selector);
	for (;;) {
		ahead = *text;
		sign = text_next(&ahead);
		if (sign == 0 || g_unichar_combining_class(sign) == 0)
			break;
		*text = ahead;
		hb_codepoint_t glyph;
		int family = cluster->verdict.family;
		if (family != NONE && !has_glyph(glyphs->faces[family], sign, 0, &glyph))
			cluster->verdict.family = NONE;
	}
	cluster->behind = *text;
	return true;
}

/* Is `token` one of the comma-separated in `list`? */
static bool listed(const char *list, const char *token)
{
	size_t length = strlen(token);
	for (const char *at = list; at != NULL; at = strchr(at, ','), at += at != NULL ? 1 : 0)
		if (strncmp(at, token, length) == 0 && (at[length] == ',' || at[length] == '\0'))
			return true;
	return false;
}

static void add_missing(const struct cluster *cluster, char *missing, size_t size)
{
	char token[96];
	size_t used = 0, held = strlen(missing);
	for (const char *at = cluster->from; at < cluster->behind && used < sizeof token - 16;)
		used += (size_t)snprintf(token + used, sizeof token - used, "%sU+%04X",
			used == 0 ? "" : " ", (unsigned)text_next(&at));
	if (!listed(missing, token))
		snprintf(missing + held, size - held, "%s%s", held == 0 ? "" : ",", token);
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
		add_missing(&cluster, missing, size);
	}
	return proven;
}

const char *glyphs_markup(struct glyphs *glyphs, const char *text, struct arena *arena)
{
	const char *markup = "";
	const char *from = text;
	int family = NONE;
	for (;;) {
		struct cluster cluster = {.verdict = {.family = NONE}};
		bool more = next_cluster(glyphs, &text, &cluster);
		if (more && (cluster.from == from || cluster.verdict.family == family)) {
			family = cluster.verdict.family;
			continue;
		}
		/* A run of one font ends here, or the text. */
		const char *end = more ? cluster.from : text;
		const char *run =
			markup_escape(arena, arena_text(arena, from, (size_t)(end - from)));
		if (family == NONE || end == from)
			markup = arena_print(arena, "%s%s", markup, run);
		else
			/* In the weight that was proven: these fonts have no bold, and a made-up
			 * one would be drawn as shapes without a name. */
			markup = arena_print(arena,
				"%s<span font_family=\"%s\" weight=\"normal\">%s</span>", markup,
				glyphs->font->families[family], run);
		if (!more)
			return markup;
		from = cluster.from;
		family = cluster.verdict.family;
	}
}
