#include "model/notice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

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
		cmocka_unit_test(what_a_letter_says_of_a_child_holds_on_the_day_that_counts),
		cmocka_unit_test(kinds_states_and_cases_have_their_words),
		cmocka_unit_test(a_page_says_of_an_appointment_what_its_letter_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
