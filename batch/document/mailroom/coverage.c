#include "document/mailroom/coverage.h"

/* Some thousand sentences, each in the styles of its places, are looked at before every night.
 * Setting them all would take as long as half of the register, so each is set only when a sign of
 * it has no glyph by itself. */

/* Any size will do; that of the look for the fonts themselves (shape.c) is loaded already. */
static const double POINTS = 10;

struct checking {
	struct pages *pages;
	const struct templates *templates;
	struct arena *arena;
	struct fault *why;
};

static const char *markup_of(const struct template_text *text, struct arena *arena)
{
	const char *markup = text->pieces[0].markup;
	for (size_t i = 1; i < text->piece_count; i++)
		markup = arena_print(arena, "%s%s", markup, text->pieces[i].markup);
	return markup;
}

static bool check_text(struct checking *checking, const struct template_style *style,
	const struct template_language *language, const struct template_text *text)
{
	struct page_text sentence = {
		.markup = markup_of(text, checking->arena),
		.style = style,
		.language = language->tag,
		.points = POINTS,
	};
	if (pages_have(checking->pages, &sentence))
		return true;
	bool drawn = page_shape(checking->pages, &sentence)->unknown == 0;
	pages_forget(checking->pages);
	return drawn || fault_set(checking->why, FAULT_OFFICE,
				"%s:%ld: this text has a sign that the font \"%s\" cannot draw",
				language->path, text->line,
				template_font_in(style->font, language->tag)->families[0]);
}

static bool check_element(struct checking *checking, const struct template_element *element)
{
	const struct templates *templates = checking->templates;
	for (size_t i = 0; i < element->child_count; i++)
		if (!check_element(checking, &element->children[i]))
			return false;
	for (size_t i = 0; element->kind == ELEMENT_TEXT && i < templates->language_count; i++) {
		const struct template_language *language = &templates->languages[i];
		const struct text_choice *choice = &language->choices[element->key];
		for (size_t k = 0; k < choice->count; k++)
			if (!check_text(checking, element->style, language, &choice->texts[k]))
				return false;
	}
	return true;
}

bool coverage_check(struct pages *pages, const struct templates *templates, struct arena *arena,
	struct fault *why)
{
	struct checking checking = {
		.pages = pages, .templates = templates, .arena = arena, .why = why};
	for (size_t i = 0; i < templates->box_count; i++)
		if (!check_element(&checking, templates->boxes[i].stack))
			return false;
	for (size_t i = 0; i < templates->flow_count; i++)
		for (size_t k = 0; k < templates->flows[i].block_count; k++)
			if (!check_element(&checking, &templates->flows[i].blocks[k]))
				return false;
	return true;
}
