/* Pages written by the serializer: no text becomes markup, and what is not whole is told. */
#include "base/html.h"

#include "document/captured.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void texts_and_values_never_become_markup(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct captured out;
	captured_begin(&out);
	struct html *html = html_open();
	html_begin(html, "p");
	html_attribute(html, "title", "\"><script>'&");
	html_text(html, "5 < 6 & </p><script>");
	html_text(html, NULL);
	html_text(html, "期限\x01\x1f\x7f\n");
	html_end(html);
	assert_true(html_close(html, out.stream));
	assert_string_equal(captured_end(&out, arena),
		"<p title=\"&quot;&gt;&lt;script&gt;'&amp;\">5 &lt; 6 &amp; "
		"&lt;/p&gt;&lt;script&gt;期限\n</p>\n");
	arena_close(arena);
}

/* The name of a file may be any bytes, and a page that tells it must be one all the same. */
static void what_is_no_utf_8_becomes_a_sign_of_that(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct captured out;
	captured_begin(&out);
	struct html *html = html_open();
	html_begin(html, "p");
	html_text(html, "\xE6\x9C");
	html_text(html, "\xFF<期\x01");
	html_end(html);
	assert_true(html_close(html, out.stream));
	assert_string_equal(captured_end(&out, arena), "<p>\uFFFD\uFFFD\uFFFD&lt;期</p>\n");
	arena_close(arena);
}

/* <td/> would be read as a cell that never ends, </br> as two of them. */
static void only_void_elements_are_ended_at_once(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct captured out;
	captured_begin(&out);
	struct html *html = html_open();
	html_begin(html, "tr");
	html_begin(html, "td");
	html_end(html);
	html_begin(html, "td");
	html_begin(html, "br");
	html_end(html);
	html_end(html);
	html_end(html);
	assert_true(html_close(html, out.stream));
	assert_string_equal(captured_end(&out, arena), "<tr><td></td><td><br/></td></tr>\n");
	arena_close(arena);
}

static void what_is_not_whole_is_told(void **state)
{
	(void)state;
	struct html *open = html_open();
	html_begin(open, "p");
	assert_false(html_close(open, NULL));

	struct html *ended = html_open();
	html_begin(ended, "p");
	html_end(ended);
	html_end(ended);
	assert_false(html_close(ended, NULL));

	struct html *deep = html_open();
	for (int i = 0; i <= HTML_DEPTH; i++)
		html_begin(deep, "div");
	for (int i = 0; i <= HTML_DEPTH; i++)
		html_end(deep);
	assert_false(html_close(deep, NULL));

	struct html *full = html_open();
	FILE *stream = fopen("/dev/full", "w");
	setvbuf(stream, NULL, _IONBF, 0);
	html_begin(full, "p");
	html_end(full);
	assert_false(html_close(full, stream));
	fclose(stream);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_and_values_never_become_markup),
		cmocka_unit_test(what_is_no_utf_8_becomes_a_sign_of_that),
		cmocka_unit_test(only_void_elements_are_ended_at_once),
		cmocka_unit_test(what_is_not_whole_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
