#include "model/notice_number.h"

#include "base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Check digits worked out by hand: 26000123 from the right, every other digit doubled, is
 * 6 + 2 + 2 + 0 + 0 + 0 + 3 + 2 = 15, and 5 is missing to 20. */
static const struct {
	int year, serial;
	const char *number;
} numbers[] = {
	{2026, 123, "26-000123-5"},
	{2026, 1, "26-000001-3"},
	{2026, 999999, "26-999999-1"},
	{2000, 5, "00-000005-9"},
	{2099, 100000, "99-100000-1"},
	{2007, 0, "07-000000-5"},
	{2100, 1, "00-000001-8"},
};

static void numbers_are_year_serial_and_check_digit(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		char number[NOTICE_NUMBER_BYTES];
		assert_string_equal(
			notice_format_number(numbers[i].year, numbers[i].serial, number),
			numbers[i].number);
		assert_true(notice_number_valid(number));
	}
}

static const char *const no_numbers[] = {
	"",
	"26-000123",
	"26-000123-",
	"26-000123-6",
	"26-000123-55",
	"2-6000123-5",
	"26000123-5",
	"26-0001235",
	"26-00123-5",
	"26-0000123-5",
	"26-000123-x",
	"2x-000123-5",
	"26_000123_5",
	" 26-000123-5",
	"26-000123-5 ",
	"26-000123-5\n",
	"26--00123-5",
	"\uFF126-000123-5",
	"26-000123-:",
	"26-00012:-5",
};

static void what_is_no_number_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof no_numbers / sizeof no_numbers[0]; i++)
		if (notice_number_valid(no_numbers[i]))
			fail_msg("\"%s\"", no_numbers[i]);
}

/* A clerk types a number with or without its hyphens, a scanner gives nine digits. */
static void what_was_typed_or_scanned_is_read(void **state)
{
	(void)state;
	static const char *const same[] = {
		"26-000123-5", "260001235", " 26 000123 5\r\n", "26-0001235", "2-60001235"};
	static const char *const none[] = {"", "-", "26-000123", "260001236", "26000123x",
		"2600012355", "26-000123-5-", "2026-11-24", "２６０００１２３５"};
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
		char number[NOTICE_NUMBER_BYTES] = "";
		assert_true(notice_read_number(same[i], number));
		assert_string_equal(number, "26-000123-5");
	}
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
		char number[NOTICE_NUMBER_BYTES] = "as before";
		if (notice_read_number(none[i], number))
			fail_msg("\"%s\"", none[i]);
		assert_string_equal(number, "as before");
	}
}

/* Serials with every digit in every place. */
static int next_serial(int serial)
{
	return serial < 1000 ? serial + 1 : serial + 997;
}

static void one_wrong_digit_is_always_found(void **state)
{
	(void)state;
	for (int serial = 1; serial <= NOTICE_SERIAL_MAX; serial = next_serial(serial)) {
		char number[NOTICE_NUMBER_BYTES];
		notice_format_number(2026, serial, number);
		for (size_t i = 0; number[i] != '\0'; i++) {
			char right = number[i];
			for (char wrong = '0'; right != '-' && wrong <= '9'; wrong++) {
				number[i] = wrong;
				if (notice_number_valid(number) != (wrong == right))
					fail_msg("%s", number);
			}
			number[i] = right;
		}
	}
}

/* Luhn's one weakness: 09 and 90 look the same. */
static void two_swapped_digits_are_found_except_09_and_90(void **state)
{
	(void)state;
	for (int serial = 1; serial <= NOTICE_SERIAL_MAX; serial = next_serial(serial)) {
		char number[NOTICE_NUMBER_BYTES];
		notice_format_number(2026, serial, number);
		for (size_t i = 0, k; number[i + 1] != '\0'; i++) {
			k = number[i + 1] == '-' ? i + 2 : i + 1;
			char left = number[i], right = number[k];
			if (left == '-' || left == right)
				continue;
			bool blind = (left == '0' && right == '9') || (left == '9' && right == '0');
			number[i] = right;
			number[k] = left;
			if (notice_number_valid(number) != blind)
				fail_msg("%s", number);
			number[i] = left;
			number[k] = right;
		}
	}
}

static void different_serials_have_different_numbers(void **state)
{
	(void)state;
	char before[NOTICE_NUMBER_BYTES] = "", number[NOTICE_NUMBER_BYTES];
	for (int serial = 1; serial <= NOTICE_SERIAL_MAX; serial++) {
		notice_format_number(2026, serial, number);
		assert_true(strcmp(before, number) < 0);
		memcpy(before, number, sizeof number);
	}
}

static const uint8_t secret[NOTICE_SECRET_BYTES] = {7, 1, 2, 3};

