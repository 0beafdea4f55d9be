#include "document/pdf/shape.h"

#include "document/pdf/inked.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Words with readings: how large these are, how narrow, and what room the lines leave them. */
struct fixture {
	struct inked in;
	struct shaped *shaped;
	struct template_style style;
};

static void begin(struct fixture *fixture)
{
	inked_begin(&fixture->in);
	fixture->shaped = shaped_open(fixture->in.shapes);
	fixture->style = (struct template_style){.font = &fixture->in.templates->fonts[0],
		.leading = 1.3,
		.reading_leading = 1.45,
		.smallest_reading = 5.5};
}

static void end(struct fixture *fixture)
{
	shaped_close(fixture->shaped);
	inked_end(&fixture->in);
}

static struct page_block set_within(
	struct fixture *fixture, const char *language, const char *markup, double width)
{
	const struct page_text text = {.markup = markup,
		.style = &fixture->style,
		.language = language,
		.points = 10,
		.width = width};
	return shaped_set(fixture->shaped, &text);
}

static struct page_block set(struct fixture *fixture, const char *markup, double points)
{
	const struct page_text text = {.markup = markup,
		.style = &fixture->style,
		.language = "ja-x-easy",
		.points = points};
	return shaped_set(fixture->shaped, &text);
}

/* What stands before the last of an operator in what is drawn of the text's readings. */
static double said_last(struct fixture *fixture, const char *operator)
{
	ink_clear(fixture->in.ink, 800);
	shaped_draw_readings(fixture->shaped, fixture->in.ink, 20, 20);
	const GString *content = ink_content(fixture->in.ink);
	const char *at = NULL, *end = content->str + content->len;
	size_t length = strlen(operator);
	for (const char *next = content->str;
		(next = memmem(next, (size_t)(end - next), operator, length)) != NULL;
		next += length)
		at = next;
	if (at == NULL)
		fail_msg("nothing says%s", operator);
	while (at > content->str && at[-1] != ' ' && at[-1] != '\n')
		at--;
	return strtod(at, NULL);
}

#define READ(word, above) READING_WORD word READING_ABOVE above READING_END

/* Half as large as the words, and no smaller than the style says. */
static void test_size(void **state)
{
	(void)state;
	static const struct {
		double words, smallest, reading;
	} cases[] = {{9, 5.5, 5.5}, {11, 5.5, 5.5}, {14, 5.5, 7}, {9, 0, 4.5}, {9, 4.5, 4.5}};
	struct fixture fixture;
	begin(&fixture);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		fixture.style.smallest_reading = cases[i].smallest;
		set(&fixture, READ("窓口", "まどぐち"), cases[i].words);
		assert_true(fabs(said_last(&fixture, " Tf") - cases[i].reading) < 0.005);
	}
	end(&fixture);
}

/* A reading that its word has room for is as wide as the font has it; a longer one is narrower, to
 * three quarters; a word whose reading is longer still is set wider. */
static void test_width(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	double bare = set(&fixture, "期限", 10).width;
	assert_true(fabs(set(&fixture, READ("期限", "きげん"), 10).width - bare) < 0.01);
	assert_int_equal(said_last(&fixture, " Tz"), 100);
	assert_true(fabs(set(&fixture, READ("期限", "きげんかき"), 10).width - bare) < 0.01);
	double narrow = said_last(&fixture, " Tz");
	assert_true(narrow > 75 && narrow < 100);
	assert_true(set(&fixture, READ("期限", "きげんかきげんかき"), 10).width > bare + 1);
	assert_int_equal(said_last(&fixture, " Tz"), 75);
	/* A digit is half as wide as a kanji. */
	set(&fixture, READ("一日", "ついたち"), 10);
	assert_int_equal(said_last(&fixture, " Tz"), 100);
	set(&fixture, READ("1日", "ついたち"), 10);
	assert_true(said_last(&fixture, " Tz") < 100);
	end(&fixture);
}

/* By what readings are larger than half of the words, the lines are further apart. */
static void test_height(void **state)
{
	(void)state;
	const double mm = 25.4 / 72;
	struct fixture fixture;
	begin(&fixture);
	assert_true(fabs(set(&fixture, "期限", 10).height - 13 * mm) < 0.01);
	assert_true(fabs(set(&fixture, READ("期限", "きげん"), 20).height - 29 * mm) < 0.01);
	assert_true(fabs(set(&fixture, READ("期限", "きげん"), 10).height - 15 * mm) < 0.01);
	fixture.style.leading = 1.6;
	assert_true(fabs(set(&fixture, READ("期限", "きげん"), 10).height - 16 * mm) < 0.01);
	end(&fixture);
}

/* A part is drawn with what its sheet has set: it says itself what it needs, black and the font's
 * own width too. */
static void test_says_all(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	set(&fixture, "期限", 10);
	ink_clear(fixture.in.ink, 0);
	ink_color(fixture.in.ink, 0);
	shaped_draw(fixture.shaped, shaped_words(fixture.shaped), fixture.in.ink, 20, 20);
	const GString *content = ink_content(fixture.in.ink);
	assert_non_null(memmem(content->str, content->len, "0 0 0 rg", 8));
	assert_non_null(memmem(content->str, content->len, "100 Tz", 6));
	end(&fixture);
}

/* How many lines of a width the phrases are, each as full as it can be; a blank at its end is none.
 */
static int count_lines(
	struct fixture *fixture, const char *const phrases[], size_t count, double width)
{
	int lines = 1;
	char line[400] = "";
	for (size_t i = 0; i < count; i++) {
		char *longer = NULL;
		assert_true(asprintf(&longer, "%s%.*s", line, (int)strcspn(phrases[i], " "),
				    phrases[i]) > 0);
		if (line[0] != '\0' && set(fixture, longer, 10).width > width) {
			line[0] = '\0';
			lines++;
		}
		free(longer);
		strcat(line, phrases[i]);
	}
	return lines;
}

/* Easy Japanese is broken between its phrases alone, whatever the width; other Japanese, and a
 * phrase that is much of a line, between any two signs. */
static void test_phrases(void **state)
{
	(void)state;
	static const char *const phrases[] = {"カードは、", "期限の ", "後でも、", "新しい ",
		"カードを ", "申し込めます。", "電話して ", "ください。"};
	enum { COUNT = sizeof phrases / sizeof phrases[0] };
	struct fixture fixture;
	char text[400] = "";
	int differ = 0;
	begin(&fixture);
	for (size_t i = 0; i < COUNT; i++)
		strcat(text, phrases[i]);
	for (double width = 26; width < 150; width += 0.7) {
		assert_int_equal(set_within(&fixture, "ja-x-easy", text, width).lines,
			count_lines(&fixture, phrases, COUNT, width));
		differ += set_within(&fixture, "ja", text, width).lines !=
			  set_within(&fixture, "ja-x-easy", text, width).lines;
	}
	assert_true(differ > 10);
	assert_int_equal(
		set_within(&fixture, "ja-x-easy", "個人番号カード交付申請書", 30).lines, 2);
	assert_int_equal(
		set_within(&fixture, "ja-x-easy", "期限 個人番号カード交付申請書", 45).lines,
		set_within(&fixture, "ja", "期限 個人番号カード交付申請書", 45).lines);
	end(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_height),
		cmocka_unit_test(test_phrases),
		cmocka_unit_test(test_says_all),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_width),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
