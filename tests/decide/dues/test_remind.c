/* When a due is reminded of. The ordinary case: a card to 2027-02-10 whose letter was posted on
 * 2026-11-12, read from an export of the evening before, posted on the night's own day; a week lies
 * between the posting and the first day of a visit. */
#include "decide/dues/remind.h"

#include "decide/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct reminder_case {
	const char *sentence;
	const char *night, *posting_day, *as_of; /* NULL: the night; the evening before */
	const char *posted, *visit;              /* NULL: 2026-11-12; none */
	bool now;
};

static const struct reminder_case cases[] = {
	{"a month before the expiry", "2027-01-10", NULL, NULL, NULL, NULL, true},
	{"not a day earlier", "2027-01-09", NULL, NULL, NULL, NULL, false},
	{"later, when nights were missed", "2027-01-25", NULL, NULL, NULL, NULL, true},
	{"as long as it can be acted on", "2027-02-03", NULL, NULL, NULL, NULL, true},
	{"not when it would arrive too late", "2027-02-04", NULL, NULL, NULL, NULL, false},
	{"a letter that still waits for its mailing", "2027-01-20", NULL, NULL, "", NULL, false},
	{"three weeks after a late letter", "2027-01-22", NULL, NULL, "2027-01-01", NULL, true},
	{"no sooner after a late letter", "2027-01-21", NULL, NULL, "2027-01-01", NULL, false},
	{"a letter so late that its three weeks end too late", "2027-02-05", NULL, NULL,
		"2027-01-15", NULL, false},
	{"holidays before the posting, a day is left", "2027-01-29", "2027-02-03", NULL, NULL, NULL,
		true},
	{"holidays before the posting, no day is left", "2027-01-29", "2027-02-04", NULL, NULL,
		NULL, false},
	{"an appointment that passed unused", "2027-01-10", NULL, NULL, NULL, "2026-11-20", true},
	{"yesterday's, an export of yesterday may not know of it", "2027-01-10", NULL, NULL, NULL,
		"2027-01-09", false},
	{"the day before yesterday's, it does", "2027-01-10", NULL, NULL, NULL, "2027-01-08", true},
	{"an export that is some days old does not", "2027-01-10", NULL, "2027-01-06", NULL,
		"2027-01-07", false},
	{"an appointment today", "2027-01-10", NULL, NULL, NULL, "2027-01-10", false},
	{"one so near that the reminder comes after it", "2027-01-10", NULL, NULL, NULL,
		"2027-01-16", false},
	{"one further ahead is named again", "2027-01-10", NULL, NULL, NULL, "2027-01-17", true},
	{"the holidays before the posting count", "2027-01-10", "2027-01-12", NULL, NULL,
		"2027-01-18", false},
};

static void every_case_is_judged_as_written(void **state)
{
	(void)state;
	struct office office = fixture_office();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct reminder_case *test = &cases[i];
		day_number night = on(test->night);
		const struct known_due due = {
			.expires = on("2027-02-10"),
			.posted = on(test->posted == NULL ? "2026-11-12" : test->posted),
			.first_visit = test->visit == NULL ? DAY_NONE : on(test->visit),
		};
		const struct posting posting = {
			night,
			test->posting_day == NULL ? night : on(test->posting_day),
			test->as_of == NULL ? night - 1 : on(test->as_of),
		};
		if (remind_now(&office, &due, MATTER_CARD, &posting) != test->now)
			fail_msg("%s: expected %d", test->sentence, test->now);
	}
}

static void an_office_without_reminders_never_reminds(void **state)
{
	(void)state;
	static const struct window_rule rows[] = {{-719162, .opens_months = 3, .late_months = 2}};
	struct office office = fixture_office();
	office.window = (struct window_rules){rows, 1, 3};
	const struct known_due due = {
		.expires = on("2027-02-10"), .posted = on("2026-11-12"), .first_visit = DAY_NONE};
	for (day_number night = on("2026-11-12"); night <= due.expires; night++) {
		const struct posting posting = {night, night, night - 1};
		assert_false(remind_now(&office, &due, MATTER_CARD, &posting));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_is_judged_as_written),
		cmocka_unit_test(an_office_without_reminders_never_reminds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
