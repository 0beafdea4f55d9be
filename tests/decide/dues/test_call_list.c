/* Who is telephoned because a letter is held too long. The ordinary case: mail of 2027-01-10, a
 * week to the first day of a visit, and two days until a letter arrives. */
#include "decide/dues/call_list.h"

#include "decide/dues/decided.h"

#define POSTED "2027-01-10"
#define LATE   "2027-01-16" /* the last day that this mail cannot be acted on for */

struct late_case {
	const char *sentence;
	const char *expires, *visit, *was; /* NULL: none */
	bool called;
};

/* Somebody who could not be read tonight: days alone decide. */
static const struct late_case late_cases[] = {
	{"it runs out before a visit is possible", LATE, NULL, NULL, true},
	{"it runs out on the first day of a visit", "2027-01-17", NULL, NULL, false},
	{"the visit is the day before the letter is read", "2027-03-01", "2027-01-12", NULL, true},
	{"the visit is on the day after it arrives", "2027-03-01", "2027-01-13", NULL, false},
	{"the visit was over days ago", "2027-03-01", "2027-01-02", NULL, true},
	{"it takes back a visit that comes too soon", "2027-03-01", NULL, "2027-01-12", true},
	{"it takes back one that is far enough", "2027-03-01", NULL, "2027-01-13", false},
	{"it takes back one that comes too soon, for one that does not", "2027-03-01", "2027-02-01",
		"2027-01-12", true},
	{"there is time for all", "2027-03-01", "2027-02-01", "2027-01-20", false},
};

static void who_is_too_late_is_called(void **state)
{
	struct office office = fixture_office();
	static const struct reconciliation nothing;
	struct ended none = ended_tonight(&nothing, *state);
	const struct call_list list = {&office, on(POSTED), &nothing, &none};
	for (size_t i = 0; i < COUNT_OF(late_cases); i++) {
		const struct late_case *test = &late_cases[i];
		const struct held_item held = {.notice = "26-000001-3",
			.resident = "0002",
			.matter = MATTER_CARD,
			.expires = on(test->expires),
			.visit = test->visit == NULL ? DAY_NONE : on(test->visit),
			.was = test->was == NULL ? DAY_NONE : on(test->was)};
		struct late_item late;
		if (call_list_make(&list, &held, 1, &late) != test->called)
			fail_msg("%s", test->sentence);
	}
}

/* ---- whether anybody still wants it ---- */

static const struct decided_row rows[] = {
	{"0001", DOCUMENT_CARD, LATE, OUTCOME_LETTER, REASON_EMPTY, DUE_OPEN},
	{"0002", DOCUMENT_CARD, LATE, OUTCOME_COVERED, REASON_CARD, DUE_OPEN},
	{"0003", DOCUMENT_CARD, LATE, OUTCOME_HAND, REASON_ADDRESS, DUE_OPEN},
	{"0004", DOCUMENT_CARD, LATE, OUTCOME_NONE, REASON_CARD_SUSPENDED, DUE_OPEN},
	{"0005", DOCUMENT_CARD, LATE, OUTCOME_NONE, REASON_CARD_LOST, DUE_WITHDRAWN},
	{"0006", DOCUMENT_SIGNATURE, LATE, OUTCOME_HAND, REASON_ADDRESS, DUE_OPEN},
	{"0007", DOCUMENT_CARD, "2027-01-15", OUTCOME_HAND, REASON_ADDRESS, DUE_OPEN},
};
static const struct closed_row ends[] = {{"0008", DOCUMENT_CARD, LATE, DUE_RENEWED}};

static const struct {
	const char *sentence, *resident;
	enum matter matter;
	const char *notice;
	bool called;
} wanted_cases[] = {
	{"a letter would go", "0001", MATTER_CARD, "26-000001-3", true},
	{"it is covered by another", "0002", MATTER_CARD, "26-000001-3", true},
	{"it is a case by hand", "0003", MATTER_CARD, "26-000001-3", false},
	{"nothing is wanted of it for now", "0004", MATTER_CARD, "26-000001-3", false},
	{"nothing is wanted of it any more", "0005", MATTER_CARD, "26-000001-3", false},
	{"another document is a case by hand", "0006", MATTER_CARD, "26-000001-3", true},
	{"another expiry is a case by hand", "0007", MATTER_CARD, "26-000001-3", true},
	{"it was renewed", "0008", MATTER_CARD, "26-000001-3", false},
	{"somebody who could not be read", "0009", MATTER_CARD, "26-000001-3", true},
	{"a stay is the card's", "0003", MATTER_STAY, "26-000001-3", false},
	{"its letter is taken back tonight", "0001", MATTER_CARD, "26-000009-6", false},
};

static void whom_nothing_is_due_any_more_nobody_calls(void **state)
{
	static const struct known_due known = {.notice = "26-000009-6"};
	const struct known_due *const released[] = {&known};
	struct office office = fixture_office();
	struct reconciliation tonight = decided(*state, rows, COUNT_OF(rows), ends, COUNT_OF(ends));
	tonight.released = released;
	tonight.released_count = 1;
	struct ended ended = ended_tonight(&tonight, *state);
	const struct call_list list = {&office, on(POSTED), &tonight, &ended};
	for (size_t i = 0; i < COUNT_OF(wanted_cases); i++) {
		const struct held_item held = {.notice = wanted_cases[i].notice,
			.resident = wanted_cases[i].resident,
			.matter = wanted_cases[i].matter,
			.expires = on(LATE),
			.visit = DAY_NONE,
			.was = DAY_NONE};
		struct late_item late;
		if (call_list_make(&list, &held, 1, &late) != wanted_cases[i].called)
			fail_msg("%s", wanted_cases[i].sentence);
	}
}

static void what_is_called_for_is_told_in_order(void **state)
{
	struct office office = fixture_office();
	static const struct reconciliation nothing;
	struct ended none = ended_tonight(&nothing, *state);
	const struct call_list list = {&office, on(POSTED), &nothing, &none};
	const struct held_item held[] = {
		{"26-000002-1", "0001", MATTER_SIGNATURE, on(LATE), DAY_NONE, DAY_NONE},
		{"26-000003-9", "0002", MATTER_CARD, on("2027-03-01"), DAY_NONE, DAY_NONE},
		{"26-000001-3", "0003", MATTER_STAY, on("2027-01-11"), DAY_NONE, DAY_NONE},
	};
	struct late_item late[3];
	assert_int_equal(call_list_make(&list, held, 3, late), 2);
	assert_string_equal(late[0].notice, "26-000002-1");
	assert_string_equal(late[0].resident, "0001");
	assert_int_equal(late[0].matter, MATTER_SIGNATURE);
	assert_int_equal(late[0].expires, on(LATE));
	assert_string_equal(late[1].notice, "26-000001-3");
	assert_int_equal(late[1].matter, MATTER_STAY);
	assert_int_equal(call_list_make(&list, NULL, 0, late), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_is_too_late_is_called),
		cmocka_unit_test(whom_nothing_is_due_any_more_nobody_calls),
		cmocka_unit_test(what_is_called_for_is_told_in_order),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