/* The token is the first 128 bits of SHA-256(secret, number): computed here by hand. */
static void a_token_is_a_sum_of_secret_and_number(void **state)
{
	(void)state;
	char token[TOKEN_BYTES], expected[TOKEN_BYTES];
	uint8_t bytes[32 + 11], sum[DIGEST_BYTES];
	struct digest digest;
	memcpy(bytes, secret, 32);
	memcpy(bytes + 32, "26-000123-7", 11);
	digest_init(&digest);
	digest_update(&digest, bytes, sizeof bytes);
	digest_done(&digest, sum);
	digest_base64url(sum, 16, expected);
	notice_token(secret, "26-000123-7", token);
	assert_string_equal(token, expected);
	assert_int_equal(strlen(token), 22);
}

static int compare_tokens(const void *left, const void *right)
{
	return strcmp(left, right);
}

/* Files are named by it: cp * takes a hyphen in front for an option. Most are as before. */
static void a_token_begins_with_a_letter(void **state)
{
	(void)state;
	static char tokens[20000][TOKEN_BYTES];
	int same = 0;
	for (int i = 0; i < 20000; i++) {
		char number[NOTICE_NUMBER_BYTES], plain[TOKEN_BYTES];
		uint8_t sum[DIGEST_BYTES];
		struct digest digest;
		notice_format_number(2026, i + 1, number);
		notice_token(secret, number, tokens[i]);
		assert_true((tokens[i][0] >= 'A' && tokens[i][0] <= 'Z') ||
			    (tokens[i][0] >= 'a' && tokens[i][0] <= 'z'));
		assert_int_equal(strlen(tokens[i]), 22);
		digest_init(&digest);
		digest_update(&digest, secret, sizeof secret);
		digest_update(&digest, number, strlen(number));
		digest_done(&digest, sum);
		digest_base64url(sum, 16, plain);
		same += strcmp(plain, tokens[i]) == 0;
	}
	assert_in_range(same, 16000, 16500); /* 52 of 64 */
	qsort(tokens, 20000, TOKEN_BYTES, compare_tokens);
	for (int i = 1; i < 20000; i++)
		assert_string_not_equal(tokens[i - 1], tokens[i]);
}

/* A UID differs from the token, from every other notice's, and begins with a letter. */
static void a_uid_is_for_life_and_tells_nothing(void **state)
{
	(void)state;
	char first[UID_BYTES], second[UID_BYTES], token[TOKEN_BYTES];
	notice_uid(secret, "26-000123-7", "232068", first);
	notice_uid(secret, "26-000124-5", "232068", second);
	notice_token(secret, "26-000123-7", token);
	assert_string_not_equal(first, second);
	assert_null(strstr(first, token));
	assert_memory_equal(first, "kigen-", 6);
	assert_string_equal(first + strlen(first) - 7, "@232068");
	assert_int_equal(strlen(first), 6 + 22 + 7);
}

static void each_letter_takes_the_next_number_until_the_year_has_none(void **state)
{
	(void)state;
	struct arena *arena = arena_open();
	struct fault why;
	struct notice_numbers year = {.year = 2026, .serial = NOTICE_SERIAL_MAX - 2};
	struct notice first = {0}, last = {0}, none = {0};
	year.secret = secret;
	assert_true(notice_assign_number(&first, &year, arena, &why));
	assert_true(notice_assign_number(&last, &year, arena, &why));
	assert_string_equal(first.number, "26-999998-3");
	assert_string_equal(last.number, "26-999999-1");
	char token[TOKEN_BYTES];
	notice_token(secret, "26-999998-3", token);
	assert_string_equal(first.token, token);
	assert_false(notice_assign_number(&none, &year, arena, &why));
	assert_int_equal(why.kind, FAULT_OFFICE);
	assert_string_equal(why.message, "more than 999999 letters in 2026");
	assert_null(none.number);
	assert_int_equal(year.serial, NOTICE_SERIAL_MAX);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_year_serial_and_check_digit),
		cmocka_unit_test(what_is_no_number_is_refused),
		cmocka_unit_test(what_was_typed_or_scanned_is_read),
		cmocka_unit_test(one_wrong_digit_is_always_found),
		cmocka_unit_test(two_swapped_digits_are_found_except_09_and_90),
		cmocka_unit_test(different_serials_have_different_numbers),
		cmocka_unit_test(a_token_is_a_sum_of_secret_and_number),
		cmocka_unit_test(a_token_begins_with_a_letter),
		cmocka_unit_test(a_uid_is_for_life_and_tells_nothing),
		cmocka_unit_test(each_letter_takes_the_next_number_until_the_year_has_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
