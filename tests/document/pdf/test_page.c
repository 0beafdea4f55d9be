#include "document/pdf/page.h"

#include "document/altered.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* More names than a document keeps forms for (document/pdf/page.c). */
enum { MANY = 8192 + 100, A_SHEET = 500, DAY = 20781, OFTEN = 3 };

struct fixture {
	struct arena *arena;
	struct pages *pages;
	const struct templates *templates;
	char path[64];
	FILE *stream;
};

static void begin(struct fixture *fixture)
{
	struct fault why = {0};
	bool copied;
	*fixture = (struct fixture){.arena = arena_open(), .path = "/tmp/kigen-page-XXXXXX"};
	if (!altered_read(true, "", "", fixture->arena, &fixture->templates, &copied, &why) ||
		!pages_open(fixture->templates, &fixture->pages, &why))
		fail_msg("%s", why.message);
	int file = mkstemp(fixture->path);
	assert_true(file >= 0);
	fixture->stream = fdopen(file, "w+b");
	assert_true(pages_begin(fixture->pages, fixture->stream, "title", "author", DAY, &why));
}

/* Ends the document; how often a word stands in it, as a reader finds it. */
static int count_of(struct fixture *fixture, const char *word)
{
	struct fault why = {0};
	char found[256];
	int count = 0;
	assert_true(pages_end(fixture->pages, &why));
	assert_int_equal(fclose(fixture->stream), 0);
	FILE *reader =
		popen(arena_print(fixture->arena, "pdftotext -raw %s -", fixture->path), "r");
	assert_non_null(reader);
	while (fgets(found, sizeof found, reader) != NULL)
		count += strstr(found, word) != NULL ? 1 : 0;
	assert_int_equal(pclose(reader), 0);
	unlink(fixture->path);
	return count;
}

static void end(struct fixture *fixture)
{
	pages_close(fixture->pages);
	arena_close(fixture->arena);
}

static void place(struct fixture *fixture, const char *words, bool shared, double y)
{
	const struct page_text text = {
		.markup = words,
		.style = &fixture->templates->styles[0],
		.language = "ja",
		.points = 8,
		.shared = shared,
	};
	page_place(fixture->pages, page_shape(fixture->pages, &text), 20, y);
}

/* One sheet with the group "same"; was it drawn anew? */
static bool draw_same(struct fixture *fixture)
{
	bool anew = page_group_begin(fixture->pages, "same", NULL, 20, 20);
	if (anew) {
		place(fixture, "SAME", true, 20);
		page_group_end(fixture->pages);
	}
	return anew;
}

/* A group becomes a form when it has come some times; that stays one however many other groups
 * follow, and none is empty: what is over the limit is drawn on each sheet. */
static void test_many_groups(void **state)
{
	(void)state;
	struct fixture fixture;
	int sheets = 0;
	begin(&fixture);
	for (; sheets < 4; sheets++) {
		assert_int_equal(draw_same(&fixture), sheets < OFTEN);
		pages_turn(fixture.pages);
	}
	for (int i = 0; i < MANY; i++) {
		const char *name = arena_print(fixture.arena, "group %d", i);
		for (int times = 0; times < OFTEN; times++) {
			assert_true(page_group_begin(fixture.pages, name, NULL, 20, 40));
			page_group_end(fixture.pages);
		}
		if (i % A_SHEET == 0) {
			assert_false(draw_same(&fixture));
			pages_turn(fixture.pages);
			sheets++;
		}
	}
	for (int again = 0; again < 5; again++, sheets++) {
		assert_true(page_group_begin(fixture.pages, "one more", NULL, 20, 60));
		place(&fixture, "MORE", true, 60);
		page_group_end(fixture.pages);
		assert_false(draw_same(&fixture));
		pages_turn(fixture.pages);
	}
	assert_int_equal(count_of(&fixture, "SAME"), sheets);
	end(&fixture);
}

/* The same of shared texts: what was shaped first is still there when thousands have followed. */
static void test_many_texts(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture);
	int sheets = 0;
	for (int i = 0; i < MANY; i++) {
		place(&fixture, arena_print(fixture.arena, "%d", i), true, 100);
		if (i % A_SHEET == 0) {
			draw_same(&fixture);
			place(&fixture, "OWN", false, 60);
			pages_turn(fixture.pages);
			sheets++;
		}
	}
	assert_int_equal(count_of(&fixture, "SAME"), sheets);
	end(&fixture);
}

