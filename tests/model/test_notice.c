#include "model/notice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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
	for (int serial = 1; serial <= 999999; serial = next_serial(serial)) {
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
	for (int serial = 1; serial <= 999999; serial = next_serial(serial)) {
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
	for (int serial = 1; serial <= 999999; serial++) {
		notice_format_number(2026, serial, number);
		assert_true(strcmp(before, number) < 0);
		memcpy(before, number, sizeof number);
	}
}

static void kinds_states_and_cases_have_their_words(void **state)
{
	(void)state;
	static const char *const kinds[] = {"expiry", "moved", "cancelled"};
	static const char *const states[] = {"", "offered", "moved", "cancelled"};
	static const char *const cases[] = {"", "extended", "pending", "neither", "permanent",
		"residence", "residence-pending", "permit"};
	assert_int_equal(sizeof kinds / sizeof kinds[0], NOTICE_KINDS);
	assert_int_equal(sizeof states / sizeof states[0], APPOINTMENT_STATES);
	assert_int_equal(sizeof cases / sizeof cases[0], STAY_CASES);
	for (int i = 0; i < NOTICE_KINDS; i++)
		assert_string_equal(notice_kind_words[i], kinds[i]);
	for (int i = 0; i < APPOINTMENT_STATES; i++)
		assert_string_equal(appointment_state_words[i], states[i]);
	for (int i = 0; i < STAY_CASES; i++)
		assert_string_equal(stay_case_words[i], cases[i]);
}

static day_number on(const char *date)
{
	day_number day = DAY_NONE;
	civil_parse(date, strlen(date), &day);
	return day;
}

/* A child who is fifteen on 2026-12-16. */
static void what_a_letter_says_of_a_child_holds_on_the_day_that_counts(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		enum appointment_state state;
		const char *visit, *expires;
		bool minor;
	} cases[] = {
		{"an appointment on the day before", APPOINTMENT_STATE_OFFERED, "2026-12-15",
			"2027-01-20", true},
		{"on the birthday", APPOINTMENT_STATE_OFFERED, "2026-12-16", "2027-01-20", false},
		{"moved to the day before", APPOINTMENT_STATE_MOVED, "2026-12-15", "2027-01-20",
			true},
		{"moved to the birthday", APPOINTMENT_STATE_MOVED, "2026-12-16", "2027-01-20",
			false},
		{"cancelled: the expiry counts", APPOINTMENT_STATE_CANCELLED, "2026-12-15",
			"2027-01-20", false},
		{"no appointment, and it runs out before", APPOINTMENT_STATE_NONE, "", "2026-12-15",
			true},
		{"no appointment, on the birthday", APPOINTMENT_STATE_NONE, "", "2026-12-16",
			false},
		{"nothing that runs out: the night counts", APPOINTMENT_STATE_NONE, "", "", true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct notice_item item = {
			.matter = MATTER_AUTHENTICATION, .expires = on(cases[i].expires)};
		struct notice notice = {.night = on("2026-11-24"),
			.items = &item,
			.item_count = item.expires == DAY_NONE ? 0 : 1,
			.recipient = {.minor_until = on("2026-12-15")},
			.appointment = {.state = cases[i].state, .day = on(cases[i].visit)}};
		if (notice_for_minor(&notice) != cases[i].minor)
			fail_msg("%s", cases[i].what);
		notice.recipient.minor_until = DAY_NONE;
		assert_false(notice_for_minor(&notice));
	}
}

/* What happened to an appointment before its letter is printed is nothing to that letter. */
static void a_page_says_of_an_appointment_what_its_letter_says(void **state)
{
	(void)state;
	static const struct {
		enum notice_kind kind;
		bool waits;
		enum appointment_state state, told;
	} cases[] = {
		{NOTICE_EXPIRY, true, APPOINTMENT_STATE_OFFERED, APPOINTMENT_STATE_OFFERED},
		{NOTICE_EXPIRY, true, APPOINTMENT_STATE_MOVED, APPOINTMENT_STATE_OFFERED},
		{NOTICE_EXPIRY, true, APPOINTMENT_STATE_CANCELLED, APPOINTMENT_STATE_NONE},
		{NOTICE_EXPIRY, false, APPOINTMENT_STATE_MOVED, APPOINTMENT_STATE_MOVED},
		{NOTICE_EXPIRY, false, APPOINTMENT_STATE_CANCELLED, APPOINTMENT_STATE_CANCELLED},
		{NOTICE_MOVED, true, APPOINTMENT_STATE_MOVED, APPOINTMENT_STATE_MOVED},
		{NOTICE_CANCELLED, true, APPOINTMENT_STATE_CANCELLED, APPOINTMENT_STATE_CANCELLED},
		{NOTICE_EXPIRY, true, APPOINTMENT_STATE_NONE, APPOINTMENT_STATE_NONE},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct notice notice = {.kind = cases[i].kind,
			.waits = cases[i].waits,
			.appointment = {.state = cases[i].state}};
		assert_int_equal(notice_told_state(&notice), cases[i].told);
	}
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
		cmocka_unit_test(what_a_letter_says_of_a_child_holds_on_the_day_that_counts),
		cmocka_unit_test(kinds_states_and_cases_have_their_words),
		cmocka_unit_test(a_page_says_of_an_appointment_what_its_letter_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
