#include "document/pdf/numeral.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Each way to write a number up to 9,999 with powers, and in a row of figures. */
static void test_every_number(void **state)
{
	(void)state;
	static const char *const figures[] = {
		"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	static const char *const powers[] = {"千", "百", "十", ""};
	for (int number = 1; number <= 9999; number++) {
		char spoken[64] = "", row[64] = "";
		int divisor = 1000;
		for (int place = 0; place < 4; place++, divisor /= 10) {
			int figure = number / divisor % 10;
			if (number >= divisor)
				strcat(row, figures[figure]);
			if (figure == 0)
				continue;
			if (figure > 1 || place == 3)
				strcat(spoken, figures[figure]);
			strcat(spoken, powers[place]);
		}
		strcat(spoken, "番");
		const char *at = spoken, *in_row = row;
		assert_int_equal(numeral_kanji(&at), number);
		assert_string_equal(at, "番");
		assert_int_equal(numeral_kanji(&in_row), number);
		assert_string_equal(in_row, "");
	}
}

/* What is no kanji number is left where it is; what is too large stops at the bound. */
static void test_no_number(void **state)
{
	(void)state;
	const char *none[] = {"", "八事", "12", "町三"};
	assert_int_equal(numeral_kanji(&none[0]), -1);
	assert_int_equal(numeral_kanji(&none[1]), 8);
	assert_string_equal(none[1], "事");
	assert_int_equal(numeral_kanji(&none[2]), -1);
	assert_string_equal(none[2], "12");
	assert_int_equal(numeral_kanji(&none[3]), -1);
	const char *large = "九九九九九九九九九九九九九九九九九九九九九九九九九";
	assert_int_equal(numeral_kanji(&large), NUMERAL_MAX);
	assert_string_equal(large, "");
}

/* の and ノ count only where no name can go on; the longest word is taken. */
static void test_counted_words(void **state)
{
	(void)state;
	assert_int_equal(numeral_counted("丁目4", false), strlen("丁目"));
	assert_int_equal(numeral_counted("丁4", true), strlen("丁"));
	assert_int_equal(numeral_counted("番地", true), strlen("番地"));
	assert_int_equal(numeral_counted("の宮", false), strlen("の"));
	assert_int_equal(numeral_counted("の宮", true), 0);
	assert_int_equal(numeral_counted("ノ坪", true), 0);
	assert_int_equal(numeral_counted("条", false), 0);
	assert_int_equal(numeral_counted("", false), 0);
}

/* Wide signs, small letters and dashes become one. */
static void test_narrow(void **state)
{
	(void)state;
	assert_int_equal(numeral_narrow(0xFF10), '0');
	assert_int_equal(numeral_narrow(0xFF19), '9');
	assert_int_equal(numeral_narrow(0xFF41), 'A');
	assert_int_equal(numeral_narrow('z'), 'Z');
	for (uint32_t dash = 0x2010; dash <= 0x2015; dash++)
		assert_int_equal(numeral_narrow(dash), '-');
	assert_int_equal(numeral_narrow(0x2212), '-');
	assert_int_equal(numeral_narrow(0x30FC), 0x30FC);
	assert_true(numeral_is_figure('0') && numeral_is_figure('9'));
	assert_false(numeral_is_figure('0' - 1) || numeral_is_figure('9' + 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_number),
		cmocka_unit_test(test_no_number),
		cmocka_unit_test(test_counted_words),
		cmocka_unit_test(test_narrow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
