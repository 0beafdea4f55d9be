/* Letters that come in time, and letters that do not: tables of days. The office of these tests
 * lets visits begin seven days after the posting and counts two days for the post. */
#include "decide/rules/arrival.h"

#include "decide/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define POSTED "2026-11-24"

static void a_letter_is_too_late_when_its_first_day_is_past_the_expiry(void **state)
{
	(void)state;
	const struct office office = fixture_office();
	assert_false(arrival_after_expiry(&office, MATTER_CARD, on("2026-12-01"), on(POSTED)));
	assert_true(arrival_after_expiry(&office, MATTER_CARD, on("2026-11-30"), on(POSTED)));
}

static void a_visit_that_stands_is_read_of_the_day_after_the_post_or_not_at_all(void **state)
{
	(void)state;
	static const struct {
		const char *sentence;
		int lead_days;
		const char *visit;
		bool after;
	} cases[] = {
		{"there is no visit", 7, "", false},
		{"on the day after the post", 7, "2026-11-27", false},
		{"on the day of the post", 7, "2026-11-26", true},
		{"before the posting", 7, "2026-11-20", true},
		{"the office leaves one day to everybody", 1, "2026-11-25", false},
		{"and this is before that", 1, "2026-11-24", true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct office office = fixture_office();
		office.matters[MATTER_CARD].lead_days = cases[i].lead_days;
		if (arrival_after_visit(&office, MATTER_CARD, on(cases[i].visit), on(POSTED)) !=
			cases[i].after)
			fail_msg("%s", cases[i].sentence);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_is_too_late_when_its_first_day_is_past_the_expiry),
		cmocka_unit_test(
			a_visit_that_stands_is_read_of_the_day_after_the_post_or_not_at_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
