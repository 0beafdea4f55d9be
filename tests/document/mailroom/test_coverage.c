#include "document/mailroom/coverage.h"

#include "document/pdf/fonts.h"
#include "intake/template/templates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct template_style *style_named(const struct templates *templates, const char *name)
{
	for (size_t i = 0; i < templates->style_count; i++)
		if (strcmp(templates->styles[i].name, name) == 0)
			return &templates->styles[i];
	return NULL;
}

static struct template_language language_tagged(const struct templates *templates, const char *tag)
{
	for (size_t i = 0; i < templates->language_count; i++)
		if (strcmp(templates->languages[i].tag, tag) == 0)
			return templates->languages[i];
	return (struct template_language){0};
}

/* Templates of one sentence in one style. */
static bool check_sentence(struct pages *pages, const struct templates *all, const char *tag,
	const char *style, const char *markup, struct fault *why)
{
	struct text_piece piece = {.markup = markup};
	struct template_text text = {.pieces = &piece, .piece_count = 1, .line = 7};
	struct text_choice choice = {.texts = &text, .count = 1};
	struct template_element element = {
		.kind = ELEMENT_TEXT, .style = style_named(all, style), .key = 0};
	struct template_box box = {.stack = &element};
	struct template_language language = language_tagged(all, tag);
	struct templates one = *all;
	struct arena *arena = arena_open();
	language.choices = &choice;
	one.languages = &language;
	one.language_count = 1;
	one.boxes = &box;
	one.box_count = 1;
	one.flow_count = 0;
	bool drawn = coverage_check(pages, &one, arena, why);
	arena_close(arena);
	return drawn;
}

static void test_sentences(void **state)
{
	static const struct {
		const char *language, *style, *markup;
		bool drawn;
	} cases[] = {
		{"ja", "body", "カードの<b>有効期限</b>は&lt;5年&gt;です。", true},
		{"ja", "head", "期限\n切れ", true},
		/* what stands above a word is set by itself */
		{"ja", "body", READING_WORD "期限" READING_ABOVE "きげん" READING_END "が", true},
		/* no font of a letter has a picture of a face */
		{"ja", "body", "期限😀", false},
		{"ja", "body", "<b>期限😀</b>", false},
		{"en", "head", "Until 😀", false},
		/* a font has the one sign for a letter and its mark, or the mark */
		{"vi", "body", "Nguyễn", true},
		{"vi", "body", "Nguye\u0302\u0303n", true},
		{"ja", "body", "か\u3099", true},
		/* each language's own font, and the Japanese one for Japanese words in it */
		{"zh-Hans", "body", "证件", true},
		{"ko", "body", "유효 기간", true},
		{"en", "body", "the <span lang=\"ja\">春日井市役所</span>", true},
		{"ja", "body", "유효", false},
		/* variants of Han characters are the font of names' */
		{"ja", "address", "\u845B\U000E0102城", true},
		{"ja", "address", "𠮷野", true},
	};
	(void)state;
	struct arena *lasting = arena_open();
	const struct templates *templates = NULL;
	struct pages *pages = NULL;
	struct fault why = {0};
	assert_true(templates_read("templates", lasting, &templates, &why));
	assert_true(fonts_limit(templates, &why));
	assert_true(pages_open(templates, &pages, &why));
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		why = (struct fault){0};
		bool drawn = check_sentence(
			pages, templates, cases[i].language, cases[i].style, cases[i].markup, &why);
		if (drawn != cases[i].drawn)
			print_error("%s %s\n", cases[i].language, cases[i].markup);
		assert_int_equal(drawn, cases[i].drawn);
		if (drawn)
			continue;
		assert_int_equal(why.kind, FAULT_OFFICE);
		assert_non_null(strstr(why.message, ".xml:7: this text has a sign that the font"));
	}
	pages_close(pages);
	arena_close(lasting);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_sentences)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
