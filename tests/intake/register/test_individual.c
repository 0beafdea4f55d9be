/* Individual numbers in any spelling; what houses and telephones are numbered with is none. */
#include "intake/register/individual.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct {
	const char *text;
	bool found;
} cases[] = {
	{"123456789018", true}, /* the ministry's specimen */
	{"123456789012", false},
	{"1234 5678 9018", true},
	{"1234-5678-9018", true},
	{"123456-789018", true},
	{"123-456-789-018", true},
	{"1-2-3-4-5-6-7-8-9-0-1-8", true},
	{"１２３４５６７８９０１８", true},
	{"１２３４－５６７８－９０１８", true},
	{"１２３４\u3000５６７８\u30009018", true},
	{"山田太郎(123456789018)", true},
	{"No.123456789018 山田", true},
	{"4-5 123456789018", true},
	{"1234567890180", false},
	{"0123456789018", false},
	{"9123456789018", false},
	{"12345678901", false},
	{"123456789-018", false},
	{"0568-81-5111", false},
	{"090-1234-5678", false},
	{"愛知県春日井市鳥居松町5丁目44番地の12 1203号室", false},
	{"", false},
	{"山", false},
	{"\xEF\xBC", false},
	{"123456789018\xEF\xBC", true},
};

static void numbers_are_found_however_they_are_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (individual_number_in(cases[i].text, strlen(cases[i].text)) != cases[i].found)
			fail_msg("\"%s\"", cases[i].text);
}

/* By the article's own words, digit by digit: of each eleven-digit number one check digit is right.
 */
static void one_check_digit_is_right(void **state)
{
	uint64_t chance = 1;
	(void)state;
	for (int round = 0; round < 2000; round++) {
		chance = chance * 6364136223846793005u + 1442695040888963407u;
		char text[16];
		snprintf(text, sizeof text, "%011llu",
			(unsigned long long)(chance >> 20) % 100000000000u);
		int sum = 0;
		for (int n = 1; n <= 11; n++)
			sum += (text[11 - n] - '0') * (n <= 6 ? n + 1 : n - 5);
		int right = sum % 11 <= 1 ? 0 : 11 - sum % 11;
		for (int digit = 0; digit <= 9; digit++) {
			text[11] = (char)('0' + digit);
			text[12] = '\0';
			assert_int_equal(individual_number_in(text, 12), digit == right);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_found_however_they_are_written),
		cmocka_unit_test(one_check_digit_is_right),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
