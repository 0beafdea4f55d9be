#include "document/words/speech.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const char *sentence, *markup, *said;
} cases[] = {
	{"tags and references", "Call <b>0568</b> &amp; &lt;wait&gt;", "Call 0568 & <wait>"},
	{"readings above words",
		"\xEF\xBF\xB9月\xEF\xBF\xBAげつ\xEF\xBF\xBB\xEF\xBF\xB9曜日\xEF\xBF\xBAようび"
		"\xEF\xBF\xBBに",
		"月曜日に"},
	{"a reading that never ends", "月\xEF\xBF\xBAげつ", "月げつ"},
	{"which form of a sign", "葛\U000E0102城 辻\uFE00", "葛城 辻"},
	{"private use", "\uE000春\U000F0000日\U00100001", "春日"},
	{"signs without a width", "a\u200Bb\u2060c\uFEFFd\u00ADe", "abcde"},
	{"but those that join letters", "क्\u200Dष", "क्\u200Dष"},
	{"signs that refer to a note", "until Tuesday ※", "until Tuesday"},
	{"the note", "※ 市の記録 *", "市の記録"},
	{"blanks of any kind", " 春日\u3000\u00A0 花子\n\t様 ", "春日 花子 様"},
	{"nothing but such", "\u3000※", ""},
	{"nothing", "", ""},
};

static void test_plain(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		print_message("%s\n", cases[i].sentence);
		assert_string_equal(cases[i].said, speech_plain(cases[i].markup, arena));
	}
	arena_close(arena);
}

static void test_length(void **state)
{
	(void)state;
	assert_int_equal(0, speech_length(""));
	assert_int_equal(6, speech_length("春日 a\u0301\U00029E49"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_length),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
