#include "base/phrase.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void ask_in(const char *all, const char *messages, const char *language)
{
	setenv("LC_ALL", all, 1);
	setenv("LC_MESSAGES", messages, 1);
	setenv("LANG", language, 1);
}

static void the_language_is_the_first_that_is_said(void **state)
{
	(void)state;
	static const struct {
		const char *all, *messages, *language, *expected;
	} cases[] = {
		{"", "", "", "en"},
		{"", "", "ja_JP.UTF-8", "ja"},
		{"", "", "ja", "ja"},
		{"", "ja_JP.eucJP", "C.UTF-8", "ja"},
		{"C", "ja_JP.UTF-8", "ja_JP.UTF-8", "en"},
		{"ja_JP.UTF-8", "C", "C", "ja"},
		{"", "", "C.UTF-8", "en"},
		{"", "", "jam_JM.UTF-8", "en"},
		{"", "", "de_DE.UTF-8", "en"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		ask_in(cases[i].all, cases[i].messages, cases[i].language);
		assert_string_equal(phrase_language(), cases[i].expected);
	}
}

static void a_message_is_found_in_the_operator_s_language(void **state)
{
	(void)state;
	ask_in("", "", "ja_JP.UTF-8");
	assert_string_equal(phrase("the night"), "the night"); /* no message of the program */
	assert_string_equal(phrase("this text"), "この説明");
	assert_string_equal(phrase(""), "");
	ask_in("", "", "C.UTF-8");
	assert_string_equal(phrase("this text"), "this text");
}

static void a_word_is_one_of_its_table(void **state)
{
	(void)state;
	ask_in("", "", "ja_JP.UTF-8");
	assert_string_equal(phrase_word("matter_words", "card"), "カード");
	assert_string_equal(phrase_word("no_words", "card"), "card");
	assert_string_equal(phrase_word("reason_words", ""), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_language_is_the_first_that_is_said),
		cmocka_unit_test(a_message_is_found_in_the_operator_s_language),
		cmocka_unit_test(a_word_is_one_of_its_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
