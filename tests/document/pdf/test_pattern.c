#include "document/pdf/pattern.h"

#include "document/pdf/inked.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What is drawn of a text that was set as its pattern, against the same text set by itself. */
struct fixture {
	struct inked in;
	struct patterns *patterns;
	GString *words;
};

static void begin(struct fixture *fixture)
{
	inked_begin(&fixture->in);
	fixture->patterns = patterns_open(fixture->in.shapes);
	fixture->words = g_string_new(NULL);
}

static void end(struct fixture *fixture)
{
	patterns_close(fixture->patterns);
	g_string_free(fixture->words, TRUE);
	inked_end(&fixture->in);
}

/* That of a letter's first sentence. */
static const struct template_style *style_of(const struct templates *templates)
{
	for (size_t i = 0; i < templates->style_count; i++)
		if (strcmp(templates->styles[i].name, "lead") == 0)
			return &templates->styles[i];
	fail();
	return NULL;
}

static struct page_text text_in(
	const struct fixture *fixture, const char *language, const char *markup)
{
	return (struct page_text){.markup = markup,
		.style = style_of(fixture->in.templates),
		.language = language,
		.points = 10,
		.width = 60};
}

static const char *drawn(struct fixture *fixture, const struct shaped *shaped, const char *words)
{
	ink_clear(fixture->in.ink, 800);
	shaped_draw(shaped, words, fixture->in.ink, 20, 20);
	shaped_draw_readings(shaped, fixture->in.ink, 20, 20);
	const GString *content = ink_content(fixture->in.ink);
	/* Codes of signs may be 0 bytes. */
	char *digits = arena_alloc(fixture->in.arena, 2 * content->len + 1);
	for (gsize i = 0; i < content->len; i++)
		snprintf(digits + 2 * i, 3, "%02x", (unsigned char)content->str[i]);
	return digits;
}

/* Is it set as a pattern? If so it is drawn as if it were not. */
static bool same(struct fixture *fixture, const char *language, const char *markup)
{
	const struct page_text text = text_in(fixture, language, markup);
	const struct pattern *pattern = patterns_take(fixture->patterns, &text, fixture->words);
	if (pattern == NULL)
		return false;
	struct shaped *alone = shaped_open(fixture->in.shapes);
	struct page_block seen = shaped_set(alone, &text);
	assert_string_equal(fixture->words->str, shaped_words(alone));
	assert_string_equal(drawn(fixture, pattern->shaped, fixture->words->str),
		drawn(fixture, alone, shaped_words(alone)));
	assert_memory_equal(&pattern->seen.width, &seen.width, 3 * sizeof(double));
	assert_int_equal(pattern->seen.lines, seen.lines);
	shaped_close(alone);
	return true;
}

#define NAME(signs) "<span font_family=\"IPAmjMincho\" weight=\"normal\">" signs "</span>"

#define READ(word, reading) "\xEF\xBF\xB9" word "\xEF\xBF\xBA" reading "\xEF\xBF\xBB"

