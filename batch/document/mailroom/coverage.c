#include "document/mailroom/coverage.h"

#include "base/text.h"

#include <string.h>

/*
 * Some thousand sentences, each in the styles of its places, are looked at before every night, and
 * setting them all would take as long as half of the register. Whether a font draws a sign does not
 * depend on the sentence: so each different sign is set once for each font, and the sentences one
 * by one only when a sign is missing, to name it.
 */

/* Any size will do; that of the look for the fonts themselves (shape.c) is loaded already. */
static const double POINTS = 10;

/* How a run of signs is dressed within a sentence: with <b>, with <span lang="ja">. */
enum { DRESS_BOLD = 1, DRESS_JAPANESE = 2, DRESSES = 4 };

/* The different signs that one font, weight and dress must draw in one language. */
struct wardrobe {
	const struct template_style *style; /* one that has this font and weight */
	const struct template_language *language;
	const char **known; /* open addressing, at most half full */
	size_t size, used;
	char *signs; /* all of `known` in a row, escaped as they came */
	size_t length, capacity;
};

struct checking {
	struct pages *pages;
	const struct templates *templates;
	struct arena *arena;
	struct wardrobe (*wardrobes)[DRESSES]; /* one for each font, weight and language */
	size_t count, capacity;
	struct fault *why;
};

/* ---- one sign ---- */

/* Drawn each by itself, whatever stands beside it: no marks, no joining scripts. */
static bool is_alone(uint32_t sign)
{
	static const struct {
		uint32_t first, last;
	} alone[] = {
		{0x0000, 0x02FF},   /* Latin */
		{0x1E00, 0x1EFF},   /* Latin, Vietnamese */
		{0x2010, 0x2027},   /* dashes, quotes, dots */
		{0x2030, 0x205E},   /* punctuation */
		{0x2070, 0x20CF},   /* superscripts, currencies */
		{0x2100, 0x3029},   /* arrows, circled signs, radicals */
		{0x3030, 0x3098},   /* hiragana */
		{0x309B, 0x9FFF},   /* katakana, ideographs */
		{0xAC00, 0xD7A3},   /* hangul */
		{0xF900, 0xFAFF},   /* ideographs */
		{0xFF00, 0xFFEF},   /* full width */
		{0x20000, 0x3FFFF}, /* ideographs */
	};
	for (size_t i = 0; i < sizeof alone / sizeof alone[0]; i++)
		if (sign <= alone[i].last)
			return sign >= alone[i].first;
	return false;
}

/* READING_WORD, READING_ABOVE, READING_END. */
static bool is_reading_mark(uint32_t sign)
{
	return sign >= 0xFFF9 && sign <= 0xFFFB;
}

/* The bytes of the sign at `at` of a markup: a reference, or a sign with all that joins it. */
static size_t sign_length(const char *at)
{
	const char *end = at;
	if (*at == '&')
		return strcspn(at, ";") + 1;
	text_next(&end);
	for (const char *next = end; *next != '<' && *next != '&'; end = next) {
		const char *ahead = next;
		uint32_t sign = text_next(&ahead);
		if (sign == 0 || is_alone(sign) || is_reading_mark(sign))
			break;
		next = ahead;
	}
	return (size_t)(end - at);
}

/* ---- the different signs ---- */

static size_t place_of(const char *const *known, size_t size, const char *sign, size_t length)
{
	size_t at = 0;
	for (size_t i = 0; i < length; i++)
		at = at * 31 + (unsigned char)sign[i];
	at = at * 0x9E3779B97F4A7C15u >> 20;
	for (at &= size - 1; known[at] != NULL; at = (at + 1) & (size - 1))
		if (strncmp(known[at], sign, length) == 0 && known[at][length] == '\0')
			break;
	return at;
}

static void widen(struct wardrobe *wardrobe, struct arena *arena)
{
	size_t size = wardrobe->size == 0 ? 512 : wardrobe->size * 2;
	const char **known = arena_alloc(arena, size * sizeof *known);
	for (size_t i = 0; i < wardrobe->size; i++)
		if (wardrobe->known[i] != NULL)
			known[place_of(known, size, wardrobe->known[i],
				strlen(wardrobe->known[i]))] = wardrobe->known[i];
	wardrobe->known = known;
	wardrobe->size = size;
}

static void hang(struct wardrobe *wardrobe, const char *sign, size_t length, struct arena *arena)
{
	if (wardrobe->used * 2 >= wardrobe->size)
		widen(wardrobe, arena);
	size_t place = place_of(wardrobe->known, wardrobe->size, sign, length);
	if (wardrobe->known[place] != NULL)
		return;
	wardrobe->known[place] = arena_text(arena, sign, length);
	wardrobe->used++;
	/* A space keeps signs that join from those behind them. */
	wardrobe->signs = arena_grow(
		arena, wardrobe->signs, wardrobe->length, length + 2, &wardrobe->capacity, 1);
	memcpy(wardrobe->signs + wardrobe->length, sign, length);
	wardrobe->length += length;
	wardrobe->signs[wardrobe->length++] = ' ';
	wardrobe->signs[wardrobe->length] = '\0';
}

