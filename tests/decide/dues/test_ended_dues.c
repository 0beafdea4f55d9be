/* Which dues need no appointment from tonight on, and which letters are taken back. */
#include "decide/dues/ended_dues.h"

#include "decide/dues/decided.h"

static const struct decided_row rows[] = {
	{"0002", DOCUMENT_CARD, "2027-01-20", OUTCOME_LETTER, REASON_EMPTY, DUE_OPEN},
	{"0002", DOCUMENT_SIGNATURE, "2027-01-20", OUTCOME_NONE, REASON_CERTIFICATE_REVOKED,
		DUE_WITHDRAWN},
	{"0004", DOCUMENT_CARD, "2027-02-01", OUTCOME_HAND, REASON_ADDRESS, DUE_OPEN},
	{"0006", DOCUMENT_CARD, "2027-02-03", OUTCOME_NONE, REASON_CARD_LOST, DUE_WITHDRAWN},
};
static const struct closed_row ends[] = {
	{"0001", DOCUMENT_CARD, "2026-12-01", DUE_LAPSED},
	{"0004", DOCUMENT_AUTHENTICATION, "2027-02-01", DUE_RENEWED},
	{"0007", DOCUMENT_CARD, "2027-02-01", DUE_LAPSED},
	{"0007", DOCUMENT_CARD, "2027-02-03", DUE_WITHDRAWN},
	{"0007", DOCUMENT_CARD, "2027-02-08", DUE_LAPSED},
};

struct ended_case {
	const char *sentence, *resident;
	enum document document;
	const char *expires;
	bool ended;
};

static const struct ended_case cases[] = {
	{"it is open and a letter goes", "0002", DOCUMENT_CARD, "2027-01-20", false},
	{"it is open and by hand", "0004", DOCUMENT_CARD, "2027-02-01", false},
	{"it was decided that nothing is due", "0006", DOCUMENT_CARD, "2027-02-03", true},
	{"another of a resident's dues was", "0002", DOCUMENT_SIGNATURE, "2027-01-20", true},
	{"it has lapsed", "0001", DOCUMENT_CARD, "2026-12-01", true},
	{"it was renewed", "0004", DOCUMENT_AUTHENTICATION, "2027-02-01", true},
	{"its resident is gone", "0007", DOCUMENT_CARD, "2027-02-03", true},
	{"the first of three of one document", "0007", DOCUMENT_CARD, "2027-02-01", true},
	{"the last of three", "0007", DOCUMENT_CARD, "2027-02-08", true},
	{"the same document on another day", "0007", DOCUMENT_CARD, "2027-02-04", false},
	{"another document on the same day", "0007", DOCUMENT_SIGNATURE, "2027-02-03", false},
	{"somebody of whom nothing was decided", "0003", DOCUMENT_CARD, "2027-02-03", false},
};

static struct reconciliation tonight_of(struct arena *arena)
{
	return decided(arena, rows, COUNT_OF(rows), ends, COUNT_OF(ends));
}

static void every_case_is_judged_as_written(void **state)
{
	struct reconciliation tonight = tonight_of(*state);
	struct ended ended = ended_tonight(&tonight, *state);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (ended_has(&ended, cases[i].resident, cases[i].document, on(cases[i].expires)) !=
			cases[i].ended)
			fail_msg("%s", cases[i].sentence);
	assert_int_equal(ended.count, 7);
	assert_int_equal(ended.pulled_count, 0);
	assert_false(ended_pulled(&ended, "26-000001-3"));
}

static void a_night_on_which_nothing_ends(void **state)
{
	static const struct reconciliation tonight;
	struct ended ended = ended_tonight(&tonight, *state);
	assert_int_equal(ended.count, 0);
	assert_false(ended_has(&ended, "0002", DOCUMENT_CARD, on("2027-01-20")));
}

/* Letters are released due by due. */
static void a_letter_about_two_dues_is_pulled_once(void **state)
{
	static const struct known_due known[] = {{.notice = "26-000003-9"},
		{.notice = "26-000001-3"}, {.notice = "26-000003-9"}, {.notice = "26-000002-1"}};
	const struct known_due *const released[] = {&known[0], &known[1], &known[2], &known[3]};
	struct reconciliation tonight = tonight_of(*state);
	tonight.released = released;
	tonight.released_count = COUNT_OF(released);
	struct ended ended = ended_tonight(&tonight, *state);
	assert_int_equal(ended.pulled_count, 3);
	assert_string_equal(ended.pulled[0], "26-000001-3");
	assert_string_equal(ended.pulled[1], "26-000002-1");
	assert_string_equal(ended.pulled[2], "26-000003-9");
	for (size_t i = 0; i < COUNT_OF(known); i++)
		assert_true(ended_pulled(&ended, known[i].notice));
	assert_false(ended_pulled(&ended, "26-000004-7"));
}

/* What it was for may go on and its letter not, and the other way round. */
static void an_appointment_goes_on_with_its_due_and_its_letter(void **state)
{
	static const struct known_due known = {.notice = "26-000001-3"};
	const struct known_due *const released[] = {&known};
	struct reconciliation tonight = tonight_of(*state);
	tonight.released = released;
	tonight.released_count = 1;
	struct ended ended = ended_tonight(&tonight, *state);
	struct served_due served = {.resident = "0002",
		.document = DOCUMENT_CARD,
		.expires = on("2027-01-20"),
		.notice = "26-000002-1"};
	assert_true(ended_goes_on(&ended, &served));
	served.notice = "26-000001-3";
	assert_false(ended_goes_on(&ended, &served));
	served.notice = "26-000002-1";
	served.document = DOCUMENT_SIGNATURE;
	assert_false(ended_goes_on(&ended, &served));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_is_judged_as_written),
		cmocka_unit_test(a_night_on_which_nothing_ends),
		cmocka_unit_test(a_letter_about_two_dues_is_pulled_once),
		cmocka_unit_test(an_appointment_goes_on_with_its_due_and_its_letter),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
