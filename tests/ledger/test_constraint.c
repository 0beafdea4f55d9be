#include "ledger/nights.h"

/* What must not be stored is not, and nothing of the night that tried it. */

static void second_letter_of_a_due(struct build *build)
{
	build_notice(build, "26-000005-2", "1002", NULL);
	build_due(build, "1002", MATTER_SIGNATURE, "2027-02-20", OUTCOME_LETTER, "26-000005-2");
}

static void late_letter_after_the_first(struct build *build)
{
	second_letter_of_a_due(build);
	build->dues[build->night.due_count - 1].decision.wave = WAVE_LATE;
}

static void two_letters_in_one_night(struct build *build)
{
	build_notice(build, "26-000005-2", "1006", NULL);
	build_notice(build, "26-000006-0", "1006", NULL);
	build_due(build, "1006", MATTER_CARD, "2027-02-20", OUTCOME_LETTER, "26-000005-2");
	build_due(build, "1006", MATTER_STAY, "2027-02-20", OUTCOME_LETTER, "26-000006-0");
}

static void two_reminders(struct build *build)
{
	two_letters_in_one_night(build);
	build->dues[build->night.due_count - 1].decision.wave = WAVE_REMINDER;
	build->dues[build->night.due_count - 2].decision.wave = WAVE_REMINDER;
}

static void a_place_twice(struct build *build)
{
	build_place(build, "uid-five@232068", "cityhall", "2026-12-09", 17 * 60 + 30, 1, 1);
}

static void a_place_within_a_longer_one(struct build *build)
{
	build_place(build, "uid-five@232068", "cityhall", "2026-12-09", 17 * 60 + 40, 1, 1);
}

static void a_place_that_reaches_into_another(struct build *build)
{
	build_place(build, "uid-five@232068", "cityhall", "2026-12-09", 17 * 60 + 20, 1, 1);
}

static void a_uid_twice(struct build *build)
{
	build_place(build, "uid-one@232068", "tobu", "2026-12-09", 9 * 60, 1, 0);
}

static void a_visit_that_ends_before_it_starts(struct build *build)
{
	build_place(build, "uid-five@232068", "tobu", "2026-12-09", 9 * 60, 1, 0)->ends = 8 * 60;
}

static void a_visit_that_nobody_gave(struct build *build)
{
	build_notice(build, "26-000005-2", "1006", "uid-nobody@232068");
}

static void a_number_twice(struct build *build)
{
	build_notice(build, "26-000001-1", "1006", NULL)->token = "TOKEN-TOKEN-TOKEN-TOKE";
}

static void a_token_twice(struct build *build)
{
	build_notice(build, "26-000005-2", "1006", NULL)->token = "TOKEN-26-000001-1-----";
}

static void a_number_of_another_form(struct build *build)
{
	build_notice(build, "26-00005-2", "1006", NULL);
}

static void a_letter_that_does_not_exist(struct build *build)
{
	build_due(build, "1006", MATTER_CARD, "2027-02-20", OUTCOME_LETTER, "26-000005-2");
}

static void a_due_decided_twice(struct build *build)
{
	build_due(build, "1003", MATTER_CARD, "2027-02-10", OUTCOME_HAND, "");
}

static void an_unknown_due_closed(struct build *build)
{
	build_closed(build, "1006", DOCUMENT_CARD, "2027-01-20", DUE_RENEWED);
}

static void a_due_closed_as_open(struct build *build)
{
	build_closed(build, "1002", DOCUMENT_SIGNATURE, "2027-02-20", DUE_OPEN);
}

static void an_unknown_letter_pulled(struct build *build)
{
	build_pulled(build, "26-000099-0");
}

static void a_printed_letter_pulled(struct build *build)
{
	build_pulled(build, "26-000002-9");
}

static void an_unknown_visit_cancelled(struct build *build)
{
	build_cancelled(build, "uid-nobody@232068");
}

static void a_visit_cancelled_twice(struct build *build)
{
	build_cancelled(build, "uid-one@232068");
}

static void a_printed_letter_addressed_anew(struct build *build)
{
	build_refreshed(build, "26-000002-9", "1002")->recipient.building = "101";
}

static void an_unknown_letter_addressed_anew(struct build *build)
{
	build_refreshed(build, "26-000099-0", "1002");
}

static void letters_mailed_on_a_night_without_mailing(struct build *build)
{
	build_mailed(build, "26-000003-7");
}