static struct wardrobe *wardrobes_of(struct checking *checking, const struct template_style *style,
	const struct template_language *language)
{
	for (size_t i = 0; i < checking->count; i++) {
		const struct wardrobe *first = &checking->wardrobes[i][0];
		if (first->style->font == style->font && first->style->bold == style->bold &&
			first->language == language)
			return checking->wardrobes[i];
	}
	checking->wardrobes = arena_grow(checking->arena, checking->wardrobes, checking->count, 1,
		&checking->capacity, sizeof *checking->wardrobes);
	struct wardrobe *added = checking->wardrobes[checking->count++];
	for (size_t dress = 0; dress < DRESSES; dress++)
		added[dress] = (struct wardrobe){.style = style, .language = language};
	return added;
}

static bool begins(const char *text, const char *beginning)
{
	return strncmp(text, beginning, strlen(beginning)) == 0;
}

/* Sorts the signs of a markup into the wardrobes. What stands above a word is left out: it is set
 * by itself. */
static void sort_signs(struct wardrobe *wardrobes, const char *markup, struct arena *arena)
{
	int bold = 0, japanese = 0;
	for (const char *at = markup; *at != '\0';) {
		if (*at == '<') {
			bold += begins(at, "<b>") - begins(at, "</b>");
			japanese += begins(at, "<span") - begins(at, "</span");
			at += strcspn(at, ">");
			at += *at == '>' ? 1 : 0;
		} else if (begins(at, READING_WORD)) {
			at += strlen(READING_WORD);
		} else if (begins(at, READING_ABOVE)) {
			const char *end = strstr(at, READING_END);
			at = end == NULL ? at + strlen(at) : end + strlen(READING_END);
		} else {
			size_t length = sign_length(at);
			unsigned dress =
				(bold > 0 ? DRESS_BOLD : 0) | (japanese > 0 ? DRESS_JAPANESE : 0);
			if (*at != '\n')
				hang(&wardrobes[dress], at, length, arena);
			at += length;
		}
	}
}

/* ---- setting ---- */

static bool draws(struct checking *checking, const char *markup, const struct template_style *style,
	const struct template_language *language)
{
	struct page_text text = {
		.markup = markup, .style = style, .language = language->tag, .points = POINTS};
	bool known = page_shape(checking->pages, &text)->unknown == 0;
	pages_forget(checking->pages);
	return known;
}

static bool draws_all(struct checking *checking, const struct wardrobe *wardrobe, unsigned dress)
{
	bool bold = (dress & DRESS_BOLD) != 0, japanese = (dress & DRESS_JAPANESE) != 0;
	if (wardrobe->used == 0)
		return true;
	const char *markup = arena_print(checking->arena, "%s%s%s%s%s", bold ? "<b>" : "",
		japanese ? "<span lang=\"ja\">" : "", wardrobe->signs, japanese ? "</span>" : "",
		bold ? "</b>" : "");
	return draws(checking, markup, wardrobe->style, wardrobe->language);
}

/* ---- the sentences ---- */

/* What is done with each sentence in each style that it may stand in; false ends it. */
typedef bool visit_text(struct checking *checking, const struct template_style *style,
	const struct template_language *language, const struct template_text *text);

static const char *markup_of(const struct template_text *text, struct arena *arena)
{
	const char *markup = text->pieces[0].markup;
	for (size_t i = 1; i < text->piece_count; i++)
		markup = arena_print(arena, "%s%s", markup, text->pieces[i].markup);
	return markup;
}

static bool sort_text(struct checking *checking, const struct template_style *style,
	const struct template_language *language, const struct template_text *text)
{
	sort_signs(wardrobes_of(checking, style, language), markup_of(text, checking->arena),
		checking->arena);
	return true;
}

static bool check_text(struct checking *checking, const struct template_style *style,
	const struct template_language *language, const struct template_text *text)
{
	return draws(checking, markup_of(text, checking->arena), style, language) ||
	       fault_set(checking->why, FAULT_OFFICE,
		       "%s:%ld: this text has a sign that the font \"%s\" cannot draw",
		       language->path, text->line,
		       template_font_in(style->font, language->tag)->families[0]);
}

static bool visit_element(
	struct checking *checking, const struct template_element *element, visit_text *visit)
{
	const struct templates *templates = checking->templates;
	for (size_t i = 0; i < element->child_count; i++)
		if (!visit_element(checking, &element->children[i], visit))
			return false;
	for (size_t i = 0; element->kind == ELEMENT_TEXT && i < templates->language_count; i++) {
		const struct template_language *language = &templates->languages[i];
		const struct text_choice *choice = &language->choices[element->key];
		for (size_t k = 0; k < choice->count; k++)
			if (!visit(checking, element->style, language, &choice->texts[k]))
				return false;
	}
	return true;
}

static bool visit_all(struct checking *checking, visit_text *visit)
{
	const struct templates *templates = checking->templates;
	for (size_t i = 0; i < templates->box_count; i++)
		if (!visit_element(checking, templates->boxes[i].stack, visit))
			return false;
	for (size_t i = 0; i < templates->flow_count; i++)
		for (size_t k = 0; k < templates->flows[i].block_count; k++)
			if (!visit_element(checking, &templates->flows[i].blocks[k], visit))
				return false;
	return true;
}

bool coverage_check(struct pages *pages, const struct templates *templates, struct arena *arena,
	struct fault *why)
{
	struct checking checking = {
		.pages = pages, .templates = templates, .arena = arena, .why = why};
	bool drawn = true;
	visit_all(&checking, sort_text);
	for (size_t i = 0; i < checking.count; i++)
		for (unsigned dress = 0; dress < DRESSES; dress++)
			drawn = drawn && draws_all(&checking, &checking.wardrobes[i][dress], dress);
	return drawn || visit_all(&checking, check_text);
}