static void test_alike(void **state)
{
	static const struct {
		const char *markup;
		bool pattern;
		const char *language;
	} cases[] = {
		{NAME("長谷川 心春") " 様のカードの期限が近づいています。<b>更新の手続き</b>をお願いします。",
			true, "ja"},
		{NAME("佐々木 心春") " 様のカードの期限が近づいています。<b>更新の手続き</b>をお願いします。",
			true, "ja"},
		{"電話 <b>0568-85-6138</b> へ(通知番号 <b>26-000754-7</b>)。代理の方が来るときも、先に。",
			true, "ja"},
		{"電話 <b>0568-85-6138</b> へ(通知番号 <b>26-000111-1</b>)。代理の方が来るときも、先に。",
			true, "ja"},
		{"通知番号 26-111111-1", true, "ja"},
		{"R&amp;D 26-002345-6", true, "ja"},
		{NAME("愛知県春日井市乙輪町1丁目177番地の24"), true, "ja"},
		{NAME("吉田"), true, "ja"},
		/* No digit, no name. */
		{"期限が近づいています。", false, "ja"},
		/* A selector of a sign's form, and a sign beside one. */
		{NAME("葛󠄀"), false, "ja"},
		{NAME("葛󠄀城"), true, "ja"},
		/* What stands in for others. */
		{NAME("龘"), true, "ja"},
		{"龘 26", false, "ja"},
		{NAME("𠮷田"), true, "ja"},
		/* Readings above the words around a number, above digits, and digits in one. */
		{READ("電話", "でんわ") "<b>0568-85-6138</b>(" READ(
			 "番号", "ばんごう") " <b>26-000754-7</b>)。",
			true, "ja-x-easy"},
		{READ("電話", "でんわ") "<b>0568-85-6138</b>(" READ(
			 "番号", "ばんごう") " <b>26-000321-9</b>)。",
			true, "ja-x-easy"},
		{READ("12", "いち"), true, "ja"},
		{READ("月", "2がつ") " 26", false, "ja"},
		{READ("月", "がつ"), false, "ja"},
		/* Digits beside a fraction. */
		{"2⁄3", false, "ja"},
		/* Nothing that this font has. */
		{NAME("\xF0\xAF\xA8\x9E"), false, "ja"},
		/* A font whose digits are joined with others. */
		{"통지 번호 26-000754-7", false, "ko"},
	};
	struct fixture fixture;
	(void)state;
	begin(&fixture);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (same(&fixture, cases[i].language, cases[i].markup) != cases[i].pattern)
			fail_msg("%s", cases[i].markup);
	end(&fixture);
}

/* Every sign that a name may have is drawn as by itself, whichever stands in for it. */
static void test_every_name(void **state)
{
	enum { FIRST = 0x3400, LAST = 0x9FFF, EACH = 11 };
	struct fixture fixture;
	int patterns = 0;
	(void)state;
	begin(&fixture);
	for (gunichar sign = FIRST; sign <= LAST; sign += EACH) {
		char sign_bytes[7] = "";
		g_unichar_to_utf8(sign, sign_bytes);
		patterns += same(&fixture, "ja",
			arena_print(
				fixture.in.arena, NAME("%s田 %s") "様 1", sign_bytes, sign_bytes));
	}
	assert_true(patterns > 1500);
	end(&fixture);
}

/* Those that are forgotten come again. */
static void test_forgotten(void **state)
{
	enum { MANY = 1100 };
	struct fixture fixture;
	(void)state;
	begin(&fixture);
	for (int i = 0; i < MANY; i++) {
		const struct page_text text = text_in(&fixture, "ja",
			arena_print(fixture.in.arena, "%.*s2", i % 40 + 1,
				"11111111111111111111111111111111111111111111111111"));
		struct page_text sized = text;
		sized.points = 5 + i / 40;
		assert_non_null(patterns_take(fixture.patterns, &sized, fixture.words));
		patterns_forget(fixture.patterns);
	}
	assert_true(same(&fixture, "ja", "12"));
	end(&fixture);
}

/* Papers make up their styles in one place, one after the other: what a style says counts, not
 * where it lies. */
static void test_a_style_made_up_again(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	struct template_style style = *style_of(fixture.in.templates);
	struct page_text text = text_in(&fixture, "ja", "26-000234-5");
	text.style = &style;
	const char *seen[2];
	for (int bold = 0; bold < 2; bold++) {
		style.bold = bold == 1;
		const struct pattern *pattern =
			patterns_take(fixture.patterns, &text, fixture.words);
		assert_non_null(pattern);
		struct shaped *alone = shaped_open(fixture.in.shapes);
		shaped_set(alone, &text);
		seen[bold] = drawn(&fixture, pattern->shaped, fixture.words->str);
		assert_string_equal(seen[bold], drawn(&fixture, alone, shaped_words(alone)));
		shaped_close(alone);
	}
	assert_string_not_equal(seen[0], seen[1]);
	end(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_style_made_up_again),
		cmocka_unit_test(test_alike),
		cmocka_unit_test(test_every_name),
		cmocka_unit_test(test_forgotten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