static void a_letter_mailed_again(struct build *build)
{
	build->night.posting_day = build->night.day;
	build_mailed(build, "26-000002-9");
}

static void a_letter_mailed_twice(struct build *build)
{
	build->night.posting_day = build->night.day;
	build_mailed(build, "26-000003-7");
	build_mailed(build, "26-000003-7");
}

static void an_unknown_letter_mailed(struct build *build)
{
	build->night.posting_day = build->night.day;
	build_mailed(build, "26-000099-0");
}

static void sums_that_do_not_balance(struct build *build)
{
	build->night.decided++;
}

static void a_run_twice(struct build *build)
{
	build->night.day = build->night.posting_day = on("2026-11-24");
}

static void the_same_bytes_on_the_same_day(struct build *build)
{
	a_run_twice(build);
	build->night.run = 2;
	build->night.register_digest =
		build_night(build->arena, "2026-11-24", 1)->night.register_digest;
}

static void a_mailing_before_the_night(struct build *build)
{
	build->night.posting_day = build->night.day - 1;
}

static void an_exception_without_code(struct build *build)
{
	build_exception(build, 1, "1006", "", "nothing");
}

static const struct spoiler {
	const char *what;
	void (*spoil)(struct build *build);
	const char *told; /* which constraint it must be */
} spoilers[] = {
	{"a second first letter of a due", second_letter_of_a_due,
		"UNIQUE constraint failed: settled."},
	{"a late letter after the first", late_letter_after_the_first,
		"UNIQUE constraint failed: settled."},
	{"two letters about one document in one night", two_letters_in_one_night,
		"UNIQUE constraint failed: settled."},
	{"two reminders about one document", two_reminders, "UNIQUE constraint failed: settled."},
	{"a place given twice", a_place_twice, "UNIQUE constraint failed: place."},
	{"a place on a finer grid within a visit", a_place_within_a_longer_one,
		"another appointment has this desk"},
	{"a place on another grid that reaches into a visit", a_place_that_reaches_into_another,
		"another appointment has this desk"},
	{"a UID given twice", a_uid_twice, "UNIQUE constraint failed: appointment."},
	{"a visit that ends before it starts", a_visit_that_ends_before_it_starts, "ends > starts"},
	{"a letter that names a visit nobody gave", a_visit_that_nobody_gave,
		"(uid IS NULL) = (sequence IS NULL)"},
	{"a notice number twice", a_number_twice, "UNIQUE constraint failed: notice.number"},
	{"a token twice", a_token_twice, "UNIQUE constraint failed: notice.token"},
	{"a notice number of another form", a_number_of_another_form,
		"CHECK constraint failed: number"},
	{"a due settled by a letter that does not exist", a_letter_that_does_not_exist,
		"FOREIGN KEY"},
	{"a due decided twice in a night", a_due_decided_twice,
		"UNIQUE constraint failed: decision."},
	{"a due closed that is not known", an_unknown_due_closed,
		"a due that is to be closed is not there"},
	{"a due closed as open", a_due_closed_as_open, "(state = 'open') = (ended IS NULL)"},
	{"a letter pulled that is not known", an_unknown_letter_pulled,
		"a letter that is to be pulled is not there"},
	{"a printed letter pulled", a_printed_letter_pulled, "a printed letter cannot be pulled"},
	{"a visit cancelled that is not known", an_unknown_visit_cancelled,
		"an appointment that is to be cancelled is not there"},
	{"a visit cancelled twice", a_visit_cancelled_twice,
		"an appointment that is to be cancelled is not there"},
	{"a printed letter addressed anew", a_printed_letter_addressed_anew,
		"a printed letter keeps its recipient"},
	{"a letter addressed anew that is not known", an_unknown_letter_addressed_anew,
		"FOREIGN KEY"},
	{"a letter in the mailing of a night without one",
		letters_mailed_on_a_night_without_mailing, "a night that has none"},
	{"a letter mailed that has been mailed", a_letter_mailed_again,
		"a letter that is to be mailed is not there"},
	{"a letter mailed twice in one mailing", a_letter_mailed_twice,
		"a letter that is to be mailed is not there"},
	{"a letter mailed that is not known", an_unknown_letter_mailed,
		"a letter that is to be mailed is not there"},
	{"residents read that are not decided and aside", sums_that_do_not_balance,
		"read = decided + aside"},
	{"the same run of the same day", a_run_twice, "UNIQUE constraint failed: night.day"},
	{"the same bytes on the same day", the_same_bytes_on_the_same_day,
		"UNIQUE constraint failed: night.register_digest"},
	{"a posting day before the night", a_mailing_before_the_night, "posting_day >= day"},
	{"an exception without code", an_exception_without_code, "code <> ''"},
};

