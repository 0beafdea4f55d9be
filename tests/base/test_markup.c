#include "base/markup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *sentence, *text, *escaped;
} texts[] = {
	{"nothing", NULL, ""},
	{"the empty text", "", ""},
	{"text without anything special", "春日井市 5-44", "春日井市 5-44"},
	{"the five characters of markup", "<a b=\"c\">'d' & e</a>",
		"&lt;a b=&quot;c&quot;&gt;&#39;d&#39; &amp; e&lt;/a&gt;"},
	{"a reference is text too", "&amp;", "&amp;amp;"},
	{"the end of a CDATA section", "]]>", "]]&gt;"},
	{"tab and line ends stay", "a\tb\r\nc", "a\tb\r\nc"},
	{"control characters that XML forbids are left out",
		"a\x01"
		"b\x08\x0B\x0C\x0E\x1F\x7F"
		"c",
		"abc"},
	{"characters beyond ASCII are never touched", "葛\U000E0102𠮷\xC2\x85\uFFFD",
		"葛\U000E0102𠮷\xC2\x85\uFFFD"},
};

static void texts_are_escaped_as_the_table_says(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		const char *escaped = markup_escape(arena, texts[i].text);
		if (strcmp(escaped, texts[i].escaped) != 0)
			fail_msg("%s: %s", texts[i].sentence, escaped);
	}
	arena_close(arena);
}

static void a_stream_gets_the_same_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		char *bytes = NULL;
		size_t length = 0;
		FILE *stream = open_memstream(&bytes, &length);
		markup_write(stream, texts[i].text);
		fclose(stream);
		if (strcmp(bytes, texts[i].escaped) != 0)
			fail_msg("%s: %s", texts[i].sentence, bytes);
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_escaped_as_the_table_says),
		cmocka_unit_test(a_stream_gets_the_same_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
