#include "document/operators/table.h"

#include "document/captured.h"
#include "intake/template/words_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The forms that the parts of a page are made of. */

static struct wordbook own;

static int open_page(void **state)
{
	static struct page page;
	struct fault why = {0};
	page = (struct page){.arena = arena_open(), .html = html_open(), .words = &own};
	*state = &page;
	return words_read(page.arena, &own, &why) ? 0 : -1;
}

static int close_page(void **state)
{
	struct page *page = *state;
	arena_close(page->arena);
	return 0;
}

static const char *written(struct page *page)
{
	struct captured out;
	captured_begin(&out);
	assert_true(html_close(page->html, out.stream));
	return captured_end(&out, page->arena);
}

static void figures_are_grouped_by_thousands(void **state)
{
	struct page *page = *state;
	static const struct {
		long count;
		const char *text;
	} cases[] = {{0, "0"}, {999, "999"}, {1000, "1,000"}, {12005, "12,005"},
		{310000, "310,000"}, {1000000, "1,000,000"}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(cases[i].text, page_count(page, cases[i].count));
	written(page);
}

static void a_table_stands_in_a_frame_that_scrolls_and_its_words_are_escaped(void **state)
{
	struct page *page = *state;
	table_begin(page, "A caption");
	table_heading(page, "A & B", false);
	table_heading(page, "C", true);
	table_rows(page);
	table_row(page, "x");
	table_figure(page, 0);
	table_figure(page, 1234);
	table_row_end(page);
	table_end(page);
	assert_string_equal(written(page),
		"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"A caption\">"
		"<table><caption>A caption</caption><thead><tr><th scope=\"col\">A &amp; B</th>"
		"<th class=\"number\" scope=\"col\">C</th></tr>\n</thead>\n<tbody>"
		"<tr><th scope=\"row\">x</th><td class=\"number zero\">0</td>"
		"<td class=\"number\">1,234</td></tr>\n</tbody>\n</table>\n</div>\n");
}

static void days_are_written_with_their_weekday(void **state)
{
	struct page *page = *state;
	assert_string_equal(page_day(page, civil_day(2026, 11, 24)), "2026年11月24日(火)");
	assert_string_equal(page_day(page, civil_day(2026, 11, 29)), "2026年11月29日(日)");
	assert_string_equal(page_short_day(page, civil_day(2027, 1, 4)), "1月4日");
	written(page);
}

static void names_of_files_stand_apart(void **state)
{
	struct page *page = *state;
	page_element(page, "p", NULL, "`a<b` and `c`, not `d");
	assert_string_equal(
		written(page), "<p><code>a&lt;b</code> and <code>c</code>, not `d</p>\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_page, close_page)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(figures_are_grouped_by_thousands),
		TEST(a_table_stands_in_a_frame_that_scrolls_and_its_words_are_escaped),
		TEST(days_are_written_with_their_weekday),
		TEST(names_of_files_stand_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