/* Whatever constraint a night hits, and wherever within it, nothing of it is kept, the message
 * names the ledger and nobody in it, and the night can be committed once it is right. */
static void test_a_night_that_hits_a_constraint_changes_nothing(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	const char *before = dump(scene);
	for (size_t i = 0; i < sizeof spoilers / sizeof spoilers[0]; i++) {
		struct build *build = second_night(scene->arena);
		struct fault why = {0};
		spoilers[i].spoil(build);
		if (commit(ledger, build, &why))
			fail_msg("%s: committed", spoilers[i].what);
		if (why.kind != FAULT_INTERNAL)
			fail_msg("%s: %s", spoilers[i].what, why.message);
		assert_ptr_equal(strstr(why.message, scene->path), why.message);
		const char *words = why.message + strlen(scene->path);
		if (strstr(words, spoilers[i].told) == NULL)
			fail_msg("%s: %s", spoilers[i].what, words);
		assert_null(strstr(words, "髙子"));
		assert_null(strstr(words, "100"));
		if (strcmp(dump(scene), before) != 0)
			fail_msg("%s: something was kept", spoilers[i].what);
	}
	must_commit(ledger, second_night(scene->arena));
	ledger_close(ledger);
}

/* A pulled letter is in no mailing. */
static void test_a_pulled_letter_cannot_be_mailed(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	must_commit(ledger, second_night(scene->arena));
	struct build *third = build_night(scene->arena, "2026-11-26", 1);
	struct fault why = {0};
	build_pulled(third, "26-000003-7");
	build_mailed(third, "26-000003-7");
	assert_false(commit(ledger, third, &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
	ledger_close(ledger);
}

/* Addressing a letter as it is addressed already stores nothing, also once it is printed. */
static void test_an_unchanged_address_is_not_stored_again(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	must_commit(ledger, second_night(scene->arena));
	struct build *third = build_night(scene->arena, "2026-11-26", 1);
	build_refreshed(third, "26-000003-7", "1003");
	build_refreshed(third, "26-000002-9", "1002");
	must_commit(ledger, third);
	const char *told = dump(scene);
	size_t rows = 0;
	for (const char *at = told; (at = strstr(at, "\nrecipient|")) != NULL; at++)
		rows++;
	assert_int_equal(rows, 4);
	ledger_close(ledger);
}

/* A night given up leaves nothing, not even what was told while the register was read; nor does a
 * ledger closed in the middle of one. */
static void test_a_night_given_up_leaves_nothing(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	const char *before = dump(scene);
	const struct night_exception exception = {7, "1001", "odd", "odd"};
	struct fault why = {0};
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_tell_exception(ledger, &exception, &why));
	ledger_rollback(ledger);
	assert_string_equal(dump(scene), before);
	ledger_rollback(ledger);
	assert_true(ledger_begin(ledger, &why));
	assert_true(ledger_tell_exception(ledger, &exception, &why));
	ledger_close(ledger);
	assert_string_equal(dump(scene), before);
	ledger = must_open(scene, LEDGER_WRITE);
	must_commit(ledger, first_night(scene->arena));
	ledger_close(ledger);
}

/* Outside ledger_begin nothing is written. */
static void test_a_night_must_be_begun(void **state)
{
	struct scene *scene = *state;
	struct ledger *ledger = must_open(scene, LEDGER_WRITE);
	const char *before = dump(scene);
	struct build *build = first_night(scene->arena);
	struct fault why = {0};
	assert_false(ledger_commit(ledger, &build->night, &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
	assert_false(ledger_tell_exception(ledger, &build->exceptions[0], &why));
	assert_int_equal(why.kind, FAULT_INTERNAL);
	assert_string_equal(dump(scene), before);
	ledger_close(ledger);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		TEST(test_a_night_that_hits_a_constraint_changes_nothing),
		TEST(test_a_pulled_letter_cannot_be_mailed),
		TEST(test_an_unchanged_address_is_not_stored_again),
		TEST(test_a_night_given_up_leaves_nothing),
		TEST(test_a_night_must_be_begun),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
