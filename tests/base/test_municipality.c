/* Codes as they are published (春日井市 232068, 札幌市 011002, 名古屋市 231002). */
#include "base/municipality.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const published[] = {"232068", "011002", "231002", "131016", "473821"};

static void test_published_codes_are_valid_and_no_other_check_digit_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof published / sizeof published[0]; i++)
		for (char digit = '0'; digit <= '9'; digit++) {
			char code[8];
			strcpy(code, published[i]);
			code[5] = digit;
			assert_int_equal(municipality_valid(code), digit == published[i][5]);
		}
}

static void test_five_digits_get_their_check_digit(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
		char out[MUNICIPALITY_BYTES];
		assert_true(municipality_read(published[i], 5, out));
		assert_string_equal(out, published[i]);
		assert_true(municipality_read(published[i], 6, out));
		assert_string_equal(out, published[i]);
	}
}

static void test_anything_else_is_no_code(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"", "2320", "2320681", "23206８", "23206", "2 2068", "232069", "23a068", "-32068"};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		char out[MUNICIPALITY_BYTES] = "before";
		assert_false(municipality_valid(wrong[i]));
		assert_int_equal(
			municipality_read(wrong[i], strlen(wrong[i]), out), strlen(wrong[i]) == 5);
		assert_string_equal(out, strlen(wrong[i]) == 5 ? "232068" : "before");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published_codes_are_valid_and_no_other_check_digit_is),
		cmocka_unit_test(test_five_digits_get_their_check_digit),
		cmocka_unit_test(test_anything_else_is_no_code),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