static void assert_same_measures(const struct page_block *left, const struct page_block *right)
{
	assert_true(left->width == right->width && left->height == right->height);
	assert_true(left->middle == right->middle);
	assert_int_equal(left->lines, right->lines);
	assert_int_equal(left->unknown, right->unknown);
}

/* A text measures what it does when it is shaped, the first time, again, and after more than are
 * remembered: whatever its language, width and size. */
static void test_measures(void **state)
{
	(void)state;
	static const char *const words[] = {"<b>AA</b> &lt; 3 万円", "春日井市役所 市民課 受付",
		"one <b>two</b> three", "<b>torn"};
	static const char *const languages[] = {"ja", "ko", "en"};
	static const double widths[] = {0, 9, 30};
	struct fixture fixture;
	begin(&fixture);
	struct page_text text = {.style = &fixture.templates->styles[0]};
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 4 * 3 * 3 * 2; i++) {
			text.markup = words[i % 4];
			text.language = languages[i / 4 % 3];
			text.width = widths[i / 12 % 3];
			text.points = i < 36 ? 8 : 10;
			assert_same_measures(page_measure(fixture.pages, &text),
				page_shape(fixture.pages, &text));
		}
		for (int i = 0; round == 1 && i < MANY; i++) {
			text.markup = arena_print(fixture.arena, "%d", i);
			page_measure(fixture.pages, &text);
		}
		pages_turn(fixture.pages);
	}
	assert_int_equal(count_of(&fixture, "AA"), 0);
	end(&fixture);
}

/* A line that has no room for its last sign takes three of them along; each paragraph's. */
static void test_ends(void **state)
{
	(void)state;
	static const struct {
		const char *words;
		double ems; /* of room */
		int lines;
		double widest; /* of the lines, ems */
	} cases[] = {
		{"一二三四五六七八九十", 10.2, 1, 10}, {"一二三四五六七八九十", 9.5, 2, 7},
		{"一二三四五六七八九。", 9.5, 2, 7}, {"一二三四五六七八）。", 9.5, 2, 6},
		{"一二三四五六七）。」", 9.5, 2, 5},
		{"一二三四五六七八九十\n一二三四五六七八九十", 9.5, 4, 7},
		{"一二三四五六七八九十十十十", 9.5, 2, 9},
		{"一二三", 2.5, 2, 3}, /* nothing is left before them: broken all the same */
	};
	const double em = 10 / 72.0 * 25.4;
	struct fixture fixture;
	begin(&fixture);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct page_text text = {
			.markup = cases[i].words,
			.style = &fixture.templates->styles[0],
			.language = "ja",
			.points = 10,
			.width = cases[i].ems * em,
		};
		const struct page_block *block = page_shape(fixture.pages, &text);
		if (block->lines != cases[i].lines || block->width > (cases[i].widest + 0.1) * em)
			fail_msg("%s: %d lines, %.1f wide", cases[i].words, block->lines,
				block->width / em);
	}
	end(&fixture);
}

/* Forms belong to their document: the next begins without any. */
static void test_next_document(void **state)
{
	(void)state;
	struct fixture fixture;
	struct fault why = {0};
	begin(&fixture);
	for (int sheet = 0; sheet < 4; sheet++) {
		draw_same(&fixture);
		pages_turn(fixture.pages);
	}
	assert_int_equal(count_of(&fixture, "SAME"), 4);
	fixture.stream = fopen(fixture.path, "w+b");
	assert_true(pages_begin(fixture.pages, fixture.stream, "title", "author", DAY, &why));
	for (int sheet = 0; sheet < 4; sheet++) {
		assert_int_equal(draw_same(&fixture), sheet < OFTEN);
		pages_turn(fixture.pages);
	}
	assert_int_equal(count_of(&fixture, "SAME"), 4);
	end(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_many_groups),
		cmocka_unit_test(test_many_texts),
		cmocka_unit_test(test_next_document),
		cmocka_unit_test(test_measures),
		cmocka_unit_test(test_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
