#include "document/operators/table.h"

#include "document/captured.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The pieces of the report page. */

static void figures_are_grouped_by_thousands(void **state)
{
	(void)state;
	static const struct {
		long count;
		const char *text;
	} cases[] = {{0, "0"}, {999, "999"}, {1000, "1,000"}, {12005, "12,005"},
		{310000, "310,000"}, {1000000, "1,000,000"}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_open();
		struct captured out;
		captured_begin(&out);
		table_count(out.stream, cases[i].count);
		assert_string_equal(cases[i].text, captured_end(&out, arena));
		arena_close(arena);
	}
}

static void a_table_stands_in_a_frame_that_scrolls_and_its_words_are_escaped(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct captured out;
	captured_begin(&out);
	table_begin(out.stream);
	table_heading(out.stream, "A & B", false);
	table_heading(out.stream, "件数", true);
	table_rows(out.stream);
	fputs("<tr><td>x</td>", out.stream);
	table_figure(out.stream, 0);
	table_figure(out.stream, 1234);
	fputs("</tr>\n", out.stream);
	table_end(out.stream);
	assert_string_equal("<div class=\"scroll\"><table>\n<thead><tr>"
			    "<th scope=\"col\">A &amp; B</th>"
			    "<th scope=\"col\" class=\"number\">件数</th></tr></thead>\n<tbody>\n"
			    "<tr><td>x</td><td class=\"number zero\">0</td>"
			    "<td class=\"number\">1,234</td></tr>\n</tbody></table></div>\n",
		captured_end(&out, arena));
	arena_close(arena);
}

static void days_are_written_with_their_weekday_and_weeks_without(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct captured out;
	captured_begin(&out);
	table_day(out.stream, civil_day(2026, 11, 24));
	table_monday(out.stream, civil_day(2026, 11, 23));
	assert_string_equal("2026年11月24日(火)2026年11月23日", captured_end(&out, arena));
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_are_grouped_by_thousands),
		cmocka_unit_test(a_table_stands_in_a_frame_that_scrolls_and_its_words_are_escaped),
		cmocka_unit_test(days_are_written_with_their_weekday_and_weeks_without),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
