#include "document/pdf/shape_fonts.h"

#include "base/phrase.h"
#include "base/text.h"
#include "document/pdf/fontfile.h"

#include <pango/pangocairo.h>
#include <string.h>

/* Which font draws what: families are taken by their own names, so that fontconfig puts none in
 * another's place, and each sign by the first family of its font that has it. */

PangoFontDescription *shape_fonts_describe(const char *family, bool bold)
{
	PangoFontDescription *description = pango_font_description_new();
	pango_font_description_set_family(description, family);
	pango_font_description_set_absolute_size(description, LAID_OUT * PANGO_SCALE);
	pango_font_description_set_weight(
		description, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	return description;
}

/* The family's font in this weight: it, and not another that fontconfig has instead. NULL with
 * nothing said when it is not installed. */
static PangoFont *load_font(const struct shape_fonts *fonts, const char *family, bool bold)
{
	PangoFontFamily *listed = pango_font_map_get_family(fonts->map, family);
	if (listed == NULL || g_ascii_strcasecmp(pango_font_family_get_name(listed), family) != 0)
		return NULL;
	PangoFontDescription *wanted = shape_fonts_describe(family, bold);
	PangoFont *font = pango_font_map_load_font(fonts->map, fonts->context, wanted);
	pango_font_description_free(wanted);
	if (font == NULL)
		return NULL;
	PangoFontDescription *got = pango_font_face_describe(pango_font_get_face(font));
	bool right = pango_font_face_get_family(pango_font_get_face(font)) == listed &&
		     (!bold || pango_font_description_get_weight(got) >= PANGO_WEIGHT_SEMIBOLD);
	pango_font_description_free(got);
	if (!right)
		g_clear_object(&font);
	return font;
}

/* Is it installed, and can its file be read? */
static bool check_font(const struct shape_fonts *fonts, const struct template_font *font,
	const char *family, bool bold, struct fault *why)
{
	PangoFont *loaded = load_font(fonts, family, bold);
	if (loaded == NULL)
		return fontfile_can_open(why) &&
		       fault_set(why, FAULT_OFFICE,
			       "%s:%ld: the font family \"%s\"%s is not installed",
			       fonts->templates->path, font->line, family,
			       bold ? phrase(" in bold") : "");
	bool whole = fontfile_check(loaded, why);
	g_object_unref(loaded);
	return whole;
}

static bool check_style(const struct shape_fonts *fonts, const struct template_style *style,
	const struct template_font *font, struct fault *why)
{
	if (!check_font(fonts, font, font->families[0], style->bold, why))
		return false;
	/* Families that help out have but their own weight. */
	for (size_t i = 1; i < font->family_count; i++)
		if (!check_font(fonts, font, font->families[i], false, why))
			return false;
	return font->latin == NULL || check_font(fonts, font, font->latin, style->bold, why);
}

static bool check_fonts(const struct shape_fonts *fonts, struct fault *why)
{
	for (size_t i = 0; i < fonts->templates->style_count; i++) {
		const struct template_style *style = &fonts->templates->styles[i];
		if (!check_style(fonts, style, style->font, why))
			return false;
		for (size_t k = 0; k < style->font->variant_count; k++)
			if (!check_style(fonts, style, &style->font->variants[k], why))
				return false;
	}
	return true;
}

bool shape_fonts_open(
	struct shape_fonts *fonts, const struct templates *templates, struct fault *why)
{
	*fonts = (struct shape_fonts){.templates = templates};
	fonts->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	fonts->context = pango_font_map_create_context(fonts->map);
	/* Outlines at their own widths: the paper has no pixels to fit them to. */
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(fonts->context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(fonts->context, FALSE);
	return check_fonts(fonts, why);
}

void shape_fonts_close(struct shape_fonts *fonts)
{
	for (size_t i = 0; i < fonts->asked_count; i++)
		g_clear_object(&fonts->asked[i].signs);
	g_clear_object(&fonts->context);
	g_clear_object(&fonts->map);
}

/* ---- signs ---- */

/* What pango_font_has_char looks up, once for all signs. */
static PangoCoverage *signs_of(const struct shape_fonts *fonts, const char *family, bool bold)
{
	PangoFontDescription *wanted = shape_fonts_describe(family, bold);
	PangoFont *font = pango_font_map_load_font(fonts->map, fonts->context, wanted);
	PangoCoverage *signs =
		font == NULL ? NULL : pango_font_get_coverage(font, pango_language_get_default());
	pango_font_description_free(wanted);
	g_clear_object(&font);
	return signs;
}

/* Does this family have this sign, in this weight? */
static bool has_sign(struct shape_fonts *fonts, const char *family, bool bold, uint32_t sign)
{
	size_t i = 0;
	while (i < fonts->asked_count &&
		(fonts->asked[i].bold != bold || strcmp(fonts->asked[i].family, family) != 0))
		i++;
	if (i == SHAPE_FONTS_MAX)
		return false;
	if (i == fonts->asked_count) {
		fonts->asked[i].family = family;
		fonts->asked[i].bold = bold;
		fonts->asked[i].signs = signs_of(fonts, family, bold);
		fonts->asked_count++;
	}
	PangoCoverage *signs = fonts->asked[i].signs;
	return signs != NULL && pango_coverage_get(signs, (int)sign) != PANGO_COVERAGE_NONE;
}

const char *shape_fonts_family(struct shape_fonts *fonts, const struct template_font *base,
	const struct template_font *font, bool japanese, uint32_t sign)
{
	const struct template_font *wanted = japanese ? base : font;
	if (!japanese && sign <= 0x7F) /* ASCII is in every font */
		return font->latin != NULL && sign > ' ' && sign < 0x7F ? font->latin
									: font->families[0];
	for (size_t i = 0; i < wanted->family_count; i++)
		if (has_sign(fonts, wanted->families[i], false, sign))
			return wanted->families[i];
	return font->families[0]; /* has it not either: counted as unknown */
}

/* Moves behind the tag or the reading at *at, and counts <b> and <span>; false where there is
 * none. */
static bool skip_tag(const char **at, int *bold, int *japanese)
{
	if (**at == '<') {
		*bold += text_begins(*at, "<b>") - text_begins(*at, "</b>");
		*japanese += text_begins(*at, "<span") - text_begins(*at, "</span");
		*at += strcspn(*at, ">");
		*at += **at == '>' ? 1 : 0;
	} else if (text_begins(*at, READING_WORD)) {
		*at += strlen(READING_WORD);
	} else if (text_begins(*at, READING_ABOVE)) {
		const char *end = strstr(*at, READING_END);
		*at = end == NULL ? *at + strlen(*at) : end + strlen(READING_END);
	} else {
		return false;
	}
	return true;
}

bool shape_fonts_have(struct shape_fonts *fonts, const char *markup,
	const struct template_style *style, const char *language)
{
	const struct template_font *base = style->font;
	const struct template_font *font = template_font_in(base, language);
	int bold = style->bold ? 1 : 0, japanese = 0;
	for (const char *at = markup; *at != '\0';) {
		if (skip_tag(&at, &bold, &japanese))
			continue;
		/* A reference stands for a sign of ASCII (base/markup.h), as its letters are. */
		uint32_t sign = text_next(&at);
		const char *family = font->families[0];
		if (font->family_count > 1)
			family = shape_fonts_family(fonts, base, font, japanese > 0, sign);
		if (sign != '\n' && !has_sign(fonts, family, bold > 0, sign))
			return false;
	}
	return true;
}
